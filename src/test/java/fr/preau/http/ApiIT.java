package fr.preau.http;

import static fr.preau.http.Http.bearer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import io.vertx.core.Future;
import java.util.HashMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The HTTP API")
final class ApiIT {

  private static TestServer server;
  private static Http http;
  private static Api api;
  private static Api.Workshop workshop;
  private static Api.Participant participant;

  @BeforeAll
  static void start() {
    server = new TestServer();
    http = new Http(server.base());
    api = server.api();
    workshop = api.create("Un atelier");
    participant = api.join(workshop.code(), "Zoé");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("R41 creating a workshop gives its id, a code without look-alikes, the facilitator's token, and a link that keeps the token out of logs")
  void create() {
    var made = http.post("/api/workshops", "{\"title\":\"Mobilités\",\"territory\":\"Val d'Ombre\",\"language\":\"fr\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json().get("code").asText()).matches("[2-9A-HJ-NP-TV-Z]{8}");
    assertThat(made.json().get("token").asText()).hasSizeGreaterThanOrEqualTo(32);
    assertThat(made.json().get("url").asText()).endsWith("/w/" + made.json().get("id").asText() + "#token=" + made.json().get("token").asText());
    var state = api.get("/api/workshops/" + made.json().get("id").asText() + "/state", made.json().get("token").asText());
    assertThat(state.get("seq").asLong()).isEqualTo(1);
    assertThat(state.get("records").findValuesAsText("type")).containsExactlyInAnyOrder("workshop", "board", "member");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"title\":\"\"}", "{\"title\":3}", "{\"title\":\"x\",\"language\":\"de\"}", "[]", "nonsense", "{\"title\":\"a\\u0000b\"}", "{\"title\":\"\\ud800\"}", ""})
  @DisplayName("R43 a workshop that cannot be made is refused with problem details")
  void createWrong(String body) {
    var refused = http.post("/api/workshops", body, "accept-language", "en");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
    assertThat(refused.json().get("title").asText()).isEqualTo("Bad request");
    assertThat(refused.json().get("status").asInt()).isEqualTo(400);
  }

  @Test
  @DisplayName("R43 what is wrong is listed with its place")
  void errors() {
    var refused = http.post("/api/workshops", "{\"title\":\"" + "x".repeat(121) + "\"}");
    assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo("title");
    assertThat(refused.json().at("/errors/0/message").asText()).contains("120");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{} | title | Il manque «\u00a0title\u00a0».",
      "{'title':'   '} | title | «\u00a0title\u00a0» ne peut pas rester vide.",
      "{'title':'x','language':'de'} | language | Cette valeur de «\u00a0language\u00a0» n’existe pas. Valeurs possibles\u00a0: fr, en.",
      "{'title':3} | title | «\u00a0title\u00a0» n’a pas la forme attendue.",
      "[] | '' | La demande n’a pas la forme attendue."})
  @DisplayName("R43 what is wrong is said in the caller's language")
  void errorsInFrench(String body, String path, String message) {
    var refused = http.post("/api/workshops", body.replace('\'', '"'), "accept-language", "fr");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo(path);
    assertThat(refused.json().at("/errors/0/message").asText()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "territory", "series", "template", "edition", "name"})
  @DisplayName("R43 a text that cannot be kept is refused with the name of its field, whatever the field")
  void texts(String field) {
    for (var text : List.of("a\\u0000b", "\\u001b[31m", "\\ud800", "\\u0085", "\\u202eabc", "\\u2067")) {
      var body = field.equals("title") ? "{\"title\":\"x" + text + "y\"}" : "{\"title\":\"x\",\"" + field + "\":\"x" + text + "y\"}";
      var refused = http.post("/api/workshops", body, "accept-language", "fr");
      assertThat(refused.status()).as(body).isEqualTo(400);
      assertThat(refused.json().at("/errors/0/path").asText()).isEqualTo(field);
      assertThat(refused.json().at("/errors/0/message").asText()).isEqualTo("«\u00a0" + field + "\u00a0» contient un caractère qui ne peut pas être gardé.");
    }
  }

