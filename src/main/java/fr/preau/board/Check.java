package fr.preau.board;

import static fr.preau.board.Property.Is.AUTHOR;
import static fr.preau.board.Property.Is.FLAGS;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether an operation fits the model and the board, and what it is when completed: with the defaults that the author
 * left out. Says nothing about who may do it.
 */
public final class Check {

  private static final int MAX_ID = 40;

  private Check() {}

  /** An accepted operation as it enters the log, or the reason why not. */
  public sealed interface Result {
    record Accepted(Op op) implements Result {}

    record Refused(Refusal refusal) implements Result {}
  }

  /** Checks what is made on the present state, as far as texts go. */
  public static Result op(Board board, Op op, String by) {
    return op(board, op, by, EditHistory.NONE);
  }

  /**
   * @param by      the participant who does it, who becomes the author of what is created; null for the server
   * @param history of the texts of this board: an edit that was made on an older revision is accepted as it applies now
   */
  public static Result op(Board board, Op op, String by, EditHistory history) {
    return op(board, op, by, history, id -> true);
  }

  /** @param isSeen whether who does it sees the record of this id: what they do not see is not in their way where there may be one of a kind */
  public static Result op(Board board, Op op, String by, EditHistory history, Predicate<String> isSeen) {
    if (op instanceof Op.Text text) return text(board, text, history);
    var refusal = switch (op) {
      case Op.Put put -> put(board, put, by, isSeen);
      case Op.Set set -> set(board, set);
      case Op.Del del -> mustBeOnBoard(board, del.id());
      case Op.Restore restore -> restore(board, restore, isSeen);
      case Op.Text text -> throw new IllegalStateException("handled above: " + text.id());
    };
    if (refusal != null) return new Result.Refused(refusal);
    return new Result.Accepted(op instanceof Op.Put put ? completed(board.model(), put, by) : op);
  }

  /** Whether a string can be the id of a record, a participant or a workshop. */
  public static boolean isId(String id) {
    if (id == null || id.isEmpty() || id.length() > MAX_ID) return false;
    for (int i = 0; i < id.length(); i++) if (!isIdCharacter(id.charAt(i))) return false;
    return true;
  }

