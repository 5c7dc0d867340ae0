package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import fr.preau.client.WorkshopLog;
import fr.preau.protocol.CloseCode;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@DisplayName("A burst of 10,000 changes over SockJS, as fast as the socket takes them")
final class SockJsBurstIT {

  private static final int BURST = 10_000;

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer(Map.of("tx-per-second", "1000"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void addCard(Api.Workshop made) {
    try (var client = new BoardClient(server.base(), made.token(), server.model)) {
      client.submit(new Op.Put("card", "c1", Map.of("kind", "note", "title", "Carte")));
      client.awaitAnswers();
    }
  }

  private static void calmOneGoesOn(Api.Workshop made, IntSupplier done) {
    try (var calm = new BoardClient(server.base(), server.api().join(made.code(), "Calme").token(), server.model)) {
      calm.submit(new Op.Put("card", "calm", Map.of("kind", "note", "title", "Tranquille")));
      calm.awaitAnswers();
      assertThat(done.getAsInt()).as("changes of the burst that were answered before").isLessThan(BURST);
    }
  }

  private static List<Long> moves(Api.Workshop made) {
    var moves = new ArrayList<Long>();
    for (var tx : new WorkshopLog(server.api(), made).txs()) {
      for (var op : tx.get("ops")) if (op.get(0).asText().equals("set") && op.get(2).has("x")) moves.add(op.get(2).get("x").asLong());
    }
    return moves;
  }

  private static List<Long> inOrder() {
    return LongStream.range(0, BURST).boxed().toList();
  }

  /** Who sends again over SockJS what was not answered, until all is. */
  private static final class Resender {
    private final Map<String, String> unanswered = new LinkedHashMap<>();
    private long seq = -1;
    private boolean welcomed;
    private boolean closed;
    int connections;

    synchronized int answered() {
      return BURST - unanswered.size();
    }

    /** One connection, from hello until everything is answered or the server has closed it. */
    void connect(String token) {
      try (var raw = new RawHttp(server.port())) {
        raw.upgrade("/sockjs/000/burst" + connections++ + "/websocket");
        synchronized (this) {
          welcomed = false;
          closed = false;
        }
        var reader = Thread.ofVirtual().start(() -> read(raw));
        raw.text(quoted("{\"t\":\"hello\",\"token\":\"" + token + "\"" + (seq < 0 ? "" : ",\"since\":" + seq) + "}"));
        await(() -> welcomed);
        send(raw);
        await(unanswered::isEmpty);
        reader.interrupt();
      }
    }

    private void send(RawHttp raw) {
      List<String> frames;
      synchronized (this) {
        frames = List.copyOf(unanswered.values());
      }
      try {
        for (var frame : frames) raw.text(frame);
      } catch (UncheckedIOException closedMeanwhile) {
        assertThat(closedMeanwhile.getCause()).isInstanceOf(SocketException.class);
      }
    }

    private synchronized void await(BooleanSupplier condition) {
      try {
        while (!closed && !condition.getAsBoolean()) wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    private void read(RawHttp raw) {
      for (var text = raw.nextText(); text != null && !text.startsWith("c["); text = raw.nextText()) {
        if (text.startsWith("a[")) for (var message : LiveIT.json(text.substring(1))) take(LiveIT.json(message.asText()));
      }
      synchronized (this) {
        closed = true;
        notifyAll();
      }
    }

    private synchronized void take(JsonNode frame) {
      if (!List.of("welcome", "txs").contains(frame.get("t").asText())) return;
      if (frame.has("txs")) for (var tx : frame.get("txs")) unanswered.remove(tx.get("id").asText());
      seq = Math.max(seq, frame.get("seq").asLong());
      welcomed = true;
      notifyAll();
    }
  }

  private static String quoted(String text) {
    return TestServer.JSON.createArrayNode().add(text).toString();
  }

  @Test
  @DisplayName("R36 ends in closes after which the rest is sent again, since nobody can ask SockJS to pause: all are committed once and in order, and others go on meanwhile")
  void burst() {
    var made = server.api().create("Rafale SockJS");
    addCard(made);
    var fast = new Resender();
    for (int i = 0; i < BURST; i++) fast.unanswered.put("burst-" + i, quoted("{\"t\":\"tx\",\"id\":\"burst-" + i + "\",\"ops\":[[\"set\",\"c1\",{\"x\":" + i + "}]]}"));
    long tooFast = server.metrics.traffic().closed(CloseCode.TOO_FAST).sum();
    var first = Thread.ofVirtual().start(() -> fast.connect(made.token()));
    calmOneGoesOn(made, fast::answered);
    join(first);
    while (fast.answered() < BURST) fast.connect(made.token());
    assertThat(moves(made)).isEqualTo(inOrder());
    assertThat(server.metrics.traffic().closed(CloseCode.TOO_FAST).sum()).as("closes as too fast, %d connections", fast.connections).isGreaterThan(tooFast);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
