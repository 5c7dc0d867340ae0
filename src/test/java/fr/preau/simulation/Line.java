package fr.preau.simulation;

import fr.preau.protocol.CloseCode;

/** A connection between a client and a server: two pipes, and what can happen to them. */
final class Line {

  /** The code that a side is told when the line broke. */
  static final int BROKEN = 1006;
  /** Milliseconds after which a server and a client give up a silent line. */
  private static final int SERVER_PATIENCE = 10_000;
  private static final int CLIENT_PATIENCE = 12_000;

  private final World world;
  private final Client client;
  private final Pipe<byte[]> up;
  private final Pipe<Message> down;
  private final ServerEnd serverEnd;

  Line(World world, Client client, Server server) {
    this.world = world;
    this.client = client;
    this.serverEnd = new ServerEnd(world, server, this);
    this.up = new Pipe<>(world, serverEnd::hear, code -> serverEnd.gone());
    this.down = new Pipe<>(world, message -> client.hear(this, message), code -> client.lost(this, code));
  }

  void toServer(byte[] frame) {
    up.send(frame, frame.length);
  }

  void toClient(Message message, int bytes) {
    down.send(message, bytes);
  }

  int waitingBytes() {
    return down.waitingBytes();
  }

  /** The client hangs up: what it sent may still arrive. */
  void hangUp() {
    up.end(BROKEN, world.chance.between(0, up.waiting()));
    down.swallow();
  }

  /** The server hangs up: what it sent before may still arrive. */
  void close(CloseCode code) {
    down.end(code.number(), code == CloseCode.OVERLOADED ? world.chance.between(0, down.waiting()) : down.waiting());
    up.swallow();
  }

  /** Both sides are told that the line broke, each after some of what was on its way. */
  void cut() {
    up.end(BROKEN, world.chance.between(0, up.waiting()));
    down.end(BROKEN, world.chance.between(0, down.waiting()));
    down.stall(false);
  }

  /** Nothing gets through any more, one way or both, and nobody is told: each side has to find out. */
  void halfOpen() {
    int ways = world.chance.below(3);
    if (ways != 0) up.swallow();
    if (ways != 1) down.swallow();
    world.clock.after(SERVER_PATIENCE, serverEnd::giveUp);
    world.clock.after(CLIENT_PATIENCE, () -> client.giveUp(this));
  }

  /** The client stops reading, or reads again. */
  void stall(boolean stalled) {
    down.stall(stalled);
  }
}
