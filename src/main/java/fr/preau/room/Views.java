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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Transactions as each viewer sees them; see {@link Visibility}. Pure. */
public final class Views {

  /** Begins the ids that stand in place of those by which an author could be told. */
  private static final String NAMELESS = "anonymous-";

  private Views() {}

  /** A transaction between two states, with what it takes to show it to each viewer. */
  static Committed committed(ShownTx shown, Board before, Board after) {
    boolean isSight = false;
    boolean isForAll = true;
    for (var op : shown.ops()) {
      isSight |= Visibility.changesSight(before, idOp(op));
      isForAll = isForAll && isForAll(op, before, after);
    }
    return isForAll && !isSight ? Committed.forAll(shown) : new Committed(shown, before, after, touched(shown, before, after, isSight), isSight);
  }

  private static Op idOp(ShownOp shown) {
    return shown instanceof ShownOp.Plain plain ? plain.op() : new Op.Restore(id(shown));
  }

  /** Where nothing changes who sees what, what a record is to everybody is the same before and after. */
  private static boolean isForAll(ShownOp shown, Board before, Board after) {
    if (shown instanceof ShownOp.Restored restored) for (var record : restored.back()) if (!Visibility.isForAll(after, record)) return false;
    var record = after.get(id(shown)) instanceof BoardRecord now ? now : before.get(id(shown));
    if (record == null) return true;
    if (shown instanceof ShownOp.Plain plain && plain.op() instanceof Op.Set set) for (var name : set.values().keySet()) if (Visibility.isForFacilitators(record, name)) return false;
    return Visibility.isForAll(after, record);
  }

  private static Set<String> touched(ShownTx shown, Board before, Board after, boolean isSight) {
    var touched = new LinkedHashSet<String>();
    for (var op : shown.ops()) {
      touched.add(id(op));
      if (isSight && Visibility.changesSight(before, idOp(op))) touched.addAll(Visibility.reach(after, id(op)));
      if (op instanceof ShownOp.Restored restored) restored.back().forEach(record -> touched.add(record.id()));
    }
    return touched;
  }

  /**
   * Participants who see what these transactions are about otherwise than others in their role and at their table do, or learn that it was they who did it. Who alone held what goes
   * off the board as it is shown is one of them.
   */
  static Set<String> apart(List<Committed> txs) {
    var apart = new HashSet<String>();
    for (var tx : txs) {
      if (tx.isForAll()) continue;
      apart.add(tx.shown().by());
      for (var op : tx.shown().ops()) {
        Visibility.addAuthors(tx.after(), id(op), apart);
        if (tx.isSight() && !tx.after().onBoard(id(op))) Visibility.addAuthors(tx.before(), id(op), apart);
        if (op instanceof ShownOp.Restored restored) restored.back().forEach(record -> Visibility.addAuthors(tx.after(), record.id(), apart));
      }
    }
    return apart;
  }

  /** Tables on whose boards something is that these transactions are about: what people at others see of it does not depend on where they sit. */
  static Set<String> tables(List<Committed> txs) {
    var tables = new HashSet<String>();
    for (var tx : txs) {
      for (var id : tx.touched()) {
        Visibility.addTables(tx.before(), id, tables);
        Visibility.addTables(tx.after(), id, tables);
      }
    }
    return tables;
  }

  /** A transaction as a viewer sees it, or null where there is nothing in it for them; whose it is learns in any case that it was accepted. */
  static ShownTx shown(Committed tx, Viewer viewer) {
    return shown(tx, viewer, viewer);
  }

