package fr.preau.board;

import java.util.HashMap;
import java.util.Map;

/**
 * One thing on a board: a card, a link, a proposal, a member… A value; changing it makes another.
 *
 * @param id        1 to 40 characters of {@code A-Z a-z 0-9 _ -}, unique in its workshop for ever
 * @param type      a type that the model declares
 * @param values    its properties: String, Boolean, Long (whole numbers) or Double; never null, never nested
 * @param deleted   whether this record itself is in the bin (what it hangs on may be there, too: see {@link Board#onBoard})
 * @param revisions of its long texts: how many edits each has been through, where any
 */
public record BoardRecord(String id, String type, Map<String, Object> values, boolean deleted, Map<String, Long> revisions) {

  public BoardRecord {
    values = Map.copyOf(values);
    revisions = Map.copyOf(revisions);
  }

  public BoardRecord(String id, String type, Map<String, Object> values) {
    this(id, type, values, false, Map.of());
  }

  /** The text value of a property, or null where it has none. */
  public String text(String property) {
    return values.get(property) instanceof String s ? s : null;
  }

  public String kind() {
    return text("kind");
  }

  /** The present revision of a long text. */
  public long revision(String field) {
    return revisions.getOrDefault(field, 0L);
  }

  /** This record with some properties changed; a null value removes its property. */
  BoardRecord with(Map<String, Object> changes) {
    var next = new HashMap<>(values);
    changes.forEach((name, value) -> {
      if (value == null) next.remove(name);
      else next.put(name, value);
    });
    return new BoardRecord(id, type, next, deleted, revisions);
  }

  /** This record without one of its properties. */
  public BoardRecord without(String property) {
    if (!values.containsKey(property)) return this;
    var next = new HashMap<>(values);
    next.remove(property);
    return new BoardRecord(id, type, next, deleted, revisions);
  }

  /** This record with a long text edited; an empty text is none. */
  BoardRecord edited(Op.Text op) {
    var text = op.edit().apply(values.get(op.field()) instanceof String s ? s : "");
    var next = new HashMap<>(values);
    if (text.isEmpty()) next.remove(op.field());
    else next.put(op.field(), text);
    var revised = new HashMap<>(revisions);
    revised.put(op.field(), op.revision() + 1);
    return new BoardRecord(id, type, next, deleted, revised);
  }

  BoardRecord inBin(boolean bin) {
    return new BoardRecord(id, type, values, bin, revisions);
  }
}
