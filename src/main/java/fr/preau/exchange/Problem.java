package fr.preau.exchange;

import fr.preau.board.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a file cannot be taken.
 *
 * @param part    the part of the file that it is in
 * @param line    from 1; 0 where it is about the part as a whole
 * @param code    the key of its sentence in the language files: {@code problem.import.…}, or {@code refusal.…} where the model refuses
 * @param details what the sentence names
 */
public record Problem(String part, long line, String code, Map<String, Object> details) {

  public Problem {
    details = Map.copyOf(details);
  }

  /** A problem with its details given as name, value, name, value…; values that are null are left out. */
  static Problem of(String part, long line, String code, Object... details) {
    return new Problem(part, line, "problem.import." + code, Refusal.of(code, details).details());
  }

  /** @param name what people call the record, in place of its id */
  static Problem of(String part, long line, Refusal refusal, String name) {
    var details = new LinkedHashMap<>(refusal.details());
    details.put("record", name);
    return new Problem(part, line, "refusal." + refusal.code(), details);
  }
}
