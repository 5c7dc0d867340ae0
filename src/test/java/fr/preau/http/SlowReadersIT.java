package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.Extent;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import fr.preau.protocol.CloseCode;
import fr.preau.room.RoomSettings;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** {@code -Dtest.count} people who stop reading; in the long form again and again for {@code -Dtest.minutes}. */
@DisplayName("People whose phones stall")
final class SlowReadersIT {

  private static final int STALLED = Extent.count(10, 200);
  private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("test.minutes", Boolean.getBoolean("test.long") ? 10 : 0));
  private static final int MOST_QUEUED = 256 * 1024;
  private static final String BODY = "x".repeat(1_900);
  /** Commits as quick as can be, so that who stalls is soon far behind. */
  private static final RoomSettings QUICK = new RoomSettings(0, 1, 2_000, 600_000, 5_000);

  private TestServer server;
  private Api.Workshop made;
  private int cards;

  @BeforeEach
  void start() {
    server = new TestServer(Map.of(), QUICK);
    made = server.api().create("Lecteurs lents");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawHttp inside(long since) {
    var raw = RawHttp.narrow(server.port());
    raw.upgrade("/ws", "Sec-WebSocket-Protocol", "preau.v1");
    raw.text("{\"t\":\"hello\",\"token\":\"" + made.token() + "\",\"since\":" + since + "}");
    return raw;
  }

  private long overloaded() {
    return server.metrics.traffic().closed(CloseCode.OVERLOADED).sum();
  }

  /** Milliseconds that each of some changes took to come back to its author. */
  private List<Double> write(BoardClient writer, int changes) {
    var took = new ArrayList<Double>();
    for (int i = 0; i < changes; i++) {
      long start = System.nanoTime();
      var card = writer.board().get("c" + cards++ % 100);
      var before = card.text("body") == null ? 0 : card.text("body").length();
      writer.submit(new Op.Text(card.id(), "body", card.revision("body"), TextEdit.of(List.of(BODY + cards, -before))));
      writer.awaitAnswers();
      took.add((System.nanoTime() - start) / 1e6);
    }
    return took;
  }

  private static double p99(List<Double> took) {
    var sorted = took.stream().sorted().toList();
    return sorted.get(sorted.size() * 99 / 100);
  }

  @Test
  @DisplayName("R37 cost at most 256 KiB each, are cut off, and come back to all that they missed; the others notice nothing")
  void stalled() {
    try (var writer = new BoardClient(server.base(), made.token(), server.model); var reader = new BoardClient(server.base(), server.api().join(made.code(), "R").token(), server.model)) {
      for (int i = 0; i < 100; i++) writer.submit(new Op.Put("card", "c" + i, Map.of("kind", "note", "title", "Carte " + i)));
      writer.awaitAnswers();
      var alone = write(writer, 100);
      var beside = new ArrayList<Double>();
      long end = System.nanoTime() + TIME.toNanos();
      do {
        beside.addAll(stallOnce(writer, reader));
      } while (System.nanoTime() < end);
      assertThat(writer.rejected()).isEmpty();
      assertThat(reader.closeCode()).isZero();
      reader.awaitSeq(writer.seq());
      assertThat(reader.board()).isEqualTo(writer.board());
      System.out.printf("SlowReadersIT: %d people stalled for %d minutes, p99 of another's changes %.1f ms (alone %.1f ms)%n", STALLED, TIME.toMinutes(), p99(beside), p99(alone));
      if (!TIME.isZero()) assertThat(p99(beside)).as("p99 beside people who stall, in ms").isLessThan(2 * p99(alone) + 20);
    }
  }

  /** All of them come, read nothing, are cut off, come back and read. */
  private List<Double> stallOnce(BoardClient writer, BoardClient reader) {
    long before = overloaded();
    long since = writer.seq();
    var stalled = new ArrayList<RawHttp>();
    for (int i = 0; i < STALLED; i++) stalled.add(inside(since));
    server.await("all are inside", () -> server.rooms.connections() == STALLED + 2);
    var took = new ArrayList<>(write(writer, 20));
    reader.awaitSeq(writer.seq());
    assertThat(reader.board()).as("what the others have while those who stall are still there").isEqualTo(writer.board());
    assertThat(overloaded()).as("nobody has been cut off yet").isEqualTo(before);
    while (overloaded() < before + STALLED) {
      took.addAll(write(writer, 20));
      assertThat(server.onLoop(() -> Future.succeededFuture(server.front.queued()))).isLessThanOrEqualTo((long) STALLED * MOST_QUEUED);
    }
    stalled.forEach(RawHttp::close);
    for (int i = 0; i < STALLED; i++) {
      try (var back = inside(since)) {
        assertThat(readUpTo(back, writer.seq())).as("all that was missed").isTrue();
      }
    }
    server.await("the others are left", () -> server.rooms.connections() == 2);
    return took;
  }

  private static boolean readUpTo(RawHttp raw, long seq) {
    for (var text = raw.nextText(); text != null; text = raw.nextText()) {
      var frame = LiveIT.json(text);
      if (Arrays.asList("welcome", "txs").contains(frame.get("t").asText()) && frame.get("seq").asLong() >= seq) return true;
    }
    return false;
  }
}
