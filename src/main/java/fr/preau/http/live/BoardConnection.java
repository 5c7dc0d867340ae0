package fr.preau.http.live;

import fr.preau.protocol.ClientMessage;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Frame;
import fr.preau.protocol.Malformed;
import fr.preau.protocol.ServerMessage;
import fr.preau.room.port.Directory.Credential;
import fr.preau.room.port.NoSuchWorkshop;
import fr.preau.room.port.Outbox;
import fr.preau.room.Room;
import fr.preau.room.Session;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection to its board, whatever carries the frames. What comes in is judged in this order: size, rate,
 * form, right; each refusal has its close code. The workshop and the person follow from the token of {@code hello}, never
 * from anything sent later.
 *
 * <p>Thread rule: the event loop of the rooms.
 */
public final class BoardConnection implements Outbox {

  /** The largest frame of a client, in bytes. */
  public static final int MAX_FRAME = 64 * 1024;
  static final long HELLO_TIME = 5_000;
  static final long PING_EVERY = 5_000;
  /** With the half second between two looks at the clock: 10 s. */
  static final long MOST_SILENT = 9_500;
  static final long CLOSE_TIME = 2_000;
  static final int PRESENCE_PER_SECOND = 40;

  private static final Logger LOG = LoggerFactory.getLogger(BoardConnection.class);

  private enum State { EXPECTING_HELLO, ENTERING, LIVE, CLOSED }

  private final Gateway gateway;
  private final Transport transport;
  private final String language;
  private final Inbox inbox;
  private final Outbound outbound;
  private final TokenBucket presenceRate;
  private final long since;
  private State state = State.EXPECTING_HELLO;
  private Session session;
  private long heardAt;
  private long pingedAt;
  private long closedAt;
  private boolean pings;

  BoardConnection(Gateway gateway, Transport transport, String language) {
    this.gateway = gateway;
    this.transport = transport;
    this.language = language;
    this.since = gateway.clock().now();
    this.heardAt = since;
    this.pingedAt = since;
    this.inbox = new Inbox(gateway.clock(), transport, new TokenBucket(gateway.perSecond(), gateway.perSecond(), since), this::handle);
    this.outbound = new Outbound(transport);
    this.presenceRate = new TokenBucket(PRESENCE_PER_SECOND, 4 * PRESENCE_PER_SECOND, since);
    gateway.traffic().opened.increment();
  }

  /** A whole frame came in. */
  void received(byte[] frame) {
    if (state == State.CLOSED) return;
    heard();
    gateway.traffic().frames.increment();
    if (frame.length > MAX_FRAME) {
      close(CloseCode.TOO_LARGE);
      return;
    }
    inbox.add(frame);
    if (inbox.overflows()) close(CloseCode.TOO_FAST);
  }

  private void handle(byte[] frame) {
    try {
      if (!Utf8.isWellFormed(frame)) throw new Malformed("not UTF-8");
      handle(gateway.codec().decode(frame));
    } catch (Malformed e) {
      LOG.debug("malformed frame: {}", e.getMessage());
      close(CloseCode.MALFORMED);
    }
  }

  private void handle(ClientMessage message) {
    switch (message) {
      case ClientMessage.Ping ping -> pong();
      case ClientMessage.Hello hello when state == State.EXPECTING_HELLO -> enter(hello);
      case ClientMessage.Submit submit when state == State.LIVE -> {
        gateway.traffic().submitted.increment();
        session.submit(submit);
      }
      case ClientMessage.Presence presence when state == State.LIVE -> presence(presence);
      case ClientMessage.Hello late -> close(CloseCode.MALFORMED);
      case ClientMessage.Submit early -> close(CloseCode.MALFORMED);
      case ClientMessage.Presence early -> close(CloseCode.MALFORMED);
    }
  }

  /** Who pings at all goes on doing so, and need not be asked for a sign of life. */
  private void pong() {
    pings = true;
    send(gateway.codec().encode(new ServerMessage.Pong()));
  }

