package fr.preau.client;

import fr.preau.board.Op;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A person who writes through whatever goes wrong: makes a few cards, then changes, deletes and restores them as fast as the
 * server acknowledges, a few ahead; comes back whenever the connection ends, and sends again what was not answered. Nobody
 * else touches these cards, so that no change of theirs may be refused. Runs in a thread of its own.
 */
final class Author implements Runnable {

  private static final int CARDS = 8;
  private static final int AHEAD = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final BoardClient client;
  private final String name;
  private final Random random;
  private final List<String> shown = new ArrayList<>();
  private final List<String> binned = new ArrayList<>();
  private volatile boolean writing = true;

  Author(BoardClient client, String name, long seed) {
    this.client = client;
    this.name = name;
    this.random = new Random(seed);
  }

  @Override
  public void run() {
    while (writing || client.unanswered() > 0) {
      if (client.closeCode() != 0 && !client.comeBack(PATIENCE)) throw new AssertionError(name + " was not let in again");
      if (writing) client.submit(next());
      client.await("answers to " + name, () -> client.unanswered() < (writing ? AHEAD : 1) || client.closeCode() != 0);
    }
  }

  private Op next() {
    if (shown.size() + binned.size() < CARDS) {
      shown.add("c" + Long.toString(random.nextLong(1L << 60), 36));
      return new Op.Put("card", shown.getLast(), Map.of("kind", "enjeu", "title", "Idée de " + name, "x", 10L, "y", 2.5));
    }
    if (shown.size() > 1 && random.nextInt(20) == 0) {
      binned.add(shown.remove(random.nextInt(shown.size())));
      return new Op.Del(binned.getLast());
    }
    if (!binned.isEmpty() && random.nextInt(20) == 0) {
      shown.add(binned.removeFirst());
      return new Op.Restore(shown.getLast());
    }
    return new Op.Set(shown.get(random.nextInt(shown.size())), Map.of("x", (long) random.nextInt(4_000), "y", random.nextInt(8_000) / 2 + 0.5));
  }

  /** Writes nothing new; what is not answered yet is still seen to. */
  void finish() {
    writing = false;
    client.wake();
  }

  BoardClient client() {
    return client;
  }
}
