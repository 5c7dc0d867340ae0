package fr.preau.fault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What networks do to WebSockets: they refuse the upgrade, or let it pass and lose every frame after it. Other requests
 * pass. An upgrade is known when it is the first request of its connection, as browsers send it.
 */
public final class UpgradeFaults implements Supplier<Tap> {

  /** What becomes of WebSockets. */
  public enum Fault { NONE, REFUSED, SWALLOWED }

  private static final byte[] NOTHING = {};
  private static final byte[] REFUSAL = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private volatile Fault fault = Fault.NONE;

  /** For the connections that are opened from now on. */
  public void set(Fault next) {
    fault = next;
  }

  @Override
  public Tap get() {
    return new OfConnection(fault);
  }

  private static final class OfConnection implements Tap {
    private final Fault fault;
    private boolean begun;
    private volatile boolean upgraded;
    private boolean answered;

    OfConnection(Fault fault) {
      this.fault = fault;
    }

    @Override
    public byte[] passed(Way way, byte[] bytes, Link link) throws IOException {
      if (fault == Fault.NONE) return bytes;
      return way == Way.TO_SERVER ? asked(bytes, link) : answered(bytes);
    }

    private byte[] asked(byte[] bytes, Link link) throws IOException {
      if (begun) return upgraded ? NOTHING : bytes;
      begun = true;
      upgraded = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT).contains("upgrade: websocket");
      if (!upgraded || fault == Fault.SWALLOWED) return bytes;
      link.answer(REFUSAL);
      return NOTHING;
    }

    /** The answer to the upgrade is one piece, as servers write it. */
    private byte[] answered(byte[] bytes) {
      if (upgraded && answered) return NOTHING;
      answered = true;
      return bytes;
    }
  }
}