  private void presence(ClientMessage.Presence presence) {
    if (!presenceRate.take(gateway.clock().now())) {
      close(CloseCode.TOO_FAST);
      return;
    }
    gateway.traffic().presence.increment();
    session.presence(presence.data());
  }

  private void enter(ClientMessage.Hello hello) {
    state = State.ENTERING;
    inbox.hold();
    gateway.credentials().apply(hello.token()).onComplete((credential, failure) -> {
      if (state == State.CLOSED) return;
      if (failure != null) couldNotEnter(failure);
      else if (credential.isEmpty()) close(CloseCode.TOKEN_REFUSED);
      else enter(credential, hello.since());
    });
  }

  private void enter(Optional<Credential> found, long completeTo) {
    var credential = found.orElseThrow();
    gateway.rooms().room(credential.workshop()).onComplete((room, failure) -> {
      if (state == State.CLOSED) return;
      if (failure != null) couldNotEnter(failure);
      else live(room, credential.participant(), completeTo);
    });
  }

  private void live(Room room, String participant, long completeTo) {
    state = State.LIVE;
    var entered = room.enter(participant, completeTo, this);
    if (state == State.CLOSED) {
      entered.leave();
      return;
    }
    session = entered;
    heard();
    inbox.release();
  }

  private void couldNotEnter(Throwable failure) {
    LOG.debug("could not enter", failure);
    close(failure instanceof NoSuchWorkshop ? CloseCode.TOKEN_REFUSED : CloseCode.OVERLOADED);
  }

  @Override
  public void send(Frame frame) {
    if (state == State.CLOSED) return;
    if (!outbound.add(frame, gateway.clock().now())) cutOff();
  }

  @Override
  public void pause(boolean paused) {
    if (state == State.CLOSED) return;
    if (paused) inbox.hold();
    else inbox.release();
  }

  /** The transport has room again. */
  void drained() {
    if (state != State.CLOSED) outbound.pump();
  }

  /** A sign of life. */
  void heard() {
    heardAt = gateway.clock().now();
  }

  /** Bytes that wait for the client to read. */
  long queued() {
    return outbound.queued();
  }

  /**
   * Looks at the clock; called every half second or so.
   *
   * @return whether the connection is over and need not be looked at again
   */
  boolean tick(long now) {
    if (state == State.CLOSED) {
      if (now - closedAt < CLOSE_TIME) return false;
      transport.kill();
      return true;
    }
    if (inbox.paused()) heardAt = now;
    if (state == State.EXPECTING_HELLO && now - since >= HELLO_TIME) close(CloseCode.NO_HELLO);
    else if (outbound.late(now)) cutOff();
    else if (transport.canPing() || pings) askForLife(now);
    return false;
  }

  private void askForLife(long now) {
    if (now - heardAt >= MOST_SILENT) {
      end(CloseCode.GOING_AWAY);
      transport.kill();
    } else if (now - pingedAt >= PING_EVERY) {
      pingedAt = now;
      transport.ping();
    }
  }

  /** A client that does not read what it is sent. It may come back and resume. */
  private void cutOff() {
    outbound.clear();
    close(CloseCode.OVERLOADED);
  }

  @Override
  public void close(CloseCode code) {
    if (state == State.CLOSED) return;
    if (outbound.idle() && code != CloseCode.GOING_AWAY) {
      var word = word(code);
      transport.write(gateway.codec().encode(new ServerMessage.Failure(word, gateway.wording().text(language, "problem." + word, Map.of()))));
    }
    end(code);
    transport.close(code.number());
  }

  private void end(CloseCode code) {
    gateway.traffic().closed(code).increment();
    over();
  }

  /** The socket is gone. */
  void gone() {
    if (state != State.CLOSED) over();
  }

  private void over() {
    state = State.CLOSED;
    closedAt = gateway.clock().now();
    inbox.clear();
    outbound.clear();
    var left = session;
    session = null;
    if (left != null) left.leave();
  }

  /** The word of a close code in {@code error} frames. */
  public static String word(CloseCode code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
