package fr.preau.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.Board;
import fr.preau.board.Op;
import fr.preau.board.Refusal;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.ServerMessage.PersonView;
import fr.preau.protocol.Tx;
import fr.preau.workshop.Role;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A workshop while it is open: puts its transactions into one order, judges each by the pending state, hands the accepted
 * ones to the {@link GroupCommit}, and shows them when they are in the log. Nobody sees what is not committed.
 *
 * <p>When the outcome of a commit is unknown, or the log does not answer, the room is <em>away</em>: it tells people,
 * lets their changes wait, and opens the workshop anew under a higher epoch until that succeeds. What the log then has is
 * shown; what it does not have is judged again, in its order.
 *
 * <p>Thread: one event loop, the same for all rooms of a server.
 */
public final class Room implements GroupCommit.Member {

  private static final int RETRY_MILLIS = 500;

  private enum Phase { LIVE, AWAY, CLOSED }

  private final Rooms rooms;
  private final String workshop;
  private final Ledger ledger;
  private final Duplicates duplicates;
  private final Audience audience;
  private final Checkpointer checkpointer;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  /** What was on its way into the log when it went away, in order, until it is known what became of it. */
  private final Set<Submission> unsettled = new LinkedHashSet<>();
  private final List<Runnable> listeners = new ArrayList<>();
  private long epoch;
  private Phase phase = Phase.LIVE;
  private Promise<Void> settled;
  private Clock.Timer closing;

  /** A refusal that waits until what it was judged on is committed. */
  private record Held(long seq, Runnable tell) {}

  Room(Rooms rooms, String workshop, TxLog.Opened opened, Map<String, Directory.Person> people) {
    this.rooms = rooms;
    this.workshop = workshop;
    this.epoch = opened.epoch();
    this.ledger = new Ledger(Ledger.replay(Board.of(rooms.model(), opened.records()), opened.tail()), opened.seq());
    this.duplicates = new Duplicates(rooms.log(), workshop);
    this.audience = new Audience(this, rooms, people);
    this.checkpointer = new Checkpointer(this, rooms.clock(), rooms.settings().checkpointMillis());
    opened.tail().forEach(tx -> checkpointer.changed(tx.ops()));
  }

  // ---- who is here

  /**
   * Lets a connection in and sends it its welcome.
   *
   * @param since the last seq that the client has completely, or -1
   */
  public Session enter(String participant, long since, Outbox outbox) {
    var session = new Session(this, participant, outbox);
    if (phase == Phase.CLOSED || role(participant) == null) {
      session.end(phase == Phase.CLOSED ? CloseCode.OVERLOADED : CloseCode.REMOVED);
      return session;
    }
    if (closing != null) closing.cancel();
    audience.enter(session, since);
    rooms.connected(1);
    if (phase == Phase.AWAY) outbox.send(rooms.encoder().encode(new ServerMessage.Status("away")));
    return session;
  }

  void left(Session session) {
    if (!audience.leave(session)) return;
    rooms.connected(-1);
    if (audience.isEmpty()) closeWhenIdle();
  }

  void presence(String participant, ObjectNode data) {
    audience.moved(participant, data);
  }

  /** Makes a new member: first who it is, outside the log, then the member's record. */
  public Future<Verdict> join(Directory.Person person, byte[] tokenHash, Role role, String family) {
    if (phase != Phase.LIVE) return Future.failedFuture(new StorageAway("joining " + workshop, null));
    var values = new HashMap<String, Object>(Map.of("role", role.word()));
    if (family != null) values.put("family", family);
    return rooms.directory().addPerson(workshop, person, tokenHash).compose(nothing -> {
      audience.know(person);
      return submit(null, List.of(new Op.Put("member", person.id(), values)));
    });
  }

  // ---- transactions

  /**
   * Submits a transaction that did not come over a connection, such as an import; the log has it as the server's.
   *
   * @param by whose rights it is judged by, and the author of what it creates; null: the server's own, rights unchecked
   */
  public Future<Verdict> submit(String by, List<Op> ops) {
    if (phase != Phase.LIVE) return Future.failedFuture(new StorageAway("writing to " + workshop, null));
    Promise<Verdict> verdict = Promise.promise();
    take(new Submission(by, Tx.SERVER, rooms.newId(), 0, ops, null, verdict));
    return verdict.future();
  }

