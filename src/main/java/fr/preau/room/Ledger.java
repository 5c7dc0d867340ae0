package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Check;
import fr.preau.board.Op;
import fr.preau.board.Refusal;
import fr.preau.board.TextEdit;
import fr.preau.protocol.ShownTx;
import fr.preau.protocol.ShownTx.ShownOp;
import fr.preau.protocol.Tx;
import fr.preau.workshop.Agenda;
import fr.preau.workshop.Merged;
import fr.preau.workshop.Rights;
import fr.preau.workshop.Role;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Visibility;
import fr.preau.workshop.Votes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;

/**
 * The two states of a workshop: the committed one, which is shown, and the pending one, by which transactions are
 * judged; and the submissions between the two, accepted and not yet committed, in order.
 *
 * <p>Thread: the room's event loop.
 */
final class Ledger {

  /** Edits of long texts in one transaction of a client: its pages send each alone. */
  static final int MAX_EDITS = 20;
  /** Parts of all edits in one transaction of a client together: each is brought over all that came in between. */
  static final int MAX_EDIT_PARTS = 2_000;
  /** Parts of edits that are gone through at one go, to bring those of a transaction over what came in between. */
  static final int MAX_WORK = 20_000;

  private Board committed;
  private long committedSeq;
  private Board pending;
  private long pendingSeq;
  private final RecentEdits edits = new RecentEdits();
  /** By {@link Submission#key}. */
  private final LinkedHashMap<String, InFlight> inFlight = new LinkedHashMap<>();

  /** @param after the state that the transaction leads to, if everything before it is committed, too */
  private record InFlight(Submission submission, Tx tx, Board after) {}

  Ledger(Board committed, long seq) {
    this.committed = committed;
    this.committedSeq = seq;
    this.pending = committed;
    this.pendingSeq = seq;
  }

  /** The accepted transaction, with the next seq, or the reason why not; a refusal changes nothing. None of its edits may be {@link #behind}. */
  Verdict judge(Submission submission, long at) {
    var ops = submission.ops();
    if (ops.isEmpty()) return new Verdict.Refused(Refusal.of("empty", "record", submission.id()));
    if (submission.isClients() && tooLarge(submission.id(), ops) instanceof Refusal refusal) return new Verdict.Refused(refusal);
    var completed = new ArrayList<Op>(ops.size());
    Verdict verdict = null;
    try {
      verdict = judge(submission, at, completed);
      return verdict;
    } finally {
      if (!(verdict instanceof Verdict.Accepted)) for (var op : completed.reversed()) if (op instanceof Op.Text edit) edits.takeBack(edit);
    }
  }

  /** @param completed gets the operations as they enter the log, as far as they fit */
  private Verdict judge(Submission submission, long at, List<Op> completed) {
    var board = pending;
    for (var sent : submission.ops()) {
      // Imports keep links as they are in their files.
      var op = submission.isClients() ? Merged.redirected(board, sent, Viewer.of(board, submission.by())) : sent;
      var refusal = notAllowed(board, op, submission, at);
      if (refusal != null) return new Verdict.Refused(refusal);
      switch (Check.op(board, op, submission.by(), edits, seenBy(board, submission))) {
        case Check.Result.Refused refused -> {
          return new Verdict.Refused(refused.refusal());
        }
        case Check.Result.Accepted accepted -> {
          refusal = Merged.refusal(board, sent, op) instanceof Refusal unfit ? unfit : Votes.refusal(board, accepted.op());
          if (refusal != null) return new Verdict.Refused(refusal);
          var whole = Agenda.completed(board, Votes.completed(board, accepted.op()), submission.by());
          completed.add(whole);
          if (whole instanceof Op.Text edit) edits.add(edit);
          board = board.apply(whole);
        }
      }
    }
    pending = board;
    var tx = new Tx(++pendingSeq, submission.id(), submission.asBy(), at, submission.digest(), completed);
    inFlight.put(submission.key(), new InFlight(submission, tx, board));
    return new Verdict.Accepted(tx);
  }

  /** Why whoever submits may not do this now, or null where they may; the server may do everything. */
  private static Refusal notAllowed(Board board, Op op, Submission submission, long at) {
    if (submission.by() == null) return null;
    var viewer = Viewer.of(board, submission.by());
    var refusal = Agenda.unknown(board, op, viewer);
    if (refusal == null) refusal = Rights.refusal(board, op, submission.by(), viewer.role());
    return refusal != null ? refusal : Agenda.refusal(board, op, viewer, at, submission.written());
  }

  private static Predicate<String> seenBy(Board board, Submission submission) {
    return id -> submission.by() == null || Visibility.sees(board, board.get(id), Viewer.of(board, submission.by()));
  }

  /** Why a client's transaction is too large to be judged, or null: what one may hold bounds what judging it takes. */
  private Refusal tooLarge(String id, List<Op> ops) {
    if (ops.size() > pending.model().maxOps()) return Refusal.of("too-many-ops", "record", id, "limit", pending.model().maxOps());
    int edits = 0;
    int parts = 0;
    for (var op : ops) {
      if (!(op instanceof Op.Text edit)) continue;
      edits++;
      parts += edit.edit().parts().size();
    }
    return edits > MAX_EDITS ? Refusal.of("too-many-edits", "record", id, "limit", MAX_EDITS)
        : parts > MAX_EDIT_PARTS ? Refusal.of("too-many-edits", "record", id, "limit", MAX_EDIT_PARTS) : null;
  }

