package fr.preau.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How this server is set up. Every setting, with its default, stands in {@code conf/preau.properties}; see
 * {@link Settings} for where else a value may come from.
 *
 * @param port           0 takes any free one
 * @param host           the address to listen on
 * @param publicUrl      what people type or scan, without a slash at its end; empty: found from the LAN address
 * @param data           the data folder, absolute
 * @param database       empty: a PostgreSQL of our own, in the data folder
 * @param origins        other origins whose pages may connect, such as {@code https://example.org}
 * @param trustedProxies addresses or networks (CIDR) whose {@code X-Forwarded-*} headers are believed
 * @param tls            empty: plain HTTP
 * @param language       of a workshop whose creator names none: {@code fr} or {@code en}
 * @param demo           whether a demo workshop is made at the first start
 * @param home           while developing: the project folder, whose webroot and conf are read at each request
 * @param conf           a folder whose files replace those of the packed {@code conf}
 * @param templates      a folder whose templates are offered in place of the packed ones
 */
public record Config(
    int port, String host, Optional<String> publicUrl, Path data, Optional<DatabaseUrl> database, int poolSize,
    List<String> origins, List<String> trustedProxies, Optional<Tls> tls, String language, boolean demo,
    int codeDays, Duration idle, Commit commit, Limits limits, Optional<Path> home, Optional<Path> conf, Optional<Path> templates) {

  /** PEM files. */
  public record Tls(Path certificate, Path key) {}

  /**
   * The pace of commits, for the whole server.
   *
   * @param gapMillis the next commit waits at most until so long after the last …
   * @param batch     … or until so many transactions wait
   */
  public record Commit(int gapMillis, int batch) {}

  /**
   * What one may ask of the server.
   *
   * @param txPerSecond      of one connection; more is slowed down, not refused
   * @param joinFailures     wrong codes of one address in ten minutes
   * @param workshopsPerHour created through one address
   * @param joinsPerHour     people who come in through one address
   * @param maxBodyBytes     of an HTTP request that is not an import
   * @param maxImportBytes   of an import
   * @param maxConnections   WebSocket and SockJS connections together
   */
  public record Limits(int txPerSecond, int joinFailures, int workshopsPerHour, int joinsPerHour, int maxBodyBytes, int maxImportBytes, int maxConnections) {}

  /** From the environment and the system properties of this process. */
  public static Config load() {
    return load(System.getenv(), Settings.systemProperties());
  }

  /** @throws ConfigException for the first setting that is unknown or cannot be used */
  public static Config load(Map<String, String> environment, Map<String, String> properties) {
    return of(Settings.collect(environment, properties));
  }

  private static Config of(Settings settings) {
    return new Config(
        settings.number("port", 0, 65_535), settings.localAddress("host"), settings.url("public-url"), settings.path("data"),
        settings.database("db-url"), settings.number("pool-size", 2, 50),
        settings.origins("origins"), settings.networks("trusted-proxies"), tls(settings),
        settings.choice("language", List.of("fr", "en")), settings.flag("demo"),
        settings.number("code-days", 1, 3_650), Duration.ofMinutes(settings.number("idle-minutes", 1, 1_440)),
        new Commit(settings.number("commit-gap-ms", 0, 1_000), settings.number("commit-batch", 1, 10_000)),
        limits(settings), settings.folder("home"), settings.folder("conf"), settings.folderElsePacked("templates"));
  }

  private static Optional<Tls> tls(Settings settings) {
    var certificate = settings.pem("tls-cert", "CERTIFICATE");
    var key = settings.pem("tls-key", "PRIVATE KEY");
    if (certificate.isPresent() != key.isPresent())
      throw settings.refused(certificate.isPresent() ? "tls-key" : "tls-cert", "a PEM file, since the other of tls-cert and tls-key is set");
    return certificate.map(file -> new Tls(file, key.get()));
  }

  private static Limits limits(Settings settings) {
    return new Limits(settings.number("tx-per-second", 1, 100_000), settings.number("join-failures", 1, 100_000),
        settings.number("workshops-per-hour", 1, 1_000_000), settings.number("joins-per-hour", 1, 1_000_000), settings.number("max-body-bytes", 1_024, 10 * 1_024 * 1_024),
        settings.number("max-import-bytes", 1_024, 200 * 1_024 * 1_024), settings.number("max-connections", 1, 100_000));
  }
}