  /** The same for a viewer who stood elsewhere before it. */
  static ShownTx shown(Committed tx, Viewer was, Viewer viewer) {
    if (tx.isForAll()) return viewer.role() == Role.WAITING ? atTheDoor(tx.shown(), viewer) : tx.shown();
    var ops = tx.isSight() ? sight(tx, was, viewer) : tx.shown().ops().stream().map(op -> shown(op, tx, viewer)).filter(op -> op != null).toList();
    if (ops.isEmpty() && !viewer.participant().equals(tx.shown().by())) return null;
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
    return shown(new Committed(new ShownTx(tx.seq(), tx.id(), tx.by(), tx.at(), tx.ops().stream().map(op -> (ShownOp) new ShownOp.Plain(op)).toList()), now, now, Set.of(), false), viewer);
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

  /** What stays in sight, or in the bin, changes as it does for all; then what came into sight, whole, and what went out of it. Of what was never in sight nothing is said. */
  private static List<ShownOp> sight(Committed tx, Viewer was, Viewer viewer) {
    var touched = tx.touched();
    if (!Objects.equals(was.table(), viewer.table())) {
      touched = new LinkedHashSet<>(touched);
      touched.addAll(atTables(tx, was, viewer));
    }
    var moved = new LinkedHashMap<String, ShownOp>();
    for (var id : touched) {
      boolean sawIt = isSeen(tx.before(), id, was);
      boolean seesIt = isSeen(tx.after(), id, viewer);
      if (seesIt && (!sawIt || differs(tx.before(), tx.after(), id))) moved.put(id, whole(tx.after(), id, viewer));
      else if (mayBeHeld(tx.before(), id, was) && !mayBeHeld(tx.after(), id, viewer)) moved.put(id, new ShownOp.Gone(id));
    }
    var ops = new ArrayList<ShownOp>();
    for (var op : tx.shown().ops()) {
      var mine = moved.containsKey(id(op)) || !mayBeHeld(tx.before(), id(op), was) ? null : shown(op, tx, viewer);
      if (mine != null) ops.add(mine);
    }
    ops.addAll(moved.values());
    return ops;
  }

  /** Ids of what is on the boards of the tables at which somebody sat before a transaction and sits after it. */
  private static Set<String> atTables(Committed tx, Viewer was, Viewer viewer) {
    var ids = new LinkedHashSet<String>();
    if (was.table() != null) ids.addAll(Visibility.reach(tx.before(), was.table()));
    if (viewer.table() != null) ids.addAll(Visibility.reach(tx.after(), viewer.table()));
    return ids;
  }

  /**
   * What of these records a viewer is to be told beside what others in their role and at their table are told: what only they see, or otherwise, where it came into
   * somebody's sight or out of it.
   *
   * @param sights the transactions that change who sees what, in order
   */
  static List<ShownOp> own(List<Committed> sights, Board now, Collection<String> ids, Viewer viewer) {
    var others = viewer.anybodyHere();
    var own = new ArrayList<ShownOp>();
    for (var id : ids) {
      if (isSeen(now, id, viewer)) {
        if (Visibility.differs(now, now.get(id), viewer, others) && sights.stream().anyMatch(tx -> isTold(tx, id, viewer, others))) own.add(whole(now, id, viewer));
      } else if (!mayBeHeld(now, id, viewer) && sights.stream().anyMatch(tx -> mayBeHeld(tx.before(), id, viewer))) {
        own.add(new ShownOp.Gone(id));
      }
    }
    return own;
  }

  private static boolean isTold(Committed tx, String id, Viewer viewer, Viewer others) {
    return !isSeen(tx.before(), id, viewer) || differs(tx.before(), tx.after(), id) || mayBeHeld(tx.before(), id, others) || mayBeHeld(tx.after(), id, others);
  }

  private static ShownOp whole(Board board, String id, Viewer viewer) {
    return new ShownOp.Whole(Visibility.view(board, board.get(id), viewer));
  }

  /** Also of what is off the board: whoever holds it would see it again as soon as what it hangs on is back. */
  private static boolean mayBeHeld(Board board, String id, Viewer viewer) {
    return board.get(id) instanceof BoardRecord record && Visibility.sees(board, record, viewer);
  }

  private static boolean isSeen(Board board, String id, Viewer viewer) {
    return board.onBoard(id) && Visibility.sees(board, board.get(id), viewer);
  }

  /** Whether a record that was there is told to everybody anew: all see it, or its author, from now on, who did not, or the other way round; or it says no longer that a facilitator made it. */
  private static boolean differs(Board earlier, Board later, String id) {
    var before = earlier.get(id);
    var after = later.get(id);
    return Visibility.isForAll(later, after) != Visibility.isForAll(earlier, before) || Visibility.isAnonymous(later, after) != Visibility.isAnonymous(earlier, before)
        || Visibility.tellsFacilitator(later, after) != Visibility.tellsFacilitator(earlier, before);
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