  void take(Submission submission) {
    if (ledger.inFlight() >= rooms.settings().maxWaiting()) {
      refuseForLackOfRoom(submission);
      return;
    }
    switch (ledger.judge(submission, rooms.clock().now())) {
      case Verdict.Accepted accepted -> {
        if (submission.session() != null) duplicates.note(submission.by(), TxId.of(submission.id()));
        rooms.commit().offer(this, accepted.tx());
      }
      case Verdict.Refused refused -> refuse(submission, refused);
    }
  }

  private void refuseForLackOfRoom(Submission submission) {
    if (submission.session() != null) submission.session().end(CloseCode.OVERLOADED);
    else submission.verdict().fail(new StorageAway("too much waits in " + workshop, null));
  }

  private void refuse(Submission submission, Verdict.Refused refused) {
    rooms.meter().refused(refused.refusal().code());
    Runnable tell = submission.session() == null
        ? () -> submission.verdict().complete(refused)
        : () -> reject(submission.session(), submission.id(), refused.refusal());
    if (ledger.inFlight() == 0) tell.run();
    else held.add(new Held(ledger.pendingSeq(), tell));
  }

  void reject(Session session, String id, Refusal refusal) {
    session.outbox().send(rooms.encoder().encode(new ServerMessage.Reject(id, refusal.code(), rooms.wording().refusal(language(), refusal))));
  }

  void acknowledge(Session session, Tx tx) {
    session.outbox().send(rooms.encoder().encode(new ServerMessage.Txs(seq(), List.of(Ledger.acknowledgement(tx)))));
  }

  @Override
  public void committed(long epoch, List<Tx> txs) {
    if (phase != Phase.CLOSED && epoch == this.epoch) show(txs);
  }

  private void show(List<Tx> txs) {
    if (txs.isEmpty()) return;
    audience.show(ledger.commit(txs));
    for (var tx : txs) {
      checkpointer.changed(tx.ops());
      var submission = ledger.settled(tx);
      if (submission != null && submission.verdict() != null) submission.verdict().complete(new Verdict.Accepted(tx));
    }
    while (!held.isEmpty() && held.peek().seq() <= seq()) held.remove().tell().run();
    if (ledger.inFlight() == 0 && settled != null) settled.tryComplete();
    changed();
  }

  // ---- when the log does not answer

  @Override
  public void unsettled(long epoch, TxLog.Outcome outcome) {
    if (phase != Phase.LIVE || epoch != this.epoch) return;
    if (outcome == TxLog.Outcome.NOT_OWNER) abandon();
    else storageFailed();
  }

  void storageFailed() {
    if (phase != Phase.LIVE) return;
    phase = Phase.AWAY;
    rooms.commit().withdraw(this);
    audience.tell(new ServerMessage.Status("away"));
    if (settled != null) settled.tryComplete();
    reopen();
  }

  private void reopen() {
    if (phase != Phase.AWAY) return;
    rooms.log().open(workshop).onComplete(answer -> {
      if (phase != Phase.AWAY) return;
      if (answer.failed()) rooms.clock().after(RETRY_MILLIS, this::reopen);
      else if (answer.result().isEmpty() || answer.result().get().seq() < seq()) abandon();
      else recovered(answer.result().get());
    });
  }

  private void recovered(TxLog.Opened opened) {
    epoch = opened.epoch();
    show(opened.tail().stream().filter(tx -> tx.seq() > seq()).toList());
    unsettled.addAll(ledger.rewind());
    lookUpUnsettled().onComplete(done -> {
      if (phase != Phase.AWAY) return;
      if (done.failed()) rooms.clock().after(RETRY_MILLIS, this::reopen);
      else goOn();
    });
  }

