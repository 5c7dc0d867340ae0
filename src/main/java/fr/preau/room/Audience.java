package fr.preau.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
  private final Newcomers newcomers;
  private final Tail tail;
  private final Later tellPeople;
  private final Later tellPresence;

  Audience(Room room, Rooms rooms, Map<String, Directory.Person> people) {
    this.room = room;
    this.encoder = rooms.encoder();
    this.clock = rooms.clock();
    this.attendance = new Attendance(people);
    this.newcomers = new Newcomers(room, encoder);
    this.tail = new Tail(room.seq());
    this.tellPeople = new Later(clock, PEOPLE_MILLIS, this::tellPeople);
    this.tellPresence = new Later(clock, PRESENCE_MILLIS, this::tellPresence);
  }

  /** Sends a connection all that it needs to be up to date; from now on it gets what the others get. */
  void enter(Session session, long since) {
    attendance.came(session.participant());
    newcomers.frames(session.participant(), since, tail, attendance, clock.now()).forEach(session.outbox()::send);
    if (allPresences == null) allPresences = encoder.encode(new ServerMessage.Presence(presences.all()));
    if (!presences.isEmpty()) session.outbox().send(allPresences);
    sessions.add(session);
    present = null;
    tellPeople.request();
  }

  /** Whether it was here. */
  boolean leave(Session session) {
    if (!sessions.remove(session)) return false;
    present = null;
    attendance.left(session.participant());
    presences.gone(session);
    allPresences = null;
    tellPeople.request();
    tellPresence.request();
    if (sessions.isEmpty()) newcomers.forget();
    return true;
  }

  void moved(Session session, ObjectNode data) {
    if (!sessions.contains(session)) return;
    presences.is(session, data);
    allPresences = null;
    tellPresence.request();
  }

  void know(Directory.Person person) {
    attendance.know(person);
  }

  /** Tells everybody what was committed together. */
  void show(List<ShownTx> txs) {
    txs.forEach(tail::add);
    tell(new ServerMessage.Txs(room.seq(), txs));
    for (var tx : txs) for (var shown : tx.ops()) if (shown instanceof ShownTx.ShownOp.Plain plain) noticeMember(plain.op());
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
    for (var session : present()) session.outbox().send(frame);
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

  /** People with at least one open connection. */
  int here() {
    return attendance.here();
  }

  Map<String, PersonView> people() {
    return attendance.everyone(room.committed());
  }
}
