package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.protocol.ShownTx;
import fr.preau.protocol.ShownTx.ShownOp;
import fr.preau.protocol.Tx;
import fr.preau.workshop.Role;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Visibility;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Transactions as each viewer sees them; see {@link Visibility}. Pure. */
public final class Views {

  /** Begins the ids that stand in place of those by which an author could be told. */
  private static final String NAMELESS = "anonymous-";

  private Views() {}

  /**
   * What viewers with an equal key see of a transaction is equal.
   *
   * @param participant empty where nothing depends on who it is
   */
  record Key(Role role, String table, String participant) {}

  /** @param apart whose own view of what is told differs from others' */
  static Key key(Viewer viewer, Set<String> apart) {
    return viewer.role() == Role.WAITING || apart.contains(viewer.participant()) ? new Key(viewer.role(), viewer.table(), viewer.participant())
        : new Key(viewer.role() == Role.FACILITATOR ? Role.FACILITATOR : Role.PARTICIPANT, viewer.table(), "");
  }

  /** A transaction between two states, with what it takes to show it to each viewer. */
  static Committed committed(ShownTx shown, Board before, Board after) {
    boolean isSight = shown.ops().stream().anyMatch(op -> Visibility.changesSight(before, idOp(op)));
    return !isSight && shown.ops().stream().allMatch(op -> isForAll(op, before, after)) ? Committed.forAll(shown) : new Committed(shown, before, after, isSight);
  }

  private static Op idOp(ShownOp shown) {
    return shown instanceof ShownOp.Plain plain ? plain.op() : new Op.Restore(id(shown));
  }

  private static boolean isForAll(ShownOp shown, Board before, Board after) {
    if (shown instanceof ShownOp.Restored restored && !restored.back().stream().allMatch(record -> Visibility.isForAll(after, record))) return false;
    var record = after.get(id(shown)) instanceof BoardRecord now ? now : before.get(id(shown));
    if (record != null && shown instanceof ShownOp.Plain plain && plain.op() instanceof Op.Set set && set.values().keySet().stream().anyMatch(name -> Visibility.isForFacilitators(record, name))) return false;
    return record == null || Visibility.isForAll(after, record) && (before.get(record.id()) == null || Visibility.isForAll(before, before.get(record.id())));
  }

  /** Participants whose view of what these transactions tell differs from that of others in their role and at their table. */
  static Set<String> apart(List<Committed> txs) {
    var apart = new HashSet<String>();
    for (var tx : txs) {
      if (tx.isForAll()) continue;
      apart.add(tx.shown().by());
      for (var id : touched(tx)) addAuthors(tx.after(), id, apart);
    }
    return apart;
  }

  /** Those who see a record that others do not: who wrote it, or something that it hangs on. */
  private static void addAuthors(Board board, String id, Set<String> apart) {
    var record = board.get(id);
    if (record == null || Visibility.isForAll(board, record)) return;
    if (record.text("author") instanceof String author) apart.add(author);
    for (var property : board.model().hangsBy(record.type())) if (record.text(property) instanceof String target) addAuthors(board, target, apart);
  }

  private static Set<String> touched(Committed tx) {
    var touched = new LinkedHashSet<String>();
    for (var op : tx.shown().ops()) {
      touched.add(id(op));
      if (tx.isSight() && Visibility.changesSight(tx.before(), idOp(op))) touched.addAll(Visibility.reach(tx.after(), id(op)));
      if (op instanceof ShownOp.Restored restored) restored.back().forEach(record -> touched.add(record.id()));
    }
    return touched;
  }

  /** A transaction as a viewer sees it, or null where there is nothing in it for them. */
  static ShownTx shown(Committed tx, Viewer viewer) {
    if (tx.isForAll()) return viewer.role() == Role.WAITING ? atTheDoor(tx.shown(), viewer) : tx.shown();
    var ops = tx.isSight() ? sight(tx, viewer) : tx.shown().ops().stream().map(op -> shown(op, tx, viewer)).filter(op -> op != null).toList();
    if (ops.isEmpty()) return null;
    return isNameless(tx, viewer) ? new ShownTx(tx.shown().seq(), NAMELESS + tx.shown().seq(), null, tx.shown().at(), ops)
        : new ShownTx(tx.shown().seq(), tx.shown().id(), tx.shown().by(), tx.shown().at(), ops);
  }

