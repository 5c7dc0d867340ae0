package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.Op;
import fr.preau.board.Refusal;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.ServerMessage.PersonView;
import fr.preau.protocol.Tx;
import fr.preau.room.port.Directory;
import fr.preau.room.port.Outbox;
import fr.preau.room.port.StorageAway;
import fr.preau.room.port.TxId;
import fr.preau.room.port.TxLog;
import fr.preau.workshop.Role;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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

  private enum Phase { LIVE, AWAY, CLOSED }

  private final Rooms rooms;
  private final String workshop;
  private final Ledger ledger;
  private final CatchUp catchUp;
  private final Duplicates duplicates;
  private final Load load;
  private final Refusals refusals = new Refusals();
  private final Answers answers;
  private final Audience audience;
  private final Checkpointer checkpointer;
  private final Recovery recovery;
  private final Closing closing;
  private final Door door;
  private long epoch;
  private Phase phase = Phase.LIVE;

  Room(Rooms rooms, String workshop, TxLog.Opened opened, Map<String, Directory.Person> people) {
    this.rooms = rooms;
    this.workshop = workshop;
    this.epoch = opened.epoch();
    this.ledger = new Ledger(Ledger.replay(Board.of(rooms.model(), opened.records()), opened.tail()), opened.seq());
    this.catchUp = new CatchUp(ledger, rooms.log(), rooms.clock(), workshop);
    this.duplicates = new Duplicates(rooms.log(), workshop);
    this.load = new Load(rooms);
    this.answers = new Answers(this, rooms);
    this.audience = new Audience(this, rooms, people);
    this.checkpointer = new Checkpointer(this, rooms.clock(), rooms.settings().checkpointMillis());
    this.recovery = new Recovery(this, rooms.clock(), rooms.troubles());
    this.closing = new Closing(this, rooms, ledger, audience, checkpointer);
    this.door = new Door(this, rooms, ledger, audience, closing);
    opened.tail().forEach(tx -> checkpointer.changed(tx.ops()));
  }

  // ---- who comes

  /**
   * Lets a connection in and sends it its welcome. Where the client has more than this room, the log is asked first.
   *
   * @param since the last seq that the client has completely, or -1
   */
  public Session enter(String participant, long since, Outbox outbox) {
    return door.enter(participant, since, outbox);
  }

  /**
   * Makes a new member.
   *
   * @param member what their record says, by the state in which they come in; what it throws, the future fails with
   */
  public Future<Verdict> join(Directory.Person person, byte[] tokenHash, Function<Board, Map<String, Object>> member) {
    return door.join(person, tokenHash, member);
  }

  // ---- transactions

  /**
   * Submits a transaction that did not come over a connection, such as an import; the log has it as the server's.
   *
   * @param by whose rights it is judged by, and the author of what it creates; null: the server's own, rights unchecked
   */
  public Future<Verdict> submit(String by, List<Op> ops) {
    if (phase != Phase.LIVE) return Future.failedFuture(new StorageAway("writing to " + workshop, null));
    if (catchUp.isNeeded(ops, by, false)) return catchUp.of(ops, by, false).compose(now -> submit(by, now));
    Promise<Verdict> verdict = Promise.promise();
    take(new Submission(by, Tx.SERVER, rooms.newId(), 0, ops, 0, null, null, verdict));
    return verdict.future();
  }

  void take(Submission submission) {
    if (phase == Phase.AWAY) {
      recovery.keep(submission);
      return;
    }
    if (load.isTooMuch()) {
      answers.refuseForLackOfRoom(submission);
      return;
    }
    var before = refusals.of(submission);
    if (ledger.inFlight(submission.key()) instanceof Submission earlier) {
      hold(submission, earlier.digest() == submission.digest() ? null : Refusals.reused(submission.id()));
      return;
    }
    switch (before != null ? before : judged(submission)) {
      case Verdict.Accepted accepted -> {
        if (submission.session() != null) duplicates.note(submission.by(), TxId.of(submission.id()));
        load.setsOut(submission);
        rooms.commit().offer(this, accepted.tx());
      }
      case Verdict.Refused refused -> refuse(submission, refused);
    }
  }

  /** What cannot be judged at all is refused alone: it takes nobody along. */
  private Verdict judged(Submission submission) {
    try {
      return ledger.judge(submission, rooms.clock().now());
    } catch (RuntimeException e) {
      LOGGER.error("{}: what {} sent as {} cannot be judged", workshop, submission.asBy(), submission.id(), e);
      return new Verdict.Refused(Refusal.of(Refusal.UNREADABLE, "record", submission.id()));
    }
  }

  private void refuse(Submission submission, Verdict.Refused refused) {
    rooms.meter().refused(refused.refusal().code());
    refusals.note(submission, refused);
    if (ledger.inFlight() == 0) answers.refuse(submission, refused);
    else hold(submission, refused);
  }

  private void hold(Submission submission, Verdict.Refused refused) {
    refusals.hold(new Refusals.Held(ledger.pendingSeq(), submission, refused));
    load.setsOut(submission);
  }

  @Override
  public void committed(long epoch, List<Tx> txs) {
    if (phase != Phase.CLOSED && epoch == this.epoch) show(txs);
  }

  private void show(List<Tx> txs) {
    if (txs.isEmpty()) return;
    boolean wasFull = load.isFull();
    boolean freed = false;
    long own = 0;
    audience.show(ledger.commit(txs));
    for (var tx : txs) {
      checkpointer.changed(tx.ops());
      if (ledger.isInFlight(tx)) own = tx.seq();
      var submission = ledger.settled(tx);
      if (submission == null) continue;
      freed |= load.arrived(submission);
      if (submission.verdict() != null) submission.verdict().complete(new Verdict.Accepted(tx));
    }
    for (var due = refusals.takeDue(own); due != null; due = refusals.takeDue(own)) {
      freed |= load.arrived(due.submission());
      if (due.refused() != null) answers.refuse(due.submission(), due.refused());
    }
    if (ledger.inFlight() == 0) closing.settled();
    if (freed || wasFull && !load.isFull()) audience.takeWaiting();
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
    closing.settled();
    recovery.begin();
  }

  /** The log answers again: from here on this room writes under a new epoch, and shows what it did not know was committed. */
  void reopened(TxLog.Opened opened) {
    epoch = opened.epoch();
    show(opened.tail().stream().filter(tx -> tx.seq() > seq()).toList());
  }

  /** Everything that is not settled, accepted or refused, in the order in which it was judged. */
  List<Submission> takeBack() {
    var placed = new ArrayList<>(ledger.rewind());
    placed.addAll(refusals.takeBack());
    placed.sort(Comparator.comparingLong(Submission.Placed::seq));
    var taken = placed.stream().map(Submission.Placed::submission).toList();
    taken.forEach(load::arrived);
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
    closing.settled();
  }

  // ---- closing

  /** Closes once nobody has been here for a while. */
  void closeWhenIdle() {
    closing.whenIdle();
  }

  Future<Void> drain() {
    return closing.drain();
  }

  /** Nothing is written or shown any more. */
  void close() {
    phase = Phase.CLOSED;
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

  /** The name of somebody who takes part or did, or null where it is not known. */
  public String name(String participant) {
    return audience.name(participant);
  }

  public Map<String, PersonView> people() {
    return audience.people();
  }

  /** How many people take part, whether or not they are connected; screens of the room are none. */
  public int peopleCount() {
    return audience.peopleCount();
  }

  /** How many people are connected; screens of the room are none. */
  public int here() {
    return audience.here();
  }

  /** Whether sessions of such a participant may hand it the next transaction. */
  boolean takes(Share share) {
    return isLive() && !load.isFull() && !share.isFull();
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

  boolean tooMuchWaits() {
    return rooms.tooMuchWaits();
  }

  boolean isInFlight(String by, String id) {
    return ledger.inFlight(Submission.key(by, id)) != null;
  }

  TxLog log() {
    return rooms.log();
  }

  CatchUp catchUp() {
    return catchUp;
  }

  Duplicates duplicates() {
    return duplicates;
  }

  Load load() {
    return load;
  }

  Answers answers() {
    return answers;
  }

  Door door() {
    return door;
  }
}
