package fr.preau.simulation;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client holds: the confirmed board, and over it what the server has not acknowledged yet. A transaction is frozen
 * when it is first sent, and sent again as it was; of each long text one edit is under way at a time, and what is typed
 * meanwhile becomes one edit that waits.
 */
final class Replica {

  private Board confirmed = Board.empty(World.MODEL);
  private long seq = -1;
  private final List<Pending> pending;
  private final Texts texts;
  private Board shown;

  Replica() {
    this(List.of(), Map.of());
  }

  private Replica(List<Pending> pending, Map<Texts.Place, String> bases) {
    this.pending = new ArrayList<>(pending);
    this.texts = new Texts(this, bases);
  }

  /** What is left of it when its page is gone: what is pending, and the texts that this stands on. */
  Replica afterReload() {
    return new Replica(pending, texts.bases());
  }

  // ---- what the server says

  /** Starts from a state that the server sent, and what this person sees beside it or otherwise. */
  void replace(List<BoardRecord> records, Collection<BoardRecord> own, long seq) {
    if (seq < this.seq) throw new Violation("a state of " + seq + " was sent to who had " + this.seq);
    var all = new LinkedHashMap<String, BoardRecord>();
    for (var record : records) all.put(record.id(), record);
    for (var record : own) all.put(record.id(), record);
    texts.replacedBy(() -> confirmed = Board.of(World.MODEL, all.values()));
    this.seq = seq;
    shown = null;
  }

  /**
   * Applies what comes next in the workshop's order, of which nothing that this person does not see is told; what is held already is not applied again.
   *
   * @param mine whether this person is its author
   * @return whether it was pending here
   */
  boolean take(Message.Told tx, boolean mine) {
    var own = mine ? find(tx.id()) : null;
    if (tx.seq() > seq) {
      for (var op : tx.ops()) apply(op, tx, own);
      if (!tx.gone().isEmpty()) texts.changedBy(() -> tx.gone().forEach(id -> replace(id, null)));
      seq = tx.seq();
    }
    if (own != null) texts.accepted(own);
    shown = null;
    return own != null;
  }

  /** Takes over what this person alone was told. */
  void own(Message.Told own) {
    if (own.ids().isEmpty()) return;
    texts.changedBy(() -> {
      own.whole().values().forEach(record -> replace(record.id(), record));
      own.gone().forEach(id -> replace(id, null));
    });
    shown = null;
  }

  /** What passed up to here is complete. */
  void advance(long seq) {
    if (seq < this.seq) throw new Violation("who had " + this.seq + " was told to be complete to " + seq);
    this.seq = seq;
  }

  private void apply(Op op, Message.Told tx, Pending own) {
    switch (op) {
      case Op.Put put when confirmed.get(put.id()) != null -> texts.changedBy(() -> replace(put.id(), tx.whole().get(put.id())));
      case Op.Put put when !tx.whole().get(put.id()).revisions().isEmpty() -> texts.changedBy(() -> replace(put.id(), tx.whole().get(put.id())));
      case Op.Text edit -> {
        var before = textOf(confirmed.get(edit.id()), edit.field());
        confirmed = confirmed.apply(edit);
        texts.edited(edit, own, before);
      }
      case Op.Restore restore -> texts.changedBy(() -> {
        for (var record : tx.back()) hold(record);
        confirmed = confirmed.apply(restore);
      });
      default -> confirmed = confirmed.apply(op);
    }
  }

  /** Takes in a record that comes out of the bin; one that this client saw going there has not changed since. */
  private void hold(BoardRecord record) {
    if (confirmed.get(record.id()) instanceof BoardRecord held && held.values().equals(record.values()) && held.revisions().equals(record.revisions())) return;
    replace(record.id(), record);
  }

  /** @param record null: it is not seen any more */
  private void replace(String id, BoardRecord record) {
    var records = new LinkedHashMap<String, BoardRecord>();
    for (var other : confirmed.all()) records.put(other.id(), other);
    if (record == null) records.remove(id);
    else records.put(id, record);
    confirmed = Board.of(World.MODEL, records.values());
  }

  /** Takes back what the server refused; whether it was pending. */
  boolean refuse(String id) {
    var own = find(id);
    if (own != null) texts.refused(own);
    shown = null;
    return own != null;
  }

  // ---- what is done here

