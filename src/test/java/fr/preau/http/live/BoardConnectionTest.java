package fr.preau.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.preau.Extent;
import fr.preau.board.Model;
import fr.preau.board.Op;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Wording;
import fr.preau.room.port.Directory.Credential;
import fr.preau.room.port.Directory.NewWorkshop;
import fr.preau.room.port.Directory.Person;
import fr.preau.room.InMemoryDirectory;
import fr.preau.room.InMemoryTxLog;
import fr.preau.room.ManualClock;
import fr.preau.room.Room;
import fr.preau.room.port.RoomMeter;
import fr.preau.room.RoomSettings;
import fr.preau.room.Rooms;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A board connection")
final class BoardConnectionTest {

  private static final int FUZZED_FRAMES = Extent.count(100_000, 1_000_000);
  private static final long FUZZ_SEED = Extent.seed();
  private static final long MOST_NANOS = 1_000_000_000L;

  private final ManualClock clock = new ManualClock();
  private final InMemoryTxLog log = new InMemoryTxLog();
  private final InMemoryDirectory directory = new InMemoryDirectory(log, clock::now);
  private final Traffic traffic = new Traffic();
  private final FakeTransport transport = new FakeTransport();
  private final Function<String, Future<Optional<Credential>>> known = token ->
      Future.succeededFuture(token.equals("good") ? Optional.of(new Credential("w1", "p_1")) : Optional.empty());
  private Wording wording;
  private Rooms rooms;
  private BoardConnection connection;

  @BeforeEach
  void open() throws Exception {
    Model model = Model.of(new JsonMapper().readValue(Files.readAllBytes(Path.of("conf/model.json")), new TypeReference<>() {}));
    directory.create(new NewWorkshop("w1", "ABCD2345", Long.MAX_VALUE, 0, "Essai", null, "fr", null, null, null), new Person("p_1", "Ana", null), new byte[] {1}, List.of(
        new Op.Put("workshop", "workshop", Map.of("title", "Essai", "language", "fr")), new Op.Put("board", "main", Map.of("title", "Carte")),
        new Op.Put("member", "p_1", Map.of("role", "participant"))));
    wording = new Wording(Map.of("fr", Files.readAllBytes(Path.of("webroot/lang/fr.json"))));
    rooms = new Rooms(log, directory, model, new Codec()::encode, wording, clock, () -> "s-1", RoomSettings.DEFAULT, RoomMeter.NONE);
    connection = connection(known, transport);
  }

  private BoardConnection connection(Function<String, Future<Optional<Credential>>> credentials, Transport to) {
    return new BoardConnection(gateway(credentials), to, "fr");
  }

  private Gateway gateway(Function<String, Future<Optional<Credential>>> credentials) {
    return new Gateway(rooms, credentials, new Codec(), wording, clock, traffic, 400);
  }

  private void receive(String text) {
    connection.received(text.getBytes(StandardCharsets.UTF_8));
  }

  private void hello() {
    receive("{\"t\":\"hello\",\"token\":\"good\"}");
    assertThat(new String(transport.written.getFirst().utf8(), StandardCharsets.UTF_8)).startsWith("{\"t\":\"welcome\"");
  }

  private Room room() {
    return rooms.room("w1").result();
  }

  @Test
  @DisplayName("frames that follow hello at once wait until the workshop is open, and keep their order")
  void pipelined() {
    Promise<Optional<Credential>> later = Promise.promise();
    connection = connection(token -> later.future(), transport);
    receive("{\"t\":\"hello\",\"token\":\"good\"}");
    for (int i = 1; i <= 3; i++) receive("{\"t\":\"tx\",\"id\":\"a-" + i + "\",\"ops\":[[\"put\",\"card\",\"c" + i + "\",{\"kind\":\"note\",\"title\":\"x\"}]]}");
    assertThat(transport.paused).isTrue();
    later.complete(Optional.of(new Credential("w1", "p_1")));
    clock.pass(100);
    assertThat(transport.paused).isFalse();
    assertThat(room().committed().visible()).extracting("id").contains("c1", "c2", "c3");
  }

