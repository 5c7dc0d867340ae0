package fr.preau.http.live;

import fr.preau.protocol.Frame;
import java.util.ArrayDeque;

/**
 * Frames that wait for a client to read. What waits is shared with the other recipients; what is counted is what this
 * client would still have to read. One bulk frame (a state, an import) does not count, but has a time to be read in.
 */
final class Outbound {

  /** Bytes that may wait beside a bulk frame. */
  static final int MOST_QUEUED = 256 * 1024;
  /** A frame from this size on is bulk. */
  static final int BULK = 64 * 1024;
  /** Milliseconds that a client has to read a bulk frame. */
  static final long BULK_TIME = 30_000;

  private final Transport transport;
  private final ArrayDeque<Frame> queue = new ArrayDeque<>();
  private long queued;
  private Frame bulk;
  private boolean bulkWritten;
  private long bulkSince;

  Outbound(Transport transport) {
    this.transport = transport;
  }

  /** @return whether it still fits */
  boolean add(Frame frame, long now) {
    var exempt = bulk == null && frame.size() >= BULK;
    if (exempt) {
      bulk = frame;
      bulkWritten = false;
      bulkSince = now;
    } else {
      queued += frame.size();
    }
    queue.add(frame);
    pump();
    return queued <= MOST_QUEUED;
  }

  void pump() {
    while (!transport.full()) {
      if (bulkWritten) bulk = null;
      bulkWritten = false;
      var frame = queue.poll();
      if (frame == null) return;
      if (frame == bulk) bulkWritten = true;
      else queued -= frame.size();
      transport.write(frame);
    }
  }

  /** Whether a bulk frame was not read in its time. */
  boolean late(long now) {
    return bulk != null && now - bulkSince > BULK_TIME;
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
    bulk = null;
  }
}
