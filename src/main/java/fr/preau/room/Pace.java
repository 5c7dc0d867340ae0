package fr.preau.room;

/**
 * How long after the last commit the next one starts, so that the cost of each change falls as load rises.
 *
 * <p>A commit has a price of its own, about a millisecond of CPU, most of it PostgreSQL's, and each frame by which it is
 * shown costs another 10 µs or so, nearly all of it the kernel's. Neither depends much on how many transactions it holds.
 * So the gap grows with the frames that are due, and with what the last commit found gathered, from the fewest milliseconds
 * that are worth gathering for up to the most that people do not notice: half of them, which is what a change waits on
 * average, and a commit are still below 25 ms. Whoever waits for each answer before going on leaves nothing to gather, and
 * is not held up. After a pause longer than the gap a change waits for nothing. Once as many transactions wait as frames are due, there
 * is little more to gain by gathering, and whoever waits for answers before going on gets them sooner.
 *
 * @param mostMillis the gap, however many frames are due
 * @param enough     fewer transactions than this are never enough to start before the gap has passed
 */
record Pace(int mostMillis, int enough) {

  private static final int LEAST_MILLIS = 10;
  private static final int FRAMES_PER_MILLI = 2;
  private static final int MILLIS_PER_TX = 8;

  /**
   * Milliseconds from the start of a commit to that of the next.
   *
   * @param gathered transactions of the commit
   * @param frames   that are due to the next
   */
  int gap(int gathered, int frames) {
    return Math.min(mostMillis, LEAST_MILLIS + MILLIS_PER_TX * Math.min(mostMillis, gathered - 1) + frames / FRAMES_PER_MILLI);
  }

  /** Whether so many waiting transactions start a commit that is due so many frames, whatever the gap. */
  boolean isEnough(int txs, int frames) {
    return txs >= Math.max(enough, frames);
  }
}
