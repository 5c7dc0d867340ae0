package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Pages, files and the headers of every answer")
final class AssetsIT {

  private static TestServer server;
  private static Http http;

  @BeforeAll
  static void start() {
    server = new TestServer();
    http = new Http(server.base());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/ABCD2345", "/w/w_1", "/w/w_1/projector", "/ABCD%202345"})
  @DisplayName("every screen is the one page")
  void page(String path) throws Exception {
    var answer = http.get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(Files.readString(Path.of("webroot/index.html")));
    assertThat(answer.header("content-type")).startsWith("text/html");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/info", "/api/nothing", "/vendor/lit-html/lit-html.js", "/missing.js", "/health/live", "/api//info", "/ws"})
  @DisplayName("R44 every answer carries the security headers")
  void headers(String path) {
    var answer = http.get(path);
    assertThat(answer.header("content-security-policy")).startsWith("default-src 'none';").contains("frame-ancestors 'none'").doesNotContain("unsafe");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
    assertThat(answer.header("permissions-policy")).contains("camera=()");
    assertThat(answer.header("cross-origin-resource-policy")).isEqualTo("same-origin");
    assertThat(answer.header("strict-transport-security")).as("only over TLS").isNull();
  }

  @Test
  @DisplayName("R44 the policy allows the page's import map by its hash, and no other inline script")
  void importMap() throws Exception {
    var page = http.get("/");
    var from = page.body().indexOf(">", page.body().indexOf("type=\"importmap\"")) + 1;
    var map = page.body().substring(from, page.body().indexOf("</script>", from));
    var hash = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(map.getBytes(StandardCharsets.UTF_8)));
    assertThat(page.header("content-security-policy")).contains("script-src 'self' 'sha256-" + hash + "';");
    assertThat(page.body().split("<script", -1)).as("scripts of the page: the map and one module").hasSize(3);
  }

  @Test
  @DisplayName("packed files are revalidated, not sent again, and compressed for those who can read that")
  void caching() {
    var first = http.get("/css/tokens.css", "accept-encoding", "gzip");
    assertThat(first.header("content-encoding")).isEqualTo("gzip");
    assertThat(first.header("cache-control")).isEqualTo("no-cache");
    var again = http.get("/css/tokens.css", "if-none-match", first.header("etag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(http.call("HEAD", "/css/tokens.css", null).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("libraries come from the WebJars, for ever where the address names their version")
  void vendor() {
    var library = http.get("/vendor/lit-html/lit-html.js");
    assertThat(library.status()).isEqualTo(200);
    assertThat(library.header("content-type")).startsWith("text/javascript");
    assertThat(http.get("/vendor/lit-html@3.3.1/lit-html.js").header("cache-control")).contains("immutable");
    assertThat(http.get("/vendor/lit-html@3.3.0/lit-html.js").status()).isEqualTo(404);
    assertThat(http.get("/vendor/lit-html/directives/repeat.js").status()).isEqualTo(200);
    assertThat(http.get("/vendor/d3-zoom/src/index.js").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/vendor/lit-html/package.json", "/vendor/lit-html/../../../openapi.js", "/vendor/unknown/x.js", "/vendor/", "/../pom.xml", "/..%2f..%2fpom.xml",
      "/js/../../conf/model.json", "/logback.xml", "/conf/model.json", "/db/x.sql", "/js/.hidden.js", "/js//main.js", "/js/%2e%2e/index.html", "/main.class", "/js\\main.js"})
  @DisplayName("nothing but the files of the browser is served")
  void safe(String path) throws Exception {
    assertThat(RawHttp.status(server.port(), "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")).isIn(400, 404);
  }

  @Test
  @DisplayName("R78 the page's ETag, its service worker and the file of all its parts name one version; all that modules import is in it")
  void offline() throws Exception {
    var all = TestServer.JSON.readTree(http.get("/offline.json").body());
    var version = all.get("version").asText();
    assertThat(http.get("/").header("etag")).isEqualTo("\"" + version + "\"");
    assertThat(http.get("/sw.js").body()).contains("const VERSION = '" + version + "';");
    assertThat(http.get("/sw.js").header("cache-control")).isEqualTo("no-cache");
    assertThat(http.get("/").header("content-security-policy")).contains("worker-src 'self'");
    var files = all.get("files");
    for (var path : List.of("/js/main.js", "/js/map/map.js", "/css/tokens.css", "/lang/fr.json", "/lang/en.json", "/manifest.webmanifest", "/icons/preau.svg",
        "/vendor/lit-html/lit-html.js", "/vendor/d3-zoom/src/index.js", "/vendor/d3-selection/src/select.js", "/vendor/sockjs-client/dist/sockjs.min.js")) {
      assertThat(files.at("/" + path.replace("~", "~0").replace("/", "~1") + "/text").asText()).as(path).isEqualTo(http.get(path).body());
    }
    assertThat(files.has("/index.html")).isFalse();
    assertThat(files.at("/~1js~1main.js/type").asText()).isEqualTo(http.get("/js/main.js").header("content-type"));
  }

  @Test
  @DisplayName("while developing, an edit shows on the next request, its import map included")
  void development() throws Exception {
    var home = Files.createTempDirectory(Path.of("target"), "home-").toAbsolutePath();
    var webroot = Files.createDirectories(home.resolve("webroot"));
    Files.writeString(webroot.resolve("index.html"), "<script type=\"importmap\">{}</script>one");
    try (var developing = new TestServer(Map.of("home", home.toString()))) {
      var own = new Http(developing.base());
      var before = own.get("/");
      assertThat(before.header("cache-control")).isEqualTo("no-store");
      Files.writeString(webroot.resolve("index.html"), "<script type=\"importmap\">{ }</script>two");
      var after = own.get("/");
      assertThat(after.header("etag")).isNotEqualTo(before.header("etag"));
      assertThat(after.body()).endsWith("two");
      assertThat(after.header("content-security-policy")).isNotEqualTo(before.header("content-security-policy"));
    }
  }

  @Test
  @DisplayName("over TLS browsers are told to stay there")
  void strictTransport() {
    try (var proxied = new TestServer(Map.of("trusted-proxies", "127.0.0.1"))) {
      var own = new Http(proxied.base());
      assertThat(own.get("/", "x-forwarded-proto", "https").header("strict-transport-security")).startsWith("max-age=");
      assertThat(own.get("/").header("strict-transport-security")).isNull();
    }
    assertThat(http.get("/", "x-forwarded-proto", "https").header("strict-transport-security")).as("said by nobody we trust").isNull();
    assertThat(List.of(http.get("/").status())).containsExactly(200);
  }
}