  /**
   * Where among these operations the first edit of a text stands that cannot be judged at once: it was made on a revision so old that only the
   * log can bring it forward, or so much came in between that it would hold others up. -1 where there is none, or where the transaction will be
   * refused whatever came in between.
   *
   * @param by        null for the server
   * @param isClients see {@link Submission#isClients}
   */
  int behind(List<Op> ops, String by, boolean isClients) {
    if (isClients && tooLarge("", ops) != null) return -1;
    var role = by == null ? null : roleOf(by);
    long work = 0;
    for (int at = 0; at < ops.size(); at++) {
      if (!(ops.get(at) instanceof Op.Text edit) || pending.get(edit.id()) == null) continue;
      if (role != null && Rights.refusal(pending, edit, by, role) != null) return -1;
      if (edit.revision() < oldestHere(edit)) return at;
      if (edit.revision() < revision(pending, edit)) work += edits.work(edit);
      if (work > MAX_WORK) return at;
    }
    return -1;
  }

  /** From this revision on an edit of this text can be judged here. */
  long oldestHere(Op.Text edit) {
    return edits.oldest(edit.id(), edit.field(), revision(pending, edit));
  }

  /** The committed edits of this text that came after its revision, in order; none where not all of them are known here. */
  List<TextEdit> committedSince(Op.Text edit) {
    long present = revision(committed, edit);
    if (edit.revision() >= present || edit.revision() < oldestHere(edit)) return List.of();
    return edits.since(edit.id(), edit.field(), edit.revision()).subList(0, (int) (present - edit.revision()));
  }

  private static long revision(Board board, Op.Text edit) {
    return board.get(edit.id()) instanceof BoardRecord record ? record.revision(edit.field()) : 0;
  }

  private Role roleOf(String participant) {
    var member = pending.get(participant);
    return member == null || member.deleted() ? Role.OBSERVER : Role.of(member.text("role"));
  }

  /** Moves transactions, which follow the committed state, into it; gives them as they are shown. */
  List<Committed> commit(List<Tx> txs) {
    var shown = new ArrayList<Committed>(txs.size());
    for (var tx : txs) {
      if (tx.seq() != committedSeq + 1) throw new IllegalStateException("tx " + tx.seq() + " after " + committedSeq);
      shown.add(applied(tx));
      committedSeq = tx.seq();
    }
    edits.trim(committed);
    return shown;
  }

  private Committed applied(Tx tx) {
    var judged = inFlight.get(Submission.key(tx.by(), tx.id()));
    var before = committed;
    committed = judged != null && judged.tx() == tx ? judged.after() : committed.apply(tx.ops());
    return Views.committed(new ShownTx(tx.seq(), tx.id(), tx.by(), tx.at(), shown(tx.ops(), before)), before, committed);
  }

  /** Operations as they are shown. What is back because of several of them is told with the last, in the state on which those that follow are applied. */
  private static List<ShownOp> shown(List<Op> ops, Board before) {
    var restored = new ArrayDeque<Board>();
    if (ops.stream().anyMatch(Op.Restore.class::isInstance)) {
      var board = before;
      for (var op : ops) {
        board = board.apply(op);
        if (op instanceof Op.Restore) restored.push(board);
      }
    }
    var shown = new ArrayList<ShownOp>(ops.size());
    var seen = new HashSet<String>();
    for (var op : ops.reversed()) shown.add(op instanceof Op.Restore ? new ShownOp.Restored(op.id(), restored.pop().visibleWith(op.id(), seen)) : new ShownOp.Plain(op));
    return shown.reversed();
  }

  /** The submission that became this transaction, which is no longer on its way; null where it is not ours. */
  Submission settled(Tx tx) {
    var settled = inFlight.remove(Submission.key(tx.by(), tx.id()));
    return settled == null ? null : settled.submission();
  }

  /** Whether this is on its way into the log from here. */
  boolean isInFlight(Tx tx) {
    var judged = inFlight.get(Submission.key(tx.by(), tx.id()));
    return judged != null && judged.tx().seq() == tx.seq();
  }

  /** Judging starts again from the committed state. Gives the submissions that are not settled, in order. */
  List<Submission.Placed> rewind() {
    var unsettled = inFlight.values().stream().map(judged -> new Submission.Placed(judged.tx().seq(), judged.submission())).toList();
    inFlight.clear();
    pending = committed;
    pendingSeq = committedSeq;
    edits.clear();
    return unsettled;
  }

  /** @param key see {@link Submission#key} */
  Submission inFlight(String key) {
    var found = inFlight.get(key);
    return found == null ? null : found.submission();
  }

  int inFlight() {
    return inFlight.size();
  }

  Board committed() {
    return committed;
  }

  Board pending() {
    return pending;
  }

  long committedSeq() {
    return committedSeq;
  }

  long pendingSeq() {
    return pendingSeq;
  }

  static ShownTx acknowledgement(Tx tx) {
    var ops = new ArrayList<ShownOp>(tx.ops().size());
    for (var op : tx.ops()) ops.add(op instanceof Op.Restore ? new ShownOp.Restored(op.id(), List.of()) : new ShownOp.Plain(op));
    return new ShownTx(tx.seq(), tx.id(), tx.by(), tx.at(), ops);
  }

  /** The state that transactions lead to, from the one before them. */
  static Board replay(Board from, List<Tx> txs) {
    var board = from;
    for (var tx : txs) board = board.apply(tx.ops());
    return board;
  }
}
