package fr.preau.room;

import fr.preau.board.Refusal;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.Tx;
import fr.preau.room.port.StorageAway;
import fr.preau.room.port.UnreadableLog;
import java.util.List;

/**
 * What whoever sent a transaction is told alone: why it was refused, in the workshop's language, or that it was in the log before.
 *
 * <p>Thread: the room's event loop.
 */
final class Answers {

  private final Room room;
  private final Rooms rooms;

  Answers(Room room, Rooms rooms) {
    this.room = room;
    this.rooms = rooms;
  }

  void acknowledge(Session session, Tx tx) {
    session.outbox().send(rooms.encoder().encode(new ServerMessage.Txs(room.seq(), List.of(Ledger.acknowledgement(tx)))));
  }

  void refuse(Submission submission, Verdict.Refused refused) {
    if (submission.session() == null) submission.verdict().complete(refused);
    else reject(submission.session(), submission.id(), refused.refusal());
  }

  void reject(Session session, String id, Refusal refusal) {
    session.outbox().send(rooms.encoder().encode(new ServerMessage.Reject(id, refusal.code(), rooms.wording().refusal(room.language(), refusal))));
  }

  /** What the log must be asked for and cannot tell would be asked for in vain again and again: it is refused, and the room goes on. */
  void refuseUnreadable(Submission submission, UnreadableLog failure) {
    rooms.troubles().tell(room.workshop(), "what " + submission.asBy() + " sent as " + submission.id() + " cannot be judged", failure);
    rooms.meter().refused(Refusal.UNREADABLE);
    if (submission.session() == null) submission.verdict().fail(failure);
    else reject(submission.session(), submission.id(), Refusal.of(Refusal.UNREADABLE, "record", submission.id()));
  }

  void refuseForLackOfRoom(Submission submission) {
    if (submission.session() != null) submission.session().end(CloseCode.OVERLOADED);
    else submission.verdict().fail(new StorageAway("too much waits in " + room.workshop(), null));
  }
}
