package fr.preau.http.edge;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** This machine's own addresses. */
public final class Networks {

  private Networks() {}

  /** Every name and address under which this machine can be reached, as it stands in a URL. */
  static Set<String> hosts() {
    var hosts = new LinkedHashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    try {
      NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).map(Networks::inUrl).forEach(hosts::add);
    } catch (SocketException e) {
      return hosts;
    }
    return hosts;
  }

  /** The address that phones on the same network can most likely reach; empty on a machine without a network. */
  public static Optional<String> lan() {
    try {
      return likeliest(NetworkInterface.networkInterfaces().filter(Networks::isReal).flatMap(NetworkInterface::inetAddresses));
    } catch (SocketException e) {
      return Optional.empty();
    }
  }

  /** A private IPv4 address (RFC 1918) before any other IPv4 address, and that before an IPv6 one that needs no zone. */
  static Optional<String> likeliest(Stream<InetAddress> addresses) {
    return addresses.filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress() && !address.isAnyLocalAddress() && !address.isMulticastAddress())
        .min(Comparator.comparingInt(Networks::remoteness)).map(Networks::inUrl);
  }

  private static int remoteness(InetAddress address) {
    if (!(address instanceof Inet4Address)) return 2;
    return address.isSiteLocalAddress() ? 0 : 1;
  }

  private static boolean isReal(NetworkInterface network) {
    try {
      return network.isUp() && !network.isLoopback() && !network.isVirtual() && !network.getName().startsWith("docker") && !network.getName().startsWith("br-");
    } catch (SocketException e) {
      return false;
    }
  }

  private static String inUrl(InetAddress address) {
    var text = address.getHostAddress();
    if (address instanceof Inet4Address) return text;
    int zone = text.indexOf('%');
    return "[" + compressed(zone < 0 ? text : text.substring(0, zone)) + "]";
  }

  /** As browsers write an IPv6 address: the longest run of zero groups, of two at least, as {@code ::}. */
  static String compressed(String address) {
    var groups = address.split(":");
    int from = -1;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int j = i;
      while (j < groups.length && groups[j].equals("0")) j++;
      if (j - i > length) {
        from = i;
        length = j - i;
      }
    }
    if (from < 0) return address;
    return String.join(":", java.util.Arrays.copyOfRange(groups, 0, from)) + "::"
        + String.join(":", java.util.Arrays.copyOfRange(groups, from + length, groups.length));
  }
}
