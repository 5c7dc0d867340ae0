package fr.preau.http.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import fr.preau.http.live.TokenBucket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

@DisplayName("At the edge")
final class EdgeTest {

  private final AtomicLong now = new AtomicLong(1_000_000);

  @ParameterizedTest
  @CsvSource({"0:0:0:0:0:0:0:1, ::1", "fe80:0:0:0:1:2:3:4, fe80::1:2:3:4", "2001:db8:0:0:1:0:0:0, 2001:db8:0:0:1::", "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8", "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8"})
  @DisplayName("IPv6 addresses are written as browsers write them")
  void ipv6(String full, String written) {
    assertThat(Networks.compressed(full)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({"192.168.1.20, 127.0.0.1 203.0.113.5 192.168.1.20", "203.0.113.5, 127.0.0.1 169.254.7.7 203.0.113.5", "100.64.3.2, 2001:db8::5 100.64.3.2",
      "[2001:db8::5], ::1 fe80::1 2001:db8::5", "'', 127.0.0.1 ::1 fe80::1 169.254.7.7 0.0.0.0"})
  @DisplayName("the address shown to a room is a private one where there is one, else another that others can reach, never the machine's own")
  void shown(String expected, String addresses) {
    var given = Arrays.stream(addresses.split(" ")).map(EdgeTest::address);
    assertThat(Networks.likeliest(given).orElse("")).isEqualTo(expected);
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("origins are compared whole, whatever the case and the scheme's own port")
  void origins() {
    var origins = new Origins(List.of("https://preau.example:443/", "http://autre.example:8081"), "http", now::get);
    origins.listeningOn(8080);
    assertThat(List.of("https://preau.example", "HTTPS://PREAU.example", "http://autre.example:8081", "http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080"))
        .allMatch(origins::allows);
    assertThat(List.of("http://preau.example", "https://preau.example.org", "http://autre.example", "http://localhost", "https://localhost:8080", "null", "", "x"))
        .noneMatch(origins::allows);
    assertThat(origins.allows(null)).as("a program").isTrue();
  }

  @Test
  @DisplayName("R116 the log names a refused origin once, with the setting that would let it in, and not more of them than somebody reads")
  void refusedOriginsAreNamed() {
    var heard = new ListAppender<ILoggingEvent>();
    var logger = (Logger) LoggerFactory.getLogger(Origins.class);
    heard.start();
    logger.addAppender(heard);
    var origins = new Origins(List.of(), "http", now::get);
    for (int i = 0; i < 3; i++) origins.allows("https://tunnel.example");
    assertThat(heard.list).singleElement().satisfies(said -> {
      assertThat(said.getLevel()).isEqualTo(Level.WARN);
      assertThat(said.getFormattedMessage()).contains("https://tunnel.example", "PREAU_PUBLIC_URL", "PREAU_ORIGINS");
    });
    for (int i = 0; i < 100; i++) origins.allows("https://" + i + ".example\u001b" + "x".repeat(1_000));
    logger.detachAppender(heard);
    assertThat(heard.list).hasSize(20).allSatisfy(said -> assertThat(said.getFormattedMessage()).hasSizeLessThan(300).doesNotContain("\u001b"));
  }

  @Test
  @DisplayName("an address may fail so often, then has to wait; others are not held up")
  void rates() {
    var rates = new AddressRates(20, 600, now::get);
    for (int i = 0; i < 20; i++) {
      assertThat(rates.secondsToWait("a")).isZero();
      rates.count("a");
    }
    assertThat(rates.secondsToWait("a")).isEqualTo(30);
    assertThat(rates.secondsToWait("b")).isZero();
    now.addAndGet(30_000);
    assertThat(rates.secondsToWait("a")).isZero();
  }

  @Test
  @DisplayName("guessing a code is hopeless: at the allowed rate, finding one of 1,000 open workshops takes centuries")
  void hopeless() {
    double codes = Math.pow(30, 8) / 1_000;
    double guessesInAYear = 60.0 / 600 * 365 * 86_400;
    assertThat(codes / guessesInAYear).isGreaterThan(200);
  }

  @Test
  @DisplayName("a bucket gives its burst, then its rate")
  void bucket() {
    var bucket = new TokenBucket(10, 5, 0);
    for (int i = 0; i < 5; i++) assertThat(bucket.take(0)).isTrue();
    assertThat(bucket.take(0)).isFalse();
    assertThat(bucket.millisUntilOne(0)).isEqualTo(100);
    assertThat(bucket.take(99)).isFalse();
    assertThat(bucket.take(100)).isTrue();
    for (int i = 0; i < 5; i++) assertThat(bucket.take(100_000)).isTrue();
    assertThat(bucket.take(100_000)).as("no more than the burst is saved").isFalse();
  }
}
