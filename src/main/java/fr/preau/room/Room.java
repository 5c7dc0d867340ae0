package fr.preau.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.Board;
import fr.preau.board.Op;
import fr.preau.board.Refusal;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.ServerMessage.PersonView;
import fr.preau.protocol.Tx;
import fr.preau.room.port.Clock;
import fr.preau.room.port.Directory;
import fr.preau.room.port.Outbox;
import fr.preau.room.port.StorageAway;
import fr.preau.room.port.TxId;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.UnreadableLog;
import fr.preau.workshop.Role;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A workshop while it is open: puts its transactions into one order, judges each by the pending state, hands the accepted
 * ones to the {@link GroupCommit}, and shows them when they are in the log. Nobody sees what is not committed.
 *
 * <p>When the outcome of a commit is unknown, or the log does not answer, the room is <em>away</em>: it tells people and
 * lets their changes wait until the {@link Recovery} has succeeded.
 *
 * <p>Thread: one event loop, the same for all rooms of a server.
 */
public final class Room implements GroupCommit.Member {

  private static final Logger LOGGER = LoggerFactory.getLogger(Room.class);
  private static final int EDITS_PAGE = 1_000;
  /** Bytes of accepted transactions on their way into the log, past which sessions wait. */
  private static final int MOST_ON_THE_WAY = 8 << 20;
  /** Bytes of transactions that wait for their turn, with all sessions together. */
  private static final int MOST_WAITING = 16 << 20;

  private enum Phase { LIVE, AWAY, CLOSED }

  private final Rooms rooms;
  private final String workshop;
  private final Ledger ledger;
  private final Duplicates duplicates;
  private final Audience audience;
  private final Checkpointer checkpointer;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final Refusals refusals = new Refusals();
  private final Recovery recovery;
  /** By participant. */
  private final Map<String, Share> shares = new HashMap<>();
  private long epoch;
  private int onTheWay;
  private int waiting;
  private Phase phase = Phase.LIVE;
  private Promise<Void> settled;
  private Clock.Timer closing;

  /**
   * A refusal that waits until what it was judged on is committed.
   *
   * @param refused null for a copy of what is on its way into the log: there is nothing to tell where that arrives
   */
  private record Held(long seq, Submission submission, Verdict.Refused refused) {}

  Room(Rooms rooms, String workshop, TxLog.Opened opened, Map<String, Directory.Person> people) {
    this.rooms = rooms;
    this.workshop = workshop;
    this.epoch = opened.epoch();
    this.ledger = new Ledger(Ledger.replay(Board.of(rooms.model(), opened.records()), opened.tail()), opened.seq());
    this.duplicates = new Duplicates(rooms.log(), workshop);
    this.audience = new Audience(this, rooms, people);
    this.recovery = new Recovery(this, rooms.clock());
    this.checkpointer = new Checkpointer(this, rooms.clock(), rooms.settings().checkpointMillis());
    opened.tail().forEach(tx -> checkpointer.changed(tx.ops()));
  }

  // ---- who is here

  /**
   * Lets a connection in and sends it its welcome. Where the client has more than this room, the log is asked first.
   *
   * @param since the last seq that the client has completely, or -1
   */
  public Session enter(String participant, long since, Outbox outbox) {
    var session = new Session(this, participant, shares.computeIfAbsent(participant, id -> new Share()), outbox);
    if (since > seq() && phase == Phase.LIVE) session.enterAfter(isComplete(), since);
    else welcome(session, since);
    return session;
  }

  void welcome(Session session, long since) {
    if (phase == Phase.CLOSED || since > seq() && phase == Phase.AWAY) {
      session.end(CloseCode.OVERLOADED);
    } else if (role(session.participant()) == null) {
      session.end(CloseCode.REMOVED);
    } else {
      if (closing != null) closing.cancel();
      audience.enter(session, since);
      rooms.connected(1);
      if (phase == Phase.AWAY) session.outbox().send(rooms.encoder().encode(new ServerMessage.Status("away")));
    }
  }

