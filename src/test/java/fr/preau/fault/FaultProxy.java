package fr.preau.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A TCP relay before a server of this machine, whose connections go as wrong as the test says. How long each piece takes
 * follows from the seed. Any thread.
 */
public final class FaultProxy implements AutoCloseable {

  /** How a line is: what each piece of it takes, bytes a second at most, and the ways on which everything is lost. */
  record Weather(long delayMillis, long jitterMillis, long bytesPerSecond, Set<Way> silent) {
    static final Weather FAIR = new Weather(0, 0, Long.MAX_VALUE, Set.of());
  }

  private final int target;
  private final Supplier<Tap> taps;
  private final Random random;
  private final ServerSocket listening;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile Weather weather = Weather.FAIR;
  private volatile boolean refusing;

  /**
   * @param target port of the server
   * @param taps   one for each connection
   */
  public FaultProxy(int target, long seed, Supplier<Tap> taps) {
    this.target = target;
    this.taps = taps;
    this.random = new Random(seed);
    try {
      listening = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public FaultProxy(int target, long seed) {
    this(target, seed, () -> Tap.NONE);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        serve(listening.accept());
      } catch (IOException closedOrServerAway) {
        continue;
      }
    }
  }

  private void serve(Socket client) throws IOException {
    if (refusing) {
      Link.reset(client);
      return;
    }
    try {
      var link = new Link(this, client, new Socket(InetAddress.getLoopbackAddress(), target), taps.get(), random.nextLong());
      links.add(link);
      link.start();
    } catch (IOException e) {
      Link.reset(client);
      throw e;
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  /** Where clients find the server through this proxy. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** From now on each piece takes so long, more or less, in both directions. */
  public void delay(long millis, long jitter) {
    weather = new Weather(millis, jitter, weather.bytesPerSecond(), weather.silent());
  }

  /** From now on so many bytes a second pass, on each connection and way. */
  public void throttle(long bytesPerSecond) {
    weather = new Weather(weather.delayMillis(), weather.jitterMillis(), bytesPerSecond, weather.silent());
  }

  /** From now on connections are half-open on these ways: what is sent is accepted and never arrives, and no end is told. A connection that has lost something stays so. */
  public void silence(Way... ways) {
    weather = new Weather(weather.delayMillis(), weather.jitterMillis(), weather.bytesPerSecond(), Set.copyOf(List.of(ways)));
  }

  /** Ends every connection at once, with what is on the way. */
  public void cut() {
    links.forEach(Link::cut);
  }

  /** Whether connections are refused from now on; those that are open stay. */
  public void refuse(boolean all) {
    refusing = all;
  }

  /** From now on nothing is delayed, lost or refused. */
  public void mend() {
    weather = Weather.FAIR;
    refusing = false;
  }

  /** Connections that are open. */
  public int open() {
    return links.size();
  }

  Weather weather() {
    return weather;
  }

  void ended(Link link) {
    links.remove(link);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
