package fr.preau.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.Refusal;
import fr.preau.protocol.ClientMessage.Submit;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Tx;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One connection of one participant to one workshop. Takes the client's transactions in their order, one at a time: what
 * comes while an earlier one is looked up in the log, or while the database is away, waits.
 *
 * <p>Thread: the room's event loop.
 */
public final class Session {

  private static final int MAX_WAITING = 1_000;

  private final Room room;
  private final String participant;
  private final Outbox outbox;
  private final ArrayDeque<Submit> inbox = new ArrayDeque<>();
  private boolean lookingUp;
  private boolean left;

  Session(Room room, String participant, Outbox outbox) {
    this.room = room;
    this.participant = participant;
    this.outbox = outbox;
  }

  public String participant() {
    return participant;
  }

  /** Takes a transaction of the client; its answer comes through the outbox. */
  public void submit(Submit submit) {
    if (left) return;
    inbox.add(submit);
    takeWaiting();
    if (inbox.size() > MAX_WAITING) end(CloseCode.OVERLOADED);
  }

  /** Notes where the participant is; told to the others soon, never stored. */
  public void presence(ObjectNode data) {
    if (!left) room.presence(participant, data);
  }

  /** The connection is gone. What waited is not kept: the client has no acknowledgement and sends it again. */
  public void leave() {
    if (left) return;
    left = true;
    inbox.clear();
    room.left(this);
  }

  /** How many transactions of this connection wait to be judged. */
  public int waiting() {
    return inbox.size();
  }

  Outbox outbox() {
    return outbox;
  }

  void end(CloseCode code) {
    leave();
    outbox.close(code);
  }

  void takeWaiting() {
    while (!left && !lookingUp && room.isLive() && !inbox.isEmpty()) take(inbox.peek());
  }

  private void take(Submit submit) {
    var id = TxId.of(submit.id());
    var duplicates = room.duplicates();
    if (!duplicates.knows(participant, id)) {
      lookUp(duplicates.learn(participant, id), nothing -> { });
      return;
    }
    if (duplicates.isNew(participant, id)) {
      inbox.remove();
      judge(submit);
    } else if (room.inFlight(participant, submit.id()) instanceof Submission earlier) {
      inbox.remove();
      if (earlier.digest() != submit.digest()) rejectAsReused(submit);
    } else {
      lookUp(room.log().find(room.workshop(), participant, submit.id()), found -> {
        inbox.remove();
        answerAgain(submit, found);
      });
    }
  }

  private <T> void lookUp(Future<T> answer, Consumer<T> then) {
    lookingUp = true;
    answer.onComplete(result -> {
      lookingUp = false;
      if (left) return;
      if (result.succeeded()) then.accept(result.result());
      else room.storageFailed();
      takeWaiting();
    });
  }

  private void answerAgain(Submit submit, Optional<Tx> logged) {
    if (logged.isEmpty()) {
      if (room.inFlight(participant, submit.id()) == null) judge(submit);
    } else if (logged.get().digest() == submit.digest()) {
      room.acknowledge(this, logged.get());
    } else {
      rejectAsReused(submit);
    }
  }

  private void judge(Submit submit) {
    room.take(new Submission(participant, participant, submit.id(), submit.digest(), submit.ops(), this, null));
  }

  private void rejectAsReused(Submit submit) {
    room.reject(this, submit.id(), Refusal.of("id-reused", "record", submit.id()));
  }
}
