package fr.preau.http.edge;

import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which pages may open a connection: those of this server under any address of its machine, those of its public URL, and
 * those configured. The machine's addresses are looked up again when an unknown origin asks, as a laptop changes networks.
 * The log says once of each other origin that it was refused, and which setting would let it in.
 */
public final class Origins {

  /** Milliseconds between two looks at the machine's addresses. */
  private static final long LOOK_EVERY = 5_000;
  /** Refused origins that the log names, and UTF-16 units of each. */
  private static final int MOST_NAMED = 20;
  private static final int MOST_NAME = 100;
  private static final Logger LOG = LoggerFactory.getLogger(Origins.class);

  private final Set<String> fixed = new HashSet<>();
  private final String scheme;
  private final LongSupplier clock;
  private final Set<String> named = new HashSet<>();
  private Set<String> own = Set.of();
  private int port;
  private long lookedAt;

  /**
   * @param allowed URLs, of which the origin counts
   * @param scheme  {@code http} or {@code https}, of this server
   * @param clock   epoch milliseconds
   */
  public Origins(Collection<String> allowed, String scheme, LongSupplier clock) {
    allowed.forEach(url -> fixed.add(origin(url)));
    this.scheme = scheme;
    this.clock = clock;
  }

  /** Tells where the server listens; before, only configured origins are known. */
  public void listeningOn(int actualPort) {
    port = actualPort;
    look();
  }

  /** @param origin the header as sent; null (a program, not a browser) is allowed */
  public boolean allows(String origin) {
    if (origin == null) return true;
    var asked = origin.toLowerCase(Locale.ROOT);
    if (fixed.contains(asked) || own.contains(asked)) return true;
    if (clock.getAsLong() - lookedAt >= LOOK_EVERY) look();
    if (own.contains(asked)) return true;
    name(asked);
    return false;
  }

  private void name(String refused) {
    var name = refused.substring(0, Math.min(MOST_NAME, refused.length())).replaceAll("\\P{Graph}", "?");
    if (named.size() < MOST_NAMED && named.add(name)) {
      LOG.warn("refused a page of {}: if people reach this server there, set PREAU_PUBLIC_URL to that address, or name it in PREAU_ORIGINS", name);
    }
  }

  private void look() {
    lookedAt = clock.getAsLong();
    var found = new HashSet<String>();
    for (var host : Networks.hosts()) found.add(origin(scheme + "://" + host + ":" + port));
    own = found;
  }

  /** Scheme, host and port as browsers send them: lower case, without the scheme's own port. */
  static String origin(String url) {
    var uri = URI.create(url.trim().toLowerCase(Locale.ROOT));
    var plain = "http".equals(uri.getScheme()) && uri.getPort() == 80 || "https".equals(uri.getScheme()) && uri.getPort() == 443;
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 || plain ? "" : ":" + uri.getPort());
  }
}
