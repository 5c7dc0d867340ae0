package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Op;
import fr.preau.client.BoardClient;
import fr.preau.room.RightsTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every operation of the contract for everybody who may call it, against the {@link RightsTable}. */
@DisplayName("Who may call what")
final class RightsIT {

  private static final RightsTable TABLE = new RightsTable();
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private static TestServer server;
  private static Http http;
  private static String workshop;
  private static String code;
  private static final Map<String, String> tokens = new HashMap<>();

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
    tokens.put("participant", api.join(code, "Paul").token());
    tokens.put("removed", removed.token());
    try (var ana = new BoardClient(server.base(), made.token(), server.model)) {
      ana.submit(new Op.Put("phase", "ph", Map.of("title", "SECRET-PHASE")), new Op.Put("card", "c1", Map.of("kind", "note", "title", "SECRET-CARTE")),
          new Op.Set("workshop", Map.of("phase", "ph", "door", "ask")), new Op.Set(observer.id(), Map.of("role", "observer")), new Op.Del(removed.id()));
      ana.awaitAnswers();
      tokens.put("waiting", api.join(code, "Ware").token());
      ana.submit(new Op.Set("workshop", Map.of("door", "open")));
      ana.awaitAnswers();
    }
  }

  @AfterAll
  static void stop() {
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
      case "importFile" -> "{\"preau\":1,\"records\":[]}";
      default -> null;
    };
    var token = tokens.get(caller);
    var headers = token == null ? new String[0] : Http.bearer(token);
    return body == null ? http.call(call.method(), call.path(), null, headers) : http.post(call.path(), body, headers);
  }

  @Test
  @DisplayName("R211 every operation of the contract answers everybody as the table says, and the table lists every one")
  void operations() {
    var listed = new LinkedHashSet<String>();
    calls().forEach(call -> listed.add(call.name()));
    assertThat(listed).containsExactlyInAnyOrderElementsOf(TABLE.names("operations"));
    assertThat(wrong()).isEmpty();
  }

  @Test
  @DisplayName("R211, R228 a workshop that has ended can be entered, read and exported as before, by the same people")
  void ended() {
    try (var ana = new BoardClient(server.base(), tokens.get("facilitator"), server.model)) {
      ana.submit(new Op.Set("workshop", Map.of("ended", 1L)));
      ana.awaitAnswers();
      assertThat(wrong()).isEmpty();
      var reopen = new HashMap<String, Object>();
      reopen.put("ended", null);
      ana.submit(new Op.Set("workshop", reopen));
      ana.awaitAnswers();
    }
  }

  /** The answers that are not what the table says. */
  private static List<String> wrong() {
    var wrong = new ArrayList<String>();
    for (var call : calls()) {
      var row = TABLE.get("operations").get(call.name());
      for (int i = 0; row != null && i < row.size(); i++) {
        var caller = TABLE.get("callers").get(i).asText();
        var found = answer(call, caller);
        if (found.status() != row.get(i).asInt()) wrong.add(call.name() + " by " + caller + ": " + found.status() + " " + found.body());
      }
    }
    return wrong;
  }

  @Test
  @DisplayName("R211 who waits at the door, is a stranger or was removed gets nothing of the content from any operation")
  void nothing() {
    for (var caller : List.of("nobody", "stranger", "waiting", "removed")) {
      for (var call : calls()) assertThat(answer(call, caller).body()).as(call.name() + " by " + caller).doesNotContain("SECRET-PHASE", "SECRET-CARTE", "Olive");
    }
  }
}
