package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.protocol.ShownTx;
import java.util.Set;

/**
 * A transaction that is in the log.
 *
 * @param shown   as whoever may see all of it is shown it
 * @param before  the state that it follows; null, like {@code after}, where everybody sees the whole of it as it is
 * @param after   the state that it leads to
 * @param touched ids of the records that it is about, and of those that it has a say in who may see
 * @param isSight whether it changes who sees what
 */
record Committed(ShownTx shown, Board before, Board after, Set<String> touched, boolean isSight) {

  static Committed forAll(ShownTx shown) {
    return new Committed(shown, null, null, Set.of(), false);
  }

  boolean isForAll() {
    return after == null;
  }
}
