package fr.preau.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes on a socket, for what no proper client would send. */
final class RawHttp implements AutoCloseable {

  private final Socket socket;

  RawHttp(int port) {
    this(port, 0);
  }

  /** Takes hardly more than it reads. */
  static RawHttp narrow(int port) {
    return new RawHttp(port, 4_096);
  }

  private RawHttp(int port, int receiveBuffer) {
    try {
      socket = new Socket();
      if (receiveBuffer > 0) socket.setReceiveBufferSize(receiveBuffer);
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      socket.setSoTimeout(20_000);
      socket.setTcpNoDelay(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int status(int port, String request) {
    try (var raw = new RawHttp(port)) {
      raw.send(request);
      var line = raw.line();
      return line.isEmpty() ? 0 : Integer.parseInt(line.split(" ")[1]);
    }
  }

  /** Asks for a WebSocket; gives the head of the answer. */
  String upgrade(String path, String... headers) {
    var request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (int i = 0; i < headers.length; i += 2) request.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    send(request.append("\r\n").toString());
    var head = new StringBuilder();
    for (var line = line(); !line.isEmpty(); line = line()) head.append(line.toLowerCase(java.util.Locale.ROOT)).append('\n');
    return head.toString();
  }

  void send(String text) {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends one masked WebSocket frame. */
  void frame(int opcode, boolean last, byte[] payload) {
    var frame = new java.io.ByteArrayOutputStream();
    frame.write((last ? 0x80 : 0) | opcode);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) frame.write((int) ((long) payload.length >> shift));
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    send(frame.toByteArray());
  }

  /** Announces a frame of this size and sends nothing of it. */
  void head(int opcode, int size) {
    send(new byte[] {(byte) (0x80 | opcode), (byte) (0x80 | 127), 0, 0, 0, 0, (byte) (size >> 24), (byte) (size >> 16), (byte) (size >> 8), (byte) size, 0, 0, 0, 0});
  }

  /** Sends what was announced; gives the code of the close that follows. */
  int body(int size) {
    send(new byte[size]);
    return closeCode();
  }

  void text(String payload) {
    frame(1, true, payload.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads frames up to the close; gives its code, 0 where the connection ends without one. */
  int closeCode() {
    for (var frame = read(); frame != null; frame = read()) {
      if (frame.opcode() == 8) return frame.payload().length < 2 ? 1005 : (frame.payload()[0] & 0xff) << 8 | frame.payload()[1] & 0xff;
    }
    return 0;
  }

  record Received(int opcode, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  /** The next text frame; null at the end. */
  String nextText() {
    for (var frame = read(); frame != null; frame = read()) if (frame.opcode() == 1) return frame.text();
    return null;
  }

  /** The next frame; null where the connection has ended. */
  Received read() {
    try {
      var in = socket.getInputStream();
      int first = in.read();
      if (first < 0) return null;
      long length = in.read() & 0x7f;
      if (length == 126) length = number(in, 2);
      else if (length == 127) length = number(in, 8);
      return new Received(first & 0xf, in.readNBytes((int) length));
    } catch (IOException e) {
      return null;
    }
  }

  private static long number(InputStream in, int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) number = number << 8 | in.read();
    return number;
  }

  private String line() {
    try {
      var line = new StringBuilder();
      var in = socket.getInputStream();
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') line.append((char) c);
      return line.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
