package fr.preau.simulation;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import java.util.ArrayList;
import java.util.List;

/** What a client holds: the confirmed board, and over it what the server has not acknowledged yet. */
final class Replica {

  private Board confirmed = Board.empty(World.MODEL);
  private long seq = -1;
  private final List<Pending> pending = new ArrayList<>();
  private Board shown = confirmed;

  /** A transaction that is not acknowledged. */
  record Pending(String id, List<Op> ops) {}

  /** Starts from a state that the server sent. */
  void replace(List<BoardRecord> records, long seq) {
    if (seq < this.seq) throw new Violation("a state of " + seq + " was sent to who had " + this.seq);
    confirmed = Board.of(World.MODEL, records);
    this.seq = seq;
    shown = null;
  }

  /** Applies what comes next in the workshop's order; what is held already is not applied again. */
  void take(Message.Told tx) {
    if (tx.seq() <= seq) return;
    if (tx.seq() != seq + 1) throw new Violation("seq " + tx.seq() + " was sent to who had " + seq);
    confirmed = confirmed.apply(tx.effect());
    seq = tx.seq();
    shown = null;
  }

  void submit(String id, List<Op> ops) {
    pending.add(new Pending(id, ops));
    if (shown != null) shown = over(shown, ops);
  }

  /** Takes a transaction out of what is pending; whether it was there. */
  boolean settle(String id) {
    shown = null;
    return pending.removeIf(tx -> tx.id().equals(id));
  }

  /** What the person sees. */
  Board shown() {
    if (shown != null) return shown;
    shown = confirmed;
    for (var tx : pending) shown = over(shown, tx.ops());
    return shown;
  }

  /** The state may hold what is pending already: the acknowledgement comes after the welcome. */
  private static Board over(Board board, List<Op> ops) {
    var over = board;
    for (var op : ops) if (!(op instanceof Op.Put && over.get(op.id()) != null)) over = over.apply(op);
    return over;
  }

  Board confirmed() {
    return confirmed;
  }

  /** Up to which seq the confirmed board is complete, or -1. */
  long seq() {
    return seq;
  }

  /** In the order in which they were made. */
  List<Pending> pending() {
    return pending;
  }
}
