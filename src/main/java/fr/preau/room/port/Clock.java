package fr.preau.room.port;

/** Time and timers from outside. Timers run on the thread that the room lives on. */
public interface Clock {

  /** Epoch milliseconds. */
  long now();

  /** Runs the task once after so many milliseconds (at least 1). */
  Timer after(long millis, Runnable task);

  /** A timer that has not necessarily run yet. */
  interface Timer {
    void cancel();
  }
}
