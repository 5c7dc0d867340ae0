package fr.preau.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The vectors that the browser's board reads, too: {@code src/test/vectors/*.json}. A file has a board {@code before}, and
 * vectors; each may add to the board, names its {@code rule}, and says what an operation leads to: {@code after}, the
 * records that are new or different, or {@code rejected}, the refusal.
 */
class VectorTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Model MODEL = Models.shipped();

  @TestFactory
  Stream<DynamicNode> vectors() throws IOException {
    try (var files = Files.list(Path.of("src/test/vectors"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().<DynamicNode>map(VectorTest::suite).toList().stream();
    }
  }

  private static DynamicNode suite(Path file) {
    var suite = Vectors.read(file);
    var tests = new ArrayList<DynamicNode>();
    for (var vector : suite.get("vectors")) {
      var before = Vectors.records(suite.get("before"));
      before.putAll(Vectors.records(vector.path("before")));
      tests.add(dynamicTest(vector.get("rule").asText(), () -> run(before, vector)));
    }
    return dynamicContainer(file.getFileName().toString(), tests);
  }

  private static void run(Map<String, BoardRecord> before, JsonNode vector) {
    var board = Board.of(MODEL, before.values());
    var result = Check.op(board, Vectors.op(vector.get("op")), vector.get("by").textValue(), (record, field, revision) -> since(vector));
    if (vector.has("rejected")) {
      assertThat(JSON.<JsonNode>valueToTree(told(((Check.Result.Refused) result).refusal()))).isEqualTo(vector.get("rejected"));
      return;
    }
    assertThat(result).isInstanceOf(Check.Result.Accepted.class);
    var after = board.apply(((Check.Result.Accepted) result).op());
    var expected = new TreeMap<>(before);
    expected.putAll(Vectors.records(vector.get("after")));
    assertThat(after.all()).containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(after).isEqualTo(Board.of(MODEL, expected.values()));
    if (vector.has("visible")) {
      assertThat(after.visible()).extracting(BoardRecord::id).containsExactlyInAnyOrder(JSON.convertValue(vector.get("visible"), String[].class));
    }
  }

  private static List<TextEdit> since(JsonNode vector) {
    return StreamSupport.stream(vector.get("since").spliterator(), false).map(TextEditTest::edit).toList();
  }

  private static Map<String, Object> told(Refusal refusal) {
    var told = new HashMap<>(refusal.details());
    told.replaceAll((name, detail) -> detail instanceof Long n ? (Object) Math.toIntExact(n) : detail);
    told.put("code", refusal.code());
    return told;
  }
}
