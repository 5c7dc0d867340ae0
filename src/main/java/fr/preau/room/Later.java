package fr.preau.room;

import fr.preau.room.port.Clock;

/**
 * Does something at most once in so many milliseconds, however often it is asked for: soon after the first request.
 *
 * <p>Thread: the room's event loop.
 */
final class Later {

  private final Clock clock;
  private final int millis;
  private final Runnable task;
  private boolean requested;

  Later(Clock clock, int millis, Runnable task) {
    this.clock = clock;
    this.millis = millis;
    this.task = task;
  }

  void request() {
    if (requested) return;
    requested = true;
    clock.after(millis, () -> {
      requested = false;
      task.run();
    });
  }
}
