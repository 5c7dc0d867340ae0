package fr.preau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.preau.board.Board;
import fr.preau.board.Check;
import fr.preau.board.Model;
import fr.preau.board.Models;
import fr.preau.config.Config;
import fr.preau.config.ConfigException;
import fr.preau.workshop.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The files of templates")
class TemplateFilesTest {

  private static final Model MODEL = Models.shipped();
  private static final List<Template> SHIPPED = TemplateFiles.read(packed(Map.of()), MODEL);

  private static Map<String, Packed.File> packed(Map<String, String> environment) {
    return new Packed(Config.load(environment, Map.of())).templates();
  }

  private static String good() {
    return new String(packed(Map.of()).get("initiation.json").content(), StandardCharsets.UTF_8);
  }

  private static void refused(byte[] content, String... parts) {
    assertThatThrownBy(() -> TemplateFiles.read(Map.of("essai.json", new Packed.File("conf/templates/essai.json", content)), MODEL))
        .isInstanceOf(ConfigException.class).hasMessageContainingAll(parts).hasMessageNotContaining("\n").hasMessageStartingWith("The template conf/templates/essai.json cannot be used: ");
  }

  private static void refused(String content, String... parts) {
    refused(content.getBytes(StandardCharsets.UTF_8), parts);
  }

  /** Every text of a template, with where it stands. */
  private static Map<String, String> texts(Template template, String language) {
    var texts = new LinkedHashMap<String, String>();
    texts.put("title", template.title().get(language));
    texts.put("description", template.description().get(language));
    for (int i = 0; i < template.phases().size(); i++) {
      var number = i + 1;
      template.phases().get(i).texts().forEach((name, text) -> texts.put(name + " of phase " + number, text.get(language)));
    }
    return texts;
  }

  @Test
  @DisplayName("R140 eight come along, each with as many minutes as it is meant to take, and a last phase that asks whether it was worth it")
  void shipped() {
    assertThat(SHIPPED.stream().map(template -> template.id() + " " + template.minutes())).containsExactly("initiation 90", "atelier-thematique 180", "villes-pairs 210",
        "carte-des-enjeux 150", "fiche-de-cooperation 125", "reflexivite 120", "capitalisation 150", "mise-en-relation 105");
    for (var template : SHIPPED) {
      assertThat(template.phases().getLast().values()).as(template.id()).containsEntry("vote_way", "roti");
      assertThat(template.phases().stream().filter(phase -> "roti".equals(phase.values().get("vote_way")))).as(template.id()).hasSize(1);
    }
  }

  @Test
  @DisplayName("R140 those that come along say everything in French and in English: what to do, and what to look after")
  void complete() {
    for (var template : SHIPPED) {
      for (var phase : template.phases()) {
        assertThat(phase.texts()).as(template.id()).containsOnlyKeys("title", "instruction", "hint");
        assertThat(phase.minutes()).as(template.id()).isPositive();
        assertThat(phase.values()).as(template.id()).containsKey("mode");
      }
      var english = texts(template, "en");
      texts(template, "fr").forEach((where, text) -> {
        if (text.length() > 20) assertThat(english.get(where)).as(template.id() + ": " + where).isNotEqualTo(text);
      });
    }
  }

  @Test
  @DisplayName("R140 the French ones have French typography")
  void french() {
    for (var template : SHIPPED) {
      texts(template, "fr").forEach((where, text) -> assertThat(text).as(template.id() + ": " + where)
          .doesNotContain("'", "\"", "...", "  ", "“", "”").doesNotContainPattern("[^\u00a0:?!][:;?!»]").doesNotContainPattern("«[^\u00a0]").doesNotContainPattern("^\\s|\\s$"));
    }
  }

  @Test
  @DisplayName("R140 the English ones have English typography")
  void english() {
    for (var template : SHIPPED) {
      texts(template, "en").forEach((where, text) -> assertThat(text).as(template.id() + ": " + where)
          .doesNotContain("'", "\"", "...", "  ", "«", "»").doesNotContainPattern("[\\s\u00a0][:;?!,.]").doesNotContainPattern("^\\s|\\s$"));
    }
  }

