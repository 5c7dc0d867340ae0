package fr.preau;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Model;
import fr.preau.exchange.Formats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {

  private static Map<String, Object> json(String file) throws IOException {
    return new ObjectMapper().readValue(Files.readAllBytes(Path.of(file)), new TypeReference<>() {});
  }

  private static Board board(String language) throws IOException {
    var declaration = json("conf/model.json");
    var model = Model.of(declaration);
    var file = Files.readAllBytes(Path.of("conf/demo/" + language + ".json"));
    var demo = new Demo(null, model, new Formats(declaration, json("conf/import-map.json")));
    return Board.empty(model).apply(demo.first(file, Demo.about(file), language));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"fr", "en"})
  @DisplayName("the demo fits the model: cards of many kinds, links of many kinds, influences of both signs, two drafts with an aim")
  void fits(String language) throws IOException {
    var board = board(language);
    assertThat(of(board, "card")).hasSizeBetween(25, 35);
    assertThat(of(board, "card").stream().map(BoardRecord::kind).collect(Collectors.toSet())).hasSizeGreaterThanOrEqualTo(10);
    assertThat(of(board, "link")).hasSizeBetween(30, 40);
    assertThat(of(board, "link").stream().map(BoardRecord::kind).collect(Collectors.toSet())).hasSizeGreaterThanOrEqualTo(10);
    assertThat(of(board, "link").stream().map(link -> link.values().get("polarity"))).contains("+", "-");
    assertThat(of(board, "proposal")).hasSize(2).allSatisfy(proposal -> assertThat(proposal.text("visee")).isNotBlank());
    assertThat(board.get("workshop").text("language")).isEqualTo(language);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"fr", "en"})
  @DisplayName("no two cards of the demo cover each other")
  void noOverlap(String language) throws IOException {
    var placed = board(language).visible().stream().filter(record -> record.values().containsKey("x")).toList();
    for (var one : placed) {
      for (var other : placed) {
        if (one == other) continue;
        assertThat(Math.abs(number(one, "x") - number(other, "x")) >= 220 || Math.abs(number(one, "y") - number(other, "y")) >= 110)
            .as("%s beside %s", one.id(), other.id()).isTrue();
      }
    }
  }

  private static List<BoardRecord> of(Board board, String type) {
    return board.visible().stream().filter(record -> record.type().equals(type)).toList();
  }

  private static double number(BoardRecord record, String property) {
    return ((Number) record.values().get(property)).doubleValue();
  }
}
