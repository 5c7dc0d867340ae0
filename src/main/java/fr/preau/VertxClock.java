package fr.preau;

import fr.preau.room.port.Clock;
import io.vertx.core.Vertx;

/** The time of this machine, and the timers of the event loop that they are set on. */
final class VertxClock implements Clock {

  private final Vertx vertx;

  VertxClock(Vertx vertx) {
    this.vertx = vertx;
  }

  @Override
  public long now() {
    return System.currentTimeMillis();
  }

  @Override
  public Timer after(long millis, Runnable task) {
    long timer = vertx.setTimer(Math.max(1, millis), id -> task.run());
    return () -> vertx.cancelTimer(timer);
  }
}
