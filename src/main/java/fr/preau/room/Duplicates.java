package fr.preau.room;

import fr.preau.room.port.TxId;
import fr.preau.room.port.TxLog;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Knows which transaction ids cannot be in the log, so that only resends cost a look into it. Of every page load of a
 * client (see {@link TxId}) it keeps the greatest counter seen; a greater one is new. The first time that a room hears
 * from a page load, the log is asked; likewise when it has heard from too many others since. An id without a counter is
 * looked up each time.
 *
 * <p>Thread: the room's event loop.
 */
final class Duplicates {

  private static final int MAX_PAGE_LOADS = 5_000;

  private final TxLog log;
  private final String workshop;
  private final Map<String, Long> lastCounters = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > MAX_PAGE_LOADS;
    }
  };

  Duplicates(TxLog log, String workshop) {
    this.log = log;
    this.workshop = workshop;
  }

  /** Whether {@link #isNew} can answer; if not, {@link #learn} first. */
  boolean knows(String by, TxId id) {
    return id.counter() < 0 || lastCounters.containsKey(key(by, id));
  }

  Future<Void> learn(String by, TxId id) {
    return log.lastCounter(workshop, by, id.client()).map(last -> {
      lastCounters.merge(key(by, id), last, Math::max);
      return null;
    });
  }

  /** Whether this id is certainly not in the log; if not, the log must be asked. */
  boolean isNew(String by, TxId id) {
    return id.counter() >= 0 && id.counter() > lastCounters.get(key(by, id));
  }

  /** Notes that this id was given a seq. */
  void note(String by, TxId id) {
    if (id.counter() >= 0) lastCounters.merge(key(by, id), id.counter(), Math::max);
  }

  private static String key(String by, TxId id) {
    return by + '\n' + id.client();
  }
}
