package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.preau.board.Refusal;
import fr.preau.http.live.BoardConnection;
import fr.preau.protocol.CloseCode;
import fr.preau.workshop.Agenda;
import fr.preau.workshop.Votes;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The protocol's page")
final class ProtocolPageTest {

  private static String page() throws Exception {
    return Files.readString(Path.of("src/site/markdown/protocol.md"));
  }

  private static List<String> refusals() throws Exception {
    var codes = new ArrayList<String>();
    for (var declaring : List.of(Refusal.class, Agenda.class, Votes.class)) {
      for (var field : declaring.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && Modifier.isPublic(field.getModifiers())) codes.add((String) field.get(null));
      }
    }
    codes.addAll(List.of("id-reused", "empty", "too-many-ops"));
    return codes;
  }

  @Test
  @DisplayName("lists every code by which a tx can be rejected, and each has a sentence in every language")
  void refusalsAreListed() throws Exception {
    for (var code : refusals()) {
      assertThat(page()).contains("| `" + code + "` |");
      for (var language : List.of("fr", "en")) assertThat(texts(language).has("refusal." + code)).as(language + " " + code).isTrue();
    }
  }

  @Test
  @DisplayName("lists every close code with its number and the word of its error frame")
  void closesAreListed() throws Exception {
    for (var code : CloseCode.values()) {
      assertThat(page()).containsPattern("\\| " + code.number() + " \\| `" + BoardConnection.word(code) + "` \\|");
      for (var language : List.of("fr", "en")) assertThat(texts(language).has("problem." + BoardConnection.word(code))).as(code.name()).isTrue();
    }
  }

  @Test
  @DisplayName("lists every kind of problem that the code can answer, and each has a sentence in every language")
  void problemsAreListed() throws Exception {
    var words = new TreeSet<String>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/fr/preau/http"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var word = Pattern.compile("ApiProblem\\.(?:of|later)\\(\\d{3}, (?:token == null \\? \"([a-z-]+)\" : )?\"([a-z-]+)\"").matcher(Files.readString(file));
        while (word.find()) {
          words.add(word.group(2));
          if (word.group(1) != null) words.add(word.group(1));
        }
      }
    }
    assertThat(words).hasSizeGreaterThan(15);
    for (var word : words) {
      assertThat(page()).contains("| `" + word + "` |");
      for (var language : List.of("fr", "en")) assertThat(texts(language).has("problem." + word)).as(language + " " + word).isTrue();
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode texts(String language) throws Exception {
    return new JsonMapper().readTree(Files.readAllBytes(Path.of("webroot/lang/" + language + ".json")));
  }
}
