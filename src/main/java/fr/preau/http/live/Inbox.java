package fr.preau.http.live;

import fr.preau.room.port.Clock;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Frames of one client that were read and not yet handled. They are handed on in their order and at the rate that is
 * allowed, some at a time so that what they are answered can be sent in between; meanwhile the transport is not read. A transport that cannot stop reading is bounded by {@link #overflows}.
 */
final class Inbox {

  /** Bytes that may wait where the transport goes on delivering. */
  static final int MOST_WAITING = 256 * 1024;
  /** What a frame takes beside its bytes. */
  private static final int FRAME = 32;
  /** Milliseconds between two looks at the rate: frames that had to wait go on in small groups. */
  private static final long PACE = 20;

  /** Frames after which other work gets its turn. */
  static final int MOST_AT_ONCE = 100;

  private final Clock clock;
  private final Transport transport;
  private final TokenBucket rate;
  private final Consumer<byte[]> handler;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private int atOnce;
  private boolean held;
  private boolean paused;
  private Clock.Timer timer;

  Inbox(Clock clock, Transport transport, TokenBucket rate, Consumer<byte[]> handler) {
    this.clock = clock;
    this.transport = transport;
    this.rate = rate;
    this.handler = handler;
  }

  void add(byte[] frame) {
    waiting.add(frame);
    waitingBytes += frame.length + FRAME;
    pump();
  }

  boolean overflows() {
    return waitingBytes > MOST_WAITING;
  }

  /** Whether the transport is not being read, so that the client cannot be heard. */
  boolean paused() {
    return paused;
  }

  /** Keeps everything until {@link #release}. */
  void hold() {
    held = true;
    pause();
  }

  void release() {
    held = false;
    pump();
  }

  void clear() {
    waiting.clear();
    waitingBytes = 0;
    held = true;
    if (timer != null) timer.cancel();
    timer = null;
  }

  private void pump() {
    while (!held && timer == null && !waiting.isEmpty()) {
      if (atOnce == MOST_AT_ONCE) {
        goOnAfter(1);
        return;
      }
      if (!rate.take(clock.now())) {
        goOnAfter(Math.max(PACE, rate.millisUntilOne(clock.now())));
        return;
      }
      atOnce++;
      var frame = waiting.poll();
      waitingBytes -= frame.length + FRAME;
      handler.accept(frame);
    }
    if (!held && timer == null && paused) {
      paused = false;
      transport.resume();
    }
  }

  private void goOnAfter(long millis) {
    pause();
    timer = clock.after(millis, this::goOn);
  }

  private void goOn() {
    timer = null;
    atOnce = 0;
    pump();
  }

  private void pause() {
    if (paused) return;
    paused = true;
    transport.pause();
  }
}