  @Test
  @DisplayName("that closes while its token is looked up never enters")
  void closedMeanwhile() {
    Promise<Optional<Credential>> later = Promise.promise();
    connection = connection(token -> later.future(), transport);
    receive("{\"t\":\"hello\",\"token\":\"good\"}");
    connection.gone();
    later.complete(Optional.of(new Credential("w1", "p_1")));
    assertThat(rooms.connections()).isZero();
    assertThat(transport.written).isEmpty();
  }

  @Test
  @DisplayName("is refused with 1013 when the database does not answer, so that the client comes back")
  void storageAway() {
    connection = connection(token -> Future.failedFuture("away"), transport);
    receive("{\"t\":\"hello\",\"token\":\"good\"}");
    assertThat(transport.closedWith).isEqualTo(CloseCode.OVERLOADED.number());
  }

  @Test
  @DisplayName("that is closed with a peer that never answers is dropped after 2 s")
  void neverWaits() {
    hello();
    connection.close(CloseCode.REMOVED);
    assertThat(transport.closedWith).isEqualTo(4403);
    assertThat(rooms.connections()).isZero();
    assertThat(connection.tick(clock.now() + 1_999)).isFalse();
    assertThat(transport.killed).isFalse();
    assertThat(connection.tick(clock.now() + 2_000)).isTrue();
    assertThat(transport.killed).isTrue();
  }

  @Test
  @DisplayName("says why before it closes, in a sentence for people")
  void saysWhy() {
    hello();
    receive("[");
    assertThat(transport.last()).startsWith("{\"t\":\"error\",\"code\":\"malformed\",\"message\":\"Le serveur n’a pas compris");
  }

  @Test
  @DisplayName("that is being slowed down is not taken for silent")
  void pausedIsNotSilent() {
    hello();
    for (int i = 0; i < 1_000; i++) receive("{\"t\":\"ping\"}");
    assertThat(transport.paused).isTrue();
    assertThat(connection.tick(clock.now() + 60_000)).isFalse();
    assertThat(transport.killed).isFalse();
    clock.pass(3_000);
    assertThat(transport.paused).isFalse();
    assertThat(transport.written.stream().filter(frame -> frame.size() == "{\"t\":\"pong\"}".length())).as("none was lost").hasSize(1_000);
  }

  @Test
  @DisplayName("R81 that cannot be asked for a sign of life is dropped within 10 s of silence where its client has pinged before, and left alone where it has not")
  void silentAfterPing() {
    transport.canPing = false;
    hello();
    assertThat(connection.tick(clock.now() + 60_000)).isFalse();
    assertThat(transport.killed).isFalse();
    receive("{\"t\":\"ping\"}");
    connection.tick(clock.now() + 9_000);
    assertThat(transport.killed).isFalse();
    connection.tick(clock.now() + 9_500);
    assertThat(transport.killed).isTrue();
    assertThat(rooms.connections()).isZero();
  }

  @Test
  @DisplayName("R36 whose changes cannot be taken any faster is not read, and not taken for silent, until they can")
  void pausedByItsRoom() {
    hello();
    connection.pause(true);
    assertThat(transport.paused).isTrue();
    receive("{\"t\":\"ping\"}");
    assertThat(transport.last()).isNotEqualTo("{\"t\":\"pong\"}");
    assertThat(connection.tick(clock.now() + 60_000)).isFalse();
    assertThat(transport.killed).isFalse();
    connection.pause(false);
    assertThat(transport.paused).isFalse();
    assertThat(transport.last()).isEqualTo("{\"t\":\"pong\"}");
  }

  @Test
  @DisplayName("R109 that sends a burst to a log that commits at once gets its answers a hundred at a time, and is not cut off as one that does not read")
  void burst() {
    hello();
    receive("{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"put\",\"card\",\"c1\",{\"kind\":\"note\",\"title\":\"x\"}]]}");
    clock.pass(1_000);
    int before = transport.written.size();
    transport.full = true;
    for (int i = 2; i < 400; i++) receive("{\"t\":\"tx\",\"id\":\"a-" + i + "\",\"ops\":[[\"put\",\"card\",\"c1\",{\"kind\":\"note\",\"title\":\"" + "x".repeat(500) + "\"}]]}");
    assertThat(transport.closedWith).isZero();
    assertThat(transport.paused).isTrue();
    for (int turn = 0; turn < 10; turn++) {
      transport.full = false;
      connection.drained();
      transport.full = true;
      int turnStart = transport.written.size();
      clock.pass(1);
      assertThat(transport.written.size() - turnStart).isLessThanOrEqualTo(Inbox.MOST_AT_ONCE);
    }
    transport.full = false;
    connection.drained();
    assertThat(transport.written.size() - before).isEqualTo(398);
    assertThat(transport.paused).isFalse();
  }

