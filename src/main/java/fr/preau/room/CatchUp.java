package fr.preau.room;

import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.room.port.Clock;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.UnreadableLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings edits of texts, which are too far behind for the {@link Ledger} to judge them at once, forward: through the log where only that
 * remembers what came in between, and only so far in one turn that nobody else waits for it. What it gives stands on what is committed.
 *
 * <p>Thread: the room's event loop.
 */
final class CatchUp {

  private static final int PAGE = 100;

  private final Ledger ledger;
  private final TxLog log;
  private final Clock clock;
  private final String workshop;

  CatchUp(Ledger ledger, TxLog log, Clock clock, String workshop) {
    this.ledger = ledger;
    this.log = log;
    this.clock = clock;
    this.workshop = workshop;
  }

  /**
   * Whether there is such an edit: what has one must be {@link #of brought forward} before it is judged.
   *
   * @param by        null for the server
   * @param isClients see {@link Submission#isClients}
   */
  boolean isNeeded(List<Op> ops, String by, boolean isClients) {
    return ledger.behind(ops, by, isClients) >= 0;
  }

  /** These operations as they can be judged; fails with {@link UnreadableLog} where it cannot be told. */
  Future<List<Op>> of(List<Op> ops, String by, boolean isClients) {
    Promise<List<Op>> forward = Promise.promise();
    go(ops, by, isClients, forward);
    return forward.future();
  }

  private void go(List<Op> ops, String by, boolean isClients, Promise<List<Op>> forward) {
    int at = ledger.behind(ops, by, isClients);
    if (at < 0) {
      forward.complete(ops);
      return;
    }
    var behind = (Op.Text) ops.get(at);
    next(behind).<List<Op>>map(edits -> {
      var further = new ArrayList<>(ops);
      further.set(at, behind.over(edits, Ledger.MAX_WORK));
      return further;
    }).onSuccess(further -> go(further, by, isClients, forward)).onFailure(forward::fail);
  }

  /** Some of the edits that came after its revision: from the log, or in the next turn from the ledger, where there are none until they are committed. */
  private Future<List<TextEdit>> next(Op.Text behind) {
    long inLog = ledger.oldestHere(behind) - behind.revision();
    if (inLog > 0) return logged(behind, (int) Math.min(inLog, Math.clamp(Ledger.MAX_WORK / (behind.edit().parts().size() + 1), 1, PAGE)));
    Promise<List<TextEdit>> turn = Promise.promise();
    clock.after(1, () -> turn.complete(ledger.committedSince(behind)));
    return turn.future();
  }

  private Future<List<TextEdit>> logged(Op.Text behind, int wanted) {
    var text = behind.field() + " of " + behind.id();
    return log.edits(workshop, behind.id(), behind.field(), behind.revision(), wanted)
        .compose(found -> found.isEmpty() ? Future.failedFuture(new UnreadableLog("there are none", null)) : Future.succeededFuture(found))
        .recover(failure -> Future.failedFuture(failure instanceof UnreadableLog ? new UnreadableLog("the edits of " + text, failure) : failure));
  }
}
