package fr.preau.client;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits with the monitor of something that is notified of whatever may make a difference. Any thread. */
final class Patience {

  private final Object monitor;
  private final long nanos;

  /** @param longest how long it waits at most */
  Patience(Object monitor, Duration longest) {
    this.monitor = monitor;
    this.nanos = longest.toNanos();
  }

  /**
   * Waits until the condition holds; both it and the reason are asked with the monitor held.
   *
   * @param hopeless why it never will, or null as long as it may
   * @param state    what to tell beside that it does not hold
   * @throws AssertionError where it is hopeless, or takes too long
   */
  void await(String what, BooleanSupplier condition, Supplier<String> hopeless, Supplier<String> state) {
    synchronized (monitor) {
      long deadline = System.nanoTime() + nanos;
      while (!condition.getAsBoolean()) {
        var why = hopeless.get();
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (why != null || left <= 0) throw new AssertionError("still not: " + what + (why == null ? "" : "; " + why) + "; " + state.get());
        try {
          monitor.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError(e);
        }
      }
    }
  }
}