  @Test
  @DisplayName("of a transport that goes on delivering is closed when too much waits")
  void unstoppable() {
    hello();
    for (int i = 0; i < 1_000 && transport.closedWith == 0; i++) receive("{\"t\":\"ping\",\"x\":\"" + "x".repeat(1_000) + "\"}");
    assertThat(transport.closedWith).isEqualTo(CloseCode.TOO_FAST.number());
  }

  @Test
  @DisplayName("refuses UTF-8 that writes a character longer than it is, or half of a pair, as it refuses other noise")
  void overlong() {
    for (var bytes : new byte[][] {{(byte) 0xc1, (byte) 0xae}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xf5, (byte) 0x80, (byte) 0x80, (byte) 0x80}}) {
      var other = new FakeTransport();
      var frame = new java.io.ByteArrayOutputStream();
      frame.writeBytes("{\"t\":\"ping\",\"x\":\"".getBytes(StandardCharsets.UTF_8));
      frame.writeBytes(bytes);
      frame.writeBytes("\"}".getBytes(StandardCharsets.UTF_8));
      var refusing = connection(known, other);
      refusing.received(frame.toByteArray());
      assertThat(other.closedWith).isEqualTo(CloseCode.MALFORMED.number());
    }
    receive("{\"t\":\"ping\",\"x\":\"é€😀\"}");
    assertThat(transport.last()).isEqualTo("{\"t\":\"pong\"}");
  }

  @Test
  @DisplayName("R31 survives 100,000 frames that no client of ours would send: no crash, no hang, no change")
  void fuzz() {
    var random = new SplittableRandom(FUZZ_SEED);
    var frames = new HostileFrames(random);
    hello();
    editText();
    var before = room().committed();
    long seq = room().seq();
    var refusing = new FakeTransport();
    BoardConnection inside = null;
    for (int i = 0; i < FUZZED_FRAMES; i++) {
      if (inside == null || refusing.closedWith != 0) {
        if (inside != null) inside.gone();
        refusing = new FakeTransport();
        inside = connection(known, refusing);
        if (random.nextInt(8) > 0) inside.received("{\"t\":\"hello\",\"token\":\"good\"}".getBytes(StandardCharsets.UTF_8));
      }
      var frame = frames.next();
      long start = System.nanoTime();
      try {
        inside.received(frame);
        clock.pass(5);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("frame " + i + " of seed " + FUZZ_SEED + ": " + HostileFrames.shown(frame), e);
      }
      if (System.nanoTime() - start > MOST_NANOS) throw new AssertionError("frame " + i + " of seed " + FUZZ_SEED + " took too long: " + HostileFrames.shown(frame));
      if (room().seq() != seq) throw new AssertionError("frame " + i + " of seed " + FUZZ_SEED + " changed the board: " + HostileFrames.shown(frame));
      refusing.written.clear();
    }
    if (inside != null) inside.gone();
    connection.gone();
    clock.pass(60_000);
    assertThat(room().committed()).isEqualTo(before);
    assertThat(room().seq()).isEqualTo(seq);
    assertThat(rooms.connections()).isZero();
  }

  /** A long text with a past, so that edits of it must be brought forward. */
  private void editText() {
    receive("{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"put\",\"proposal\",\"pr1\",{\"title\":\"Cantine\",\"visee\":\"a\uD83D\uDE00b\"}]]}");
    for (int i = 0; i < 3; i++) receive("{\"t\":\"tx\",\"id\":\"a-" + (i + 2) + "\",\"ops\":[[\"text\",\"pr1\",\"visee\"," + i + ",[1,\"" + "x".repeat(20) + "\"]]]}");
    clock.pass(1_000);
    assertThat(room().committed().get("pr1").revision("visee")).isEqualTo(3);
  }
}
