package fr.preau.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Frame;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.ServerMessage.PersonView;
import fr.preau.protocol.ShownTx;
import fr.preau.room.port.Clock;
import fr.preau.room.port.Directory;
import fr.preau.room.port.Encoder;
import fr.preau.workshop.Role;
import fr.preau.workshop.Viewer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections of a room and what they are told: each message is encoded once and the same bytes go to all. Who is
 * here, and where their pointers are, is told a little later, with what else has changed by then.
 *
 * <p>Thread: the room's event loop.
 */
final class Audience {

  private static final int PEOPLE_MILLIS = 200;
  private static final int PRESENCE_MILLIS = 100;
  private static final int FIGURES_MILLIS = 250;
  /** Until who was told nothing of what passed hears how far they are complete. */
  private static final int SEQ_MILLIS = 2_000;

  private final Room room;
  private final Encoder encoder;
  private final Clock clock;
  private final Set<Session> sessions = new LinkedHashSet<>();
  /** The same, for whoever goes through them while they come and go; null where they have changed. */
  private Session[] present;
  private final Attendance attendance;
  private final Presences presences = new Presences();
  /** All presences, encoded; null once one has changed. */
  private Frame allPresences;
  private final Authors authors;
  private final Newcomers newcomers;
  private final Tail tail;
  private final Figures figures;
  /** Those of people who wait at the door. */
  private final Set<Session> atTheDoor = new HashSet<>();
  private final Later tellPeople;
  private final Later tellPresence;
  private final Later tellFigures;
  private final Later tellSeq;

  Audience(Room room, Rooms rooms, Map<String, Directory.Person> people) {
    this.room = room;
    this.encoder = rooms.encoder();
    this.clock = rooms.clock();
    this.attendance = new Attendance(people);
    this.authors = new Authors(room.committed());
    this.newcomers = new Newcomers(room, encoder, authors, clock);
    this.tail = new Tail(room.seq());
    this.tellPeople = new Later(clock, PEOPLE_MILLIS, this::tellPeople);
    this.tellPresence = new Later(clock, PRESENCE_MILLIS, this::tellPresence);
    this.figures = new Figures(attendance, room.committed());
    this.tellFigures = new Later(clock, FIGURES_MILLIS, this::tellFigures);
    this.tellSeq = new Later(clock, SEQ_MILLIS, () -> tell(new ServerMessage.Txs(room.seq(), List.of())));
  }

  /** Sends a connection all that it needs to be up to date; from now on it gets what the others get. */
  void enter(Session session, long since) {
    attendance.came(session.participant());
    sessions.add(session);
    present = null;
    welcome(session, since);
    tellPeople.request();
    if (figures.noteAll()) tellFigures.request();
  }

  /** Who is cut off by what they are sent leaves in the middle of it: by then they are where they can be taken out again. */
  private void welcome(Session session, long since) {
    var viewer = Viewer.of(room.committed(), session.participant());
    boolean waits = viewer.role() == Role.WAITING;
    if (waits) atTheDoor.add(session);
    else atTheDoor.remove(session);
    newcomers.frames(viewer, since, tail, attendance, clock.now()).forEach(session.outbox()::send);
    if (waits) return;
    if (allPresences == null) allPresences = encoder.encode(new ServerMessage.Presence(presences.all()));
    if (!presences.isEmpty()) session.outbox().send(allPresences);
  }

  /** Whether it was here. */
  boolean leave(Session session) {
    if (!sessions.remove(session)) return false;
    atTheDoor.remove(session);
    present = null;
    attendance.left(session.participant());
    presences.gone(session);
    allPresences = null;
    tellPeople.request();
    tellPresence.request();
    if (figures.notePeople(room.committed())) tellFigures.request();
    if (sessions.isEmpty()) newcomers.forget();
    return true;
  }

  void moved(Session session, ObjectNode data) {
    if (!sessions.contains(session) || atTheDoor.contains(session)) return;
    presences.is(session, Tact.of(room.committed(), data));
    allPresences = null;
    tellPresence.request();
  }

  void know(Directory.Person person) {
    attendance.know(person);
  }

  void forget(String participant) {
    attendance.forget(participant);
  }

