package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import fr.preau.http.live.BoardConnection;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Live connections over WebSocket")
final class LiveIT {

  private static TestServer server;
  private static Api api;
  private static Api.Workshop workshop;

  @BeforeAll
  static void start() {
    server = new TestServer();
    api = server.api();
    workshop = api.create("En direct");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawHttp open(String... headers) {
    var raw = new RawHttp(server.port());
    var head = raw.upgrade("/ws", headers.length == 0 ? new String[] {"Sec-WebSocket-Protocol", "preau.v1"} : headers);
    assertThat(head).startsWith("http/1.1 101");
    return raw;
  }

  private static RawHttp inside(String token) {
    var raw = open();
    raw.text("{\"t\":\"hello\",\"token\":\"" + token + "\"}");
    assertThat(json(raw.nextText()).get("t").asText()).isEqualTo("welcome");
    return raw;
  }

  static JsonNode json(String text) {
    try {
      return TestServer.JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  private static Op put(String id) {
    return new Op.Put("card", id, Map.of("kind", "note", "title", "Carte " + id));
  }

  @Test
  @DisplayName("R8 two people see each other's cards, in one order")
  void together() {
    var made = api.create("Ensemble");
    try (var ana = new BoardClient(server.base(), made.token(), server.model); var bea = new BoardClient(server.base(), api.join(made.code(), "Bea").token(), server.model)) {
      ana.submit(put("a"));
      bea.submit(put("b"));
      ana.awaitAnswers();
      bea.awaitAnswers();
      ana.await("both cards", () -> ana.records().containsKey("b"));
      bea.await("both cards", () -> bea.records().containsKey("a"));
      assertThat(ana.board()).isEqualTo(bea.board());
    }
  }

  @Test
  @DisplayName("the subprotocol is chosen where offered; a client that only speaks another is told so")
  void subprotocol() {
    try (var raw = new RawHttp(server.port())) {
      assertThat(raw.upgrade("/ws", "Sec-WebSocket-Protocol", "preau.v1")).contains("sec-websocket-protocol: preau.v1");
    }
    try (var raw = new RawHttp(server.port())) {
      assertThat(raw.upgrade("/ws", "Sec-WebSocket-Protocol", "soap")).startsWith("http/1.1 426");
    }
    assertThat(new Http(server.base()).get("/ws").status()).isEqualTo(426);
  }

  @Test
  @DisplayName("R33 an offered compression is not negotiated, so there is nothing to inflate")
  void noCompression() {
    try (var raw = new RawHttp(server.port())) {
      var head = raw.upgrade("/ws", "Sec-WebSocket-Protocol", "preau.v1", "Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits, x-webkit-deflate-frame");
      assertThat(head).startsWith("http/1.1 101").doesNotContain("sec-websocket-extensions");
      raw.send(new byte[] {(byte) 0xc1, (byte) 0x80, 0, 0, 0, 0});
      assertThat(raw.closeCode()).as("a frame marked as compressed is a protocol error").isEqualTo(4400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "http://127.0.0.1", "http://localhost:1", "null", "http://127.0.0.1.evil.example", "file://"})
  @DisplayName("R38 a page of another origin is refused at the handshake, on every live path")
  void foreignOrigin(String origin) {
    for (var path : List.of("/ws", "/sockjs/websocket", "/sockjs/1/abc/websocket", "/eventbus/websocket", "/sockjs/info", "/eventbus/info")) {
      try (var raw = new RawHttp(server.port())) {
        assertThat(raw.upgrade(path, "Origin", origin)).as(path).startsWith("http/1.1 403");
      }
    }
  }

  @Test
  @DisplayName("R116 a page of another origin is told which setting would let it in, before anything is created or joined, and wherever it asks")
  void foreignPosts() {
    var http = new Http(server.base());
    var before = server.api().create("Avant");
    for (var path : List.of("/ws", "/api/workshops", "/api/join", "/api/join?dryRun=true", "/api/workshops/" + before.id() + "/imports")) {
      var answer = http.post(path, "{\"title\":\"Ailleurs\",\"code\":\"" + before.code() + "\"}", "origin", "https://evil.example", "accept-language", "en");
      assertThat(answer.status()).as(path).isEqualTo(403);
      assertThat(answer.json().get("type").asText()).isEqualTo("urn:preau:problem:origin");
      assertThat(answer.json().get("detail").asText()).contains("https://evil.example", "PREAU_PUBLIC_URL", "PREAU_ORIGINS");
    }
    assertThat(http.post("/ws", "", "origin", "http://localhost:" + server.port()).status()).isEqualTo(426);
    assertThat(http.post("/api/workshops", "{\"title\":\"Ici\"}", "origin", "http://localhost:" + server.port()).status()).isEqualTo(201);
  }

  @Test
  @DisplayName("R38 a page of this server is let in under any of its names")
  void ownOrigins() {
    for (var host : List.of("127.0.0.1", "localhost", "[::1]", "LOCALHOST")) {
      try (var raw = open("Origin", "http://" + host + ":" + server.port(), "Sec-WebSocket-Protocol", "preau.v1")) {
        raw.text("{\"t\":\"ping\"}");
        assertThat(raw.nextText()).isEqualTo("{\"t\":\"pong\"}");
      }
    }
  }

  @Test
  @DisplayName("configured origins and the public address are let in")
  void configuredOrigins() {
    try (var other = new TestServer(Map.of("origins", "https://tableau.example", "public-url", "https://preau.example"))) {
      for (var origin : List.of("https://tableau.example", "https://preau.example")) {
        try (var raw = new RawHttp(other.port())) {
          assertThat(raw.upgrade("/ws", "Origin", origin)).startsWith("http/1.1 101");
        }
      }
      try (var raw = new RawHttp(other.port())) {
        assertThat(raw.upgrade("/ws", "Origin", "https://tableau.example.org")).startsWith("http/1.1 403");
      }
    }
  }

  @Test
  @DisplayName("R34 4401: a token that is not known")
  void tokenRefused() {
    try (var raw = open()) {
      raw.text("{\"t\":\"hello\",\"token\":\"" + "x".repeat(32) + "\"}");
      assertThat(json(raw.nextText()).get("code").asText()).isEqualTo("token-refused");
      assertThat(raw.closeCode()).isEqualTo(4401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[]", "{\"t\":\"nope\"}", "{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[]}", "{\"t\":\"presence\",\"data\":{}}", "{\"t\":\"hello\"}"})
  @DisplayName("R31 4400: what is not a frame of the contract, or not its turn")
  void malformed(String text) {
    try (var raw = open()) {
      raw.text(text);
      assertThat(raw.closeCode()).isEqualTo(4400);
    }
  }

  @Test
  @DisplayName("R31 4400: bytes that are not UTF-8, and binary frames")
  void notText() {
    try (var raw = open()) {
      raw.frame(2, true, new byte[] {1, 2, 3});
      assertThat(raw.closeCode()).isEqualTo(4400);
    }
    try (var raw = open()) {
      raw.frame(1, true, new byte[] {(byte) 0xc3, 0x28});
      assertThat(raw.closeCode()).isIn(4400, 1007);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64 * 1024 + 1, 100_000, 250_000, 3_000_000})
  @DisplayName("R33 4413: a frame past 64 KiB, whole or in fragments")
  void tooLarge(int size) {
    try (var raw = open()) {
      raw.head(1, size);
      assertThat(size <= 3 * 64 * 1024 ? raw.body(size) : raw.closeCode()).isEqualTo(4413);
    }
    try (var raw = open()) {
      for (int sent = 0; sent <= 64 * 1024; sent += 20_000) raw.frame(sent == 0 ? 1 : 0, false, new byte[20_000]);
      assertThat(raw.closeCode()).isEqualTo(4413);
    }
  }

  @Test
  @DisplayName("a frame in fragments is read as one")
  void fragments() {
    try (var raw = open()) {
      raw.frame(1, false, "{\"t\":".getBytes());
      raw.frame(9, true, new byte[0]);
      raw.frame(0, false, "\"pi".getBytes());
      raw.frame(0, true, "ng\"}".getBytes());
      assertThat(raw.nextText()).isEqualTo("{\"t\":\"pong\"}");
    }
  }

  @Test
  @DisplayName("R34 4408: no hello within 5 s")
  void noHello() {
    try (var raw = open()) {
      long start = System.nanoTime();
      assertThat(raw.closeCode()).isEqualTo(4408);
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(4_500L, 8_000L);
    }
  }

  @Test
  @DisplayName("R35 a client that does not answer pings is closed after 10 s of silence; one that does stays")
  void silent() {
    try (var silent = inside(workshop.token()); var alive = new BoardClient(server.base(), workshop.token(), server.model)) {
      long start = System.nanoTime();
      while (silent.read() != null) { }
      assertThat((System.nanoTime() - start) / 1_000_000).isBetween(9_000L, 15_000L);
      alive.submit(put("c_" + System.nanoTime()));
      alive.awaitAnswers();
      assertThat(alive.closeCode()).isZero();
    }
  }

  @Test
  @DisplayName("R36 4429: a flood of presence")
  void presenceFlood() {
    try (var raw = inside(workshop.token())) {
      for (int i = 0; i < 1_000; i++) {
        try {
          raw.text("{\"t\":\"presence\",\"data\":{\"x\":" + i + "}}");
        } catch (java.io.UncheckedIOException closed) {
          break;
        }
      }
      assertThat(raw.closeCode()).isIn(4429, 0);
      server.await("closed as too fast", () -> server.metrics.traffic().closed(fr.preau.protocol.CloseCode.TOO_FAST).sum() > 0);
    }
  }

  @Test
  @DisplayName("R36 txs that come too fast are slowed down, none is lost, and others go on meanwhile")
  void slowedDown() {
    try (var slow = new TestServer(Map.of("tx-per-second", "200"))) {
      var made = slow.api().create("Vite");
      try (var fast = new BoardClient(slow.base(), made.token(), slow.model); var calm = new BoardClient(slow.base(), slow.api().join(made.code(), "C").token(), slow.model)) {
        long start = System.nanoTime();
        for (int i = 0; i < 600; i++) fast.submit(put("c" + i));
        calm.submit(put("calm"));
        calm.awaitAnswers();
        assertThat((System.nanoTime() - start) / 1_000_000).as("the other was not held up").isLessThan(1_500);
        fast.awaitAnswers();
        assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThan(1_500);
        assertThat(fast.acknowledged()).hasSize(600);
        assertThat(fast.closeCode()).isZero();
      }
    }
  }

  @Test
  @DisplayName("R40 300 people behind one address join within a minute, wrong codes among them; somebody who guesses is slowed down")
  void guessing() {
    try (var own = new TestServer()) {
      var http = new Http(own.base());
      var made = own.api().create("Amphi");
      for (int i = 0; i < 300; i++) {
        if (i % 10 == 0) assertThat(http.post("/api/join", "{\"code\":\"2222222" + (2 + i % 7) + "\"}").status()).isEqualTo(404);
        assertThat(http.post("/api/join", "{\"code\":\"" + made.code() + "\"}").status()).isEqualTo(201);
      }
      var refused = new ArrayList<Http.Answer>();
      for (int i = 0; i < 200; i++) refused.add(http.post("/api/join", "{\"code\":\"33333333\"}"));
      var last = refused.getLast();
      assertThat(last.status()).isEqualTo(429);
      assertThat(Integer.parseInt(last.header("retry-after"))).isBetween(1, 60);
      assertThat(http.post("/api/join", "{\"code\":\"" + made.code() + "\"}").status()).as("no way around by guessing right meanwhile").isEqualTo(429);
      assertThat(http.post("/api/join", "{\"code\":\"33333333\"}", "x-forwarded-for", "203.0.113.9").status()).as("a forwarded address counts only from a trusted proxy").isEqualTo(429);
    }
  }

  @Test
  @DisplayName("R40 who sends many guesses at once learns no more than who sends one after the other")
  void guessingAtOnce() throws Exception {
    try (var own = new TestServer(Map.of("join-failures", "20")); var many = Executors.newVirtualThreadPerTaskExecutor()) {
      var http = new Http(own.base());
      own.held.hold("byCode");
      var guesses = new ArrayList<java.util.concurrent.Future<Integer>>();
      for (int i = 0; i < 100; i++) guesses.add(many.submit(() -> http.post("/api/join", "{\"code\":\"22222222\"}").status()));
      own.await("all are being looked up", () -> own.held.size() == 100);
      own.onLoop(() -> {
        own.held.release();
        return Future.succeededFuture();
      });
      var statuses = new ArrayList<Integer>();
      for (var guess : guesses) statuses.add(guess.get());
      assertThat(statuses).filteredOn(status -> status == 404).hasSize(20);
      assertThat(statuses).filteredOn(status -> status == 429).hasSize(80);
    }
  }

  @Test
  @DisplayName("a large state arrives whole, for everybody who comes, one after the other and at once")
  void largeState() {
    var made = api.create("Grand");
    try (var ana = new BoardClient(server.base(), made.token(), server.model)) {
      // More than are sent behind an older state, so that those who come get a new one.
      for (int i = 0; i < 250; i++) ana.submit(new Op.Put("card", "g" + i, Map.of("kind", "note", "title", "Carte " + i, "body", "é€😀 ".repeat(200))));
      ana.awaitAnswers();
      var coming = new ArrayList<BoardClient>();
      for (int i = 0; i < 20; i++) coming.add(new BoardClient(server.base(), made.token(), server.model));
      for (var one : coming) one.await("the same board", () -> one.board().equals(ana.board()));
      coming.forEach(BoardClient::close);
    }
  }

  @Test
  @DisplayName("R29 a server that stops says 1001 to everybody, and does not wait for those who are silent")
  void goingAway() {
    var own = new TestServer();
    var made = own.api().create("Fin");
    try (var silent = new RawHttp(own.port())) {
      silent.upgrade("/ws", "Sec-WebSocket-Protocol", "preau.v1");
      silent.text("{\"t\":\"hello\",\"token\":\"" + made.token() + "\"}");
      silent.nextText();
      long start = System.nanoTime();
      own.close();
      assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(4_000);
      assertThat(silent.closeCode()).isEqualTo(1001);
    }
  }

  @Test
  @DisplayName("the limits of frames are those of the contract")
  void contractLimits() {
    assertThat(BoardConnection.MAX_FRAME).isEqualTo(64 * 1024);
  }
}