  /** Whether the log has nothing that was not written here. */
  private Future<Boolean> isComplete() {
    return rooms.log().read(workshop, ledger.pendingSeq(), 1).map(found -> found.isEmpty() || found.getFirst().seq() <= ledger.pendingSeq());
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
    if (isBehind(ops, by)) return caughtUp(ops, by).compose(now -> submit(by, now));
    Promise<Verdict> verdict = Promise.promise();
    take(new Submission(by, Tx.SERVER, rooms.newId(), 0, ops, 0, null, verdict));
    return verdict.future();
  }

  /** Whether it edits a text on a revision so old that it must be {@link #caughtUp} before it is judged. */
  boolean isBehind(List<Op> ops, String by) {
    return ledger.behind(ops, by) != null;
  }

  /** These operations, their edits of texts brought forward through the log to a revision that can be judged, a page at a time. */
  Future<List<Op>> caughtUp(List<Op> ops, String by) {
    var behind = ledger.behind(ops, by);
    if (behind == null) return Future.succeededFuture(ops);
    int wanted = (int) Math.min(EDITS_PAGE, ledger.oldestHere(behind) - behind.revision());
    return rooms.log().edits(workshop, behind.id(), behind.field(), behind.revision(), wanted).compose(earlier -> {
      if (earlier.isEmpty()) return Future.failedFuture(new UnreadableLog("no edits of " + behind.field() + " of " + behind.id() + " from " + behind.revision(), null));
      var forward = new ArrayList<>(ops);
      forward.set(ops.indexOf(behind), behind.over(earlier));
      return caughtUp(forward, by);
    });
  }

  void take(Submission submission) {
    if (phase == Phase.AWAY) {
      recovery.keep(submission);
      return;
    }
    if (ledger.inFlight() + held.size() >= rooms.settings().maxWaiting() || rooms.tooMuchWaits()) {
      refuseForLackOfRoom(submission);
      return;
    }
    var before = refusals.of(submission);
    if (ledger.inFlight(submission.key()) instanceof Submission earlier) {
      hold(new Held(ledger.pendingSeq(), submission, earlier.digest() == submission.digest() ? null : reused(submission.id())));
      return;
    }
    switch (before != null ? before : ledger.judge(submission, rooms.clock().now())) {
      case Verdict.Accepted accepted -> {
        if (submission.session() != null) duplicates.note(submission.by(), TxId.of(submission.id()));
        setsOut(submission);
        rooms.commit().offer(this, accepted.tx());
      }
      case Verdict.Refused refused -> refuse(submission, refused);
    }
  }

  private void setsOut(Submission submission) {
    onTheWay += submission.size();
    rooms.waiting(submission.size());
    if (submission.session() != null) submission.session().share().sent(submission.size());
  }

  /** @return whether somebody may go on who could not before */
  private boolean arrived(Submission submission) {
    onTheWay -= submission.size();
    rooms.waiting(-submission.size());
    if (submission.session() == null) return false;
    var share = submission.session().share();
    boolean wasFull = share.isFull();
    share.settled(submission.size());
    return wasFull && !share.isFull();
  }

  private void refuseForLackOfRoom(Submission submission) {
    if (submission.session() != null) submission.session().end(CloseCode.OVERLOADED);
    else submission.verdict().fail(new StorageAway("too much waits in " + workshop, null));
  }

  private void refuse(Submission submission, Verdict.Refused refused) {
    rooms.meter().refused(refused.refusal().code());
    refusals.note(submission, refused);
    if (ledger.inFlight() == 0) tell(submission, refused);
    else hold(new Held(ledger.pendingSeq(), submission, refused));
  }

  private void hold(Held refusal) {
    held.add(refusal);
    setsOut(refusal.submission());
  }

  private void tell(Submission submission, Verdict.Refused refused) {
    if (submission.session() == null) submission.verdict().complete(refused);
    else reject(submission.session(), submission.id(), refused.refusal());
  }

  void reject(Session session, String id, Refusal refusal) {
    session.outbox().send(rooms.encoder().encode(new ServerMessage.Reject(id, refusal.code(), rooms.wording().refusal(language(), refusal))));
  }

