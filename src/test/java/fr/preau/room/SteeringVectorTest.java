package fr.preau.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Model;
import fr.preau.board.Models;
import fr.preau.board.Op;
import fr.preau.board.Vectors;
import fr.preau.workshop.Phase;
import fr.preau.workshop.Template;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Visibility;
import fr.preau.workshop.Votes;
import fr.preau.workshop.Written;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The vectors of phases and votes that the browser reads, too: {@code src/test/vectors/phases} and {@code votes}. Each file says what its vectors
 * mean; each vector may add to the board of its file.
 */
class SteeringVectorTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Model MODEL = Models.shipped();

  @TestFactory
  Stream<DynamicNode> vectors() {
    return Stream.of(
        suite("phases/judging.json", SteeringVectorTest::judge),
        suite("phases/agenda.json", SteeringVectorTest::follow),
        suite("votes/judging.json", SteeringVectorTest::judge),
        suite("votes/counting.json", (file, vector) -> count(vector, board(file, vector))));
  }

  private static DynamicNode suite(String name, BiConsumer<JsonNode, JsonNode> run) {
    var file = Vectors.read(Path.of("src/test/vectors", name));
    var tests = new ArrayList<DynamicNode>();
    for (var vector : file.get("vectors")) tests.add(dynamicTest(vector.get("rule").asText(), () -> run.accept(file, vector)));
    return dynamicContainer(name, tests);
  }

  private static Board board(JsonNode file, JsonNode vector) {
    var records = Vectors.records(file.get("before"));
    records.putAll(Vectors.records(vector.path("before")));
    return Board.of(MODEL, records.values());
  }

  // ---- what is refused, and why

  private static void judge(JsonNode file, JsonNode vector) {
    var board = board(file, vector);
    for (var answer : vector.get("answers")) {
      var who = answer.get("who").asText();
      var at = answer.path("at").asLong(file.get("now").asLong());
      assertThat(verdict(board, who, at, answer.has("writtenIn") ? new Written(answer.get("writtenIn").asText(), answer.path("shown").asBoolean()) : null, Vectors.op(answer.get("op")))).as(answer.toString()).isEqualTo(answer.get("is").asText());
      var unseen = vector.path("unseen").has(who) ? vector.get("unseen").get(who) : file.get("unseen").path(who);
      assertThat(unseenBy(board, who)).as("what is not sent to " + who).containsExactlyInAnyOrderElementsOf(texts(unseen));
    }
  }

  private static String verdict(Board board, String who, long at, Written written, Op... ops) {
    var submission = new Submission(who, who, "try-1", 0, List.of(ops), 0, written, null, Promise.promise());
    return switch (new Ledger(board, 1).judge(submission, at)) {
      case Verdict.Accepted accepted -> "ok";
      case Verdict.Refused refused -> refused.refusal().code();
    };
  }

  private static List<String> unseenBy(Board board, String who) {
    var viewer = Viewer.of(board, who);
    return board.all().stream().filter(record -> !Visibility.sees(board, record, viewer)).map(BoardRecord::id).toList();
  }

  // ---- the agenda

  private static void follow(JsonNode file, JsonNode vector) {
    var ops = new ArrayList<Op>();
    for (var op : vector.path("ops")) ops.add(Vectors.op(op));
    var before = board(file, vector);
    assertThat(ops.isEmpty() ? "ok" : verdict(before, "p_fac", file.get("now").asLong(), null, ops.toArray(Op[]::new))).isEqualTo("ok");
    var board = before.apply(ops);
    assertThat(Template.agendaOf(board)).extracting(put -> put.values().get("title")).containsExactlyElementsOf(texts(vector.get("order")));
    assertThat(Phase.current(board) instanceof Phase phase ? phase.id() : null).isEqualTo(vector.get("current").textValue());
  }

  // ---- how polls stand

  private static void count(JsonNode vector, Board board) {
    var poll = board.get("po");
    var result = Votes.count(board, poll);
    assertThat(result.voters()).containsExactlyInAnyOrderElementsOf(texts(vector.get("voters")));
    assertThat(numbers(result.totals())).isEqualTo(vector.get("totals"));
    assertThat(numbers(result.hands())).isEqualTo(vector.get("hands"));
    assertThat(numbers(result.families())).isEqualTo(vector.get("families"));
    if (vector.has("scores")) assertThat(numbers(result.scores())).isEqualTo(vector.get("scores"));
    assertThat(Votes.areTotalsSeen(poll)).isEqualTo(vector.get("seen").asBoolean());
  }

  /** As it is read from JSON, where small numbers are of one size. */
  private static JsonNode numbers(Object counts) {
    try {
      return JSON.readTree(JSON.writeValueAsBytes(counts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
