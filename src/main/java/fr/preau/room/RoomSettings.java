package fr.preau.room;

/**
 * How the live engine is tuned.
 *
 * @param commitGapMillis  longest time between two commits under load: see {@link Pace}
 * @param commitBatch      so many waiting transactions may be enough not to wait for the gap
 * @param checkpointMillis how long a change may be missing from the records' table, which is written behind the log
 * @param idleMillis       how long a workshop without people stays open
 * @param maxWaiting       transactions that one room keeps while the database is away or slow; past it, senders are cut off
 */
public record RoomSettings(int commitGapMillis, int commitBatch, int checkpointMillis, long idleMillis, int maxWaiting) {

  public static final RoomSettings DEFAULT = new RoomSettings(36, 32, 2_000, 600_000, 5_000);
}
