package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a person may see: the one place where that is decided, whatever the way on which it would reach them. What they may not see does not
 * leave the server.
 */
public final class Visibility {

  private Visibility() {}

  /** Whether a record may be seen; says nothing about whether it is on the board. */
  public static boolean sees(Board board, BoardRecord record, Viewer viewer) {
    if (viewer.role() == Role.WAITING) return seesAtTheDoor(record.id(), viewer);
    if (!allows(board, record, viewer)) return false;
    for (var property : board.model().hangsBy(record.type())) {
      if (record.text(property) instanceof String id && board.get(id) instanceof BoardRecord target && !sees(board, target, viewer)) return false;
    }
    return true;
  }

  /** Whether somebody who waits at the door may see the record of this id: the workshop's own, and themselves. */
  public static boolean seesAtTheDoor(String id, Viewer waiting) {
    return id.equals(Phase.WORKSHOP) || id.equals(waiting.participant());
  }

  /** Adds the tables whose people see a record because it is, or hangs on, a board of theirs. */
  public static void addTables(Board board, String id, Set<String> tables) {
    var record = board.get(id);
    if (record == null) return;
    if (record.type().equals("board") && record.text("table") instanceof String table && !is(record, "open")) tables.add(table);
    for (var property : board.model().hangsBy(record.type())) if (record.text(property) instanceof String target) addTables(board, target, tables);
  }

  private static boolean allows(Board board, BoardRecord record, Viewer viewer) {
    return switch (record.type()) {
      case "card", "proposal" -> viewer.wrote(record) || (viewer.isFacilitator() || !is(record, "hidden")) && !isUnshown(board, record);
      case "board" -> record.text("table") == null || is(record, "open") || viewer.isFacilitator() || record.text("table").equals(viewer.table());
      case "link" -> viewer.wrote(record) || !isUnshown(board, record);
      case "ballot" -> viewer.wrote(record);
      case "tally" -> viewer.isFacilitator();
      default -> true;
    };
  }

  /** Whether a card, proposal or link that was written alone is still its author's: until it is shown, or its phase is; a link also with what else its author wrote there and linked by it. */
  public static boolean isUnshown(Board board, BoardRecord record) {
    return !is(record, "shown") && Phase.writtenIn(board, record) instanceof Phase phase && phase.keepsApart() && !isShownWithItsEnd(board, record);
  }

  private static boolean isShownWithItsEnd(Board board, BoardRecord record) {
    if (!record.type().equals("link")) return false;
    for (var property : board.model().hangsBy(record.type())) {
      if (record.text(property) instanceof String id && board.get(id) instanceof BoardRecord end && is(end, "shown")
          && Objects.equals(end.text("phase"), record.text("phase")) && Objects.equals(end.text("author"), record.text("author"))) return true;
    }
    return false;
  }

  /** Whether its author sees a record by having written it: facilitators may, too. */
  private static boolean isAuthorsAlone(Board board, BoardRecord record) {
    return switch (record.type()) {
      case "card", "proposal" -> is(record, "hidden") || isUnshown(board, record);
      case "link" -> isUnshown(board, record);
      case "ballot" -> true;
      default -> false;
    };
  }

  /** Whether everybody in the workshop may see a record. */
  public static boolean isSeenByAll(Board board, BoardRecord record) {
    return sees(board, record, Viewer.ANYBODY);
  }

  /** Whether everybody in the workshop may see a record, the whole of it, and who wrote it. */
  public static boolean isForAll(Board board, BoardRecord record) {
    return isSeenByAll(board, record) && !isAnonymous(board, record) && !holdsForFacilitators(record.type(), record.values());
  }

  /** Whether only its author may know who wrote it: who links a card that has no name is likely to be who wrote it. */
  public static boolean isAnonymous(Board board, BoardRecord record) {
    return switch (record.type()) {
      case "card", "proposal" -> isOfAnonymousPhase(board, record);
      case "link" -> isOfAnonymousPhase(board, record) || hangsOnAnonymous(board, record);
      default -> false;
    };
  }

  private static boolean isOfAnonymousPhase(Board board, BoardRecord record) {
    return Phase.writtenIn(board, record) instanceof Phase phase && phase.isAnonymous();
  }

  private static boolean hangsOnAnonymous(Board board, BoardRecord link) {
    for (var end : board.model().hangsBy(link.type())) if (link.text(end) instanceof String id && board.get(id) instanceof BoardRecord card && isAnonymous(board, card)) return true;
    return false;
  }

  /** Whether a property of a record that everybody sees is for facilitators alone. */
  public static boolean isForFacilitators(BoardRecord record, String property) {
    return property.equals(forFacilitators(record.type()));
  }

  /** The property of a type that is for facilitators alone, or null. */
  private static String forFacilitators(String type) {
    return type.equals("phase") ? "hint" : null;
  }

  private static boolean holdsForFacilitators(String type, Map<String, Object> values) {
    return forFacilitators(type) instanceof String property && values.containsKey(property);
  }

  /**
   * Whether a link says that a facilitator made it, as it must while its phase keeps others apart from it: it is in sight. Nobody needs it afterwards, and it would say who made a link
   * that has no name.
   */
  public static boolean tellsFacilitator(Board board, BoardRecord record) {
    return record.type().equals("link") && is(record, "shown") && Phase.writtenIn(board, record) instanceof Phase phase && phase.keepsApart();
  }