  /** What the log must be asked for and cannot tell would be asked for in vain again and again: it is refused, and the room goes on. */
  void refuseUnreadable(Submission submission, UnreadableLog failure) {
    LOGGER.error("What {} sent to {} as {} cannot be judged", submission.asBy(), workshop, submission.id(), failure);
    rooms.meter().refused(Refusal.UNREADABLE);
    if (submission.session() == null) submission.verdict().fail(failure);
    else reject(submission.session(), submission.id(), Refusal.of(Refusal.UNREADABLE, "record", submission.id()));
  }

  /** Another body under the id of an earlier transaction. */
  static Verdict.Refused reused(String id) {
    return new Verdict.Refused(Refusal.of("id-reused", "record", id));
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
    boolean wasFull = isFull();
    boolean freed = false;
    audience.show(ledger.commit(txs));
    for (var tx : txs) {
      checkpointer.changed(tx.ops());
      var submission = ledger.settled(tx);
      if (submission == null) continue;
      freed |= arrived(submission);
      if (submission.verdict() != null) submission.verdict().complete(new Verdict.Accepted(tx));
    }
    while (!held.isEmpty() && held.peek().seq() <= seq()) {
      var refusal = held.remove();
      freed |= arrived(refusal.submission());
      if (refusal.refused() != null) tell(refusal.submission(), refusal.refused());
    }
    if (ledger.inFlight() == 0 && settled != null) settled.tryComplete();
    if (freed || wasFull && !isFull()) audience.takeWaiting();
  }

  /** Whether as much is on its way into the log as may be. */
  private boolean isFull() {
    return ledger.inFlight() + held.size() >= rooms.settings().maxWaiting() || onTheWay > MOST_ON_THE_WAY;
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
    recovery.begin();
  }

  /** The log answers again: from here on this room writes under a new epoch, and shows what it did not know was committed. */
  void reopened(TxLog.Opened opened) {
    epoch = opened.epoch();
    show(opened.tail().stream().filter(tx -> tx.seq() > seq()).toList());
  }

  /** Everything that is not settled: what was accepted, in its order, and what was refused because of it. */
  List<Submission> takeBack() {
    var taken = new ArrayList<>(ledger.rewind());
    taken.forEach(this::arrived);
    held.forEach(refusal -> taken.add(refusal.submission()));
    held.forEach(refusal -> refusals.forget(refusal.submission()));
    held.forEach(refusal -> arrived(refusal.submission()));
    held.clear();
    return taken;
  }

  void goOn(List<Submission> again) {
    phase = Phase.LIVE;
    audience.tell(new ServerMessage.Status("ok"));
    again.forEach(this::take);
    audience.takeWaiting();
  }

  /** The workshop is no longer ours, or is not what we have shown: everyone starts afresh. */
  @Override
  public void abandon() {
    if (phase == Phase.CLOSED) return;
    phase = Phase.CLOSED;
    rooms.commit().withdraw(this);
    rooms.forget(this);
    var lost = new ArrayList<>(recovery.takeUnsettled());
    lost.addAll(takeBack());
    lost.stream().filter(s -> s.verdict() != null).forEach(s -> s.verdict().tryFail(new StorageAway("lost " + workshop, null)));
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

  @Override
  public String workshop() {
    return workshop;
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public int watching() {
    return audience.connections();
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

  /** Whether sessions of such a participant may hand it the next transaction. */
  boolean takes(Share share) {
    return isLive() && !isFull() && !share.isFull();
  }

  boolean isLive() {
    return phase == Phase.LIVE;
  }

  boolean isAway() {
    return phase == Phase.AWAY;
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

  /** Notes bytes of transactions that wait with sessions, or that no longer do where negative. */
  void waits(int bytes) {
    waiting += bytes;
    rooms.waiting(bytes);
  }

  /** Whether more than such a part of what may wait with sessions does. */
  boolean waiting(int part) {
    return waiting > MOST_WAITING / part;
  }

  boolean tooMuchWaits() {
    return rooms.tooMuchWaits();
  }

  boolean isInFlight(String by, String id) {
    return ledger.inFlight(Submission.key(by, id)) != null;
  }
}
