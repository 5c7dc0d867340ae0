package fr.preau.room;

import fr.preau.room.port.Clock;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.UnreadableLog;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a room back in line with a log that did not answer: opens the workshop anew under a higher epoch until that
 * succeeds, shows what the log then has, and gives back to be judged again, in its order, what it does not have. What
 * cannot be read, which only a person can mend, is tried less and less often.
 *
 * <p>Thread: the room's event loop.
 */
final class Recovery {

  private static final int RETRY_MILLIS = 500;
  private static final int SELDOM_MILLIS = 60_000;

  private final Room room;
  private final Clock clock;
  private final Troubles troubles;
  /** What was on its way into the log when it went away, in order, until it is known what became of it. */
  private List<Submission> unsettled = new ArrayList<>();
  private int retryMillis;

  Recovery(Room room, Clock clock, Troubles troubles) {
    this.room = room;
    this.clock = clock;
    this.troubles = troubles;
  }

  /** Keeps what comes after everything that is on its way. */
  void keep(Submission submission) {
    unsettled.add(submission);
  }

  /** Begins when whoever noticed that the log is away has let go of what else it was about to give to the room. */
  void begin() {
    retryMillis = RETRY_MILLIS;
    clock.after(1, this::start);
  }

  private void start() {
    if (!room.isAway()) return;
    room.log().open(room.workshop()).onComplete(answer -> {
      if (!room.isAway()) return;
      if (answer.failed()) retry(answer.cause());
      else if (answer.result().isEmpty() || !follows(answer.result().get())) room.abandon();
      else guarded(() -> opened(answer.result().get()));
    });
  }

  private void retry(Throwable failure) {
    troubles.tell(room.workshop(), "cannot be opened again", failure);
    retryMillis = failure instanceof UnreadableLog ? Math.min(2 * retryMillis, SELDOM_MILLIS) : RETRY_MILLIS;
    clock.after(retryMillis, this::start);
  }

  /** Whether nothing between what the room has shown and the state of the log is unknown to it. */
  private boolean follows(TxLog.Opened opened) {
    if (opened.seq() <= room.seq()) return opened.seq() == room.seq();
    return !opened.tail().isEmpty() && opened.tail().getFirst().seq() <= room.seq() + 1;
  }

  private void opened(TxLog.Opened opened) {
    room.reopened(opened);
    var inOrder = new ArrayList<>(room.takeBack());
    inOrder.addAll(unsettled);
    unsettled = inOrder;
    lookUp();
  }

  /** A room that cannot be carried on is not left away for ever: whoever comes back opens it anew. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error failure) {
      troubles.tell(room.workshop(), "is given up", failure);
      room.abandon();
    }
  }

  /** Finds out what became of all that is kept, also of what comes meanwhile; then the room goes on. */
  private void lookUp() {
    lookUp(List.copyOf(unsettled)).onComplete(again -> {
      if (!room.isAway()) return;
      if (again.failed()) {
        retry(again.cause());
        return;
      }
      if (unsettled.size() > again.result().size()) {
        lookUp();
        return;
      }
      unsettled.clear();
      guarded(() -> room.goOn(again.result()));
    });
  }

  /** What is already in the log, as a resend that slipped through would be, must not be judged again; the rest is made ready to be. */
  private Future<List<Submission>> lookUp(List<Submission> asked) {
    var again = new ArrayList<Submission>(asked.size());
    Future<Void> last = Future.succeededFuture();
    for (var submission : asked) last = last.compose(done -> lookUp(submission, again));
    return last.map(again);
  }

  private Future<Void> lookUp(Submission submission, List<Submission> again) {
    return room.log().find(room.workshop(), submission.asBy(), submission.id()).compose(found -> {
      if (found.isEmpty()) return room.catchUp().of(submission.ops(), submission.by(), submission.isClients()).<Void>map(ops -> {
        again.add(submission.with(ops));
        return null;
      });
      unsettled.remove(submission);
      if (submission.session() != null) submission.session().answer(submission.id(), submission.digest(), found.get());
      return Future.succeededFuture();
    }).recover(failure -> {
      if (!(failure instanceof UnreadableLog unreadable)) return Future.failedFuture(failure);
      unsettled.remove(submission);
      room.answers().refuseUnreadable(submission, unreadable);
      return Future.succeededFuture();
    });
  }

  List<Submission> takeUnsettled() {
    var taken = List.copyOf(unsettled);
    unsettled.clear();
    return taken;
  }
}
