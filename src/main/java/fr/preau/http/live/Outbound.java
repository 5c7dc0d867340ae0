package fr.preau.http.live;

import fr.preau.protocol.Frame;
import java.util.ArrayDeque;

/**
 * Frames that wait for a client to read. What waits is shared with the other recipients; what is counted is what this
 * client would still have to read. A state and one import that follows it do not count, but have a time to be read in:
 * who joins during a large import is sent both, and would otherwise be cut off each time they come back.
 */
final class Outbound {

  /** Bytes that may wait beside a bulk frame. */
  static final int MOST_QUEUED = 256 * 1024;
  /** A frame from this size on is bulk. */
  static final int BULK = 64 * 1024;
  /** Bulk frames that do not count at the same time. */
  private static final int MOST_BULKS = 2;
  /** Milliseconds that a client has to read a bulk frame. */
  static final long BULK_TIME = 30_000;

  private final Transport transport;
  private final ArrayDeque<Frame> queue = new ArrayDeque<>();
  private long queued;
  private final ArrayDeque<Bulk> bulks = new ArrayDeque<>();
  private boolean bulkWritten;

  private record Bulk(Frame frame, long since) {}

  Outbound(Transport transport) {
    this.transport = transport;
  }

  /** @return whether it still fits */
  boolean add(Frame frame, long now) {
    if (queue.isEmpty() && !bulkWritten && frame.size() < BULK && !transport.full()) {
      transport.write(frame);
      return true;
    }
    if (frame.size() >= BULK && bulks.size() < MOST_BULKS) bulks.add(new Bulk(frame, now));
    else queued += frame.size();
    queue.add(frame);
    pump();
    return queued <= MOST_QUEUED;
  }

  void pump() {
    while (!transport.full()) {
      if (bulkWritten) bulks.remove();
      bulkWritten = false;
      var frame = queue.poll();
      if (frame == null) return;
      if (!bulks.isEmpty() && frame == bulks.peek().frame()) bulkWritten = true;
      else queued -= frame.size();
      transport.write(frame);
    }
  }

  /** Whether a bulk frame was not read in its time. */
  boolean late(long now) {
    return !bulks.isEmpty() && now - bulks.peek().since() > BULK_TIME;
  }

  boolean idle() {
    return queue.isEmpty() && !transport.full();
  }

  long queued() {
    return queued;
  }

  void clear() {
    queue.clear();
    queued = 0;
    bulks.clear();
    bulkWritten = false;
  }
}
