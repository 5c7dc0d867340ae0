package fr.preau.room;

import fr.preau.room.port.Clock;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes when the test says so. */
public final class ManualClock implements Clock {

  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
  private long now = 1_700_000_000_000L;
  private long order;

  private record Due(long at, long order, Runnable task) {}

  @Override
  public long now() {
    return now;
  }

  @Override
  public Timer after(long millis, Runnable task) {
    var timer = new Due(now + Math.max(1, millis), order++, task);
    due.add(timer);
    return () -> due.remove(timer);
  }

  /** Lets time pass, running what falls due in its order. */
  public void pass(long millis) {
    long until = now + millis;
    while (!due.isEmpty() && due.peek().at() <= until) {
      var next = due.remove();
      now = next.at();
      next.task().run();
    }
    now = until;
  }

  /** Timers that have not run yet. */
  public int timers() {
    return due.size();
  }
}
