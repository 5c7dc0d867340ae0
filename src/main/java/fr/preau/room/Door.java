package fr.preau.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.Board;
import fr.preau.board.Op;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.ServerMessage;
import fr.preau.room.port.Directory;
import fr.preau.room.port.Outbox;
import fr.preau.room.port.StorageAway;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Lets people into a room and out of it: connections of members, and new members.
 *
 * <p>Thread: the room's event loop.
 */
final class Door {

  private final Room room;
  private final Rooms rooms;
  private final Ledger ledger;
  private final Audience audience;
  private final Closing closing;

  Door(Room room, Rooms rooms, Ledger ledger, Audience audience, Closing closing) {
    this.room = room;
    this.rooms = rooms;
    this.ledger = ledger;
    this.audience = audience;
    this.closing = closing;
  }

  Session enter(String participant, long since, Outbox outbox) {
    var session = new Session(room, participant, room.load().share(participant), outbox);
    if (since > room.seq() && room.isLive()) session.enterAfter(isComplete(), since);
    else welcome(session, since);
    return session;
  }

  void welcome(Session session, long since) {
    if (room.isClosed() || since > room.seq() && room.isAway()) {
      session.end(CloseCode.OVERLOADED);
    } else if (room.role(session.participant()) == null) {
      session.end(CloseCode.REMOVED);
    } else {
      closing.putOff();
      rooms.connected(1);
      audience.enter(session, since);
      if (room.isAway()) session.outbox().send(rooms.encoder().encode(new ServerMessage.Status("away")));
    }
  }

  /** Whether the log has nothing that was not written here: the first that is not shown tells, since nobody else's follows ours. */
  private Future<Boolean> isComplete() {
    return rooms.log().read(room.workshop(), room.seq(), 1).map(found -> found.isEmpty() || found.getFirst().seq() <= room.seq() || ledger.isInFlight(found.getFirst()));
  }

  void moved(Session session, ObjectNode data) {
    audience.moved(session, data);
  }

  void left(Session session) {
    if (!audience.leave(session)) return;
    rooms.connected(-1);
    if (audience.isEmpty()) closing.whenIdle();
  }

  /** Makes a new member: first who it is, outside the log, then the member's record. Of who is not let in after all nothing is kept. */
  Future<Verdict> join(Directory.Person person, byte[] tokenHash, Function<Board, Map<String, Object>> member) {
    if (!room.isLive()) return Future.failedFuture(new StorageAway("joining " + room.workshop(), null));
    return rooms.directory().addPerson(room.workshop(), person, tokenHash).compose(nothing -> {
      try {
        return letIn(person, member.apply(ledger.pending()));
      } catch (RuntimeException shut) {
        return forgotten(person, Future.<Verdict>failedFuture(shut));
      }
    }).compose(verdict -> verdict instanceof Verdict.Refused ? forgotten(person, Future.succeededFuture(verdict)) : Future.succeededFuture(verdict));
  }

  private Future<Verdict> letIn(Directory.Person person, Map<String, Object> member) {
    if (!room.isLive()) return forgotten(person, Future.failedFuture(new StorageAway("joining " + room.workshop(), null)));
    audience.know(person);
    return room.submit(null, List.of(new Op.Put("member", person.id(), member)));
  }

  /** The answer, once somebody who was not let in is forgotten; where that fails, a name without a member is left. */
  private Future<Verdict> forgotten(Directory.Person person, Future<Verdict> answer) {
    audience.forget(person.id());
    return rooms.directory().removePerson(room.workshop(), person.id()).transform(done -> answer);
  }
}
