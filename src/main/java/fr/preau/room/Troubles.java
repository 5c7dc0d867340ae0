package fr.preau.room;

import fr.preau.room.port.Clock;
import fr.preau.room.port.UnreadableLog;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator what the log could not do for a workshop: each cause once an hour, however often it is met.
 *
 * <p>Thread: the rooms' event loop.
 */
final class Troubles {

  private static final Logger LOGGER = LoggerFactory.getLogger(Troubles.class);
  private static final int AGAIN_MILLIS = 3_600_000;
  private static final int MOST = 1_000;

  private final Clock clock;
  /** When it was told, by workshop and cause. */
  private final Map<String, Long> told = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > MOST;
    }
  };

  Troubles(Clock clock) {
    this.clock = clock;
  }

  /** @param what could not be done, which two troubles with the same cause may differ in */
  void tell(String workshop, String what, Throwable failure) {
    var causes = causes(failure);
    var key = workshop + '\n' + causes;
    long now = clock.now();
    var before = told.get(key);
    if (before != null && now - before < AGAIN_MILLIS) return;
    told.put(key, now);
    if (failure instanceof UnreadableLog) LOGGER.error("{}: {}: {}", workshop, what, causes);
    else LOGGER.warn("{}: {}: {}", workshop, what, causes);
  }

  private static String causes(Throwable failure) {
    var causes = new StringJoiner(": ");
    for (var cause = failure; cause != null; cause = cause.getCause()) causes.add(cause.toString());
    return causes.toString();
  }
}
