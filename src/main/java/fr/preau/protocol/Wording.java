package fr.preau.protocol;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.preau.board.Refusal;
import java.io.IOException;
import java.text.NumberFormat;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sentences that people read, by language and key: the same files as the browser's. A language without a sentence
 * falls back to the first language. Immutable; any thread.
 */
public final class Wording {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final Map<String, Map<String, Object>> byLanguage = new LinkedHashMap<>();
  /** Copied for each use, which may be in any thread: to make one takes much longer. */
  private final Map<String, NumberFormat> numbers = new HashMap<>();

  /**
   * @param files language → bytes of its JSON file; the first is the one that others fall back to
   * @throws IOException where a file is not JSON
   */
  public Wording(Map<String, byte[]> files) throws IOException {
    var mapper = new JsonMapper();
    for (var file : files.entrySet()) {
      byLanguage.put(file.getKey(), mapper.readValue(file.getValue(), new TypeReference<>() {}));
      numbers.put(file.getKey(), NumberFormat.getInstance(Locale.of(file.getKey())));
    }
    if (byLanguage.isEmpty()) throw new IllegalArgumentException("no language");
  }

  public Set<String> languages() {
    return byLanguage.keySet();
  }

  /** The sentence for a refusal. */
  public String refusal(String language, Refusal refusal) {
    return text(language, "refusal." + refusal.code(), refusal.details());
  }

  /** The sentence of a key with its {@code {places}} filled, numbers as the language writes them; the key itself where no language has it. */
  public String text(String language, String key, Map<String, ?> args) {
    var sentence = byLanguage.getOrDefault(language, Map.of()).get(key);
    if (!(sentence instanceof String)) sentence = byLanguage.values().iterator().next().get(key);
    if (!(sentence instanceof String template)) return key;
    return PLACE.matcher(template).replaceAll(match -> Matcher.quoteReplacement(written(language, args.get(match.group(1)))));
  }

  private String written(String language, Object value) {
    return value instanceof Number number ? numbers(language).format(number) : String.valueOf(value);
  }

  private NumberFormat numbers(String language) {
    var known = numbers.get(language);
    return known == null ? NumberFormat.getInstance(Locale.of(language)) : (NumberFormat) known.clone();
  }
}
