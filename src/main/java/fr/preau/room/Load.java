package fr.preau.room;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of what was sent to a room is not settled, of each participant and of all together, and whether the room takes more.
 *
 * <p>Thread: the room's event loop.
 */
final class Load {

  /** Bytes of accepted transactions on their way into the log, past which sessions wait. */
  private static final int MOST_ON_THE_WAY = 8 << 20;
  /** Bytes of transactions that wait for their turn, with all sessions together. */
  private static final int MOST_WAITING = 16 << 20;

  private final Rooms rooms;
  private final int mostTxs;
  /** By participant. */
  private final Map<String, Share> shares = new HashMap<>();
  private int txs;
  private int onTheWay;
  private int waiting;

  Load(Rooms rooms) {
    this.rooms = rooms;
    this.mostTxs = rooms.settings().maxWaiting();
  }

  Share share(String participant) {
    return shares.computeIfAbsent(participant, id -> new Share());
  }

  /** Notes bytes of transactions that wait with sessions, or that no longer do where negative. */
  void waits(int bytes) {
    waiting += bytes;
    rooms.waiting(bytes);
  }

  /** Whether more than such a part of what may wait with sessions does. */
  boolean waiting(int part) {
    return waiting > MOST_WAITING / part;
  }

  /** Notes what is on its way into the log, or is held until that has arrived. */
  void setsOut(Submission submission) {
    txs++;
    onTheWay += submission.size();
    rooms.waiting(submission.size());
    if (submission.session() != null) submission.session().share().sent(submission.size());
  }

  /** @return whether its sender may go on who could not before */
  boolean arrived(Submission submission) {
    txs--;
    onTheWay -= submission.size();
    rooms.waiting(-submission.size());
    if (submission.session() == null) return false;
    var share = submission.session().share();
    boolean wasFull = share.isFull();
    share.settled(submission.size());
    return wasFull && !share.isFull();
  }

  /** Whether as much is on its way as may be; more waits with its sessions. */
  boolean isFull() {
    return txs >= mostTxs || onTheWay > MOST_ON_THE_WAY;
  }

  /** Whether even what does not wait with a session must be turned away. */
  boolean isTooMuch() {
    return txs >= mostTxs || rooms.tooMuchWaits();
  }
}
