package fr.preau.room;

/**
 * What one participant has sent to a room, over all of their connections, and is not settled: what waits for its turn and what is on
 * its way into the log. Past its bounds only their own connections wait, or are cut off in the end.
 *
 * <p>Thread: the room's event loop.
 */
final class Share {

  private static final int MOST_WAITING_BYTES = 2 << 20;
  private static final int MOST_BYTES = 1 << 20;
  /** Bounds the refusals that a commit releases at once, too. */
  private static final int MOST_TXS = 500;

  private int waitingBytes;
  private int bytes;
  private int txs;
  private long everSettled;

  void waits(int difference) {
    waitingBytes += difference;
  }

  /** Notes a transaction that sets out for the log. */
  void sent(int size) {
    bytes += size;
    txs++;
  }

  void settled(int size) {
    bytes -= size;
    txs--;
    everSettled++;
  }

  /** How many transactions of the participant have been settled so far. */
  long everSettled() {
    return everSettled;
  }

  /** Whether as much is on its way as may be. */
  boolean isFull() {
    return txs >= MOST_TXS || bytes > MOST_BYTES;
  }

  /** Whether more than such a part of what may wait does. */
  boolean waiting(int part) {
    return waitingBytes > MOST_WAITING_BYTES / part;
  }
}
