package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Slow and oversized HTTP requests")
final class DeadlinesIT {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  @DisplayName("who drips a head byte by byte is hung up on after 10 s")
  void slowHead() {
    try (var raw = new RawHttp(server.port())) {
      long start = System.nanoTime();
      raw.send("GET / HTTP/1.1\r\nX: ");
      try {
        while (System.nanoTime() - start < 30_000_000_000L) {
          raw.send("x");
          LockSupport.parkNanos(200_000_000);
        }
      } catch (UncheckedIOException hungUp) {
        assertThat((System.nanoTime() - start) / 1_000_000).isBetween(9_000L, 14_000L);
        return;
      }
      throw new AssertionError("still connected after 30 s");
    }
  }

  @Test
  @DisplayName("heads and lines past their limit are refused")
  void largeHead() {
    assertThat(RawHttp.status(server.port(), "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n")).isIn(0, 400, 431);
    assertThat(RawHttp.status(server.port(), "GET /" + "y".repeat(5_000) + " HTTP/1.1\r\nHost: x\r\n\r\n")).isIn(0, 400, 414);
    assertThat(RawHttp.status(server.port(), "nonsense\r\n\r\n")).isIn(0, 400);
  }
}
