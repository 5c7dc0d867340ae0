package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.protocol.ServerMessage.Figure;
import fr.preau.workshop.Phase;
import fr.preau.workshop.Role;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Visibility;
import fr.preau.workshop.Votes;
import java.util.ArrayList;
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
      case "card", "proposal" -> record.text("phase");
      default -> null;
    };
    if (about != null && subjects.contains(about)) untold.add(about);
    if (COUNTED.contains(record.type()) && changesCounting(op)) noteAll(board, "poll");
    return !untold.isEmpty();
  }

  /** Dots go over to what a card is merged into, and come back from what is in the bin. */
  private static boolean changesCounting(Op op) {
    return op instanceof Op.Del || op instanceof Op.Restore || op instanceof Op.Set set && (set.values().containsKey("status") || set.values().containsKey("into"));
  }

  /** Somebody came or went: of how many people a figure is may have changed; whether there is something to tell. */
  boolean notePeople(Board board) {
    noteAll(board, "poll");
    if (Phase.current(board) instanceof Phase phase && subjects.contains(phase.id())) untold.add(phase.id());
    return !untold.isEmpty();
  }

  private void noteAll(Board board, String type) {
    for (var id : subjects) if (board.get(id).type().equals(type) && !"closed".equals(board.get(id).text("state"))) untold.add(id);
  }

  /** Somebody has come who knows none; whether there is something to tell. */
  boolean noteAll() {
    untold.addAll(subjects);
    return !untold.isEmpty();
  }

  /** What may have changed since {@link #told}. */
  Map<String, Figure> untold(Board board, boolean forFacilitators) {
    return of(board, untold, forFacilitators);
  }

  void told() {
    untold.clear();
  }

  private Map<String, Figure> of(Board board, Set<String> ids, boolean forFacilitators) {
    var figures = new LinkedHashMap<String, Figure>();
    for (var id : ids) {
      var record = board.get(id);
      figures.put(id, record == null || !board.onBoard(id) ? null : record.type().equals("poll") ? poll(board, record, forFacilitators) : phase(board, new Phase(record), forFacilitators));
    }
    return figures;
  }

  private Figure phase(Board board, Phase phase, boolean forFacilitators) {
    if (!isPrivate(phase.record())) return null;
    var authors = new LinkedHashSet<String>();
    var waiting = new ArrayList<String>();
    for (var id : board.seenThrough(phase.id())) {
      if (!board.onBoard(id)) continue;
      if (board.get(id).text("author") instanceof String author) authors.add(author);
      if (!Visibility.isForAll(board, board.get(id))) waiting.add(id);
    }
    boolean told = forFacilitators && !phase.isAnonymous();
    return Figure.written(authors.size(), among(board, authors, phase.record().text("listener")), told ? List.copyOf(authors) : null, told && phase.keepsApart() ? waiting : null);
  }

  private Figure poll(Board board, BoardRecord poll, boolean forFacilitators) {
    var result = Votes.count(board, poll);
    return Figure.voted(result.voters().size(), among(board, result.voters(), null), forFacilitators ? List.copyOf(result.voters()) : null,
        Votes.areTotalsSeen(poll) ? result.of(id -> isTold(board, id, forFacilitators)) : null);
  }

  /** Whether whom a figure is told to sees what it stands on, or it is a score. */
  private static boolean isTold(Board board, String id, boolean forFacilitators) {
    return !(board.get(id) instanceof BoardRecord thing) || (forFacilitators ? Visibility.sees(board, thing, Viewer.FACILITATOR) : Visibility.isSeenByAll(board, thing));
  }

  /**
   * How many participants are here, or have done it before they left.
   *
   * @param except who is not asked to, or null
   */
  private int among(Board board, Set<String> done, String except) {
    var people = new HashSet<>(done);
    for (var id : attendance.present()) if (!id.equals(except) && board.get(id) instanceof BoardRecord member && Role.of(member.text("role")) == Role.PARTICIPANT) people.add(id);
    return people.size();
  }
}
