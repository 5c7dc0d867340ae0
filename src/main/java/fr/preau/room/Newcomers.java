package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.protocol.Frame;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.ServerMessage.PersonView;
import fr.preau.protocol.ServerMessage.State;
import fr.preau.protocol.ServerMessage.Txs;
import fr.preau.protocol.ServerMessage.Welcome;
import fr.preau.protocol.ShownTx;
import fr.preau.protocol.ShownTx.ShownOp;
import fr.preau.room.port.Clock;
import fr.preau.room.port.Encoder;
import fr.preau.workshop.Role;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Visibility;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What somebody who comes is sent first: just what they missed, where that is still known, else the whole state. Either is encoded once
 * and used for everyone who comes soon after, needs the same and is in the same role, with what is the comer's or their table's alone before it and what has happened since behind it.
 *
 * <p>Thread: the room's event loop.
 */
final class Newcomers {

  /** What was encoded is used again while no more transactions than this came after it … */
  private static final int MAX_BEHIND = 200;
  /** … and no more in them. */
  private static final int MAX_BEHIND_SIZE = 64 * 1024;
  /** Of what is encoded, so many are kept: what was used longest ago goes first … */
  private static final int MOST_KEPT = 4;
  /** … and so many bytes in all, where what was used last is not alone larger: 10,000 records take about three megabytes, and what is written in them. */
  private static final int MOST_KEPT_BYTES = 8 * 1024 * 1024;
  /** What nobody has asked for in this time is let go of. */
  private static final long KEPT_MILLIS = 60_000;

  private final Room room;
  private final Encoder encoder;
  private final Authors authors;
  private final Clock clock;
  /** What was used last comes last. */
  private final LinkedHashMap<For, Kept> kept = new LinkedHashMap<>();
  /** Lets go of what nobody asks for any more; null where nothing is kept. */
  private Clock.Timer letGo;

  /**
   * Who can be brought up to date with the same.
   *
   * @param since what they have already; -1: nothing
   * @param whom  anybody who sees the same
   */
  private record For(long since, Viewer whom) {}

  /**
   * @param board  the state, where the whole of it is encoded
   * @param seq    up to which it is complete
   * @param moment of the {@link Attendance}, likewise
   * @param used   epoch milliseconds
   */
  private record Kept(Frame frame, Board board, long seq, long moment, long used) {
    private Kept usedAt(long now) {
      return new Kept(frame, board, seq, moment, now);
    }
  }

  Newcomers(Room room, Encoder encoder, Authors authors, Clock clock) {
    this.room = room;
    this.encoder = encoder;
    this.authors = authors;
    this.clock = clock;
  }

  /** The frames that bring a client, which has everything up to {@code since} (-1: nothing), up to now. */
  List<Frame> frames(Viewer viewer, long since, Tail tail, Attendance attendance, long now) {
    var start = start(viewer, since, tail, attendance);
    var own = start.board() == null ? List.<ShownOp>of() : own(start.board(), viewer);
    var frames = new ArrayList<Frame>(3);
    frames.add(encoder.encode(new Welcome(viewer.participant(), viewer.role().word(), now, own, start.frame())));
    if (start.seq() < room.seq()) frames.add(encoder.encode(new Txs(room.seq(), shown(tail.since(start.seq()), viewer))));
    var people = people(viewer, attendance.since(start.moment(), room.committed()));
    if (!people.isEmpty()) frames.add(encoder.encode(new ServerMessage.People(people)));
    return frames;
  }

  private Kept start(Viewer viewer, long since, Tail tail, Attendance attendance) {
    var missed = since < 0 ? null : tail.since(since);
    if (viewer.role() == Role.WAITING || missed != null && Views.apart(missed).contains(viewer.participant())) return encoded(missed, viewer, attendance);
    var whom = new For(missed == null ? -1 : since, missed == null || !Views.tables(missed).contains(viewer.table()) ? viewer.anybody() : viewer.anybodyHere());
    var start = kept.remove(whom);
    if (start == null || isOld(start, tail)) start = encoded(missed, whom.whom(), attendance);
    keep(whom, start.usedAt(clock.now()));
    return start;
  }

  private void keep(For whom, Kept start) {
    kept.putLast(whom, start);
    while (kept.size() > MOST_KEPT || kept.size() > 1 && kept.values().stream().mapToLong(one -> one.frame().size()).sum() > MOST_KEPT_BYTES) kept.pollFirstEntry();
    if (letGo == null) letGo = clock.after(KEPT_MILLIS, this::letGo);
  }

  private void letGo() {
    letGo = null;
    long now = clock.now();
    while (!kept.isEmpty() && kept.firstEntry().getValue().used() + KEPT_MILLIS <= now) kept.pollFirstEntry();
    if (!kept.isEmpty()) letGo = clock.after(kept.firstEntry().getValue().used() + KEPT_MILLIS - now, this::letGo);
  }

  private List<ShownOp> own(Board board, Viewer viewer) {
    return Visibility.beyond(board, viewer, authors.of(viewer.participant())).stream().map(record -> (ShownOp) new ShownOp.Whole(record)).toList();
  }

  private static List<ShownTx> shown(List<Committed> txs, Viewer viewer) {
    return txs.stream().map(tx -> Views.shown(tx, viewer)).filter(Objects::nonNull).toList();
  }

  /** @param missed null: the whole state */
  private Kept encoded(List<Committed> missed, Viewer viewer, Attendance attendance) {
    var records = missed == null ? Visibility.view(room.committed(), viewer) : null;
    var state = new State(room.workshop(), room.seq(), records, missed == null ? null : shown(missed, viewer), people(viewer, attendance.everyone(room.committed())));
    return new Kept(encoder.encode(state), missed == null ? room.committed() : null, room.seq(), attendance.moment(), clock.now());
  }

  /** Who waits at the door learns of nobody else. */
  private static Map<String, PersonView> people(Viewer viewer, Map<String, PersonView> all) {
    if (viewer.role() != Role.WAITING) return all;
    var own = all.get(viewer.participant());
    return own == null ? Map.of() : Map.of(viewer.participant(), own);
  }

  /** Whether what came after it is not known, or is too much to be encoded for each who comes. */
  private static boolean isOld(Kept kept, Tail tail) {
    var behind = tail.since(kept.seq());
    return behind == null || behind.size() > MAX_BEHIND || behind.stream().mapToInt(tx -> tx.shown().size()).sum() > MAX_BEHIND_SIZE;
  }

  /** Lets go of what is encoded, so that a workshop where nobody is keeps no second copy. */
  void forget() {
    kept.clear();
    if (letGo != null) letGo.cancel();
    letGo = null;
  }
}
