package fr.preau.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@DisplayName("The fault proxy")
class FaultProxyTest {

  private final UpgradeFaults upgrades = new UpgradeFaults();
  private ServerSocket server;
  private FaultProxy proxy;
  private Socket client;
  private Socket served;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    proxy = new FaultProxy(server.getLocalPort(), 1, upgrades);
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    server.close();
  }

  private void connect() throws IOException {
    client = new Socket("127.0.0.1", proxy.port());
    served = server.accept();
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
  }

  private static void nothing(Socket socket) throws IOException {
    socket.setSoTimeout(200);
    assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  @DisplayName("passes everything on in both directions, and the end of each")
  void fair() throws IOException {
    connect();
    send(client, "question");
    assertThat(read(served, 8)).isEqualTo("question");
    send(served, "answer");
    served.shutdownOutput();
    assertThat(read(client, 100)).isEqualTo("answer");
    client.shutdownOutput();
    assertThat(read(served, 100)).isEmpty();
  }

  @Test
  @DisplayName("delays each piece by about as much as it is told, and keeps their order")
  void delays() throws IOException {
    connect();
    proxy.delay(100, 50);
    long start = System.nanoTime();
    for (int i = 0; i < 10; i++) send(client, Integer.toString(i));
    assertThat(read(served, 10)).isEqualTo("0123456789");
    assertThat((System.nanoTime() - start) / 1_000_000).isBetween(50L, 1_500L);
  }

  @Test
  @DisplayName("lets no more bytes pass in a second than it is told")
  void throttles() throws IOException {
    connect();
    proxy.throttle(100_000);
    long start = System.nanoTime();
    send(client, "x".repeat(30_000));
    assertThat(read(served, 30_000)).hasSize(30_000);
    assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThan(200);
  }

  @Test
  @DisplayName("cuts both ends at once")
  void cuts() throws IOException {
    connect();
    send(client, "x");
    assertThat(read(served, 1)).isEqualTo("x");
    proxy.cut();
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> served.getInputStream().read()).isInstanceOf(SocketException.class);
    assertThat(proxy.open()).isZero();
  }

  @Test
  @DisplayName("makes connections half-open: one way goes on, the other loses everything and does not say so, for good")
  void halfOpen() throws IOException {
    connect();
    proxy.silence(Way.TO_SERVER);
    send(client, "lost");
    send(served, "heard");
    assertThat(read(client, 5)).isEqualTo("heard");
    nothing(served);
    proxy.mend();
    send(client, "too late");
    client.shutdownOutput();
    nothing(served);
    connect();
    send(client, "new");
    assertThat(read(served, 3)).isEqualTo("new");
  }

  @Test
  @DisplayName("refuses connections")
  void refuses() throws IOException {
    proxy.refuse(true);
    client = new Socket("127.0.0.1", proxy.port());
    assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    proxy.mend();
    connect();
    send(client, "x");
    assertThat(read(served, 1)).isEqualTo("x");
  }

  @Test
  @DisplayName("refuses WebSockets as some networks do, and lets other requests pass")
  void refusesUpgrades() throws IOException {
    upgrades.set(UpgradeFaults.Fault.REFUSED);
    connect();
    send(client, "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
    assertThat(read(client, 1_000)).startsWith("HTTP/1.1 403 ");
    connect();
    send(client, "GET /api HTTP/1.1\r\n\r\n");
    assertThat(read(served, 3)).isEqualTo("GET");
  }

  @Test
  @DisplayName("lets a WebSocket open and then loses its frames")
  void swallowsFrames() throws IOException {
    upgrades.set(UpgradeFaults.Fault.SWALLOWED);
    connect();
    send(client, "GET /ws HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
    assertThat(read(served, 3)).isEqualTo("GET");
    send(served, "HTTP/1.1 101 Switching Protocols\r\n\r\n");
    assertThat(read(client, 12)).isEqualTo("HTTP/1.1 101");
    send(client, "frame");
    served.getInputStream().skipNBytes(37);
    nothing(served);
    client.getInputStream().skipNBytes(24);
    send(served, "frame");
    nothing(client);
  }
}