  @ParameterizedTest
  @CsvSource({"state, at", "log, since", "log, limit"})
  @DisplayName("R43 a number that is not written in digits, or is out of all bounds, is refused with its name")
  void numbers(String path, String parameter) {
    for (var number : List.of("1.0", "1e0", "99999999999999999999", "1" + "0".repeat(400), "-1", "", "x", "NaN", "0x1", "%D9%A1")) {
      var refused = http.get("/api/workshops/" + workshop.id() + "/" + path + "?" + parameter + "=" + number, "authorization", "Bearer " + workshop.token(), "accept-language", "fr");
      assertThat(refused.status()).as(number).isEqualTo(400);
      assertThat(refused.json().at("/errors/0/path").asText()).as(number).isEqualTo(parameter);
      assertThat(refused.json().at("/errors/0/message").asText()).as(number).startsWith("«\u00a0" + parameter + "\u00a0»");
    }
  }

  @Test
  @DisplayName("R39 a code works with or without a space and in any case")
  void joinCodes() {
    for (var typed : List.of(workshop.code(), workshop.code().toLowerCase(), workshop.code().substring(0, 4) + " " + workshop.code().substring(4))) {
      assertThat(http.post("/api/join", "{\"code\":\"" + typed + "\"}").status()).isEqualTo(201);
    }
  }

  @Test
  @DisplayName("R256 a screen of the room comes in as an observer with the code, whatever name, family or organisation it gives, counts as nobody, and waits where people wait")
  void screen() {
    var body = "{\"code\":\"" + workshop.code() + "\",\"screen\":true,\"name\":\"Préfète\",\"family\":\"citoyen\",\"organisation\":\"Préfecture\"}";
    var people = api.get("/api/workshops/" + workshop.id(), participant.token()).at("/counts/people").asInt();
    var joined = http.post("/api/join", body);
    assertThat(joined.status()).isEqualTo(201);
    assertThat(joined.json().at("/participant/name").asText()).isEqualTo("Écran de la salle");
    var mine = http.get("/api/workshops/" + workshop.id(), "authorization", "Bearer " + joined.json().get("token").asText());
    assertThat(mine.json().at("/you/role").asText()).isEqualTo("observer");
    assertThat(mine.json().at("/counts/people").asInt()).isEqualTo(people);
    var entry = api.get("/api/workshops/" + workshop.id() + "/state", participant.token()).at("/people/" + joined.json().at("/participant/id").asText());
    assertThat(entry.path("family").asText("")).isEmpty();
    assertThat(entry.path("organisation").asText("")).isEmpty();
    assertThat(http.post("/api/join", body.replace("true", "\"yes\"")).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("who joins without a name gets one in the workshop's language")
  void guest() {
    var joined = http.post("/api/join", "{\"code\":\"" + workshop.code() + "\",\"family\":\"citoyen\"}");
    assertThat(joined.json().at("/participant/name").asText()).startsWith("Personne ");
    var state = api.get("/api/workshops/" + workshop.id() + "/state", joined.json().get("token").asText());
    assertThat(state.at("/people/" + joined.json().at("/participant/id").asText() + "/family").asText()).isEqualTo("citoyen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"family\":\"inconnue\"}", "{\"name\":\"a\\u0007b\"}", "{\"name\":\"\\udc00\"}", "{\"organisation\":7}"})
  @DisplayName("nobody joins with what cannot be kept")
  void joinWrong(String body) {
    var refused = http.post("/api/join", body.replace("{", "{\"code\":\"" + workshop.code() + "\","));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().at("/errors/0/message").asText()).contains("«\u00a0" + refused.json().at("/errors/0/path").asText() + "\u00a0»");
  }

  @Test
  @DisplayName("a code tells what it opens before anybody goes in; a wrong one is refused as when joining")
  void codeTried() {
    var people = api.get("/api/workshops/" + workshop.id(), participant.token()).at("/counts/people").asInt();
    var shown = http.post("/api/join?dryRun=true", "{\"code\":\"" + workshop.code() + "\"}");
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.json().get("title").asText()).isEqualTo("Un atelier");
    assertThat(api.get("/api/workshops/" + workshop.id(), participant.token()).at("/counts/people").asInt()).isEqualTo(people);
    var unknown = http.post("/api/join?dryRun=true", "{\"code\":\"22222222\"}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo(http.post("/api/join", "{\"code\":\"22222222\"}").body());
  }