  private static BoardRecord unmarked(Board board, BoardRecord record) {
    return record.type().equals("link") && !tellsFacilitator(board, record) ? record.without("shown") : record;
  }

  /** A record, of now or of earlier, without what says who made it where nobody but its author may know that. */
  public static BoardRecord nameless(Board now, BoardRecord record) {
    return unmarked(now, isAnonymous(now, record) ? record.without("author") : record);
  }

  /** A record that the viewer sees, as they see it: without its author where that is not theirs to know, and without what is for facilitators. */
  public static BoardRecord view(Board board, BoardRecord record, Viewer viewer) {
    var seen = viewer.wrote(record) ? unmarked(board, record) : nameless(board, record);
    return viewer.isFacilitator() || !holdsForFacilitators(seen.type(), seen.values()) ? seen : seen.without(forFacilitators(seen.type()));
  }

  /** What of changes to a record is told to a viewer who sees it. */
  public static Map<String, Object> view(BoardRecord record, Map<String, Object> changes, Viewer viewer) {
    if (viewer.isFacilitator() || !holdsForFacilitators(record.type(), changes)) return changes;
    var seen = new LinkedHashMap<>(changes);
    seen.remove(forFacilitators(record.type()));
    return seen;
  }

  /** All that the viewer sees, what is in the bin included, as a board. */
  public static Board seen(Board board, Viewer viewer) {
    return Board.of(board.model(), board.all().stream().filter(record -> sees(board, record, viewer)).map(record -> view(board, record, viewer)).toList());
  }

  /** What the viewer sees of what is on the board. */
  public static List<BoardRecord> view(Board board, Viewer viewer) {
    if (viewer.role() == Role.WAITING) return Stream.of(Phase.WORKSHOP, viewer.participant()).filter(board::onBoard).map(board::get).toList();
    return board.visible().stream().filter(record -> sees(board, record, viewer)).map(record -> view(board, record, viewer)).toList();
  }

  /**
   * What a viewer sees on the board beyond what {@link Viewer#anybody} does, or otherwise. Costs what it goes through: what they wrote, what is on the boards of their table.
   *
   * @param written ids of what the viewer wrote, on the board or not
   */
  public static List<BoardRecord> beyond(Board board, Viewer viewer, Collection<String> written) {
    var near = new LinkedHashSet<String>();
    for (var id : written) if (board.get(id) instanceof BoardRecord record && !isForAll(board, record)) near.addAll(reach(board, id));
    if (viewer.table() != null && !viewer.isFacilitator()) near.addAll(reach(board, viewer.table()));
    var beyond = new ArrayList<BoardRecord>();
    for (var id : near) {
      if (!board.onBoard(id)) continue;
      var record = board.get(id);
      if (sees(board, record, viewer) && differs(board, record, viewer, viewer.anybody())) beyond.add(view(board, record, viewer));
    }
    return beyond;
  }

  /** Whether a record that one viewer sees is another to a second one who wrote nothing. */
  public static boolean differs(Board board, BoardRecord record, Viewer viewer, Viewer other) {
    return !sees(board, record, other) || viewer.wrote(record) && isAnonymous(board, record);
  }

  /** Adds those who see a record that others in their role and at their table do not see, or not as it is: who wrote it, or something that it hangs on. */
  public static void addAuthors(Board board, String id, Set<String> authors) {
    var record = board.get(id);
    if (record == null || isForAll(board, record)) return;
    if (record.text("author") instanceof String author && (isAnonymous(board, record) || isAuthorsAlone(board, record))) authors.add(author);
    for (var property : board.model().hangsBy(record.type())) if (record.text(property) instanceof String target) addAuthors(board, target, authors);
  }

  /** Whether an operation may change who sees what. */
  public static boolean changesSight(Board before, Op op) {
    var record = before.get(op.id());
    if (record == null) return false;
    return switch (op) {
      case Op.Put put -> false;
      case Op.Set set -> changesSight(before, record, set.values());
      case Op.Del del -> DECIDING.contains(record.type());
      case Op.Restore restore -> DECIDING.contains(record.type());
      case Op.Text text -> false;
    };
  }

  /** Types whose records say who sees others. */
  private static final Set<String> DECIDING = Set.of("phase", "board", "table", "poll", "member");

  private static boolean changesSight(Board board, BoardRecord record, Map<String, Object> changes) {
    for (var name : changes.keySet()) {
      var property = board.model().property(record.type(), record.kind(), name);
      if (property != null && (property.sight() || property.hangs() && !property.fixed())) return true;
    }
    return false;
  }

  /** The ids of the record and of all records that it has a say in who may see, near or far. */
  public static Set<String> reach(Board board, String id) {
    var reach = new LinkedHashSet<String>();
    var next = new ArrayList<>(List.of(id));
    while (!next.isEmpty()) {
      var one = next.removeLast();
      if (!reach.add(one)) continue;
      next.addAll(board.hangingOn(one));
      next.addAll(board.seenThrough(one));
    }
    return reach;
  }

  private static boolean is(BoardRecord record, String flag) {
    return Boolean.TRUE.equals(record.values().get(flag));
  }
}
