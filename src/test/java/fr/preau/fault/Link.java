package fr.preau.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** One connection through a {@link FaultProxy}. Any thread. */
public final class Link {

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final Tap tap;
  private final Random random;
  private final AtomicInteger ended = new AtomicInteger();

  Link(FaultProxy proxy, Socket client, Socket server, Tap tap, long seed) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    this.tap = tap;
    this.random = new Random(seed);
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start() {
    new Pipe(this, Way.TO_SERVER, client, server, random.nextLong()).start();
    new Pipe(this, Way.TO_CLIENT, server, client, random.nextLong()).start();
  }

  FaultProxy.Weather weather() {
    return proxy.weather();
  }

  byte[] passed(Way way, byte[] bytes) throws IOException {
    return tap.passed(way, bytes, this);
  }

  /** Says this to the client in the server's place, and ends the connection in good order. */
  void answer(byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
    client.shutdownOutput();
    reset(server);
  }

  /** Ends the connection at once, with what is on the way. */
  public void cut() {
    reset(client);
    reset(server);
    proxy.ended(this);
  }

  /** One way is at its end. */
  void ended() {
    if (ended.incrementAndGet() == 2) cut();
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException alreadyGone) {
      return;
    }
  }
}
