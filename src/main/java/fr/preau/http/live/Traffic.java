package fr.preau.http.live;

import fr.preau.protocol.CloseCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What went over live connections since the start, counted. Any thread. */
public final class Traffic {

  public final LongAdder opened = new LongAdder();
  public final LongAdder frames = new LongAdder();
  public final LongAdder submitted = new LongAdder();
  public final LongAdder presence = new LongAdder();
  private final Map<CloseCode, LongAdder> closed = new EnumMap<>(CloseCode.class);

  public Traffic() {
    for (var code : CloseCode.values()) closed.put(code, new LongAdder());
  }

  /** How often the server closed a connection for this reason. */
  public LongAdder closed(CloseCode code) {
    return closed.get(code);
  }
}