  @Test
  @DisplayName("R40 an unknown code and what cannot be a code get the same 404")
  void unknownCode() {
    var unknown = http.post("/api/join", "{\"code\":\"22222222\"}");
    var impossible = http.post("/api/join", "{\"code\":\"O0I1\"}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(impossible.status()).isEqualTo(404);
    assertThat(unknown.body()).isEqualTo(impossible.body());
  }

  @Test
  @DisplayName("R14 the bin shows each person what they may take out of it, and nothing of others")
  void bin() {
    var made = api.create("Corbeille");
    var ana = api.join(made.code(), "Ana");
    try (var facilitator = new BoardClient(server.base(), made.token(), server.model); var own = new BoardClient(server.base(), ana.token(), server.model)) {
      own.submit(new Op.Put("card", "hers", Map.of("kind", "note", "title", "à Ana")), new Op.Del("hers"));
      own.awaitAnswers();
      facilitator.submit(new Op.Put("card", "his", Map.of("kind", "note", "title", "à l’animation")), new Op.Del("his"), new Op.Del(api.join(made.code(), "Ben").id()));
      facilitator.awaitAnswers();
    }
    assertThat(api.get("/api/workshops/" + made.id() + "/bin", ana.token()).get("records").findValuesAsText("id")).containsExactly("hers");
    var bin = api.get("/api/workshops/" + made.id() + "/bin", made.token());
    assertThat(bin.get("records").findValuesAsText("title")).containsExactlyInAnyOrder("à Ana", "à l’animation");
    assertThat(bin.get("names")).as("of people who were removed").singleElement().extracting(JsonNode::asText).isEqualTo("Ben");
    assertThat(api.get("/api/workshops/" + made.id() + "/bin", ana.token()).get("names")).isEmpty();
  }

  @Test
  @DisplayName("the summary says what the workshop is, where it is entered, and how much is in it")
  void summary() {
    var summary = api.get("/api/workshops/" + workshop.id(), participant.token());
    assertThat(summary.get("title").asText()).isEqualTo("Un atelier");
    assertThat(summary.get("status").asText()).isEqualTo("open");
    assertThat(summary.get("url").asText()).endsWith("/" + workshop.code());
    assertThat(summary.at("/counts/people").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(summary.at("/you/role").asText()).isEqualTo("participant");
  }

  @ParameterizedTest
  @CsvSource({"'', 401", "/state, 401", "/bin, 401", "/log, 401", "/exports/json, 401"})
  @DisplayName("R41 without a token, with a wrong one and with another workshop's nobody reads anything")
  void noAccess(String path, int status) {
    var url = "/api/workshops/" + workshop.id() + path;
    assertThat(http.get(url).status()).isEqualTo(status);
    assertThat(http.get(url).header("www-authenticate")).isEqualTo("Bearer");
    assertThat(http.get(url, bearer("A".repeat(32))).status()).isEqualTo(401);
    assertThat(http.get(url, bearer("' or 1=1")).status()).isEqualTo(401);
    var other = http.get(url, bearer(api.create("Autre").token()));
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.json().get("type").asText()).isEqualTo("urn:preau:problem:forbidden");
  }

  @Test
  @DisplayName("R42 participants read neither the log nor earlier states")
  void facilitatorsOnly() {
    for (var path : List.of("/log", "/state?at=1")) {
      assertThat(http.get("/api/workshops/" + workshop.id() + path, bearer(participant.token())).status()).isEqualTo(403);
    }
  }

  @Test
  @DisplayName("the state at a seq is what the log says it was")
  void stateAt() {
    var made = api.create("Histoire");
    api.join(made.code(), "A");
    api.join(made.code(), "B");
    for (int seq = 0; seq <= 3; seq++) {
      var state = api.get("/api/workshops/" + made.id() + "/state?at=" + seq, made.token());
      assertThat(state.get("seq").asInt()).isEqualTo(seq);
      assertThat(state.get("records")).hasSize(seq == 0 ? 0 : seq + 2);
    }
    assertThat(http.get("/api/workshops/" + made.id() + "/state?at=4", bearer(made.token())).status()).isEqualTo(400);
    assertThat(http.get("/api/workshops/" + made.id() + "/state?at=-1", bearer(made.token())).status()).isEqualTo(400);
    assertThat(http.get("/api/workshops/" + made.id() + "/state?at=x", bearer(made.token())).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("the log is read in pieces that follow each other")
  void log() {
    var made = api.create("Journal");
    for (var name : List.of("A", "B", "C")) api.join(made.code(), name);
    var first = api.get("/api/workshops/" + made.id() + "/log?limit=2", made.token());
    assertThat(first.get("txs").findValuesAsText("seq")).containsExactly("1", "2");
    assertThat(first.get("seq").asInt()).isEqualTo(2);
    var rest = api.get("/api/workshops/" + made.id() + "/log?since=2", made.token());
    assertThat(rest.get("txs").findValuesAsText("seq")).containsExactly("3", "4");
    assertThat(rest.get("seq").asInt()).isEqualTo(4);
    assertThat(http.get("/api/workshops/" + made.id() + "/log?limit=1001", bearer(made.token())).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("who follows the log misses nothing that is committed while it is read")
  void logMeanwhile() throws Exception {
    var made = api.create("Suivi");
    try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
      server.held.hold("read");
      var reading = other.submit(() -> api.get("/api/workshops/" + made.id() + "/log", made.token()));
      server.await("the log was read", () -> server.held.size() == 1);
      api.join(made.code(), "Retard");
      server.onLoop(() -> {
        server.held.release();
        return Future.succeededFuture();
      });
      assertThat(reading.get().get("txs")).hasSize(1);
      assertThat(reading.get().get("seq").asInt()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("an import shows what it would do, does it once, and changes nothing the second time; the export comes back")
  void transfers() {
    var made = api.create("Import");
    var parts = Map.of("nodes", "id,label,kind\na,Manger local,enjeu\nb,Mairie,acteur\n", "links", "from,to,kind\nb,a,concerne\n");
    var dry = api.importParts(made.id(), made.token(), "map-csv", true, parts);
    assertThat(dry.get("problems")).isEmpty();
    assertThat(api.get("/api/workshops/" + made.id(), made.token()).at("/counts/cards").asInt()).isZero();
    var done = api.importParts(made.id(), made.token(), "map-csv", false, parts);
    assertThat(done.get("created")).isEqualTo(dry.get("created"));
    assertThat(done.get("created").asInt()).isEqualTo(3);
    assertThat(api.importParts(made.id(), made.token(), "map-csv", false, parts).get("created").asInt()).isZero();
    var exported = api.text("/api/workshops/" + made.id() + "/exports/json", made.token());
    var again = http.post("/api/workshops/" + made.id() + "/imports?format=json", exported, bearer(made.token()));
    assertThat(again.status()).as(again.body()).isEqualTo(200);
    assertThat(again.json().get("created").asInt() + again.json().get("updated").asInt()).isZero();
    var file = http.get("/api/workshops/" + made.id() + "/exports/nodes.csv", bearer(made.token()));
    assertThat(file.header("content-disposition")).startsWith("attachment");
    assertThat(file.header("content-type")).startsWith("text/csv");
  }

  @Test
  @DisplayName("who imports decides which kind of card a nature becomes; a mapping that cannot be read is told")
  void importMapping() {
    var made = api.create("Correspondance");
    var parts = new HashMap<>(Map.of("nodes", "node,nature\nCantine,besoin\n", "mapping", "{\"kinds\":{\"besoin\":\"contrainte\"}}"));
    var read = api.importParts(made.id(), made.token(), "map-csv", false, parts);
    assertThat(read.at("/kinds/besoin").asText()).isEqualTo("contrainte");
    assertThat(api.get("/api/workshops/" + made.id() + "/state", made.token()).get("records").findValuesAsText("kind")).contains("contrainte");
    parts.put("mapping", "{\"kinds\":[1]}");
    assertThatThrownBy(() -> api.importParts(made.id(), made.token(), "map-csv", true, parts)).hasMessageContaining("wrong-mapping");
  }

  @Test
  @DisplayName("R48 a file that cannot be taken changes nothing and says why, with the place")
  void importRefused() {
    var made = api.create("Refus");
    var boundary = "xx";
    var body = "--xx\r\nContent-Disposition: form-data; name=\"nodes\"; filename=\"n.csv\"\r\n\r\nid,label,kind\na,A,enjeu\n,,\nb,\n\r\n--xx--\r\n";
    var url = "/api/workshops/" + made.id() + "/imports?format=map-csv";
    var refused = http.call("POST", url, body, "content-type", "multipart/form-data; boundary=" + boundary, "authorization", "Bearer " + made.token());
    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.json().at("/problems/0/line").asInt()).isPositive();
    assertThat(refused.json().at("/problems/0/message").asText()).isNotBlank();
    assertThat(api.get("/api/workshops/" + made.id(), made.token()).at("/counts/cards").asInt()).isZero();
    assertThat(http.call("POST", url, "", "content-type", "text/csv", "authorization", "Bearer " + made.token()).status()).isEqualTo(400);
    assertThat(http.call("POST", url, body, "content-type", "multipart/form-data; boundary=" + boundary).status()).isEqualTo(401);
    assertThat(http.call("POST", url.replace("map-csv", "nope"), "x", "content-type", "text/csv", "authorization", "Bearer " + made.token()).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("files that a killed server was reading are gone after the next start")
  void leftFiles(@TempDir Path data) throws IOException {
    var left = Files.writeString(Files.createDirectories(data.resolve("uploads")).resolve("left"), "id,label");
    try (var own = new TestServer(Map.of("data", data.toString()))) {
      assertThat(own.port()).isPositive();
      assertThat(left).doesNotExist();
    }
  }

  @Test
  @DisplayName("bodies past their limit get 413")
  void tooLarge() {
    var refused = http.post("/api/workshops", "{\"title\":\"x\",\"territory\":\"" + "y".repeat(70_000) + "\"}");
    assertThat(refused.status()).isEqualTo(413);
    assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
  }

  @Test
  @DisplayName("an unknown address gets 404, a wrong method 405 with what is allowed")
  void unknown() {
    assertThat(http.get("/api/nothing").status()).isEqualTo(404);
    assertThat(http.get("/api/nothing").json().get("type").asText()).isEqualTo("urn:preau:problem:not-found");
    var wrong = http.call("DELETE", "/api/workshops", null);
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.header("allow")).isEqualTo("POST");
    assertThat(http.get("/api/join").status()).isEqualTo(405);
    assertThat(http.get("/api/workshops/" + "x".repeat(41) + "/state", bearer(workshop.token())).status()).isEqualTo(400);
    assertThat(http.get("/api//workshops/" + workshop.id(), bearer(workshop.token())).status()).isEqualTo(404);
    assertThat(http.get("/api/workshops/%2e%2e/model.json", bearer(workshop.token())).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("R43 messages come in the caller's language")
  void languages() {
    assertThat(http.get("/api/nothing", "accept-language", "en-GB,en;q=0.9").json().get("detail").asText()).contains("nothing at this address");
    assertThat(http.get("/api/nothing", "accept-language", "fr").json().get("detail").asText()).contains("adresse");
    assertThat(http.get("/api/nothing", "accept-language", "de").json().get("detail").asText()).contains("adresse");
  }

  @Test
  @DisplayName("the model, the QR code, what the server is, and its health are for everybody")
  void open() {
    assertThat(api.get("/api/model.json", null).at("/types/card/kinds").size()).isPositive();
    assertThat(http.get("/api/qr/" + workshop.code()).body()).startsWith("<svg");
    assertThat(http.get("/api/qr/" + workshop.code()).header("content-type")).isEqualTo("image/svg+xml");
    assertThat(http.get("/api/qr/OOOO0000").status()).isEqualTo(404);
    assertThat(api.get("/api/info", null).get("languages")).hasSize(2);
    assertThat(http.get("/health/live").status()).isEqualTo(200);
    assertThat(http.get("/health/ready").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("R45 figures are there for Prometheus, without a workshop's or person's id in a label")
  void metrics() {
    var figures = http.get("/metrics").body();
    assertThat(figures).contains("preau_rooms", "preau_connections", "preau_txs_committed_total", "preau_txs_waiting", "preau_commit_seconds_bucket", "preau_queued_bytes");
    assertThat(figures).doesNotContain(workshop.id()).doesNotContain(participant.id());
  }

  @Test
  @DisplayName("large answers are compressed for those who can read that")
  void compressed() {
    assertThat(http.get("/api/model.json", "accept-encoding", "gzip").header("content-encoding")).isEqualTo("gzip");
    assertThat(http.get("/api/model.json").header("content-encoding")).isNull();
  }
}
