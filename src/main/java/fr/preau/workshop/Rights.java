package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.Op;
import fr.preau.board.Refusal;
import java.util.Map;

/** Who may do what, as the model declares it for each type, verb and role. */
public final class Rights {

  private Rights() {}

  /** Why this person may not do this, or null where they may. What is about an unknown record is left to the board's check. */
  public static Refusal refusal(Board board, Op op, String participant, Role role) {
    var record = board.get(op.id());
    var type = op instanceof Op.Put put ? put.type() : record == null ? null : record.type();
    var declared = type == null ? null : board.model().type(type);
    if (declared == null) return null;
    var whose = declared.rights().getOrDefault(verb(op), Map.of()).get(role.word());
    var allowed = "any".equals(whose) || "own".equals(whose) && participant.equals(record == null ? null : record.text("author"));
    return allowed ? null : Refusal.of(Refusal.FORBIDDEN, "record", op.id(), "value", type, "limit", verb(op), "whose", whose == null ? "none" : whose);
  }

  /** Whether this person may take this record out of the bin. */
  public static boolean mayRestore(Board board, String id, String participant, Role role) {
    return refusal(board, new Op.Restore(id), participant, role) == null;
  }

  static String verb(Op op) {
    return switch (op) {
      case Op.Put put -> "put";
      case Op.Set set -> "set";
      case Op.Del del -> "del";
      case Op.Restore restore -> "restore";
      case Op.Text text -> "set";
    };
  }
}
