package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Model;

/** A step of the agenda, as its record declares it. */
public record Phase(BoardRecord record) {

  /** The id of the workshop's own record. */
  public static final String WORKSHOP = "workshop";

  private static final String ADD = "add:";

  /** The phase that a workshop is in, or null where it is in none. */
  public static Phase current(Board board) {
    var workshop = board.get(WORKSHOP);
    return workshop == null ? null : of(board, workshop.text("phase"));
  }

  /** The phase with this id on the board, or null. */
  public static Phase of(Board board, String id) {
    return id != null && board.get(id) instanceof BoardRecord record && record.type().equals("phase") && !record.deleted() ? new Phase(record) : null;
  }

  /** The phase that a card or proposal was written in, or null; also one that is in the bin. */
  static Phase writtenIn(Board board, BoardRecord card) {
    return card.text("phase") instanceof String id && board.get(id) instanceof BoardRecord record && record.type().equals("phase") ? new Phase(record) : null;
  }

  public String id() {
    return record.id();
  }

  boolean is(String mode) {
    return mode.equals(record.text("mode"));
  }

  /** Whether what is written in it is its author's alone, as long as it is not shown by itself. */
  public boolean keepsApart() {
    return is("private") && !flag("revealed");
  }

  public boolean isAnonymous() {
    return flag("anonymous");
  }

  /** Whether nothing is accepted any more at this time, in epoch milliseconds: it ends on time, and the timer has run out. */
  boolean isOver(BoardRecord workshop, long at) {
    return flag("hard") && workshop.values().get("timer_ends") instanceof Long ends && at >= ends;
  }

  /** Whether records of this kind or type can be added and changed in it; with cards of any kind go the links that only say « see also ». */
  boolean takes(Model model, String type, String kind) {
    var listed = record.values().keySet().stream().filter(name -> name.startsWith(ADD)).map(name -> name.substring(ADD.length())).toList();
    return listed.isEmpty() || listed.contains(kind == null ? type : kind) || type.equals("link") && listed.contains("link")
        || "renvoie_a".equals(kind) && listed.stream().anyMatch(model.type("card").kinds()::containsKey);
  }

  /** Whether this participant listens while the others write; where one person writes, all others do anyway. */
  boolean isListener(Viewer who) {
    return !is("one") && who.participant().equals(record.text("listener"));
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(record.values().get(name));
  }
}
