package fr.preau.board;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The verbs by which a board changes, and no others. A transaction is a list of them, applied together or not at all.
 */
public sealed interface Op {

  /** The record that the operation is about. */
  String id();

  /**
   * Creates a record; its id must never have been used in the workshop.
   *
   * @param values a property without a value is none; the record keeps the same map
   */
  record Put(String type, String id, Map<String, Object> values) implements Op {
    public Put {
      var given = new HashMap<>(values);
      given.values().removeIf(Objects::isNull);
      values = Map.copyOf(given);
    }
  }

  /** Changes properties, the last writer winning for each; a null value removes its property. */
  record Set(String id, Map<String, Object> values) implements Op {
    public Set {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** Puts one record into the bin; what hangs on it leaves the board with it, unmarked. */
  record Del(String id) implements Op {}

  /** Takes one record out of the bin. */
  record Restore(String id) implements Op {}

  /**
   * Edits a long text.
   *
   * @param revision of the text that the edit was made on; once accepted, the one that it stands on, and the text's next one is one more
   * @param first    whether what it inserts stands before what others have inserted at the same place since that revision, not behind it.
   *     So somebody who goes on writing there is not parted from what they wrote before. Means nothing once it is accepted.
   */
  record Text(String id, String field, long revision, TextEdit edit, boolean first) implements Op {

    public Text(String id, String field, long revision, TextEdit edit) {
      this(id, field, revision, edit, false);
    }

    /** This edit as it applies after the accepted ones that followed its revision. */
    public Text over(List<TextEdit> accepted) {
      return over(accepted, Integer.MAX_VALUE);
    }

    /** The same, after as many of them as can be had for so many parts to go through, and after one at least. */
    public Text over(List<TextEdit> accepted, int mostParts) {
      var moved = edit;
      int count = 0;
      for (int parts = 0; count < accepted.size() && parts < mostParts; count++) {
        var other = accepted.get(count);
        parts += moved.parts().size() + other.parts().size();
        moved = first ? moved.before(other) : moved.after(other);
      }
      return new Text(id, field, revision + count, moved, first);
    }
  }
}
