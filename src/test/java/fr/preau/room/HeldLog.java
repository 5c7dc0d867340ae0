package fr.preau.room;

import fr.preau.board.BoardRecord;
import fr.preau.board.TextEdit;
import fr.preau.protocol.Tx;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.UnreadableLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A log whose commits take as long, and go as wrong, as the test says. */
final class HeldLog implements TxLog {

  private final TxLog log;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  /** The number of transactions in each commit so far. */
  final List<Integer> commits = new ArrayList<>();
  /** The workshops whose checkpoints were written, in order. */
  final List<String> checkpoints = new ArrayList<>();
  private boolean holding;
  private boolean away;
  private boolean breaking;
  private int missing;
  private boolean unreadable;
  private boolean unopenable;
  /** How often a workshop was to be opened. */
  int openings;
  private boolean holdingAnswers;
  private boolean readingLate;
  private final ArrayDeque<Runnable> heldAnswers = new ArrayDeque<>();

  private record Held(Collection<Append> batch, Promise<Map<String, Outcome>> reply) {}

  HeldLog(TxLog log) {
    this.log = log;
  }

  /** From now on commits wait for {@link #release}, {@link #loseReply} or {@link #fail}. */
  void hold() {
    holding = true;
  }

  /** Whether the database answers nothing at all. */
  void away(boolean away) {
    this.away = away;
  }

  /** The next commit happens, but nobody hears of it: that moment, and from then on, the database answers nothing. */
  void breakAtNext() {
    breaking = true;
  }

  /** Whether what single transactions and edits are read from is damaged. */
  void unreadable(boolean damaged) {
    unreadable = damaged;
  }

  /** Whether what workshops are opened from is damaged. */
  void unopenable(boolean damaged) {
    unopenable = damaged;
  }

  /** From now on what is read or stored beside the log is answered when the test says so. */
  void holdAnswers(boolean hold) {
    holdingAnswers = hold;
  }

  void answerNext() {
    heldAnswers.remove().run();
  }

  int answersHeld() {
    return heldAnswers.size();
  }

  /** Whether what is read while answers are held is read when it is told, not when it is asked for. */
  void readLate(boolean late) {
    readingLate = late;
  }

  /** What is read is read now, and told later, where not {@linkplain #readLate otherwise} said; what is stored is stored later. */
  private <T> Future<T> answer(Supplier<Future<T>> question, boolean askNow) {
    if (away) return Future.failedFuture("away");
    if (!holdingAnswers) return question.get();
    var answer = Promise.<T>promise();
    var asked = askNow && !readingLate ? question.get() : null;
    heldAnswers.add(() -> (asked == null ? question.get() : asked).onComplete(answer));
    return answer.future();
  }

  private <T> Future<T> readable(Future<T> answer) {
    return unreadable ? Future.failedFuture(new UnreadableLog("damaged", null)) : answer;
  }

  void release() {
    holding = false;
    while (!held.isEmpty()) releaseNext();
  }

  void releaseNext() {
    var next = held.remove();
    log.append(next.batch()).onComplete(next.reply());
  }

  /** The next commit happens; whoever waits for it hears of it when the result is run. */
  Runnable commitNext() {
    var next = held.remove();
    var done = log.append(next.batch());
    return () -> done.onComplete(next.reply());
  }

  /** The next commit happens, but nobody hears of it. */
  void loseReply() {
    var next = held.remove();
    log.append(next.batch());
    next.reply().fail("connection lost");
  }

  /** The next commit does not happen, and nobody knows. */
  void fail() {
    held.remove().reply().fail("connection lost");
  }

  /** From now on the workshop is opened as if its last transactions had never been. */
  void shorten(int by) {
    missing = by;
  }

  int held() {
    return held.size();
  }

  @Override
  public Future<Map<String, Outcome>> append(Collection<Append> batch) {
    if (away) return Future.failedFuture("away");
    commits.add(batch.stream().mapToInt(append -> append.txs().size()).sum());
    if (breaking) {
      breaking = false;
      away = true;
      return log.append(batch).compose(outcomes -> Future.failedFuture("connection lost"));
    }
    if (!holding) return log.append(batch);
    var reply = Promise.<Map<String, Outcome>>promise();
    held.add(new Held(batch, reply));
    return reply.future();
  }

  @Override
  public Future<Optional<Opened>> open(String workshop) {
    openings++;
    if (away) return Future.failedFuture("away");
    if (unopenable) return Future.failedFuture(new UnreadableLog("damaged", null));
    return log.open(workshop).map(found -> found.map(opened -> new Opened(opened.epoch(), opened.seq() - missing, opened.records(), opened.tail())));
  }

  @Override
  public Future<Optional<Tx>> find(String workshop, String by, String id) {
    return answer(() -> readable(log.find(workshop, by, id)), true);
  }

  @Override
  public Future<Long> lastCounter(String workshop, String by, String client) {
    return away ? Future.failedFuture("away") : log.lastCounter(workshop, by, client);
  }

  @Override
  public Future<List<TextEdit>> edits(String workshop, String record, String field, long from, int limit) {
    return answer(() -> readable(log.edits(workshop, record, field, from, limit)), true);
  }

  @Override
  public Future<List<Tx>> read(String workshop, long after, int limit) {
    return answer(() -> log.read(workshop, after, limit), true);
  }

  @Override
  public Future<Boolean> checkpoint(String workshop, long epoch, long seq, Collection<BoardRecord> changed) {
    checkpoints.add(workshop);
    return answer(() -> log.checkpoint(workshop, epoch, seq, changed), false);
  }
}
