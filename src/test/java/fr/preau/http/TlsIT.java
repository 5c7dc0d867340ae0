package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.net.SelfSignedCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("TLS by the server itself")
final class TlsIT {

  private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create("localhost");
  private static TestServer server;
  private static HttpClient client;

  @BeforeAll
  static void start() throws Exception {
    server = new TestServer(Map.of("tls-cert", CERTIFICATE.certificatePath(), "tls-key", CERTIFICATE.privateKeyPath()));
    client = HttpClient.newBuilder().sslContext(trusting(Path.of(CERTIFICATE.certificatePath()))).build();
  }

  @AfterAll
  static void stop() {
    server.close();
    CERTIFICATE.delete();
  }

  private static SSLContext trusting(Path certificate) throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    try (var in = Files.newInputStream(certificate)) {
      store.setCertificateEntry("preau", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static String address(String scheme, String path) {
    return scheme + "://localhost:" + server.port() + path;
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(address("https", path))).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  @DisplayName("pages and the API are answered, told to stay on TLS, and the address shown to the room says https")
  void pages() throws Exception {
    var page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("strict-transport-security")).hasValueSatisfying(header -> assertThat(header).startsWith("max-age="));
    assertThat(page.sslSession()).hasValueSatisfying(session -> assertThat(session.getProtocol()).isIn("TLSv1.2", "TLSv1.3"));
    assertThat(TestServer.JSON.readTree(get("/api/info").body()).get("publicUrl").asText()).startsWith("https://").endsWith(":" + server.port());
  }

  @Test
  @DisplayName("R38 the live connection is wss, open to this server's own pages and to no page without TLS")
  void live() throws Exception {
    var heard = new CompletableFuture<String>();
    var socket = open("https://localhost:" + server.port(), heard).get(10, TimeUnit.SECONDS);
    socket.sendText("{\"t\":\"ping\"}", true);
    assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("{\"t\":\"pong\"}");
    socket.abort();
    assertThatThrownBy(() -> open("http://localhost:" + server.port(), heard).get(10, TimeUnit.SECONDS)).rootCause().hasMessageContaining("403");
  }

  private static CompletableFuture<WebSocket> open(String origin, CompletableFuture<String> heard) {
    return client.newWebSocketBuilder().subprotocols("preau.v1").header("Origin", origin).buildAsync(URI.create(address("wss", "/ws")), new WebSocket.Listener() {
      @Override
      public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        heard.complete(data.toString());
        return null;
      }
    });
  }

  @Test
  @DisplayName("a client that does not trust the certificate, and one without TLS, get nothing")
  void strangers() {
    var wary = HttpClient.newHttpClient();
    assertThatThrownBy(() -> wary.send(HttpRequest.newBuilder(URI.create(address("https", "/"))).build(), HttpResponse.BodyHandlers.ofString())).isInstanceOf(SSLHandshakeException.class);
    assertThat(RawHttp.status(server.port(), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).as("no HTTP answer").isZero();
  }
}
