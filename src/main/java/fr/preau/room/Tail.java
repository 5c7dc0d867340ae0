package fr.preau.room;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest transactions, for those who come back: what since N, or start afresh? Holds at most
 * 1,000 transactions, 1,000 operations and half a megabyte, which bounds its memory and what is sent of it; after a larger transaction,
 * such as an import, the whole state costs no more than what was missed, so nothing before it is kept. Nor is after one that changes who sees what.
 *
 * <p>Thread: the room's event loop.
 */
final class Tail {

  private static final int MAX_TXS = 1_000;
  private static final int MAX_OPS = 1_000;
  private static final int MAX_OPS_OF_ONE = 100;
  private static final int MAX_SIZE = 512 * 1024;

  private final ArrayDeque<Committed> txs = new ArrayDeque<>();
  private int ops;
  private int size;
  private long last;

  /** @param last the seq that the first transaction to be added follows */
  Tail(long last) {
    this.last = last;
  }

  void add(Committed tx) {
    last = tx.shown().seq();
    if (tx.isSight() || tx.shown().ops().size() > MAX_OPS_OF_ONE) {
      txs.clear();
      ops = 0;
      size = 0;
      return;
    }
    txs.addLast(tx);
    counted(tx, 1);
    while (txs.size() > MAX_TXS || ops > MAX_OPS || size > MAX_SIZE) counted(txs.removeFirst(), -1);
  }

  private void counted(Committed tx, int sign) {
    ops += sign * tx.shown().ops().size();
    size += sign * tx.shown().size();
  }

  /** Everything after this seq, in order, or null where not all of it is kept or the seq was never reached. */
  List<Committed> since(long seq) {
    long first = txs.isEmpty() ? last + 1 : txs.getFirst().shown().seq();
    if (seq > last || seq < first - 1) return null;
    var found = new ArrayList<Committed>((int) (last - seq));
    var backwards = txs.descendingIterator();
    while (backwards.hasNext()) {
      var tx = backwards.next();
      if (tx.shown().seq() <= seq) break;
      found.add(tx);
    }
    return found.reversed();
  }

  long last() {
    return last;
  }
}
