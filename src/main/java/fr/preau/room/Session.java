package fr.preau.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.protocol.ClientMessage.Submit;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Tx;
import fr.preau.room.port.Outbox;
import fr.preau.room.port.TxId;
import fr.preau.room.port.UnreadableLog;
import fr.preau.workshop.Written;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One connection of one participant to one workshop. Takes the client's transactions in their order, one at a time: what
 * comes while an earlier one is looked up in the log, while the database is away, or faster than it commits, waits. From
 * half of what may wait on it, of its participant or in the workshop, the client is not read any further; one that goes on delivering is
 * cut off in the end.
 *
 * <p>Thread: the room's event loop.
 */
public final class Session {

  private static final int MAX_WAITING = 1_000;
  private static final int MAX_WAITING_BYTES = 1 << 20;

  private final Room room;
  private final String participant;
  private final Share share;
  private final Outbox outbox;
  private final ArrayDeque<Submit> inbox = new ArrayDeque<>();
  private int inboxBytes;
  private boolean paused;
  private boolean lookingUp;
  private boolean left;

  Session(Room room, String participant, Share share, Outbox outbox) {
    this.room = room;
    this.participant = participant;
    this.share = share;
    this.outbox = outbox;
  }

  /** Enters the room once it is known to be complete; where it is not, or that cannot be told, it must catch up first. */
  void enterAfter(Future<Boolean> complete, long since) {
    lookingUp = true;
    complete.onComplete(answer -> {
      lookingUp = false;
      if (left) return;
      if (answer.failed() || !answer.result()) room.storageFailed();
      room.door().welcome(this, since);
      takeWaiting();
    });
  }

  public String participant() {
    return participant;
  }

  /** Takes a transaction of the client; its answer comes through the outbox. */
  public void submit(Submit submit) {
    if (left) return;
    inbox.add(submit);
    waits(submit.size());
    takeWaiting();
    if (waiting(1) || room.tooMuchWaits() && !inbox.isEmpty()) end(CloseCode.OVERLOADED);
  }

  /** Notes where the participant is; told to the others soon, never stored. */
  public void presence(ObjectNode data) {
    if (!left) room.door().moved(this, data);
  }

  /** The connection is gone. What waited is not kept: the client has no acknowledgement and sends it again. */
  public void leave() {
    if (left) return;
    left = true;
    inbox.clear();
    waits(-inboxBytes);
    room.door().left(this);
  }

  private void waits(int difference) {
    inboxBytes += difference;
    share.waits(difference);
    room.load().waits(difference);
  }

  Share share() {
    return share;
  }

  Outbox outbox() {
    return outbox;
  }

  void end(CloseCode code) {
    leave();
    outbox.close(code);
  }

  void takeWaiting() {
    while (!left && !lookingUp && !inbox.isEmpty() && room.takes(share)) take(inbox.peek());
    if (!left) pace();
  }

  private void pace() {
    boolean wait = waiting(paused ? 4 : 2);
    if (wait == paused) return;
    paused = wait;
    outbox.pause(wait);
  }

  /** Whether more than such a part of what may wait does. */
  private boolean waiting(int part) {
    return inbox.size() > MAX_WAITING / part || inboxBytes > MAX_WAITING_BYTES / part || !inbox.isEmpty() && (share.waiting(part) || room.load().waiting(part));
  }

  private void take(Submit submit) {
    var id = TxId.of(submit.id());
    var duplicates = room.duplicates();
    if (!duplicates.knows(participant, id)) {
      lookUp(duplicates.learn(participant, id), nothing -> { });
    } else if (duplicates.isNew(participant, id)) {
      judge(submit);
    } else if (room.isInFlight(participant, submit.id())) {
      handOn();
    } else {
      long before = share.everSettled();
      lookUp(room.log().find(room.workshop(), participant, submit.id()), found -> answerAgain(submit, found, before));
    }
  }

  private void replaceFirst(Submit submit) {
    inbox.remove();
    inbox.addFirst(submit);
  }

  private <T> void lookUp(Future<T> answer, Consumer<T> then) {
    lookingUp = true;
    answer.onComplete(result -> {
      lookingUp = false;
      if (left) return;
      if (result.succeeded() && !room.isLive()) return;
      if (result.succeeded()) {
        then.accept(result.result());
      } else if (result.cause() instanceof UnreadableLog unreadable) {
        room.answers().refuseUnreadable(takeFirst(), unreadable);
      } else {
        room.storageFailed();
      }
      takeWaiting();
    });
  }

  /**
   * What is on its way here is answered once it is shown, also where the log has it already. What the log did not have may have entered it
   * since it was asked, if anything of the participant's has: then it is asked again.
   */
  private void answerAgain(Submit submit, Optional<Tx> logged, long settledWhenAsked) {
    if (room.isInFlight(participant, submit.id()) || logged.isEmpty() && share.everSettled() != settledWhenAsked) return;
    if (logged.isEmpty()) {
      judge(submit);
    } else {
      takeFirst();
      answer(submit.id(), submit.digest(), logged.get());
    }
  }

  /** Answers what was sent under an id that the log has. */
  void answer(String id, long digest, Tx logged) {
    if (left) return;
    if (logged.digest() == digest) room.answers().acknowledge(this, logged);
    else room.answers().reject(this, id, Refusals.reused(id).refusal());
  }

  /** What edits a text on a revision that only the log remembers is brought forward first. */
  private void judge(Submit submit) {
    if (room.catchUp().isNeeded(submit.ops(), participant, true)) {
      lookUp(room.catchUp().of(submit.ops(), participant, true), ops -> {
        if (inbox.peek() == submit) replaceFirst(new Submit(submit.id(), submit.phase(), submit.shown(), ops, submit.digest(), submit.size()));
      });
      return;
    }
    handOn();
  }

  private void handOn() {
    room.take(takeFirst());
  }

  private Submission takeFirst() {
    var submit = inbox.remove();
    waits(-submit.size());
    return new Submission(participant, participant, submit.id(), submit.digest(), submit.ops(), submit.size(), submit.phase() == null ? null : new Written(submit.phase(), submit.shown()), this, null);
  }
}
