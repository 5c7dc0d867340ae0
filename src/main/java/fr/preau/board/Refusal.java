package fr.preau.board;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why an operation is not accepted: an expected answer, not a failure.
 *
 * @param code    stable, for programs; the list is in {@code protocol.md}
 * @param details what the sentence for people names: {@code record}, {@code property}, {@code limit}, {@code value}…
 */
public record Refusal(String code, Map<String, Object> details) {

  public static final String UNKNOWN_TYPE = "unknown-type";
  public static final String UNKNOWN_KIND = "unknown-kind";
  public static final String UNKNOWN_PROPERTY = "unknown-property";
  public static final String UNKNOWN_RECORD = "unknown-record";
  public static final String WRONG_TYPE = "wrong-type";
  public static final String WRONG_CHOICE = "wrong-choice";
  public static final String WRONG_TEXT = "wrong-text";
  public static final String WRONG_ID = "wrong-id";
  public static final String TOO_LONG = "too-long";
  public static final String TOO_MANY = "too-many";
  public static final String OUT_OF_RANGE = "out-of-range";
  public static final String MISSING = "missing-property";
  public static final String FIXED = "fixed-property";
  public static final String ID_EXISTS = "id-exists";
  public static final String GONE = "gone";
  public static final String NOT_IN_BIN = "not-in-bin";
  public static final String DANGLING = "dangling";
  public static final String LINK_NOT_ALLOWED = "link-not-allowed";
  public static final String LINK_EXISTS = "link-exists";
  public static final String LINK_LOOP = "link-loop";
  public static final String WRONG_EDIT = "wrong-edit";
  public static final String AHEAD = "ahead";
  public static final String FORBIDDEN = "forbidden";
  public static final String UNREADABLE = "unreadable";

  public Refusal {
    details = Map.copyOf(details);
  }

  /** A refusal with its details given as name, value, name, value…; values that are null are left out. */
  public static Refusal of(String code, Object... details) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < details.length; i += 2) if (details[i + 1] != null) map.put((String) details[i], details[i + 1]);
    return new Refusal(code, map);
  }
}
