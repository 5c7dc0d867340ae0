package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.Extent;
import fr.preau.client.Api;
import fr.preau.room.RoomSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("People who come, are refused and leave")
final class BaselineIT {

  private static final int CYCLES = Extent.count(2_000, 50_000);
  /** After which everything that is kept for good is there. */
  private static final int FIRST = 300;
  private static final RoomSettings SOON_IDLE = new RoomSettings(25, 32, 200, 500, 5_000);
  private static final long MOST_HEAP_GROWTH = 2 << 20;

  private static void cycle(TestServer server, Api.Workshop made, int number) {
    try (var raw = new RawHttp(server.port())) {
      switch (number % 11) {
        case 0 -> raw.upgrade("/ws", "Origin", "https://evil.example");
        case 1 -> raw.send("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgr");
        case 2 -> open(raw);
        case 3 -> said(open(raw), "nonsense");
        case 4 -> said(open(raw), "{\"t\":\"hello\",\"token\":\"unknown-unknown-unknown\"}");
        case 5 -> said(open(raw), hello(made));
        case 6 -> said(open(raw), hello(made)).text("{\"t\":\"presence\",\"data\":{\"x\":" + number + "}}");
        case 7 -> open(raw).head(1, 100_000);
        case 8 -> sockJs(raw, made, number);
      case 9 -> open(raw).text(hello(made));
        default -> said(open(raw), hello(made)).frame(8, true, new byte[] {3, (byte) 0xe8});
      }
    }
  }

  /** Takes the connection along over which it asked. */
  private static Api.Workshop create(TestServer server) {
    try (var http = HttpClient.newHttpClient()) {
      return new Api(server.base(), http).create("Va-et-vient");
    }
  }

  private static RawHttp open(RawHttp raw) {
    raw.upgrade("/ws", "Sec-WebSocket-Protocol", "preau.v1");
    return raw;
  }

  private static String hello(Api.Workshop made) {
    return "{\"t\":\"hello\",\"token\":\"" + made.token() + "\"}";
  }

  private static RawHttp said(RawHttp raw, String text) {
    raw.text(text);
    raw.read();
    return raw;
  }

  private static void sockJs(RawHttp raw, Api.Workshop made, int number) {
    raw.upgrade("/sockjs/000/base" + number + "/websocket");
    raw.nextText();
    raw.text(TestServer.JSON.createArrayNode().add(hello(made)).toString());
    raw.nextText();
  }

  /** What must not grow, once everybody has left. */
  private record Left(int timers, int sockets, int threads, long heap) {

    static Left of(TestServer server) {
      server.await("no live connection is left", () -> server.front.connections() == 0);
      server.await("nobody is in a workshop", () -> server.rooms.connections() == 0);
      server.await("no HTTP connection is left", () -> server.front.limited() == 0);
      server.await("no workshop is open", () -> server.rooms.open() == 0);
      server.await("no timer is left", () -> server.timers.get() == 0);
      return new Left(server.timers.get(), socketsNow(), ManagementFactory.getThreadMXBean().getThreadCount(), heapNow());
    }

    private static long heapNow() {
      for (int i = 0; i < 3; i++) System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Of this process, as the kernel counts them; 0 where it does not say. */
    private static int socketsNow() {
      var descriptors = Path.of("/proc/self/fd");
      if (!Files.isDirectory(descriptors)) return 0;
      try (var all = Files.list(descriptors)) {
        return (int) all.filter(Left::isSocket).count();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isSocket(Path descriptor) {
      try {
        return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
      } catch (IOException closedMeanwhile) {
        return false;
      }
    }
  }

  @Test
  @DisplayName("R28, R87 leave nothing behind: connections, rooms, timers, sockets, threads and memory are back where they were")
  void baseline() {
    try (var server = new TestServer(Map.of(), SOON_IDLE)) {
      var made = create(server);
      for (int i = 0; i < FIRST; i++) cycle(server, made, i);
      var before = Left.of(server);
      for (int i = 0; i < CYCLES; i++) cycle(server, made, i);
      var after = Left.of(server);
      System.out.println("BaselineIT: " + CYCLES + " cycles, before " + before + ", after " + after);
      assertThat(after.timers()).isEqualTo(before.timers());
      assertThat(after.sockets()).isLessThanOrEqualTo(before.sockets());
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 2);
      assertThat(after.heap() - before.heap()).as("bytes of the heap that %d cycles left behind", CYCLES).isLessThan(MOST_HEAP_GROWTH);
    }
  }
}
