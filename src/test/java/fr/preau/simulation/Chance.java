package fr.preau.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** Everything that is left to chance in one run: equal seeds give equal runs. */
final class Chance {

  private final SplittableRandom random;

  Chance(long seed) {
    random = new SplittableRandom(seed);
  }

  /** From 0 up to this, exclusive. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Both ends included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Milliseconds on the way: mostly few, now and then many. */
  long delay() {
    return oneIn(12) ? between(100, 2_000) : between(1, 60);
  }

  /** Milliseconds between two things that people do: often none, now and then long. */
  long pause() {
    return switch (below(20)) {
      case 0 -> between(1_000, 12_000);
      case 1, 2, 3, 4 -> between(50, 800);
      default -> between(0, 30);
    };
  }
}
