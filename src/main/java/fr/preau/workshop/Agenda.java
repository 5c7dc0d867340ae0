package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.Property;
import fr.preau.board.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the phase of the moment allows, and what it leaves on what is written in it. */
public final class Agenda {

  public static final String ENDED = "ended";
  public static final String LOCKED = "locked";
  public static final String PHASE_CLOSED = "phase-closed";
  public static final String PHASE_WRITER = "phase-writer";
  public static final String PHASE_LISTENER = "phase-listener";
  public static final String PHASE_OVER = "phase-over";
  public static final String PHASE_KIND = "phase-kind";
  public static final String PHASE_BOARD = "phase-board";
  public static final String PHASE_MOVED = "phase-moved";
  public static final String PHASE_WRITTEN = "phase-written";
  public static final String LAST_FACILITATOR = "last-facilitator";

  /** Types of what people give, whatever their role; what steers a workshop is for all. */
  private static final Set<String> GIVEN = Set.of("card", "proposal", "link");
  private static final Set<String> SHOWN = Set.of("shown");

  private Agenda() {}

  /** That a record is not there, to somebody who does not see it, whatever they wanted to do with it; null where it may be spoken of. */
  public static Refusal unknown(Board board, Op op, Viewer who) {
    var record = board.get(op.id());
    if (op instanceof Op.Put || record != null && (who.isFacilitator() && showsOnly(op) && canBeShown(board, record) || Visibility.sees(board, record, who))) return null;
    return Refusal.of(Refusal.UNKNOWN_RECORD, "record", op.id());
  }

  /**
   * Why this person may not do this now, or null where they may. The record is one that they see.
   *
   * @param at      epoch milliseconds at which it came
   * @param written how it was meant where it was for few, or null
   */
  public static Refusal refusal(Board board, Op op, Viewer who, long at, Written written) {
    if (!who.isFacilitator() && isEnded(board)) return Refusal.of(ENDED, "record", op.id());
    var record = board.get(op.id());
    if (unseen(board, op, record, who) instanceof Refusal refusal) return refusal;
    if (endsFacilitation(board, op, record)) return Refusal.of(LAST_FACILITATOR, "record", op.id());
    if (breaksPromise(board, op, record)) return Refusal.of(PHASE_WRITTEN, "record", op.id(), "title", record.text("title"));
    if (isAlwaysOpen(op, record, who)) return null;
    if (who.role() != Role.PARTICIPANT) return isGiven(op) && exposes(board, op, Phase.current(board), written) ? Refusal.of(PHASE_MOVED, "record", op.id()) : null;
    var workshop = board.get(Phase.WORKSHOP);
    if (workshop == null) return null;
    if (Boolean.TRUE.equals(workshop.values().get("locked"))) return Refusal.of(LOCKED, "record", op.id());
    var phase = Phase.current(board);
    if (goesFurther(board, op, phase, written)) return Refusal.of(PHASE_MOVED, "record", op.id());
    if (takesAway(board, op, who, phase)) return Refusal.of(PHASE_BOARD, "record", op.id());
    return phase == null ? null : refusal(board, op, record, who, at, workshop, phase);
  }

  /** Whether the workshop was brought to an end: nobody but facilitators changes anything then, until one opens it again. */
  private static boolean isEnded(Board board) {
    return board.get(Phase.WORKSHOP) instanceof BoardRecord workshop && workshop.values().get("ended") != null;
  }

  private static Refusal refusal(Board board, Op op, BoardRecord record, Viewer who, long at, BoardRecord workshop, Phase phase) {
    if (phase.is("read")) return refused(PHASE_CLOSED, op, phase);
    if (phase.is("one") && !who.participant().equals(phase.record().text("writer"))) return refused(PHASE_WRITER, op, phase);
    if (phase.isListener(who)) return refused(PHASE_LISTENER, op, phase);
    if (phase.isOver(workshop, at)) return refused(PHASE_OVER, op, phase);
    var type = op instanceof Op.Put put ? put.type() : record == null ? null : record.type();
    var kind = op instanceof Op.Put put ? put.values().get("kind") instanceof String given ? given : null : record == null ? null : record.kind();
    if (type == null || board.model().type(type) == null) return null;
    if (!phase.takes(board.model(), type, kind)) return Refusal.of(PHASE_KIND, "record", op.id(), "value", kind == null ? type : kind, "title", phase.record().text("title"));
    var home = home(board, who, phase);
    if (phase.is("group") && home == null || home != null && !home.equals(placeOf(board, op, record, type))) return refused(PHASE_BOARD, op, phase);
    return op instanceof Op.Set set && home != null && set.values().containsKey("board") && !home.equals(boardOf(set.values())) ? refused(PHASE_BOARD, op, phase) : null;
  }

  private static Refusal refused(String code, Op op, Phase phase) {
    return Refusal.of(code, "record", op.id(), "title", phase.record().text("title"));
  }

  /** The board on which a person works in a phase; null for all of them, or, by table, for none. */
  public static String home(Board board, Viewer who, Phase phase) {
    var table = phase.is("group") && who.table() != null && board.onBoard(who.table()) ? board.get(who.table()) : null;
    var home = !phase.is("group") ? phase.record().text("board") : table == null ? null : table.text("board");
    return home != null && board.onBoard(home) ? home : null;
  }

  private static String placeOf(Board board, Op op, BoardRecord record, String type) {
    var values = op instanceof Op.Put put ? put.values() : record.values();
    if (type.equals("link")) return board.get(String.valueOf(values.get("from"))) instanceof BoardRecord from ? boardOf(from.values()) : null;
    return boardOf(values);
  }

  /** What is on no board counts as on the main one. */
  static String boardOf(Map<String, Object> values) {
    return values.get("board") instanceof String board ? board : "main";
  }

