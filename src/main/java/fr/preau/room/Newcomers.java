package fr.preau.room;

import fr.preau.protocol.Frame;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.ServerMessage.State;
import fr.preau.protocol.ServerMessage.Txs;
import fr.preau.protocol.ServerMessage.Welcome;
import fr.preau.protocol.ShownTx;
import fr.preau.room.port.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody who comes is sent first: just what they missed, where that is still known, else the whole state. Either is encoded once
 * and used for everyone who comes soon after and needs the same, with what has happened since behind it.
 *
 * <p>Thread: the room's event loop.
 */
final class Newcomers {

  /** What was encoded is used again while no more transactions than this came after it … */
  private static final int MAX_BEHIND = 200;
  /** … and no more in them. */
  private static final int MAX_BEHIND_SIZE = 64 * 1024;

  private final Room room;
  private final Encoder encoder;
  private Kept state;
  private Kept caughtUp;

  /**
   * @param since  what it brings up to date has everything up to there
   * @param seq    up to which it is complete
   * @param moment of the {@link Attendance}, likewise
   */
  private record Kept(Frame frame, long since, long seq, long moment) {}

  Newcomers(Room room, Encoder encoder) {
    this.room = room;
    this.encoder = encoder;
  }

  /** The frames that bring a client, which has everything up to {@code since} (-1: nothing), up to now. */
  List<Frame> frames(String participant, long since, Tail tail, Attendance attendance, long now) {
    var missed = since < 0 ? null : tail.since(since);
    Kept kept;
    if (missed != null) {
      if (caughtUp == null || caughtUp.since() != since || isOld(caughtUp, tail)) caughtUp = encoded(since, missed, attendance);
      kept = caughtUp;
    } else {
      if (state == null || isOld(state, tail)) state = encoded(-1, null, attendance);
      kept = state;
    }
    var frames = new ArrayList<Frame>(3);
    frames.add(encoder.encode(new Welcome(participant, room.role(participant).word(), now, kept.frame())));
    var behind = tail.since(kept.seq());
    if (!behind.isEmpty()) frames.add(encoder.encode(new Txs(room.seq(), behind)));
    var people = attendance.since(kept.moment(), room.committed());
    if (!people.isEmpty()) frames.add(encoder.encode(new ServerMessage.People(people)));
    return frames;
  }

  /** @param missed null: the whole state */
  private Kept encoded(long since, List<ShownTx> missed, Attendance attendance) {
    var records = missed == null ? room.committed().visible() : null;
    return new Kept(encoder.encode(new State(room.workshop(), room.seq(), records, missed, attendance.everyone(room.committed()))), since, room.seq(), attendance.moment());
  }

  /** Whether what came after it is not known, or is too much to be encoded for each who comes. */
  private static boolean isOld(Kept kept, Tail tail) {
    var behind = tail.since(kept.seq());
    return behind == null || behind.size() > MAX_BEHIND || behind.stream().mapToInt(ShownTx::size).sum() > MAX_BEHIND_SIZE;
  }

  /** Lets go of what is encoded, so that a workshop where nobody is keeps no second copy. */
  void forget() {
    state = null;
    caughtUp = null;
  }
}
