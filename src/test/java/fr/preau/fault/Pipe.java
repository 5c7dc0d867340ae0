package fr.preau.fault;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** One way of a connection: reads at once, and delivers in order when each piece is due. A thread for each of the two. */
final class Pipe {

  private static final int PIECE = 4_096;
  private static final int MOST_ON_THE_WAY = 64;
  private static final Piece END = new Piece(new byte[0], 0);

  /** @param due in the nanoseconds of {@link System#nanoTime} */
  private record Piece(byte[] bytes, long due) {}

  private final Link link;
  private final Way way;
  private final Socket from;
  private final Socket to;
  private final Random random;
  private final BlockingQueue<Piece> onTheWay = new ArrayBlockingQueue<>(MOST_ON_THE_WAY);
  private long lastDue = System.nanoTime();
  private boolean silent;

  Pipe(Link link, Way way, Socket from, Socket to, long seed) {
    this.link = link;
    this.way = way;
    this.from = from;
    this.to = to;
    this.random = new Random(seed);
  }

  void start() {
    Thread.ofVirtual().start(() -> running(this::read));
    Thread.ofVirtual().start(() -> running(this::deliver));
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** A connection of which nobody can know that it is dead is not ended by us. */
  private void running(Work work) {
    try {
      work.run();
    } catch (IOException broken) {
      if (!silent) link.cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() throws IOException, InterruptedException {
    var buffer = new byte[PIECE];
    for (int size = from.getInputStream().read(buffer); size >= 0; size = from.getInputStream().read(buffer)) {
      silent |= link.weather().silent().contains(way);
      if (silent) continue;
      var bytes = link.passed(way, Arrays.copyOf(buffer, size));
      if (bytes.length > 0) onTheWay.put(new Piece(bytes, due()));
    }
    silent |= link.weather().silent().contains(way);
    if (!silent) onTheWay.put(END);
  }

  private long due() {
    var weather = link.weather();
    long jitter = weather.jitterMillis() == 0 ? 0 : random.nextLong(-weather.jitterMillis(), weather.jitterMillis() + 1);
    lastDue = Math.max(lastDue, System.nanoTime() + Math.max(0, weather.delayMillis() + jitter) * 1_000_000);
    return lastDue;
  }

  private void deliver() throws IOException, InterruptedException {
    for (var piece = onTheWay.take(); piece != END; piece = onTheWay.take()) {
      waitUntil(piece.due());
      to.getOutputStream().write(piece.bytes());
      long bytesPerSecond = link.weather().bytesPerSecond();
      if (bytesPerSecond < Long.MAX_VALUE) waitUntil(System.nanoTime() + piece.bytes().length * 1_000_000_000L / bytesPerSecond);
    }
    to.shutdownOutput();
    link.ended();
  }

  private static void waitUntil(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) LockSupport.parkNanos(left);
  }
}