  /** What of a transaction that everybody inside sees is about what somebody at the door sees; null for nothing. */
  private static ShownTx atTheDoor(ShownTx shown, Viewer viewer) {
    var ops = shown.ops().stream().filter(op -> Visibility.seesAtTheDoor(id(op), viewer)).toList();
    return ops.isEmpty() ? null : new ShownTx(shown.seq(), shown.id(), shown.by(), shown.at(), ops);
  }

  /** A transaction of the log as a viewer sees it now, or null where there is nothing in it for them; of what is kept apart now nothing is told, whatever it was then. */
  public static ShownTx logged(Board now, Tx tx, Viewer viewer) {
    return shown(new Committed(new ShownTx(tx.seq(), tx.id(), tx.by(), tx.at(), tx.ops().stream().map(op -> (ShownOp) new ShownOp.Plain(op)).toList()), now, now, false), viewer);
  }

  private static boolean isNameless(Committed tx, Viewer viewer) {
    return !viewer.participant().equals(tx.shown().by())
        && tx.shown().ops().stream().anyMatch(op -> tx.after().get(id(op)) instanceof BoardRecord record && Visibility.isAnonymous(tx.after(), record));
  }

  private static ShownOp shown(ShownOp op, Committed tx, Viewer viewer) {
    var record = tx.after().get(id(op));
    if (record == null || !Visibility.sees(tx.after(), record, viewer)) return null;
    return switch (op) {
      case ShownOp.Plain plain when plain.op() instanceof Op.Put put -> new ShownOp.Plain(new Op.Put(put.type(), put.id(), Visibility.view(tx.after(), new BoardRecord(put.id(), put.type(), put.values()), viewer).values()));
      case ShownOp.Plain plain when plain.op() instanceof Op.Set set -> {
        var values = Visibility.view(record, set.values(), viewer);
        yield values == set.values() ? op : values.isEmpty() ? null : new ShownOp.Plain(new Op.Set(set.id(), values));
      }
      case ShownOp.Restored restored -> new ShownOp.Restored(restored.id(), restored.back().stream().filter(back -> Visibility.sees(tx.after(), back, viewer)).map(back -> Visibility.view(tx.after(), back, viewer)).toList());
      default -> op;
    };
  }

  /** What stays in sight changes as it does for all; then what came into sight, whole, and what went out of it. */
  private static List<ShownOp> sight(Committed tx, Viewer viewer) {
    var moved = new LinkedHashMap<String, ShownOp>();
    for (var id : touched(tx)) {
      boolean was = isSeen(tx.before(), id, viewer);
      boolean is = isSeen(tx.after(), id, viewer);
      if (is && (!was || differs(tx, id))) moved.put(id, new ShownOp.Whole(Visibility.view(tx.after(), tx.after().get(id), viewer)));
      else if (mayBeHeld(tx.before(), id, viewer) && !Visibility.sees(tx.after(), tx.after().get(id), viewer)) moved.put(id, new ShownOp.Gone(id));
    }
    var ops = new ArrayList<ShownOp>();
    for (var op : tx.shown().ops()) {
      var mine = moved.containsKey(id(op)) ? null : shown(op, tx, viewer);
      if (mine != null) ops.add(mine);
    }
    ops.addAll(moved.values());
    return ops;
  }

  /** Also of what is off the board: whoever holds it would see it again as soon as what it hangs on is back. */
  private static boolean mayBeHeld(Board board, String id, Viewer viewer) {
    return board.get(id) instanceof BoardRecord record && Visibility.sees(board, record, viewer);
  }

  private static boolean isSeen(Board board, String id, Viewer viewer) {
    return board.onBoard(id) && Visibility.sees(board, board.get(id), viewer);
  }

  /** Whether a record that was there is told to everybody anew: all see it, or its author, from now on, who did not, or the other way round. */
  private static boolean differs(Committed tx, String id) {
    var before = tx.before().get(id);
    var after = tx.after().get(id);
    return Visibility.isForAll(tx.after(), after) != Visibility.isForAll(tx.before(), before) || Visibility.isAnonymous(tx.after(), after) != Visibility.isAnonymous(tx.before(), before);
  }

  private static String id(ShownOp shown) {
    return switch (shown) {
      case ShownOp.Plain plain -> plain.op().id();
      case ShownOp.Restored restored -> restored.id();
      case ShownOp.Whole whole -> whole.record().id();
      case ShownOp.Gone gone -> gone.id();
    };
  }
}
