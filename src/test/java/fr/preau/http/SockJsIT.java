package fr.preau.http;

import static fr.preau.http.LiveIT.json;
import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import fr.preau.protocol.CloseCode;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("SockJS and the event-bus bridge")
final class SockJsIT {

  private static TestServer server;
  private static Http http;
  private static Api api;
  private static Api.Workshop workshop;

  @BeforeAll
  static void start() {
    server = new TestServer();
    http = new Http(server.base()).unshared();
    api = server.api();
    workshop = api.create("Sans WebSocket");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** The text of the first message in a SockJS frame {@code a["…"]}. */
  private static String message(String frame) {
    assertThat(frame).startsWith("a[");
    return json(frame.substring(1)).get(0).asText();
  }

  private static String quoted(String text) {
    try {
      return TestServer.JSON.writeValueAsString(new String[] {text});
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("the same frames travel over SockJS on a WebSocket")
  void overWebSocket() {
    try (var raw = new RawHttp(server.port()); var other = new BoardClient(server.base(), workshop.token(), server.model)) {
      assertThat(raw.upgrade("/sockjs/000/ws1/websocket", "Origin", "http://localhost:" + server.port())).startsWith("http/1.1 101");
      assertThat(raw.nextText()).isEqualTo("o");
      raw.text(quoted("{\"t\":\"hello\",\"token\":\"" + workshop.token() + "\"}"));
      assertThat(json(message(raw.nextText())).get("t").asText()).isEqualTo("welcome");
      other.submit(new Op.Put("card", "over_ws", Map.of("kind", "note", "title", "é")));
      for (var frame = json(message(raw.nextText())); ; frame = json(message(raw.nextText()))) {
        if (frame.get("t").asText().equals("txs")) {
          assertThat(frame.at("/txs/0/ops/0/2").asText()).isEqualTo("over_ws");
          break;
        }
      }
    }
  }

  @Test
  @DisplayName("the same frames travel over SockJS by polling; a card given there is seen by all")
  void byPolling() {
    var session = "/sockjs/000/poll1";
    assertThat(http.post(session + "/xhr", "").body()).isEqualTo("o\n");
    assertThat(http.post(session + "/xhr_send", quoted("{\"t\":\"hello\",\"token\":\"" + workshop.token() + "\"}")).status()).isEqualTo(204);
    assertThat(json(message(http.post(session + "/xhr", "").body())).get("t").asText()).isEqualTo("welcome");
    try (var other = new BoardClient(server.base(), workshop.token(), server.model)) {
      assertThat(http.post(session + "/xhr_send", quoted("{\"t\":\"tx\",\"id\":\"poll-1\",\"ops\":[[\"put\",\"card\",\"over_poll\",{\"kind\":\"note\",\"title\":\"x\"}]]}")).status()).isEqualTo(204);
      other.await("the card", () -> other.records().containsKey("over_poll"));
    }
  }

  @Test
  @DisplayName("a refusal says its code in an error frame, since SockJS has no close codes of ours")
  void refusal() {
    try (var raw = new RawHttp(server.port())) {
      raw.upgrade("/sockjs/000/ws2/websocket");
      raw.nextText();
      raw.text(quoted("{\"t\":\"hello\",\"token\":\"unknown-unknown-unknown\"}"));
      assertThat(json(message(raw.nextText())).get("code").asText()).isEqualTo("token-refused");
      assertThat(raw.nextText()).isEqualTo("c[3000,\"Go away!\"]");
    }
  }

  @Test
  @DisplayName("a frame past 64 KiB is too large here, too")
  void tooLarge() {
    try (var raw = new RawHttp(server.port())) {
      raw.upgrade("/sockjs/000/ws3/websocket");
      raw.nextText();
      raw.text(quoted("x".repeat(64 * 1024 + 1)));
      assertThat(json(message(raw.nextText())).get("code").asText()).isEqualTo("too-large");
    }
  }

  @Test
  @DisplayName("R36 what comes too fast to be handled does not pile up here either: the connection is closed")
  void flood() {
    var session = "/sockjs/000/flood";
    http.post(session + "/xhr", "");
    http.post(session + "/xhr_send", quoted("{\"t\":\"hello\",\"token\":\"" + workshop.token() + "\"}"));
    assertThat(json(message(http.post(session + "/xhr", "").body())).get("t").asText()).isEqualTo("welcome");
    long before = server.metrics.traffic().closed(CloseCode.TOO_FAST).sum();
    var pings = "[" + "\"{\\\"t\\\":\\\"ping\\\"}\",".repeat(10_000) + "\"{\\\"t\\\":\\\"ping\\\"}\"]";
    assertThat(http.post(session + "/xhr_send", pings).status()).isEqualTo(204);
    server.await("closed as too fast", () -> server.metrics.traffic().closed(CloseCode.TOO_FAST).sum() == before + 1);
  }

  @Test
  @DisplayName("transports that load scripts or frames are off, and so are bodies without end")
  void off() {
    assertThat(http.get("/sockjs/000/a/jsonp?c=x").status()).isEqualTo(404);
    assertThat(http.get("/sockjs/000/a/htmlfile?c=x").status()).isEqualTo(404);
    assertThat(http.get("/sockjs/000/a/eventsource").status()).isEqualTo(404);
    http.post("/sockjs/000/big/xhr", "");
    assertThat(RawHttp.status(server.port(), "POST /sockjs/000/big/xhr_send HTTP/1.1\r\nHost: localhost\r\nContent-Length: 300000\r\n\r\n")).isEqualTo(413);
  }

  private static RawHttp bridge() {
    var raw = new RawHttp(server.port());
    assertThat(raw.upgrade("/eventbus/websocket", "Origin", "http://127.0.0.1:" + server.port())).startsWith("http/1.1 101");
    return raw;
  }

  private static String register(String workshop, String token) {
    return "{\"type\":\"register\",\"address\":\"preau.workshop." + workshop + ".live\",\"headers\":{\"authorization\":\"Bearer " + token + "\"}}";
  }

  private static com.fasterxml.jackson.databind.JsonNode bridged(RawHttp raw) {
    for (var frame = raw.read(); frame != null; frame = raw.read()) if (frame.opcode() == 1 || frame.opcode() == 2) return json(frame.text());
    throw new AssertionError("the bridge hung up");
  }

  @Test
  @DisplayName("a facilitator's dashboard gets live counts, now and when they change, at most once a second")
  void liveCounts() {
    var made = api.create("Tableau de bord");
    try (var dashboard = bridge(); var ana = new BoardClient(server.base(), made.token(), server.model)) {
      dashboard.text(register(made.id(), made.token()));
      var first = bridged(dashboard);
      assertThat(first.get("address").asText()).isEqualTo("preau.workshop." + made.id() + ".live");
      assertThat(first.at("/body/cards").asInt()).isZero();
      assertThat(first.at("/body/people").asInt()).isEqualTo(1);
      for (int i = 0; i < 20; i++) ana.submit(new Op.Put("card", "d" + i, Map.of("kind", "note", "title", "x")));
      ana.awaitAnswers();
      long start = System.nanoTime();
      int frames = 0;
      for (var body = bridged(dashboard); ; body = bridged(dashboard)) {
        frames++;
        if (body.at("/body/cards").asInt() == 20) break;
      }
      assertThat(frames).isLessThanOrEqualTo(2 + (int) ((System.nanoTime() - start) / 1_000_000_000));
    }
    server.await("nobody watches any more", () -> server.front.watched() == 0);
  }

  private static void addCard(BoardClient by, String id) {
    by.submit(new Op.Put("card", id, Map.of("kind", "note", "title", "x")));
    by.awaitAnswers();
  }

  @Test
  @DisplayName("nobody can take a dashboard's counts away: a socket unregisters only what it registered")
  void notOthers() {
    var made = api.create("Tableau gardé");
    try (var dashboard = bridge(); var stranger = bridge(); var ana = new BoardClient(server.base(), made.token(), server.model)) {
      dashboard.text(register(made.id(), made.token()));
      bridged(dashboard);
      for (int i = 0; i < 3; i++) stranger.text("{\"type\":\"unregister\",\"address\":\"preau.workshop." + made.id() + ".live\"}");
      stranger.text("{\"type\":\"unregister\"}");
      assertThat(bridged(stranger).get("body").asText()).isEqualTo("missing_address");
      addCard(ana, "still");
      assertThat(bridged(dashboard).at("/body/cards").asInt()).isEqualTo(1);
    }
    server.await("nobody watches any more", () -> server.front.watched() == 0);
  }

  @Test
  @DisplayName("a second dashboard gets its counts at once; when it leaves, the first goes on")
  void twoDashboards() {
    var made = api.create("Deux tableaux");
    try (var first = bridge(); var ana = new BoardClient(server.base(), made.token(), server.model)) {
      first.text(register(made.id(), made.token()));
      bridged(first);
      try (var second = bridge()) {
        second.text(register(made.id(), made.token()));
        assertThat(bridged(second).at("/body/cards").asInt()).isZero();
        second.text("{\"type\":\"unregister\",\"address\":\"preau.workshop." + made.id() + ".live\"}");
      }
      addCard(ana, "after");
      assertThat(bridged(first).at("/body/cards").asInt()).isEqualTo(1);
    }
    server.await("nobody watches any more", () -> server.front.watched() == 0);
  }

  @Test
  @DisplayName("a facilitator who is one no more gets no more counts")
  void demoted() {
    var made = api.create("Tableau retiré");
    var other = api.join(made.code(), "B");
    try (var ana = new BoardClient(server.base(), made.token(), server.model); var dashboard = bridge(); var kept = bridge()) {
      ana.submit(new Op.Set(other.id(), Map.of("role", "facilitator")));
      ana.awaitAnswers();
      dashboard.text(register(made.id(), other.token()));
      bridged(dashboard);
      kept.text(register(made.id(), made.token()));
      bridged(kept);
      ana.submit(new Op.Set(other.id(), Map.of("role", "participant")));
      ana.awaitAnswers();
      addCard(ana, "secret");
      while (bridged(kept).at("/body/cards").asInt() != 1) { }
      dashboard.text("{\"type\":\"unregister\"}");
      assertThat(bridged(dashboard).toString()).as("the next message to it is the answer to its own").contains("missing_address");
    }
  }

  @Test
  @DisplayName("participants, strangers and facilitators of other workshops are refused; nobody can send or publish")
  void refused() {
    var participant = api.join(workshop.code(), "P");
    var stranger = api.create("Autre");
    try (var raw = bridge()) {
      for (var token : new String[] {participant.token(), stranger.token(), "unknown-unknown-unknown", ""}) {
        raw.text(register(workshop.id(), token));
        assertThat(bridged(raw).get("body").asText()).isEqualTo("rejected");
      }
      raw.text("{\"type\":\"register\",\"address\":\"preau.workshop." + workshop.id() + ".live\"}");
      assertThat(bridged(raw).get("body").asText()).isEqualTo("rejected");
      raw.text("{\"type\":\"register\",\"address\":\"preau.workshop.*.live\",\"headers\":{\"authorization\":\"Bearer " + workshop.token() + "\"}}");
      assertThat(bridged(raw).get("body").asText()).isEqualTo("rejected");
      for (var type : new String[] {"send", "publish"}) {
        raw.text("{\"type\":\"" + type + "\",\"address\":\"preau.workshop." + workshop.id() + ".live\",\"body\":{\"people\":1000}}");
        assertThat(bridged(raw).get("body").asText()).isEqualTo("rejected");
      }
    }
    assertThat(server.vertx.eventBus()).isNotNull();
  }
}
