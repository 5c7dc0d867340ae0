package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.client.BoardClient;
import fr.preau.room.RightsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every operation of the contract for everybody who may call it, against the {@link RightsTable}. */
@DisplayName("Who may call what")
final class RightsIT {

  private static final RightsTable TABLE = new RightsTable();
  private static final Set<String> OUTSIDE = Set.of("nobody", "stranger", "waiting", "removed");
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private static TestServer server;
  private static Http http;
  private static String workshop;
  private static String code;
  private static String participant;
  private static final Map<String, String> tokens = new HashMap<>();

  private static BoardClient ana;
  private static int imported;

  /** An operation of the contract, with a call of it that is right. */
  private record Call(String name, String method, String path) {}

  @BeforeAll
  static void start() {
    server = new TestServer();
    http = new Http(server.base());
    var api = server.api();
    var made = api.create("SECRET-TITRE");
    workshop = made.id();
    code = made.code();
    var observer = api.join(code, "Olive");
    var removed = api.join(code, "Rémi");
    tokens.put("facilitator", made.token());
    tokens.put("stranger", api.create("Ailleurs").token());
    tokens.put("observer", observer.token());
    var paul = api.join(code, "Paul");
    participant = paul.id();
    tokens.put("participant", paul.token());
    tokens.put("removed", removed.token());
    ana = new BoardClient(server.base(), made.token(), server.model);
    steer(new Op.Put("phase", "ph", Map.of("title", "SECRET-PHASE")), new Op.Put("card", "c1", Map.of("kind", "note", "title", "SECRET-CARTE")),
        new Op.Set("workshop", Map.of("phase", "ph", "door", "ask")), new Op.Set(observer.id(), Map.of("role", "observer")), new Op.Del(removed.id()));
    tokens.put("waiting", api.join(code, "Ware").token());
    steer(new Op.Set("workshop", Map.of("door", "open")));
    writeAlone(api.join(code, "Aline").token());
  }

  private static void steer(Op... ops) {
    var id = ana.submit(ops);
    ana.awaitAnswers();
    assertThat(ana.rejected()).doesNotContainKey(id);
  }

  /** What is somebody's alone, and stays so in whatever place the workshop is. */
  private static void writeAlone(String token) {
    steer(new Op.Put("phase", "ph_alone", Map.of("title", "Seul", "mode", "private")), new Op.Set("workshop", Map.of("phase", "ph_alone")));
    try (var aline = new BoardClient(server.base(), token, server.model)) {
      aline.submit(new Op.Put("card", "c_alone", Map.of("kind", "note", "title", "SECRET-SEUL")));
      aline.awaitAnswers();
      assertThat(aline.rejected()).isEmpty();
    }
  }

  /** Brings the workshop to a place of its agenda, or its door. */
  private static void go(String place) {
    var phase = new HashMap<String, Object>(Map.of("title", place));
    phase.putAll(switch (place) {
      case "private", "private, locked" -> Map.<String, Object>of("mode", "private");
      case "private, shown" -> Map.<String, Object>of("mode", "private", "revealed", true);
      case "anonymous" -> Map.<String, Object>of("anonymous", true);
      case "group", "read", "one" -> Map.<String, Object>of("mode", place);
      case "one listens" -> Map.<String, Object>of("listener", participant);
      case "hard, over" -> Map.<String, Object>of("hard", true);
      case "other kinds" -> Map.<String, Object>of("add:enjeu", true);
      case "no phase", "shared", "locked", "ended", "door on approval", "door closed" -> Map.<String, Object>of();
      default -> throw new IllegalArgumentException(place);
    });
    var id = "ph_" + place.replaceAll("\\W", "_");
    if (ana.board().get(id) == null) steer(new Op.Put("phase", id, phase));
    var values = new HashMap<String, Object>();
    values.put("phase", place.equals("no phase") ? null : id);
    values.put("locked", place.endsWith("locked"));
    values.put("ended", place.equals("ended") ? 1L : null);
    values.put("timer_ends", place.equals("hard, over") ? 1L : null);
    values.put("door", place.equals("door closed") ? "closed" : place.equals("door on approval") ? "ask" : "open");
    steer(new Op.Set("workshop", values));
  }

  @AfterAll
  static void stop() {
    ana.close();
    server.close();
  }

  private static List<Call> calls() {
    var calls = new ArrayList<Call>();
    for (var path : server.api().get("/api/openapi.json", null).get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (!METHODS.contains(operation.getKey())) continue;
        var name = operation.getValue().get("operationId").asText();
        calls.add(new Call(name, operation.getKey().toUpperCase(), path.getKey().replace("{id}", workshop).replace("{code}", code).replace("{format}", "json") + (name.equals("importFile") ? "?format=json" : "")));
        if (name.equals("getState")) calls.add(new Call("getState?at=1", "GET", "/api/workshops/" + workshop + "/state?at=1"));
      }
    }
    return calls;
  }

  private static Http.Answer answer(Call call, String caller) {
    var body = switch (call.name()) {
      case "createWorkshop" -> "{\"title\":\"Encore un\"}";
      case "join" -> "{\"code\":\"" + code + "\"}";
      case "importFile" -> "{\"preau\":1,\"records\":[{\"id\":\"n" + imported + "\",\"type\":\"card\",\"kind\":\"note\",\"title\":\"Apport " + imported + "\"}]}";
      default -> null;
    };
    var token = tokens.get(caller);
    var headers = token == null ? new String[0] : Http.bearer(token);
    return body == null ? http.call(call.method(), call.path(), null, headers) : http.post(call.path(), body, headers);
  }

  @Test
  @DisplayName("R211, R228, R249 every operation of the contract answers everybody as the table says, wherever the workshop is and however its door stands, and the table lists every one")
  void operations() {
    var wrong = new ArrayList<String>();
    for (var place : TABLE.names("places")) {
      go(place);
      for (var call : calls()) {
        var row = TABLE.get("places").get(place).has(call.name()) ? TABLE.get("places").get(place).get(call.name()) : TABLE.get("operations").get(call.name());
        for (int i = 0; row != null && i < row.size(); i++) {
          var caller = TABLE.get("callers").get(i).asText();
          var found = answer(call, caller);
          if (found.status() != row.get(i).asInt()) wrong.add(place + ": " + call.name() + " by " + caller + ": " + found.status() + " " + found.body());
        }
      }
      var last = "n" + imported++;
      ana.await("what was imported", () -> ana.board().onBoard(last));
    }
    assertThat(calls()).extracting(Call::name).containsExactlyInAnyOrderElementsOf(TABLE.names("operations"));
    assertThat(wrong).isEmpty();
  }

  @Test
  @DisplayName("R211, R249 who waits at the door, is a stranger or was removed gets nothing of the content from any operation, wherever the workshop is; nor anybody what is somebody's alone")
  void nothing() {
    var callers = StreamSupport.stream(TABLE.get("callers").spliterator(), false).map(JsonNode::asText).toList();
    for (var place : TABLE.names("places")) {
      go(place);
      for (var call : calls()) {
        for (var caller : callers) {
          var said = answer(call, caller).body();
          if (OUTSIDE.contains(caller)) assertThat(said).as(place + ": " + call.name() + " by " + caller).doesNotContain("SECRET-PHASE", "SECRET-CARTE", "Olive");
          assertThat(said).as(place + ": " + call.name() + " by " + caller).doesNotContain("SECRET-SEUL");
        }
      }
      imported++;
    }
  }
}