  private static boolean isIdCharacter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
  }

  private static Refusal put(Board board, Op.Put put, String by, Predicate<String> isSeen) {
    if (!isId(put.id())) return Refusal.of(Refusal.WRONG_ID, "record", abridged(put.id()));
    var type = board.model().type(put.type());
    if (type == null) return Refusal.of(Refusal.UNKNOWN_TYPE, "record", put.id(), "value", abridged(put.type()));
    if (board.get(put.id()) != null) return Refusal.of(Refusal.ID_EXISTS, "record", put.id());
    if (board.size() >= board.model().maxRecords()) return Refusal.of(Refusal.TOO_MANY, "record", put.id(), "limit", board.model().maxRecords());
    var kind = put.values().get("kind") instanceof String s ? s : null;
    if (!type.kinds().isEmpty() && (kind == null || !type.kinds().containsKey(kind))) {
      return kind == null ? Refusal.of(Refusal.MISSING, "record", put.id(), "property", "kind")
          : Refusal.of(Refusal.UNKNOWN_KIND, "record", put.id(), "value", abridged(kind));
    }
    for (var property : board.model().properties(put.type(), kind)) {
      if (property.required() && put.values().get(property.name()) == null) {
        return Refusal.of(Refusal.MISSING, "record", put.id(), "property", property.name());
      }
    }
    for (var entry : put.values().entrySet()) {
      var refusal = value(board, put.type(), kind, put.id(), entry.getKey(), entry.getValue());
      if (refusal != null) return refusal;
    }
    var refusal = flags(board.model(), put.type(), kind, put.id(), put.values());
    return refusal != null ? refusal : link(board, put.id(), type, put.values(), by, isSeen);
  }

  private static Refusal set(Board board, Op.Set set) {
    var refusal = mustBeOnBoard(board, set.id());
    if (refusal != null) return refusal;
    var record = board.get(set.id());
    var flagged = false;
    for (var entry : set.values().entrySet()) {
      var property = board.model().property(record.type(), record.kind(), entry.getKey());
      if (property != null && (property.fixed() || property.is() == Property.Is.TEXT)) {
        return Refusal.of(Refusal.FIXED, "record", set.id(), "property", entry.getKey());
      }
      if (property != null && property.required() && entry.getValue() == null) {
        return Refusal.of(Refusal.MISSING, "record", set.id(), "property", entry.getKey());
      }
      refusal = value(board, record.type(), record.kind(), set.id(), entry.getKey(), entry.getValue());
      if (refusal != null) return refusal;
      flagged |= property != null && property.is().isKeyed();
    }
    return flagged ? flags(board.model(), record.type(), record.kind(), set.id(), record.with(set.values()).values()) : null;
  }

  private static Result text(Board board, Op.Text text, EditHistory history) {
    var refusal = mustBeOnBoard(board, text.id());
    if (refusal != null) return new Result.Refused(refusal);
    var record = board.get(text.id());
    var property = board.model().property(record.type(), record.kind(), text.field());
    if (property == null) return refused(Refusal.UNKNOWN_PROPERTY, text);
    if (property.is() != Property.Is.TEXT) return new Result.Refused(Refusal.of(Refusal.WRONG_TYPE, "record", text.id(), "property", text.field(), "limit", "text"));
    long revision = record.revision(text.field());
    if (text.revision() > revision) return refused(Refusal.AHEAD, text);
    var edit = text.revision() == revision ? text.edit() : text.over(history.since(text.id(), text.field(), text.revision())).edit();
    refusal = edit(property, text.id(), record.text(text.field()), edit);
    return refusal == null ? new Result.Accepted(new Op.Text(text.id(), text.field(), revision, edit)) : new Result.Refused(refusal);
  }

  private static Refusal edit(Property property, String id, String held, TextEdit edit) {
    var before = held == null ? "" : held;
    if (!edit.fits(before)) return Refusal.of(Refusal.WRONG_EDIT, "record", id, "property", property.name());
    long length = (long) before.length() + edit.growth();
    if (edit.growth() > 0 && length > property.max()) return Refusal.of(Refusal.TOO_LONG, "record", id, "property", property.name(), "limit", (long) property.max(), "length", length);
    for (var part : edit.parts()) {
      if (part instanceof String inserted && !wellFormed(inserted, true)) return Refusal.of(Refusal.WRONG_TEXT, "record", id, "property", property.name());
    }
    return null;
  }

  private static Result refused(String code, Op.Text text) {
    return new Result.Refused(Refusal.of(code, "record", text.id(), "property", abridged(text.field())));
  }

  private static Refusal restore(Board board, Op.Restore restore, Predicate<String> isSeen) {
    var record = board.get(restore.id());
    if (record == null) return Refusal.of(Refusal.UNKNOWN_RECORD, "record", abridged(restore.id()));
    if (!record.deleted()) return Refusal.of(Refusal.NOT_IN_BIN, "record", restore.id());
    return taken(board, restore.id(), board.model().uniqueKey(record.type(), record.values()), isSeen);
  }

  /** That there is one like it; one that they do not see is in nobody's way. */
  private static Refusal taken(Board board, String id, String key, Predicate<String> isSeen) {
    if (key == null) return null;
    for (var holder : board.holdersOf(key)) if (isSeen.test(holder)) return Refusal.of(Refusal.LINK_EXISTS, "record", id, "value", holder);
    return null;
  }

  private static Refusal mustBeOnBoard(Board board, String id) {
    if (board.get(id) == null) return Refusal.of(Refusal.UNKNOWN_RECORD, "record", abridged(id));
    return board.onBoard(id) ? null : Refusal.of(Refusal.GONE, "record", id);
  }

  private static Refusal value(Board board, String type, String kind, String id, String name, Object value) {
    var property = board.model().property(type, kind, name);
    if (property == null || property.is() == AUTHOR) return Refusal.of(Refusal.UNKNOWN_PROPERTY, "record", id, "property", abridged(name));
    if (value == null) return null;
    return switch (property.is()) {
      case STRING, TEXT -> string(property, id, value);
      case NUMBER, INTEGER -> number(property, id, value);
      case BOOLEAN -> value instanceof Boolean ? null : wrongType(property, id);
      case CHOICE, FAMILY -> choice(property, id, value);
      case FLAGS -> flag(property, id, name, value);
      case COUNTS -> count(board, property, id, name, value);
      case REF -> reference(board, property, id, value);
      case KIND -> value instanceof String ? null : wrongType(property, id);
      case AUTHOR -> throw new IllegalStateException("refused above");
    };
  }

  private static Refusal string(Property property, String id, Object value) {
    if (!(value instanceof String text)) return wrongType(property, id);
    if (text.length() > property.max()) return Refusal.of(Refusal.TOO_LONG, "record", id, "property", property.name(), "limit", (long) property.max(), "length", text.length());
    if (!wellFormed(text, property.is() == Property.Is.TEXT)) return Refusal.of(Refusal.WRONG_TEXT, "record", id, "property", property.name());
    return property.required() && isBlank(text) ? Refusal.of(Refusal.MISSING, "record", id, "property", property.name()) : null;
  }

  private static Refusal number(Property property, String id, Object value) {
    var whole = property.is() != Property.Is.NUMBER;
    if (!(value instanceof Long || !whole && value instanceof Double)) return wrongType(property, id);
    var number = ((Number) value).doubleValue();
    return number >= property.min() && number <= property.max() ? null
        : Refusal.of(Refusal.OUT_OF_RANGE, "record", id, "property", property.name(), "min", (long) property.min(), "max", (long) property.max());
  }

  private static Refusal choice(Property property, String id, Object value) {
    if (!(value instanceof String text)) return wrongType(property, id);
    return property.choices().contains(text) ? null
        : Refusal.of(Refusal.WRONG_CHOICE, "record", id, "property", property.name(), "value", abridged(text), "limit", String.join(", ", property.choices()));
  }

  private static Refusal flag(Property property, String id, String name, Object value) {
    var key = name.substring(name.indexOf(':') + 1);
    if (!Boolean.TRUE.equals(value)) return wrongType(property, id);
    if (key.length() > property.max()) return Refusal.of(Refusal.TOO_LONG, "record", id, "property", property.name(), "limit", (long) property.max(), "length", key.length());
    return isBlank(key) || !wellFormed(key, false) ? Refusal.of(Refusal.WRONG_TEXT, "record", id, "property", property.name()) : null;
  }

  private static Refusal count(Board board, Property property, String id, String name, Object value) {
    var refusal = value instanceof Long ? number(property, id, value) : wrongType(property, id);
    return refusal != null ? refusal : reference(board, property, id, name.substring(name.indexOf(':') + 1));
  }

  private static Refusal reference(Board board, Property property, String id, Object value) {
    if (!(value instanceof String target)) return wrongType(property, id);
    var record = board.get(target);
    if (record == null || !board.onBoard(target)) return Refusal.of(Refusal.DANGLING, "record", id, "property", property.name(), "value", abridged(target));
    return property.targets().contains(record.type()) || property.targets().contains(record.type() + ":" + record.kind()) ? null
        : Refusal.of(Refusal.WRONG_CHOICE, "record", id, "property", property.name(), "value", target, "limit", String.join(", ", property.targets()));
  }

  private static Refusal flags(Model model, String type, String kind, String id, Map<String, Object> values) {
    for (var property : model.properties(type, kind)) {
      if (!property.is().isKeyed()) continue;
      var count = values.entrySet().stream().filter(e -> e.getValue() != null && e.getKey().startsWith(property.name() + ":")).count();
      if (count > property.count()) return Refusal.of(Refusal.TOO_MANY, "record", id, "property", property.name(), "limit", property.count());
    }
    return null;
  }

  /** @param by who becomes the author, which may be part of what is unique */
  private static Refusal link(Board board, String id, Model.Type type, Map<String, Object> values, String by, Predicate<String> isSeen) {
    var kind = type.kinds().get((String) values.get("kind"));
    if (kind != null && !kind.from().isEmpty()) {
      var from = board.get((String) values.get("from"));
      var to = board.get((String) values.get("to"));
      if (!joins(kind.from(), from) || !joins(kind.to(), to)) {
        return Refusal.of(Refusal.LINK_NOT_ALLOWED, "record", id, "value", kind.name(), "from", nameOf(from), "to", nameOf(to));
      }
      if (!kind.loop() && from.id().equals(to.id())) return Refusal.of(Refusal.LINK_LOOP, "record", id, "value", kind.name());
    }
    return taken(board, id, board.model().uniqueKey(type.name(), authored(type, values, by)), isSeen);
  }

  private static Map<String, Object> authored(Model.Type type, Map<String, Object> values, String by) {
    if (by == null || type.unique().stream().noneMatch(name -> type.properties().get(name) instanceof Property property && property.is() == AUTHOR)) return values;
    var authored = new HashMap<>(values);
    for (var name : type.unique()) if (type.properties().get(name).is() == AUTHOR) authored.put(name, by);
    return authored;
  }

  private static boolean joins(Set<String> ends, BoardRecord end) {
    return ends.contains("*") || ends.contains(nameOf(end));
  }

  private static String nameOf(BoardRecord end) {
    return end.kind() == null ? end.type() : end.kind();
  }

  private static Op.Put completed(Model model, Op.Put put, String by) {
    var values = new HashMap<>(put.values());
    // One string for all that are of this kind.
    if (put.values().get("kind") instanceof String kind && model.type(put.type()).kinds().get(kind) instanceof Model.Kind declared) values.put("kind", declared.name());
    for (var property : model.properties(put.type(), (String) put.values().get("kind"))) {
      if (property.fallback() != null) values.putIfAbsent(property.name(), property.fallback());
      if (property.is() == AUTHOR && by != null) values.put(property.name(), by);
    }
    return new Op.Put(put.type(), put.id(), values);
  }

  /** Whether a text has no lone surrogate, no NUL and no other control character than tab and, where allowed, line feed. */
  static boolean wellFormed(String text, boolean lines) {
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (Character.isHighSurrogate(c)) {
        if (++i == text.length() || !Character.isLowSurrogate(text.charAt(i))) return false;
      } else if (Character.isLowSurrogate(c) || Character.isISOControl(c) && c != '\t' && !(lines && c == '\n')) {
        return false;
      }
    }
    return true;
  }

  /** Whether a text shows nothing: white space of any kind, no-break spaces and byte order marks included, as in the browser. */
  private static boolean isBlank(String text) {
    return text.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF');
  }

  private static Refusal wrongType(Property property, String id) {
    return Refusal.of(Refusal.WRONG_TYPE, "record", id, "property", property.name(), "limit", property.is().name().toLowerCase(Locale.ROOT));
  }

  /** What a stranger sent, short enough and clean enough to be shown back. */
  private static String abridged(String text) {
    if (text == null) return "";
    var clean = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return wellFormed(clean, false) ? clean : "…";
  }
}
