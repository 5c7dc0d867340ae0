package fr.preau.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** A PostgreSQL database and how to log in, as written in one address. Its text never holds the password. */
public record DatabaseUrl(String host, int port, String database, String user, String password) {

  static final String FORM = "postgresql://user:password@host:port/database (special characters in a part percent-encoded)";

  /** @throws IllegalArgumentException where it is anything else than {@link #FORM}; the port may be left out */
  static DatabaseUrl parse(String text) {
    try {
      var uri = new URI(text);
      if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) throw new IllegalArgumentException("another scheme");
      if (uri.getHost() == null || uri.getRawUserInfo() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) throw new IllegalArgumentException("a part is missing or too many");
      if (uri.getRawPath().length() < 2 || uri.getRawPath().indexOf('/', 1) > 0 || uri.getPort() == 0 || uri.getPort() > 65_535) throw new IllegalArgumentException("no database");
      var user = uri.getRawUserInfo().split(":", 2);
      if (user[0].isEmpty()) throw new IllegalArgumentException("no user");
      return new DatabaseUrl(uri.getHost(), uri.getPort() < 0 ? 5432 : uri.getPort(), decoded(uri.getRawPath().substring(1)),
          decoded(user[0]), user.length == 2 ? decoded(user[1]) : "");
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
