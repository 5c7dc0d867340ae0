package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.protocol.ServerMessage.Figure;
import fr.preau.workshop.Outcome;
import fr.preau.workshop.Phase;
import fr.preau.workshop.Role;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Visibility;
import fr.preau.workshop.Votes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What only the server can count, since nobody sees all of it: how many have written in a private phase, and how polls stand. Remembers which figures
 * may have changed since they were told; counting one costs what it counts.
 *
 * <p>Thread: the room's event loop.
 */
final class Figures {

  /** What votes stand on, and what takes that along. */
  private static final Set<String> COUNTED = Set.of("card", "proposal", "board");
  /** Properties that say what dots on something count for, or who sees that. */
  private static final Map<String, Set<String>> DECIDING = Map.of("card", Set.of("status", "into", "board", "hidden", "shown"), "proposal", Set.of("board", "hidden", "shown"),
      "board", Set.of("table", "open"), "phase", Set.of("revealed"), "member", Set.of("table"));

  private final Attendance attendance;
  /** Phases and polls of which there is a figure. */
  private final Set<String> subjects = new LinkedHashSet<>();
  private final Set<String> untold = new LinkedHashSet<>();

  Figures(Attendance attendance, Board board) {
    this.attendance = attendance;
    board.all().forEach(this::know);
  }

  private void know(BoardRecord record) {
    if (record.type().equals("poll") || record.type().equals("phase") && isPrivate(record)) subjects.add(record.id());
  }

  private static boolean isPrivate(BoardRecord phase) {
    return "private".equals(phase.text("mode"));
  }

  /** Notes what was committed; whether there is something to tell. */
  boolean note(Board board, Op op) {
    if (!(board.get(op.id()) instanceof BoardRecord record)) return false;
    know(record);
    var about = switch (record.type()) {
      case "ballot", "tally" -> record.text("poll");
      case "poll", "phase" -> record.id();
      case "card", "proposal", "link" -> record.text("phase");
      default -> null;
    };
    if (about != null && subjects.contains(about)) untold.add(about);
    if (COUNTED.contains(record.type()) && changesCounting(op) || op instanceof Op.Set set && !Collections.disjoint(DECIDING.getOrDefault(record.type(), Set.of()), set.values().keySet())) noteAll(board, "poll");
    return !untold.isEmpty();
  }

  /** Dots come back from what is in the bin. */
  private static boolean changesCounting(Op op) {
    return op instanceof Op.Del || op instanceof Op.Restore;
  }

  /** Somebody came or went: of how many people a figure is may have changed; whether there is something to tell. */
  boolean notePeople(Board board) {
    noteAll(board, "poll");
    if (Phase.current(board) instanceof Phase phase && subjects.contains(phase.id())) untold.add(phase.id());
    return !untold.isEmpty();
  }

  private void noteAll(Board board, String type) {
    for (var id : subjects) if (board.get(id).type().equals(type) && (Votes.isOpen(board.get(id)) || Votes.areTotalsSeen(board.get(id)))) untold.add(id);
  }

  /** Somebody has come who knows none; whether there is something to tell. */
  boolean noteAll() {
    untold.addAll(subjects);
    return !untold.isEmpty();
  }

  /**
   * How a poll stands, counted once for all whom it is told to.
   *
   * @param outcome null where nobody sees totals
   */
  private record Count(Set<String> voters, Outcome outcome) {}

  /**
   * What may have changed, ready to be told.
   *
   * @param tables on whose boards something is that votes went to: who sits there is told more than others are
   */
  record Untold(Set<String> ids, Map<String, Count> polls, Set<String> tables) {}

  /** Takes what may have changed since the last time, and counts it. */
  Untold takeUntold(Board board) {
    var polls = new HashMap<String, Count>();
    var tables = new HashSet<String>();
    for (var id : untold) {
      if (!board.onBoard(id) || !board.get(id).type().equals("poll")) continue;
      var result = Votes.count(board, board.get(id));
      var outcome = Votes.areTotalsSeen(board.get(id)) ? new Outcome(board, result) : null;
      if (outcome != null) outcome.addTables(tables);
      polls.put(id, new Count(result.voters(), outcome));
    }
    var taken = new Untold(new LinkedHashSet<>(untold), polls, tables);
    untold.clear();
    return taken;
  }

  /** Phases and polls as they stand, for anybody who sees what this one does; null for what is not there any more. */
  Map<String, Figure> of(Board board, Untold untold, Viewer seat) {
    var figures = new LinkedHashMap<String, Figure>();
    for (var id : untold.ids()) {
      var record = board.get(id);
      figures.put(id, record == null || !board.onBoard(id) ? null : untold.polls().get(id) instanceof Count count ? poll(board, record, count, seat) : phase(board, new Phase(record), seat.role() == Role.FACILITATOR));
    }
    return figures;
  }

  private Figure phase(Board board, Phase phase, boolean forFacilitators) {
    if (!isPrivate(phase.record())) return null;
    var authors = new LinkedHashSet<String>();
    var unshown = new ArrayList<String>();
    for (var id : board.seenThrough(phase.id())) {
      if (!board.onBoard(id)) continue;
      if (board.get(id).text("author") instanceof String author && isParticipant(board, author)) authors.add(author);
      if (Visibility.isUnshown(board, board.get(id))) unshown.add(id);
    }
    boolean told = forFacilitators && !phase.isAnonymous();
    return Figure.written(authors.size(), among(board, authors, phase.record().text("listener")), told ? List.copyOf(authors) : null, told && phase.keepsApart() ? waiting(board, unshown) : null);
  }

  /** What of this can be shown one by one; null where only links are left, which are shown with their step, or with what they link. */
  private static List<String> waiting(Board board, List<String> unshown) {
    var waiting = unshown.stream().filter(id -> !board.get(id).type().equals("link")).toList();
    return waiting.isEmpty() && !unshown.isEmpty() ? null : waiting;
  }

  /** Who has voted is told only as long as no totals are beside it: of few people they would say who gave what. */
  private Figure poll(Board board, BoardRecord poll, Count count, Viewer seat) {
    boolean told = seat.role() == Role.FACILITATOR && Votes.isOpen(poll) && count.outcome() == null;
    return Figure.voted(count.voters().size(), among(board, count.voters(), null), told ? List.copyOf(count.voters()) : null, count.outcome() == null ? null : count.outcome().to(seat));
  }

  /**
   * How many participants are here, or have done it before they left.
   *
   * @param except who is not asked to, or null
   */
  private int among(Board board, Set<String> done, String except) {
    var people = new HashSet<>(done);
    for (var id : attendance.present()) if (!id.equals(except) && isParticipant(board, id)) people.add(id);
    return people.size();
  }

  private static boolean isParticipant(Board board, String id) {
    return board.get(id) instanceof BoardRecord member && Role.of(member.text("role")) == Role.PARTICIPANT;
  }
}
