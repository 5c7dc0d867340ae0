package fr.preau.room;

import fr.preau.protocol.Tx;
import fr.preau.room.port.Clock;
import fr.preau.room.port.RoomMeter;
import fr.preau.room.port.TxLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what all rooms of the server have pending in one round trip, at the {@link Pace} that suits what waits. One
 * batch is under way at a time.
 *
 * <p>Thread: the rooms' event loop.
 */
final class GroupCommit {

  /** A room's side of it. */
  interface Member {
    String workshop();

    long epoch();

    /** To how many connections a commit is shown. */
    int watching();

    /** These transactions, offered under this epoch, are in the log. */
    void committed(long epoch, List<Tx> txs);

    /** They are not, or, where the outcome is null, it is not known whether they are. */
    void unsettled(long epoch, TxLog.Outcome outcome);

    /** It failed, and must start afresh. */
    void abandon();
  }

  private static final Logger LOGGER = LoggerFactory.getLogger(GroupCommit.class);

  private final TxLog log;
  private final Clock clock;
  private final Pace pace;
  private final RoomMeter meter;
  private Map<Member, List<Tx>> waiting = new LinkedHashMap<>();
  private int waitingTxs;
  /** By which what waits will be shown. */
  private int waitingFrames;
  private boolean underWay;
  private long lastStart = Long.MIN_VALUE / 2;
  private int lastSize = 1;
  private Clock.Timer timer;

  GroupCommit(TxLog log, Clock clock, RoomSettings settings, RoomMeter meter) {
    this.log = log;
    this.clock = clock;
    this.pace = new Pace(settings.commitGapMillis(), settings.commitBatch());
    this.meter = meter;
  }

  /** Takes a transaction that follows all that the member offered before. */
  void offer(Member member, Tx tx) {
    var txs = waiting.computeIfAbsent(member, m -> new ArrayList<>());
    if (txs.isEmpty()) waitingFrames += member.watching();
    txs.add(tx);
    waitingTxs++;
    considerStarting();
  }

  /** Forgets what a member offered and is not under way. */
  void withdraw(Member member) {
    var txs = waiting.remove(member);
    if (txs == null) return;
    waitingTxs -= txs.size();
    waitingFrames = waiting.keySet().stream().mapToInt(Member::watching).sum();
  }

  int waiting() {
    return waitingTxs;
  }

  /** What comes while the timer runs can only put the commit off, unless it is enough to start now. */
  private void considerStarting() {
    boolean enough = pace.isEnough(waitingTxs, waitingFrames);
    if (underWay || waitingTxs == 0 || timer != null && !enough) return;
    long wait = lastStart + pace.gap(lastSize, waitingFrames) - clock.now();
    if (wait <= 0 || enough) {
      start();
    } else {
      timer = clock.after(wait, () -> {
        timer = null;
        considerStarting();
      });
    }
  }

  private void start() {
    if (timer != null) timer.cancel();
    timer = null;
    var batch = waiting;
    waiting = new LinkedHashMap<>();
    int size = waitingTxs;
    waitingTxs = 0;
    waitingFrames = 0;
    underWay = true;
    lastStart = clock.now();
    lastSize = size;
    var appends = new ArrayList<TxLog.Append>(batch.size());
    batch.forEach((member, txs) -> appends.add(new TxLog.Append(member.workshop(), member.epoch(), txs)));
    long startNanos = System.nanoTime();
    log.append(appends).onComplete(outcomes -> {
      if (outcomes.succeeded()) meter.committed(size, batch.size(), System.nanoTime() - startNanos);
      else meter.commitFailed();
      settle(batch, appends, outcomes.succeeded() ? outcomes.result() : Map.of());
      underWay = false;
      considerStarting();
    });
  }

  /** What goes wrong in one room stays in that room. */
  private static void settle(Map<Member, List<Tx>> batch, List<TxLog.Append> appends, Map<String, TxLog.Outcome> outcomes) {
    var append = appends.iterator();
    for (var member : batch.keySet()) {
      var offered = append.next();
      var outcome = outcomes.get(offered.workshop());
      try {
        if (outcome == TxLog.Outcome.COMMITTED) member.committed(offered.epoch(), offered.txs());
        else member.unsettled(offered.epoch(), outcome);
      } catch (RuntimeException | Error e) {
        LOGGER.error("The room of {} is given up", offered.workshop(), e);
        member.abandon();
      }
    }
  }
}
