package fr.preau.board;

import java.util.List;

/** The edits that texts have been through, for those who made theirs on an older revision. */
@FunctionalInterface
public interface EditHistory {

  /** For where every edit is made on the present revision. */
  EditHistory NONE = (record, field, revision) -> {
    throw new IllegalArgumentException("the edits of " + record + " " + field + " since " + revision + " are not known");
  };

  /**
   * The edits of a text from a revision up to the present one, in order.
   *
   * @throws IllegalArgumentException where not all of them are known
   */
  List<TextEdit> since(String record, String field, long revision);
}