  @Test
  @DisplayName("R142 every phase of those that come along is one that a workshop takes, in either language")
  void accepted() {
    for (var template : SHIPPED) {
      for (var language : List.of("fr", "en")) {
        var board = Board.empty(MODEL);
        for (var put : template.agenda(language)) {
          assertThat(Check.op(board, put, null)).as(template.id() + " " + put.id()).isInstanceOfSatisfying(Check.Result.Accepted.class, ok -> assertThat(ok.op().id()).isEqualTo(put.id()));
          board = board.apply(((Check.Result.Accepted) Check.op(board, put, null)).op());
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} → {1}")
  @DisplayName("R141 one that cannot be used is refused with its file, the line and why")
  @CsvSource(delimiter = '|', value = {
      "\"minutes\": 10, | \"minutes\": \"dix\", | line 25: \"minutes\" of phase 1 must be a whole number from 0 to 600",
      "\"mode\": \"shared\" | \"mode\": \"alone\" | line 26: \"mode\" of phase 1 must be one of shared, private, group, read, one",
      "\"add\": [\"note\"] | \"add\": [\"notes\"] | line 27: \"add/0\" of phase 1 must be one of enjeu, acteur",
      "\"mode\": \"shared\" | \"moods\": \"shared\" | line 26: \"moods\" of phase 1 is not known here. There are: add, anonymous",
      "\"en\": \"Getting started | \"de\": \"Getting started | line 5: \"title/de\" is not known here. There are: en, fr",
      "\"place\": 1 | \"place\": null | line 2: \"place\" must be a number",
      "\"minutes\": 10, | '' | line 12: phase 1 lacks \"minutes\"",
      "\"place\": 1, | \"place\": 1 | line 3: this is not JSON",
      "\"place\": 1, | \"place\": 1, \"place\": 2, | line 2: this is not JSON: Duplicate"})
  void wrong(String good, String wrong, String reason) {
    assertThat(good()).contains(good);
    refused(good().replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(wrong)), reason);
  }

  @Test
  @DisplayName("R141 what is no JSON, no text, too deep or too much is refused in one line")
  void notJson() {
    refused("", "line 1: it must be an object");
    refused("[]", "line 1: it must be an object");
    refused("nonsense", "line 1: this is not JSON");
    refused("{\n\n", "line 3: this is not JSON");
    refused("[".repeat(100), "this is not JSON");
    refused(good() + "{}", "nothing can stand behind the end");
    refused(new byte[] {'{', '"', (byte) 0xE9, '"'}, "cannot be used");
    refused("{\"place\": 99999999999999999999999, \"title\": \"x\"}", "\"place\" must be a number");
  }

  @Test
  @DisplayName("R141 a name that cannot be an id is refused; other files are none of our business")
  void names() {
    var content = good().getBytes(StandardCharsets.UTF_8);
    for (var name : List.of("Mon Atelier.json", "-x.json", ".json", "é.json", "x".repeat(41) + ".json")) {
      assertThatThrownBy(() -> TemplateFiles.read(Map.of(name, new Packed.File(name, content)), MODEL)).as(name).isInstanceOf(ConfigException.class).hasMessageContaining("its name");
    }
    assertThat(TemplateFiles.read(Map.of("README.md", new Packed.File("README.md", new byte[0])), MODEL)).isEmpty();
  }

  @Test
  @DisplayName("those in an organisation's conf come beside the packed ones, or in place of one of the same name, in the order of their places")
  void beside(@TempDir Path conf) throws IOException {
    var folder = Files.createDirectory(conf.resolve("templates"));
    Files.writeString(folder.resolve("initiation.json"), good().replace("Initiation à", "Initiation chez nous à"));
    Files.writeString(folder.resolve("a-nous.json"), good().replace("\"place\": 1,", "\"place\": 1.5,"));
    Files.writeString(folder.resolve("sans-place.json"), good().replace("\"place\": 1,", ""));
    var read = TemplateFiles.read(packed(Map.of("PREAU_CONF", conf.toString())), MODEL);
    assertThat(read).extracting(Template::id).startsWith("initiation", "a-nous", "atelier-thematique").endsWith("sans-place").hasSize(10);
    assertThat(read.getFirst().title().get("fr")).startsWith("Initiation chez nous");
  }

  @Test
  @DisplayName("a folder of one's own is offered alone")
  void alone(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a-nous.json"), good());
    Files.createDirectory(folder.resolve("brouillons.json"));
    assertThat(TemplateFiles.read(packed(Map.of("PREAU_TEMPLATES", folder.toString())), MODEL)).extracting(Template::id).containsExactly("a-nous");
  }
}
