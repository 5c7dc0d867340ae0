package fr.preau.http;

import static fr.preau.http.Http.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What workshops begin with")
final class TemplatesIT {

  private static TestServer server;
  private static Http http;
  private static Api api;

  @BeforeAll
  static void start() {
    server = new TestServer();
    http = new Http(server.base());
    api = server.api();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<JsonNode> records(JsonNode made, String type) {
    var state = api.get("/api/workshops/" + made.get("id").asText() + "/state", made.get("token").asText());
    assertThat(state.get("seq").asLong()).isEqualTo(1);
    return StreamSupport.stream(state.get("records").spliterator(), false).filter(record -> record.get("type").asText().equals(type)).toList();
  }

  @Test
  @DisplayName("R142 templates are listed for anybody in their order, and are not sent again to who has them")
  void list() {
    var listed = http.get("/api/templates");
    assertThat(listed.status()).isEqualTo(200);
    assertThat(listed.header("cache-control")).startsWith("public");
    var first = listed.json().get(0);
    assertThat(listed.json().findValuesAsText("id")).containsExactly("initiation", "atelier-thematique");
    assertThat(first.at("/title/fr").asText()).isEqualTo("Initiation à l’EFC");
    assertThat(first.at("/description/en").asText()).startsWith("For people who");
    assertThat(first.get("minutes").asInt()).isEqualTo(90);
    assertThat(first.get("phases")).hasSize(7);
    assertThat(first.at("/phases/1").toString()).isEqualTo("{\"title\":{\"en\":\"From the object to its use\",\"fr\":\"De l’objet à l’usage\"},\"minutes\":15,\"mode\":\"private\"}");
    assertThat(http.get("/api/templates", "if-none-match", listed.header("etag")).status()).isEqualTo(304);
  }

  @Test
  @DisplayName("R142 a workshop begins with the phases of its template, in its language and in its first transaction, and none is started")
  void template() {
    var made = api.post("/api/workshops", null, Map.of("title", "Un atelier", "language", "en", "template", "initiation"));
    var phases = records(made, "phase");
    assertThat(phases).hasSize(7);
    var second = phases.stream().filter(phase -> phase.get("id").asText().equals("ph_2")).findFirst().orElseThrow();
    assertThat(second.get("title").asText()).isEqualTo("From the object to its use");
    assertThat(second.get("place").asInt()).isEqualTo(2);
    assertThat(second.get("add:usage").asBoolean()).isTrue();
    assertThat(second.get("hint").asText()).isNotEmpty();
    assertThat(records(made, "workshop").getFirst().has("phase")).isFalse();
    assertThat(api.get("/api/workshops/" + made.get("id").asText(), made.get("token").asText()).at("/counts/phases").asInt()).isEqualTo(7);
    assertThat(records(api.post("/api/workshops", null, Map.of("title", "Libre")), "phase")).isEmpty();
  }

  @Test
  @DisplayName("R143 a template that does not exist is refused with the names of those that do, and nothing is made")
  void unknown() {
    var refused = http.post("/api/workshops", "{\"title\":\"x\",\"template\":\"nulle-part\"}", "accept-language", "en");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo("template");
    assertThat(refused.json().at("/errors/0/message").asText()).contains("initiation, atelier-thematique");
  }

  @Test
  @DisplayName("R144 a facilitator begins another workshop with the phases of an earlier one, without what was done in it")
  void again() {
    var made = api.post("/api/workshops", null, Map.of("title", "Avant", "template", "initiation"));
    var before = new Api.Workshop(made.get("id").asText(), made.get("code").asText(), made.get("token").asText());
    try (var facilitator = new BoardClient(server.base(), before.token(), server.model)) {
      facilitator.submit(new Op.Set("ph_2", Map.of("revealed", true, "title", "De la chose à l’usage")));
      facilitator.submit(new Op.Set("ph_3", Map.of("skipped", true)));
      facilitator.submit(new Op.Del("ph_4"));
      facilitator.submit(new Op.Put("phase", "ph_x", Map.of("title", "Au milieu", "place", 1.5)));
      facilitator.submit(new Op.Put("card", "c_1", Map.of("kind", "note", "title", "Reste là", "board", "main")));
      facilitator.submit(new Op.Set("workshop", Map.of("phase", "ph_2")));
      facilitator.awaitAnswers();
    }
    api.join(before.code(), "Zoé");
    var next = http.post("/api/workshops", "{\"title\":\"Après\",\"from\":\"" + before.id() + "\"}", bearer(before.token()));
    assertThat(next.status()).isEqualTo(201);
    assertThat(next.json().get("token").asText()).isNotEqualTo(before.token());
    assertThat(records(next.json(), "phase")).extracting(phase -> phase.get("place").asInt() + " " + phase.get("title").asText())
        .containsExactlyInAnyOrder("1 Météo", "2 Au milieu", "3 De la chose à l’usage", "4 Les effets autour", "5 Ce qu’un seul ne peut pas faire", "6 Mon premier déplacement", "7 Ce temps en valait-il la peine\u00a0?");
    assertThat(records(next.json(), "phase")).noneMatch(phase -> phase.has("revealed") || phase.has("skipped"));
    assertThat(records(next.json(), "card")).isEmpty();
    assertThat(records(next.json(), "member")).hasSize(1);
    assertThat(records(next.json(), "workshop").getFirst().has("phase")).isFalse();
  }

  @Test
  @DisplayName("R144 nobody but a facilitator of the earlier workshop gets its phases")
  void rights() {
    var before = api.create("Avant");
    var other = api.create("Ailleurs");
    var participant = api.join(before.code(), "Zoé");
    var body = "{\"title\":\"x\",\"from\":\"" + before.id() + "\"}";
    assertThat(http.post("/api/workshops", body).status()).isEqualTo(401);
    assertThat(http.post("/api/workshops", body, bearer("nonsense")).status()).isEqualTo(401);
    assertThat(http.post("/api/workshops", body, bearer(participant.token())).json().get("type").asText()).isEqualTo("urn:preau:problem:facilitators-only");
    assertThat(http.post("/api/workshops", body, bearer(other.token())).json().get("type").asText()).isEqualTo("urn:preau:problem:forbidden");
    assertThat(http.post("/api/workshops", "{\"title\":\"x\",\"from\":\"nulle-part\"}", bearer(other.token())).status()).isEqualTo(403);
    try (var facilitator = new BoardClient(server.base(), before.token(), server.model)) {
      facilitator.submit(new Op.Del(participant.id()));
      facilitator.awaitAnswers();
    }
    assertThat(http.post("/api/workshops", body, bearer(participant.token())).status()).isEqualTo(403);
  }

  @Test
  @DisplayName("a template and an earlier workshop do not go together")
  void both() {
    var before = api.create("Avant");
    var refused = http.post("/api/workshops", "{\"title\":\"x\",\"from\":\"" + before.id() + "\",\"template\":\"initiation\"}", bearer(before.token()));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo("from");
  }
}
