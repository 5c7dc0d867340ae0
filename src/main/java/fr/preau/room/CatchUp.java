package fr.preau.room;

import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.UnreadableLog;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings edits of texts, made on revisions so old that the {@link Ledger} does not remember them, forward through the log.
 *
 * <p>Thread: the room's event loop.
 */
final class CatchUp {

  private static final int PAGE = 1_000;

  private final Ledger ledger;
  private final TxLog log;
  private final String workshop;

  CatchUp(Ledger ledger, TxLog log, String workshop) {
    this.ledger = ledger;
    this.log = log;
    this.workshop = workshop;
  }

  /**
   * Whether there is such an edit: what has one must be {@link #of brought forward} before it is judged.
   *
   * @param by null for the server
   */
  boolean isNeeded(List<Op> ops, String by) {
    return ledger.behind(ops, by) != null;
  }

  /** These operations as they can be judged, a page of the log at a time; fails with {@link UnreadableLog} where it cannot be told. */
  Future<List<Op>> of(List<Op> ops, String by) {
    var behind = ledger.behind(ops, by);
    if (behind == null) return Future.succeededFuture(ops);
    int wanted = (int) Math.min(PAGE, ledger.oldestHere(behind) - behind.revision());
    return edits(behind, wanted).compose(earlier -> {
      var forward = new ArrayList<>(ops);
      forward.set(ops.indexOf(behind), behind.over(earlier));
      return of(forward, by);
    });
  }

  private Future<List<TextEdit>> edits(Op.Text behind, int wanted) {
    var text = behind.field() + " of " + behind.id();
    return log.edits(workshop, behind.id(), behind.field(), behind.revision(), wanted)
        .compose(found -> found.isEmpty() ? Future.failedFuture(new UnreadableLog("there are none", null)) : Future.succeededFuture(found))
        .recover(failure -> Future.failedFuture(failure instanceof UnreadableLog ? new UnreadableLog("the edits of " + text, failure) : failure));
  }
}
