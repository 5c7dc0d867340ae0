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
  /** What people give in a phase. */
  private static final Set<String> WRITTEN = Set.of("card", "proposal", "link");
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
      case "card", "proposal", "link" -> comesOrGoes(op) || isShown(op) ? record.text("phase") : null;
      default -> null;
    };
    note(about);
    if (comesOrGoes(op)) notePhasesWith(board, record);
    if (COUNTED.contains(record.type()) && changesCounting(op)) {
      notePolls(board);
    } else if (op instanceof Op.Set set && !Collections.disjoint(DECIDING.getOrDefault(record.type(), Set.of()), set.values().keySet())) {
      notePolls(board);
    }
    return !untold.isEmpty();
  }

  private void note(String subject) {
    if (subject != null && subjects.contains(subject)) untold.add(subject);
  }

  /** Whether something may be there now that was not, or the other way round, with what hangs on it; also where a board that it was on goes in the same transaction. */
  private static boolean comesOrGoes(Op op) {
    return op instanceof Op.Put || changesCounting(op) || op instanceof Op.Set set && set.values().containsKey("board");
  }

  private static boolean isShown(Op op) {
    return op instanceof Op.Set set && set.values().containsKey("shown");
  }

  /** Dots come back from what is in the bin, and links go there and back with what they link. */
  private static boolean changesCounting(Op op) {
    return op instanceof Op.Del || op instanceof Op.Restore;
  }

  /** Somebody came or went: of how many people a figure is may have changed; whether there is something to tell. */
  boolean notePeople(Board board) {
    notePolls(board);
    if (Phase.current(board) instanceof Phase phase && subjects.contains(phase.id())) untold.add(phase.id());
    return !untold.isEmpty();
  }

  /** Closed ones stay as they are, where nobody is told how they went. */
  private void notePolls(Board board) {
    for (var id : subjects) if (board.get(id).type().equals("poll") && (Votes.isOpen(board.get(id)) || Votes.areTotalsSeen(board.get(id)))) untold.add(id);
  }

  /** The phases of what comes or goes with a record. */
  private void notePhasesWith(Board board, BoardRecord record) {
    for (var id : board.hangingOn(record.id())) {
      var one = board.get(id);
      if (!WRITTEN.contains(one.type())) continue;
      note(one.text("phase"));
      notePhasesWith(board, one);
    }
  }

  /** Somebody has come who knows none; whether there is something to tell. */
  boolean noteAll() {
    untold.addAll(subjects);
    return !untold.isEmpty();
  }

  /** How a phase or a poll stands, counted once for all whom it is told to. */
  private sealed interface Counted {

    /** As it is told to anybody who sees what this one does; null where there is no figure of it any more. */
    Figure to(Viewer seat);

    /** What is not there any more. */
    record Gone() implements Counted {
      @Override
      public Figure to(Viewer seat) {
        return null;
      }
    }

    record Phases(Figure shared, Figure forFacilitators) implements Counted {
      @Override
      public Figure to(Viewer seat) {
        return seat.role() == Role.FACILITATOR ? forFacilitators : shared;
      }
    }

    /**
     * @param who     for facilitators: who has voted; null where totals beside it would say what one of few gave
     * @param outcome null where nobody sees totals
     */
    record Polls(int voted, int of, List<String> who, Outcome outcome) implements Counted {
      @Override
      public Figure to(Viewer seat) {
        return Figure.voted(voted, of, seat.role() == Role.FACILITATOR ? who : null, outcome == null ? null : outcome.to(seat));
      }
    }
  }

  private static final Counted GONE = new Counted.Gone();

  /**
   * What may have changed, ready to be told.
   *
   * @param tables on whose boards something is that votes went to: who sits there is told more than others are
   */
  record Untold(Map<String, Counted> counted, Set<String> tables) {

    /** Phases and polls as they stand, for anybody who sees what this one does; null for what is not there any more. */
    Map<String, Figure> to(Viewer seat) {
      var figures = new LinkedHashMap<String, Figure>();
      counted.forEach((id, one) -> figures.put(id, one.to(seat)));
      return figures;
    }
  }

  /** Takes what may have changed since the last time, and counts it. */
  Untold takeUntold(Board board) {
    var counted = new LinkedHashMap<String, Counted>();
    var tables = new HashSet<String>();
    for (var id : untold) {
      var one = count(board, id);
      counted.put(id, one);
      if (one instanceof Counted.Polls poll && poll.outcome() != null) poll.outcome().addTables(tables);
    }
    untold.clear();
    return new Untold(counted, tables);
  }

  private Counted count(Board board, String id) {
    if (!board.onBoard(id)) return GONE;
    return board.get(id).type().equals("poll") ? poll(board, board.get(id)) : phase(board, new Phase(board.get(id)));
  }

  private Counted poll(Board board, BoardRecord poll) {
    var result = Votes.count(board, poll);
    var outcome = Votes.areTotalsSeen(poll) ? new Outcome(board, result) : null;
    return new Counted.Polls(result.voters().size(), among(board, result.voters(), null), Votes.isOpen(poll) && outcome == null ? List.copyOf(result.voters()) : null, outcome);
  }

  private Counted phase(Board board, Phase phase) {
    if (!isPrivate(phase.record())) return GONE;
    var authors = new LinkedHashSet<String>();
    var unshown = new ArrayList<String>();
    for (var id : board.seenThrough(phase.id())) {
      if (!board.onBoard(id)) continue;
      if (board.get(id).text("author") instanceof String author && isParticipant(board, author)) authors.add(author);
      if (Visibility.isUnshown(board, board.get(id))) unshown.add(id);
    }
    int of = among(board, authors, phase.record().text("listener"));
    var shared = Figure.written(authors.size(), of, null, null);
    return new Counted.Phases(shared, phase.isAnonymous() ? shared : Figure.written(authors.size(), of, List.copyOf(authors), phase.keepsApart() ? waiting(board, unshown) : null));
  }

  /** What of this can be shown one by one; null where only links are left, which are shown with their step, or with what they link. */
  private static List<String> waiting(Board board, List<String> unshown) {
    var waiting = unshown.stream().filter(id -> !board.get(id).type().equals("link")).toList();
    return waiting.isEmpty() && !unshown.isEmpty() ? null : waiting;
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
