package fr.preau.simulation;

import fr.preau.protocol.ClientMessage;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Frame;
import fr.preau.protocol.Malformed;
import fr.preau.room.Room;
import fr.preau.room.Session;
import fr.preau.room.port.Outbox;
import java.util.ArrayDeque;

/** The server's side of a line: decodes what comes in, holds it until the room is open, and cuts off who does not read. */
final class ServerEnd implements Outbox {

  /** Bytes that may wait for a client; small, so that runs of a few operations reach it. */
  private static final int MOST_QUEUED = 16_384;
  /** A frame from this size on does not count. */
  private static final int BULK = 8_192;

  private final World world;
  private final Server server;
  private final Line line;
  private final ArrayDeque<ClientMessage> early = new ArrayDeque<>();
  private String participant;
  private Session session;
  private boolean greeted;
  private boolean closed;

  ServerEnd(World world, Server server, Line line) {
    this.world = world;
    this.server = server;
    this.line = line;
    server.has(this);
  }

  void hear(byte[] frame) {
    if (closed) return;
    try {
      handle(world.codec.decode(frame));
    } catch (Malformed e) {
      throw new Violation("a client sent what is no frame: " + e.getMessage());
    }
  }

  private void handle(ClientMessage message) {
    switch (message) {
      case ClientMessage.Hello hello when !greeted -> {
        greeted = true;
        participant = hello.token();
        server.rooms().room(World.WORKSHOP).onComplete((room, failure) -> {
          if (closed) return;
          if (failure != null) close(CloseCode.OVERLOADED);
          else enter(room, hello);
        });
      }
      case ClientMessage.Submit submit -> {
        if (session == null) early.add(submit);
        else session.submit(submit);
      }
      case ClientMessage.Presence presence -> {
        if (session == null) early.add(presence);
        else session.presence(presence.data());
      }
      case ClientMessage.Ping ping -> { }
      case ClientMessage.Hello again -> throw new Violation("a client said hello twice");
    }
  }

  /** The token is the participant's id. */
  private void enter(Room room, ClientMessage.Hello hello) {
    var entered = room.enter(hello.token(), hello.since(), this);
    if (closed) {
      entered.leave();
      return;
    }
    session = entered;
    while (!closed && !early.isEmpty()) handle(early.remove());
  }

  @Override
  public void send(Frame frame) {
    if (closed) return;
    var message = world.read(frame);
    world.invariants.told(message, participant);
    line.toClient(message, frame.size() < BULK ? frame.size() : 0);
    if (line.waitingBytes() > MOST_QUEUED) close(CloseCode.OVERLOADED);
  }

  @Override
  public void close(CloseCode code) {
    if (closed) return;
    over();
    line.close(code);
  }

  /** The client has hung up, or the line broke. */
  void gone() {
    if (!closed) over();
  }

  /** The client has not been heard for too long. */
  void giveUp() {
    close(CloseCode.GOING_AWAY);
  }

  /** The process ended: nothing is said any more. */
  void die() {
    closed = true;
    line.cut();
  }

  private void over() {
    closed = true;
    server.hasNot(this);
    if (session != null) session.leave();
  }
}