  /** Tells everybody what was committed together, as far as they see it. */
  void show(List<Committed> txs) {
    txs.forEach(tail::add);
    for (var tx : txs) for (var shown : tx.shown().ops()) if (shown instanceof ShownTx.ShownOp.Plain plain) authors.note(plain.op());
    if (atTheDoor.isEmpty() && txs.stream().allMatch(Committed::isForAll)) tell(new ServerMessage.Txs(room.seq(), txs.stream().map(Committed::shown).toList()));
    else showEach(txs);
    for (var tx : txs) {
      for (var shown : tx.shown().ops()) {
        var op = shown instanceof ShownTx.ShownOp.Plain plain ? plain.op() : shown instanceof ShownTx.ShownOp.Restored restored ? new Op.Restore(restored.id()) : null;
        if (op == null) continue;
        noticeMember(op);
        if (figures.note(room.committed(), op)) tellFigures.request();
      }
    }
  }

  private void showEach(List<Committed> txs) {
    var changed = changed(txs);
    var telling = new Telling(encoder, room.seq(), txs, room.committed());
    for (var session : present()) {
      if (changed.contains(session.participant())) {
        standsElsewhere(session);
        continue;
      }
      var frame = telling.to(session.participant());
      if (frame.isPresent()) session.outbox().send(frame.get());
      else tellSeq.request();
    }
  }

  /** Members whose role has become another, or who are none any more. */
  private static Set<String> changed(List<Committed> txs) {
    var changed = new HashSet<String>();
    for (var tx : txs) {
      if (!tx.isSight()) continue;
      for (var shown : tx.shown().ops()) {
        var id = shown instanceof ShownTx.ShownOp.Plain plain ? plain.op().id() : null;
        if (id != null && (isMember(tx.before(), id) != isMember(tx.after(), id) || Viewer.of(tx.before(), id).role() != Viewer.of(tx.after(), id).role())) changed.add(id);
      }
    }
    return changed;
  }

  /** Who is none is looked at as an observer, which members may be, too. */
  private static boolean isMember(Board board, String id) {
    return board.get(id) instanceof BoardRecord member && !member.deleted();
  }

  /** Their state is another now; who is no member any more has to go. */
  private void standsElsewhere(Session session) {
    if (room.role(session.participant()) == null) session.end(CloseCode.REMOVED);
    else {
      welcome(session, -1);
      if (figures.noteAll()) tellFigures.request();
    }
  }

  private void noticeMember(Op op) {
    if (!attendance.knows(op.id()) || !(room.committed().get(op.id()) instanceof BoardRecord record) || !record.type().equals("member")) return;
    attendance.changed(op.id());
    tellPeople.request();
  }

  void tell(ServerMessage message) {
    if (!sessions.isEmpty()) send(encoder.encode(message));
  }

  private void send(Frame frame) {
    for (var session : present()) if (!atTheDoor.contains(session)) session.outbox().send(frame);
  }

  private Session[] present() {
    if (present == null) present = sessions.toArray(Session[]::new);
    return present;
  }

  private void tellPeople() {
    var changed = attendance.takeUntold(room.committed());
    if (!changed.isEmpty()) tell(new ServerMessage.People(changed));
  }

  private void tellPresence() {
    if (!presences.nothingNew()) tell(new ServerMessage.Presence(presences.takeUntold()));
  }

  private void tellFigures() {
    var board = room.committed();
    var untold = figures.takeUntold(board);
    var frames = new HashMap<Viewer, Frame>();
    for (var session : present()) {
      if (atTheDoor.contains(session)) continue;
      var viewer = Viewer.of(board, session.participant());
      var seat = untold.tables().contains(viewer.table()) ? viewer.anybodyHere() : viewer.anybody();
      session.outbox().send(frames.computeIfAbsent(seat, one -> encoder.encode(new ServerMessage.Derived(untold.to(one)))));
    }
  }

  void takeWaiting() {
    for (var session : present()) session.takeWaiting();
  }

  void closeAll(CloseCode code) {
    for (var session : present()) session.end(code);
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  int connections() {
    return sessions.size();
  }

  int here() {
    return attendance.here(room.committed());
  }

  int peopleCount() {
    return attendance.people(room.committed());
  }

  String name(String participant) {
    return attendance.name(participant);
  }

  Map<String, PersonView> people() {
    return attendance.everyone(room.committed());
  }
}
