package fr.preau.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentencesTest {

  private static final String KEY = "problem.import.";

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"fr", "en"})
  @DisplayName("every problem that an import can tell has a sentence, and every sentence is of a problem")
  void sentences(String language) throws IOException {
    var sources = new StringBuilder();
    try (var files = Files.list(Path.of("src/main/java/fr/preau/exchange"))) {
      for (var file : files.toList()) sources.append(Files.readString(file));
    }
    var texts = Maps.json("webroot/lang/" + language + ".json").keySet().stream().filter(key -> key.startsWith(KEY)).map(key -> key.substring(KEY.length())).collect(Collectors.toSet());
    var told = new TreeSet<String>();
    var calls = Pattern.compile("(?:problems\\.add|refused)\\([^;{]*?;").matcher(sources);
    while (calls.find()) {
      var words = Pattern.compile("\"([a-z-]+)\"").matcher(calls.group());
      if (words.find()) told.add(words.group(1));
    }
    assertThat(texts).containsAll(told);
    assertThat(texts).allSatisfy(text -> assertThat(sources).contains("\"" + text + "\""));
  }
}