  /** Shows something before the server has it. */
  void submit(String id, List<Op> ops) {
    var last = pending.isEmpty() ? null : pending.getLast();
    if (last != null && last.joins(ops)) last.join(ops);
    else pending.add(new Pending(id, ops));
    shown = null;
  }

  /** What may be sent now, in its order, of which so many may be under way. */
  List<Pending> freeze(int most) {
    pending.removeIf(Pending::isNothing);
    var places = new HashSet<Texts.Place>();
    var frozen = new ArrayList<Pending>();
    for (var tx : pending) {
      boolean waits = tx.place() != null && !places.add(tx.place());
      if (!tx.isFrozen() && waits || frozen.size() == most) break;
      if (!tx.isFrozen()) tx.freeze(tx.place() == null ? 0 : texts.revision(tx.place()));
      frozen.add(tx);
    }
    return frozen;
  }

  private Pending find(String id) {
    for (var tx : pending) if (tx.id().equals(id)) return tx;
    return null;
  }

  // ---- what there is

  /** What the person sees. */
  Board shown() {
    if (shown != null) return shown;
    shown = texts.withBases(confirmed, null);
    for (var tx : pending) {
      for (var op : tx.ops()) {
        boolean isNew = op instanceof Op.Put && shown.get(op.id()) == null;
        shown = over(shown, op);
        if (isNew) shown = texts.withBases(shown, op.id());
      }
    }
    return shown;
  }

  /** The state may hold already what is pending: the acknowledgement comes after the welcome. */
  private static Board over(Board board, Op op) {
    var held = board.get(op.id());
    if (op instanceof Op.Put && held != null) return board;
    if (op instanceof Op.Text edit && held != null && !edit.edit().fits(textOf(held, edit.field()))) {
      throw new Violation("the pending " + edit + " does not fit “" + textOf(held, edit.field()) + "”");
    }
    return board.apply(op);
  }

  static String textOf(BoardRecord record, String field) {
    return record == null || record.text(field) == null ? "" : record.text(field);
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

  /** A transaction that is not acknowledged. An edit of a text stands alone in its own. */
  static final class Pending {

    private final String id;
    private List<Op> ops;
    private List<Op> sent;
    private boolean guessed;

    Pending(String id, List<Op> ops) {
      this.id = id;
      this.ops = List.copyOf(ops);
    }

    String id() {
      return id;
    }

    /** As they apply to what is confirmed and what is pending before them. */
    List<Op> ops() {
      return ops;
    }

    /** As they are sent, or null while they were not. */
    List<Op> sent() {
      return sent;
    }

    boolean isFrozen() {
      return sent != null;
    }

    private void freeze(long revision) {
      if (place() != null) ops = List.of(new Op.Text(text().id(), text().field(), revision, text().edit(), isFirst()));
      sent = ops;
    }

    private boolean joins(List<Op> more) {
      return !isFrozen() && place() != null && more.getFirst() instanceof Op.Text next && place().equals(Texts.Place.of(next));
    }

    private void join(List<Op> more) {
      become(text().edit().then(((Op.Text) more.getFirst()).edit()));
    }

    void become(TextEdit edit) {
      ops = List.of(new Op.Text(text().id(), text().field(), text().revision(), edit, isFirst()));
    }

    /** Whether what it inserts is to stand before what others insert at the same place: true of about every other one. */
    private boolean isFirst() {
      return id.hashCode() % 2 == 0;
    }

    /** Takes an edit of its text that comes before it. @return that edit as it applies behind this one */
    TextEdit over(TextEdit earlier) {
      var mine = text().edit();
      become(isFirst() ? mine.before(earlier) : mine.after(earlier));
      return isFirst() ? earlier.after(mine) : earlier.before(mine);
    }

    /** It was brought over a difference of two texts, which need not be how one became the other. */
    void guess() {
      guessed = true;
    }

    boolean isGuessed() {
      return guessed;
    }

    private boolean isNothing() {
      return !isFrozen() && place() != null && text().edit().equals(TextEdit.NONE);
    }

    /** The text that it edits, or null. */
    Texts.Place place() {
      return text() == null ? null : Texts.Place.of(text());
    }

    /** Its edit, or null where it is another change. */
    Op.Text text() {
      return ops.getFirst() instanceof Op.Text edit ? edit : null;
    }
  }
}
