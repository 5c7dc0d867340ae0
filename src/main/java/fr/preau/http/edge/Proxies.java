package fr.preau.http.edge;

import io.vertx.core.http.HttpServerRequest;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Who really calls: what forwarded headers say counts only where a trusted proxy said it. */
public final class Proxies {

  /** Four numbers, or something with a colon: names are never looked up for either. */
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|(?=.*:)[0-9a-fA-F:.]{2,45}");

  private record Range(BigInteger first, int bits, int width) {
    boolean contains(InetAddress address) {
      var bytes = address.getAddress();
      return bytes.length * 8 == width && new BigInteger(1, bytes).shiftRight(width - bits).equals(first);
    }
  }

  private final List<Range> trusted;

  /**
   * @param trusted addresses or networks, as {@code 10.0.0.7} or {@code 10.0.0.0/8}
   * @throws IllegalArgumentException for anything else
   */
  public Proxies(Collection<String> trusted) {
    this.trusted = trusted.stream().map(Proxies::range).toList();
  }

  /** The address of the caller, or what stands for it: an IPv6 caller is known by its network of 64 bits. */
  public String caller(HttpServerRequest request) {
    var address = request.remoteAddress() == null ? null : parsed(request.remoteAddress().hostAddress());
    if (address == null) return "unknown";
    var hops = String.join(",", request.headers().getAll("X-Forwarded-For")).split(",");
    for (int i = hops.length - 1; i >= 0 && isTrusted(address); i--) {
      var next = parsed(hops[i].trim());
      if (next == null) break;
      address = next;
    }
    var text = address.getHostAddress();
    return address.getAddress().length == 4 ? text : String.join(":", List.of(text.split(":")).subList(0, 4));
  }

  /** Whether the caller's own connection is encrypted. */
  public boolean isSecure(HttpServerRequest request) {
    if (request.isSSL()) return true;
    var address = request.remoteAddress() == null ? null : parsed(request.remoteAddress().hostAddress());
    return address != null && isTrusted(address) && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }

  private boolean isTrusted(InetAddress address) {
    return trusted.stream().anyMatch(range -> range.contains(address));
  }

  private static Range range(String text) {
    var parts = text.trim().split("/", 2);
    var address = parsed(parts[0]);
    if (address == null) throw new IllegalArgumentException("not an address: " + text);
    int width = address.getAddress().length * 8;
    int bits = parts.length == 1 ? width : Integer.parseInt(parts[1]);
    if (bits < 0 || bits > width) throw new IllegalArgumentException("not a network: " + text);
    return new Range(new BigInteger(1, address.getAddress()).shiftRight(width - bits), bits, width);
  }

  /** The address that the text is; null where it is none. Never asks a name server. */
  private static InetAddress parsed(String text) {
    if (text == null || !ADDRESS.matcher(text).matches()) return null;
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