  /** What everybody may do in every phase: say how they are, vote, and show what is their own. */
  private static boolean isAlwaysOpen(Op op, BoardRecord record, Viewer who) {
    var type = op instanceof Op.Put put ? put.type() : record == null ? "" : record.type();
    if (type.equals("member") || type.equals("ballot")) return true;
    return showsOnly(op) && who.wrote(record);
  }

  private static boolean showsOnly(Op op) {
    return op instanceof Op.Set set && set.values().keySet().equals(SHOWN);
  }

  private static boolean canBeShown(Board board, BoardRecord record) {
    return board.model().property(record.type(), record.kind(), "shown") instanceof Property property && !"server".equals(property.by());
  }

  /** Whether it adds what people give. */
  private static boolean isGiven(Op op) {
    return op instanceof Op.Put put && GIVEN.contains(put.type());
  }

  /** Whether something that was meant for few would reach more people. */
  private static boolean goesFurther(Board board, Op op, Phase now, Written written) {
    if (exposes(board, op, now, written)) return true;
    return op instanceof Op.Put && written != null && board.get(written.phase()) instanceof BoardRecord then && new Phase(then).is("group") && (now == null || !now.is("group") && !now.keepsApart());
  }

  /** Whether something that was written for its author alone, or without a name, would be neither now; of a phase that never came to be nobody knows. */
  private static boolean exposes(Board board, Op op, Phase now, Written written) {
    if (!(op instanceof Op.Put) || written == null) return false;
    if (!(board.get(written.phase()) instanceof BoardRecord record)) return true;
    var then = new Phase(record);
    return then.isAnonymous() && (now == null || !now.isAnonymous()) || then.is("private") && !written.shown() && (now == null || !now.keepsApart());
  }

  /** Whether a card would leave the sight of people who see it, for a board that is not everybody's. */
  private static boolean takesAway(Board board, Op op, Viewer who, Phase now) {
    return op instanceof Op.Set set && set.values().get("board") instanceof String target && board.get(target) instanceof BoardRecord to
        && !Visibility.isSeenByAll(board, to) && !(now != null && target.equals(home(board, who, now)));
  }

  /** Whether what people wrote for themselves, or without their names, would be shown otherwise by a change of the phase than by its reveal. */
  private static boolean breaksPromise(Board board, Op op, BoardRecord record) {
    if (!(op instanceof Op.Set set) || record == null || !record.type().equals("phase") || board.seenThrough(record.id()).isEmpty()) return false;
    var phase = new Phase(record);
    boolean named = phase.isAnonymous() && set.values().containsKey("anonymous") && !Boolean.TRUE.equals(set.values().get("anonymous"));
    boolean shared = phase.keepsApart() && set.values().containsKey("mode") && !"private".equals(set.values().get("mode"));
    return named || shared;
  }

  private static Refusal unseen(Board board, Op op, BoardRecord record, Viewer who) {
    var values = op instanceof Op.Put put ? put.values() : op instanceof Op.Set set ? set.values() : Map.<String, Object>of();
    var type = op instanceof Op.Put put ? put.type() : record == null ? null : record.type();
    if (type == null || board.model().type(type) == null) return null;
    var kind = record != null ? record.kind() : values.get("kind") instanceof String given ? given : null;
    for (var value : values.entrySet()) {
      if (value.getValue() == null || !(board.model().property(type, kind, value.getKey()) instanceof Property property)) continue;
      var target = property.is() == Property.Is.REF ? String.valueOf(value.getValue()) : property.is() == Property.Is.COUNTS ? value.getKey().substring(value.getKey().indexOf(':') + 1) : null;
      if (target != null && board.get(target) instanceof BoardRecord seen && !Visibility.sees(board, seen, who)) {
        return Refusal.of(Refusal.DANGLING, "record", op.id(), "property", property.name(), "value", target);
      }
    }
    return null;
  }

  private static boolean endsFacilitation(Board board, Op op, BoardRecord record) {
    if (record == null || !record.type().equals("member") || record.deleted() || Role.of(record.text("role")) != Role.FACILITATOR) return false;
    boolean ends = op instanceof Op.Del || op instanceof Op.Set set && set.values().get("role") instanceof String role && Role.of(role) != Role.FACILITATOR;
    return ends && board.all().stream().noneMatch(other -> other != record && other.type().equals("member") && !other.deleted() && Role.of(other.text("role")) == Role.FACILITATOR);
  }

  /**
   * What is created, with the phase and, by table, the table that it comes from; null for {@code by}: the server's own, left as it is. What facilitators link while people write alone is
   * for everybody at once, as their changes of cards are: where they merge cards, links go over to the other. Such a link has no phase, but where that keeps their name from it.
   */
  public static Op completed(Board board, Op op, String by) {
    if (by == null || !(op instanceof Op.Put put) || !isServers(board, put, "phase")) return op;
    var phase = Phase.current(board);
    if (phase == null) return op;
    var who = Viewer.of(board, by);
    boolean isForAll = put.type().equals("link") && who.isFacilitator() && phase.keepsApart();
    if (isForAll && !phase.isAnonymous()) return op;
    var values = new HashMap<>(put.values());
    values.put("phase", phase.id());
    if (isForAll) values.put("shown", true);
    if (phase.is("group") && who.table() instanceof String table && isServers(board, put, "from_table")) values.put("from_table", table);
    return new Op.Put(put.type(), put.id(), values);
  }

  /** Whether a property of what is created is for the server alone to give. */
  private static boolean isServers(Board board, Op.Put put, String name) {
    return board.model().property(put.type(), null, name) instanceof Property property && "server".equals(property.by());
  }
}
