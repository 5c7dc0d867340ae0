package fr.preau.simulation;

import fr.preau.board.BoardRecord;
import fr.preau.board.TextEdit;
import fr.preau.protocol.Tx;
import fr.preau.room.port.TxLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The log as one server reaches it: each question takes a while to get there and each answer a while to come back. What
 * becomes of the next commits is up to {@link World#fates}. A server that ended hears nothing any more, but what it had
 * asked for may still happen. A workshop is opened only by the server that clients reach: one from which it was taken is
 * cut off.
 */
final class FaultyLog implements TxLog {

  /** What becomes of a commit. */
  enum Fate {
    /** It happens, and the server is told. */
    HAPPENS,
    /** It happens, but the answer is lost. */
    REPLY_LOST,
    /** It does not happen, and the server does not know. */
    FAILS,
    /** The server is told that it is lost; it happens later, unless somebody else has taken the workshop by then. */
    HAPPENS_LATE
  }

  private final World world;
  private final Server server;

  FaultyLog(World world, Server server) {
    this.world = world;
    this.server = server;
  }

  @Override
  public Future<Map<String, Outcome>> append(Collection<Append> batch) {
    var fate = world.fates.isEmpty() ? Fate.HAPPENS : world.fates.remove();
    world.trace(() -> server + " appends " + batch.stream().flatMap(a -> a.txs().stream()).map(tx -> tx.seq() + ":" + tx.id()).toList() + " " + fate);
    return switch (fate) {
      case HAPPENS -> asked(() -> committed(batch));
      case REPLY_LOST -> asked(() -> {
        committed(batch);
        return lost();
      });
      case FAILS -> asked(FaultyLog::lost);
      case HAPPENS_LATE -> {
        world.clock.after(world.chance.between(1, 3_000), () -> committed(batch));
        yield asked(FaultyLog::lost);
      }
    };
  }

  private Future<Map<String, Outcome>> committed(Collection<Append> batch) {
    return world.memory.append(batch).onSuccess(outcomes -> {
      world.trace(() -> server + ": " + outcomes);
      world.truth.catchUp();
    });
  }

  @Override
  public Future<Optional<Opened>> open(String workshop) {
    return asked(() -> server == world.server() ? opened(workshop) : lost());
  }

  private Future<Optional<Opened>> opened(String workshop) {
    return world.memory.open(workshop).onSuccess(found -> world.trace(() -> server + " opens at " + found.orElseThrow().seq() + " under epoch " + found.orElseThrow().epoch()));
  }

  @Override
  public Future<Optional<Tx>> find(String workshop, String by, String id) {
    return told(() -> world.memory.find(workshop, by, id));
  }

  @Override
  public Future<Long> lastCounter(String workshop, String by, String client) {
    return told(() -> world.memory.lastCounter(workshop, by, client));
  }

  @Override
  public Future<List<TextEdit>> edits(String workshop, String record, String field, long from, int limit) {
    return told(() -> world.memory.edits(workshop, record, field, from, limit));
  }

  @Override
  public Future<List<Tx>> read(String workshop, long after, int limit) {
    return asked(() -> world.memory.read(workshop, after, limit));
  }

  @Override
  public Future<Boolean> checkpoint(String workshop, long epoch, long seq, Collection<BoardRecord> changed) {
    return told(() -> world.memory.checkpoint(workshop, epoch, seq, changed));
  }

  /** What is asked beside commits: the answer may be lost. */
  private <T> Future<T> told(Supplier<Future<T>> question) {
    if (world.answersLost == 0) return asked(question);
    world.answersLost--;
    return asked(() -> question.get().compose(answer -> lost()));
  }

  private <T> Future<T> asked(Supplier<Future<T>> question) {
    var answer = Promise.<T>promise();
    after(() -> {
      var found = world.away ? FaultyLog.<T>lost() : question.get();
      after(() -> {
        if (server.alive()) found.onComplete(answer);
      });
    });
    return answer.future();
  }

  private void after(Runnable step) {
    if (world.chance.oneIn(3)) step.run();
    else world.clock.after(world.chance.oneIn(20) ? world.chance.between(100, 1_500) : world.chance.between(1, 8), step);
  }

  private static <T> Future<T> lost() {
    return Future.failedFuture("the line to the database broke");
  }
}
