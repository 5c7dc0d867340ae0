package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.Property;
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
    var allowed = "any".equals(whose) || "own".equals(whose) && participant.equals(ownerOf(record));
    if (allowed) return properties(board, op, type, record, participant, role);
    return Refusal.of(Refusal.FORBIDDEN, "record", op.id(), "value", type, "limit", verb(op), "whose", whose == null ? "none" : whose);
  }

  /** Whose a record is: a member's own, else its author's. */
  private static String ownerOf(BoardRecord record) {
    return record == null ? null : record.type().equals("member") ? record.id() : record.text("author");
  }

  /** @param record null where it is about to be created */
  private static boolean gives(Property property, BoardRecord record, String participant, Role role) {
    return property.by().equals(role.word()) || property.by().equals("author") && (role == Role.FACILITATOR || record == null || participant.equals(ownerOf(record)));
  }

  /** Some properties are for some alone to give. */
  private static Refusal properties(Board board, Op op, String type, BoardRecord record, String participant, Role role) {
    var values = op instanceof Op.Put put ? put.values() : op instanceof Op.Set set ? set.values() : Map.<String, Object>of();
    var kind = record != null ? record.kind() : values.get("kind") instanceof String given ? given : null;
    for (var name : values.keySet()) {
      if (board.model().property(type, kind, name) instanceof Property property && property.by() != null && !gives(property, record, participant, role)) {
        return Refusal.of(Refusal.FORBIDDEN, "record", op.id(), "value", type, "limit", verb(op), "whose", property.by(), "property", property.name());
      }
    }
    return null;
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
