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
 * What somebody who comes is sent first: just what they missed, where that is still known, else the whole state, which is
 * encoded once and used for everyone who comes soon after, with what has happened since behind it.
 *
 * <p>Thread: the room's event loop.
 */
final class Newcomers {

  /** An encoded state is used again while no more transactions than this came after it. */
  private static final int MAX_BEHIND = 200;

  private final Room room;
  private final Encoder encoder;
  private Frame state;
  private long stateSeq;

  Newcomers(Room room, Encoder encoder) {
    this.room = room;
    this.encoder = encoder;
  }

  /** The frames that bring a client, which has everything up to {@code since} (-1: nothing), up to now. */
  List<Frame> frames(String participant, long since, Tail tail, Attendance attendance, long now) {
    var frames = new ArrayList<Frame>(3);
    var role = room.role(participant).word();
    var missed = since < 0 ? null : tail.since(since);
    if (missed != null) {
      var caughtUp = encoder.encode(new State(room.workshop(), room.seq(), null, missed, attendance.everyone(room.committed())));
      frames.add(encoder.encode(new Welcome(participant, role, now, caughtUp)));
      return frames;
    }
    var behind = behind(tail, attendance);
    frames.add(encoder.encode(new Welcome(participant, role, now, state)));
    if (!behind.isEmpty()) frames.add(encoder.encode(new Txs(room.seq(), behind)));
    var people = attendance.sinceSnapshot(room.committed());
    if (!people.isEmpty()) frames.add(encoder.encode(new ServerMessage.People(people)));
    return frames;
  }

  /** Sees to it that there is a state to send, and gives the transactions that came after it. */
  private List<ShownTx> behind(Tail tail, Attendance attendance) {
    var behind = state == null ? null : tail.since(stateSeq);
    if (behind != null && behind.size() <= MAX_BEHIND) return behind;
    state = encoder.encode(new State(room.workshop(), room.seq(), room.committed().visible(), null, attendance.everyone(room.committed())));
    stateSeq = room.seq();
    attendance.snapshotTaken();
    return List.of();
  }

  /** Lets go of the encoded state, so that a workshop where nobody is keeps no second copy. */
  void forget() {
    state = null;
  }
}
