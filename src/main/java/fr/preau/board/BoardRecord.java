package fr.preau.board;

import java.util.HashMap;
import java.util.Map;

/**
 * One thing on a board: a card, a link, a proposal, a member… A value; changing it makes another.
 *
 * @param id      1 to 40 characters of {@code A-Z a-z 0-9 _ -}, unique in its workshop for ever
 * @param type    a type that the model declares
 * @param values  its properties: String, Boolean, Long (whole numbers) or Double; never null, never nested
 * @param deleted whether this record itself is in the bin (what it hangs on may be there, too: see {@link Board#onBoard})
 */
public record BoardRecord(String id, String type, Map<String, Object> values, boolean deleted) {

  public BoardRecord {
    values = Map.copyOf(values);
  }

  public BoardRecord(String id, String type, Map<String, Object> values) {
    this(id, type, values, false);
  }

  /** The text value of a property, or null where it has none. */
  public String text(String property) {
    return values.get(property) instanceof String s ? s : null;
  }

  public String kind() {
    return text("kind");
  }

  /** This record with some properties changed; a null value removes its property. */
  BoardRecord with(Map<String, Object> changes) {
    var next = new HashMap<>(values);
    changes.forEach((name, value) -> {
      if (value == null) next.remove(name);
      else next.put(name, value);
    });
    return new BoardRecord(id, type, next, deleted);
  }

  BoardRecord inBin(boolean bin) {
    return new BoardRecord(id, type, values, bin);
  }
}
