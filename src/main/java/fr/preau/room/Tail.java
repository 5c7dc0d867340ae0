package fr.preau.room;

import fr.preau.protocol.ShownTx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest transactions as they were shown, for those who come back: what since N, or start afresh? Holds at most
 * 1,000 transactions and 1,000 operations, which bounds its memory; after a larger transaction, such as an import, the
 * whole state costs no more than what was missed, so nothing before it is kept.
 *
 * <p>Thread: the room's event loop.
 */
final class Tail {

  private static final int MAX_TXS = 1_000;
  private static final int MAX_OPS = 1_000;
  private static final int MAX_OPS_OF_ONE = 100;

  private final ArrayDeque<ShownTx> txs = new ArrayDeque<>();
  private int ops;
  private long last;

  /** @param last the seq that the first transaction to be added follows */
  Tail(long last) {
    this.last = last;
  }

  void add(ShownTx tx) {
    last = tx.seq();
    if (tx.ops().size() > MAX_OPS_OF_ONE) {
      txs.clear();
      ops = 0;
      return;
    }
    txs.addLast(tx);
    ops += tx.ops().size();
    while (txs.size() > MAX_TXS || ops > MAX_OPS) ops -= txs.removeFirst().ops().size();
  }

  /** Everything after this seq, in order, or null where not all of it is kept or the seq was never reached. */
  List<ShownTx> since(long seq) {
    long first = txs.isEmpty() ? last + 1 : txs.getFirst().seq();
    if (seq > last || seq < first - 1) return null;
    var found = new ArrayList<ShownTx>((int) (last - seq));
    var backwards = txs.descendingIterator();
    while (backwards.hasNext()) {
      var tx = backwards.next();
      if (tx.seq() <= seq) break;
      found.add(tx);
    }
    return found.reversed();
  }

  long last() {
    return last;
  }
}
