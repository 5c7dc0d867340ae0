package fr.preau.room;

/**
 * How the live engine is tuned.
 *
 * @param commitGapMillis  longest time between two commits under load: see {@link Pace}
 * @param commitBatch      so many waiting transactions may be enough not to wait for the gap
 * @param checkpointMillis longest time that a change is missing from the records' table, which is written behind the log
 * @param idleMillis       how long a workshop without people stays open
 * @param maxWaiting       transactions of one room on their way into the log; past it, those that follow wait with their senders
 */
public record RoomSettings(int commitGapMillis, int commitBatch, int checkpointMillis, long idleMillis, int maxWaiting) {

  public static final RoomSettings DEFAULT = new RoomSettings(42, 32, 30_000, 600_000, 5_000);
}
