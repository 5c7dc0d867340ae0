package fr.preau.browser;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.client.Api;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What screens say in one language, read from the files that the screens read; so tests follow the words without repeating them. */
final class Texts {

  private static final JsonNode MODEL = read("/conf/model.json");

  private final String language;
  private final JsonNode texts;

  Texts(String language) {
    this.language = language;
    this.texts = read("/webroot/lang/" + language + ".json");
  }

  private static JsonNode read(String resource) {
    try (var stream = Texts.class.getResourceAsStream(resource)) {
      return Api.JSON.readTree(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String language() {
    return language;
  }

  /** @param values names and values of placeholders, in turn; {@code n} chooses between one and several */
  String say(String key, Object... values) {
    var text = texts.get(key);
    if (text == null) throw new IllegalArgumentException("no text for " + key);
    var said = text.isTextual() ? text.asText() : "";
    for (int i = 0; i < values.length; i += 2) {
      if (text.isObject() && values[i].equals("n")) said = plural(text, ((Number) values[i + 1]).longValue());
    }
    for (int i = 0; i < values.length; i += 2) said = said.replace("{" + values[i] + "}", values[i + 1].toString());
    return said;
  }

  private String plural(JsonNode forms, long n) {
    var one = language.equals("fr") ? n < 2 : n == 1;
    return (one && forms.has("one") ? forms.get("one") : forms.get("other")).asText();
  }

  /** The label of a kind of card or link. */
  String kind(String type, String kind) {
    return label(MODEL.at("/types/" + type + "/kinds/" + kind + "/label"));
  }

  String type(String type) {
    return label(MODEL.at("/types/" + type + "/label"));
  }

  /** The label of a property, of the type or of the kind. */
  String property(String type, String kind, String property) {
    var own = MODEL.at("/types/" + type + "/kinds/" + kind + "/properties/" + property + "/label");
    return label(own.isMissingNode() ? MODEL.at("/types/" + type + "/properties/" + property + "/label") : own);
  }

  /** The label of a value that a property can have. */
  String value(String type, String kind, String property, String value) {
    return label(MODEL.at("/types/" + type + "/kinds/" + kind + "/properties/" + property + "/values/" + value));
  }

  String family(String family) {
    return label(MODEL.at("/families/" + family + "/label"));
  }

  private String label(JsonNode label) {
    return label.get(language).asText().replace('\'', '’');
  }
}
