package fr.preau.http;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What a request's body says; its texts as they may be kept: without spaces around them, and only characters that can be shown. */
final class Asked {

  private final JsonObject body;

  Asked(JsonObject body) {
    this.body = body;
  }

  /** The text; null where there is none. Throws an {@link ApiProblem} where it has more than {@code most} code units or cannot be kept. */
  String text(String property, int most) {
    var text = body.getString(property);
    if (text == null || text.isBlank()) return null;
    var stripped = text.strip();
    if (stripped.length() > most) throw ApiProblem.invalid(property, "wrong.too-long", Map.of("limit", most));
    if (stripped.codePoints().anyMatch(Asked::cannotBeKept)) throw ApiProblem.invalid(property, "wrong.characters");
    return stripped;
  }

  /** A text that must be there. */
  String needed(String property, int most) {
    var text = text(property, most);
    if (text == null) throw ApiProblem.invalid(property, "wrong.empty");
    return text;
  }

  /** Whether it is asked for; not where nothing is said of it. The contract has seen to its type. */
  boolean flag(String property) {
    return body.getBoolean(property, false);
  }

  private static boolean cannotBeKept(int character) {
    return Character.isISOControl(character) || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE || turnsText(character);
  }

  /** Embeddings, overrides and isolates, which would turn around what others read beside a name. */
  private static boolean turnsText(int character) {
    return character >= 0x202a && character <= 0x202e || character >= 0x2066 && character <= 0x2069;
  }
}
