package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Behind a proxy")
final class ProxyIT {

  private static final int MOST = 3;

  private static TestServer server(String trusted) {
    return new TestServer(Map.of("trusted-proxies", trusted, "join-failures", String.valueOf(MOST), "joins-per-hour", "5"));
  }

  /** Status of a wrong code, as a proxy passes it on. */
  private static int guess(TestServer server, String forwardedFor) {
    return new Http(server.base()).post("/api/join", "{\"code\":\"22222222\"}", "x-forwarded-for", forwardedFor).status();
  }

  private static void guessAll(TestServer server, String forwardedFor) {
    for (int i = 0; i < MOST; i++) assertThat(guess(server, forwardedFor)).isEqualTo(404);
  }

  @Test
  @DisplayName("R40 people are told apart by the address that the trusted proxy saw, whatever they wrote before it")
  void trusted() {
    try (var server = server("127.0.0.0/8, 10.0.0.0/8")) {
      guessAll(server, "203.0.113.5");
      assertThat(guess(server, "203.0.113.5")).isEqualTo(429);
      assertThat(guess(server, "198.51.100.77, 203.0.113.5")).as("invented by the caller").isEqualTo(429);
      assertThat(guess(server, "203.0.113.5, 10.1.2.3")).as("through a second trusted proxy").isEqualTo(429);
      assertThat(guess(server, "203.0.113.6")).as("somebody else").isEqualTo(404);
      assertThat(guess(server, "203.0.113.5, 203.0.113.7")).as("a proxy that is not ours counts itself").isEqualTo(404);
    }
  }

  @Test
  @DisplayName("R40 a home's IPv6 network counts as one caller")
  void ipv6() {
    try (var server = server("127.0.0.1")) {
      guessAll(server, "2001:db8:1:2::1");
      assertThat(guess(server, "2001:db8:1:2:a:b:c:d")).isEqualTo(429);
      assertThat(guess(server, "2001:db8:1:3::1")).isEqualTo(404);
    }
  }

  @Test
  @DisplayName("R40 nobody else is believed about where they come from")
  void untrusted() {
    try (var server = server("10.0.0.1")) {
      for (int i = 0; i < MOST; i++) assertThat(guess(server, "203.0.113." + i)).isEqualTo(404);
      assertThat(guess(server, "203.0.113.99")).isEqualTo(429);
    }
  }

  @Test
  @DisplayName("what is no address is passed over, and no name is looked up for it")
  void noise() {
    try (var server = server("127.0.0.1")) {
      for (var noise : List.of("fe.de", "unknown", "::::", "1.2.3", "999.1.1.1", ",,", "203.0.113.5:8080")) assertThat(guess(server, noise)).as(noise).isIn(404, 429);
      assertThat(guess(server, "fe.de")).as("all of them were the proxy itself").isEqualTo(429);
    }
  }

  @Test
  @DisplayName("browsers are told to stay on TLS where the trusted proxy says that they use it, and only there")
  void https() {
    try (var trusting = server("127.0.0.1"); var wary = server("10.0.0.1")) {
      assertThat(new Http(trusting.base()).get("/", "x-forwarded-proto", "https").header("strict-transport-security")).startsWith("max-age=");
      assertThat(new Http(trusting.base()).get("/", "x-forwarded-proto", "https").header("cross-origin-opener-policy")).isEqualTo("same-origin");
      assertThat(new Http(trusting.base()).get("/").header("strict-transport-security")).isNull();
      assertThat(new Http(wary.base()).get("/", "x-forwarded-proto", "https").header("strict-transport-security")).isNull();
    }
  }

  @Test
  @DisplayName("nobody fills a workshop with people: those who come in through one address are counted")
  void joins() {
    try (var server = server("127.0.0.1")) {
      var body = "{\"code\":\"" + server.api().create("Plein").code() + "\"}";
      var http = new Http(server.base());
      for (int i = 0; i < 5; i++) assertThat(http.post("/api/join", body, "x-forwarded-for", "203.0.113.5").status()).isEqualTo(201);
      var refused = http.post("/api/join", body, "x-forwarded-for", "203.0.113.5");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.json().get("type").asText()).isEqualTo("urn:preau:problem:too-many-joins");
      assertThat(http.post("/api/join", body, "x-forwarded-for", "203.0.113.6").status()).isEqualTo(201);
    }
  }
}