  /** What is already in the log, as a resend that slipped through would be, must not be judged again. */
  private Future<Void> lookUpUnsettled() {
    Future<Void> last = Future.succeededFuture();
    for (var submission : List.copyOf(unsettled)) {
      last = last.compose(done -> rooms.log().find(workshop, submission.asBy(), submission.id())).map(found -> {
        if (found.isPresent()) unsettled.remove(submission);
        found.filter(tx -> submission.session() != null).ifPresent(tx -> submission.session().answer(submission.id(), submission.digest(), tx));
        return null;
      });
    }
    return last;
  }

  private void goOn() {
    phase = Phase.LIVE;
    var again = List.copyOf(unsettled);
    unsettled.clear();
    var refusals = List.copyOf(held);
    held.clear();
    audience.tell(new ServerMessage.Status("ok"));
    again.forEach(this::take);
    refusals.forEach(refusal -> refusal.tell().run());
    audience.takeWaiting();
  }

  /** The workshop is no longer ours, or is not what we have shown: everyone starts afresh. */
  private void abandon() {
    if (phase == Phase.CLOSED) return;
    phase = Phase.CLOSED;
    rooms.commit().withdraw(this);
    rooms.forget(this);
    unsettled.addAll(ledger.rewind());
    unsettled.stream().filter(s -> s.verdict() != null).forEach(s -> s.verdict().tryFail(new StorageAway("lost " + workshop, null)));
    audience.closeAll(CloseCode.OVERLOADED);
    if (settled != null) settled.tryComplete();
  }

  // ---- closing

  /** Stops taking part: closes the connections, waits for what is on its way into the log, and writes the checkpoint. */
  Future<Void> drain() {
    audience.closeAll(CloseCode.GOING_AWAY);
    settled = Promise.promise();
    if (ledger.inFlight() == 0 || phase != Phase.LIVE) settled.tryComplete();
    return settled.future().compose(nothing -> checkpointer.flush()).onComplete(done -> phase = Phase.CLOSED);
  }

  /** After a while without people, writes the checkpoint and closes, unless something is still happening. */
  void closeWhenIdle() {
    if (closing != null) closing.cancel();
    closing = rooms.clock().after(rooms.settings().idleMillis(), () -> {
      long before = seq();
      if (!audience.isEmpty()) return;
      checkpointer.flush().onComplete(written -> {
        if (written.succeeded() && isIdle() && seq() == before) {
          phase = Phase.CLOSED;
          rooms.forget(this);
        } else if (audience.isEmpty() && phase != Phase.CLOSED) {
          closeWhenIdle();
        }
      });
    });
  }

  private boolean isIdle() {
    return phase == Phase.LIVE && audience.isEmpty() && ledger.inFlight() == 0;
  }

  // ---- what there is

  void changed() {
    listeners.forEach(Runnable::run);
  }

  /** Runs the task, on the room's thread, whenever the board or the people here have changed. Call the result to stop. */
  public Runnable onChange(Runnable task) {
    listeners.add(task);
    return () -> listeners.remove(task);
  }

  @Override
  public String workshop() {
    return workshop;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  /** The state that people see. */
  public Board committed() {
    return ledger.committed();
  }

  public long seq() {
    return ledger.committedSeq();
  }

  /** The workshop's language, as {@code fr}. */
  public String language() {
    var record = committed().get("workshop");
    return record == null || record.text("language") == null ? "fr" : record.text("language");
  }

  /** The role of a member, or null where it is none. */
  public Role role(String participant) {
    var member = committed().get(participant);
    return member == null || member.deleted() || !member.type().equals("member") ? null : Role.of(member.text("role"));
  }

  public Map<String, PersonView> people() {
    return audience.people();
  }

  /** How many people are connected. */
  public int here() {
    return audience.here();
  }

  boolean isLive() {
    return phase == Phase.LIVE;
  }

  boolean isClosed() {
    return phase == Phase.CLOSED;
  }

  Duplicates duplicates() {
    return duplicates;
  }

  TxLog log() {
    return rooms.log();
  }

  /** Notes bytes of transactions that wait in the inboxes of connections, or that no longer do where negative. */
  void waiting(int bytes) {
    rooms.waiting(bytes);
  }

  boolean tooMuchWaits() {
    return rooms.tooMuchWaits();
  }

  Submission inFlight(String by, String id) {
    return ledger.inFlight(by, id);
  }
}
