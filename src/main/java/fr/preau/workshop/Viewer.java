package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;

/**
 * Who looks: all that {@link Visibility} asks of them.
 *
 * @param participant id; empty for nobody in particular
 * @param table       where they sit, or null
 */
public record Viewer(String participant, Role role, String table) {

  /** What this one sees, everybody in the workshop does, those at the door aside. */
  public static final Viewer ANYBODY = new Viewer("", Role.PARTICIPANT, null);

  /** All that facilitators see, but what one of them wrote for themselves. */
  public static final Viewer FACILITATOR = new Viewer("", Role.FACILITATOR, null);

  /** A member as the board has them; an observer where it has none. */
  public static Viewer of(Board board, String participant) {
    var member = board.get(participant);
    return member == null || !member.type().equals("member") || member.deleted() ? new Viewer(participant, Role.OBSERVER, null)
        : new Viewer(participant, Role.of(member.text("role")), member.text("table"));
  }

  /** Anybody at the same table who sees the same but for what is their own. */
  public Viewer anybodyHere() {
    return new Viewer("", isFacilitator() ? Role.FACILITATOR : Role.PARTICIPANT, table);
  }

  /** Anybody who sees the same but for what is their own or their table's. */
  public Viewer anybody() {
    return isFacilitator() ? FACILITATOR : ANYBODY;
  }

  boolean isFacilitator() {
    return role == Role.FACILITATOR;
  }

  boolean wrote(BoardRecord record) {
    return participant.equals(record.text("author"));
  }
}
