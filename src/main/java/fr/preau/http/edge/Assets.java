package fr.preau.http.edge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the browser: those of {@code webroot}, and libraries from WebJars. Packed files are read once, kept with
 * their compressed form, and revalidated by the browser; from a folder (while developing) each request reads the file, so
 * that an edit shows on reload. Every path without a dot is a screen of the one page.
 */
public final class Assets {

  private static final Pattern SAFE = Pattern.compile("/?([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");
  private static final Pattern VENDOR = Pattern.compile("([a-z0-9_.-]+?)(@[0-9][A-Za-z0-9.+-]*)?/(.+\\.(?:js|css))");
  private static final Map<String, String> TYPES = Map.ofEntries(
      Map.entry("html", "text/html; charset=utf-8"), Map.entry("js", "text/javascript; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"),
      Map.entry("json", "application/json; charset=utf-8"), Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"), Map.entry("ico", "image/x-icon"),
      Map.entry("webp", "image/webp"), Map.entry("woff2", "font/woff2"), Map.entry("webmanifest", "application/manifest+json"), Map.entry("txt", "text/plain; charset=utf-8"));
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";
  private static final String REVALIDATE = "no-cache";
  private static final String DAY = "public, max-age=86400";

  private final Path folder;
  private final SecurityHeaders headers;
  private final Map<String, Asset> packed = new ConcurrentHashMap<>();

  private record Asset(byte[] plain, byte[] gzip, String etag, String type) {}

  /** @param folder where {@code webroot} is edited; null for the packed one */
  public Assets(Path folder, SecurityHeaders headers) {
    this.folder = folder;
    this.headers = headers;
  }

  /** Reads the page, whose import map the security headers allow; to be called before the first request. */
  public void prepare() {
    read("webroot/index.html").ifPresent(page -> headers.page(page.plain()));
  }

  /** Answers with the page or one of its files, or passes on. */
  public void page(RoutingContext context) {
    var path = context.request().path();
    var name = path.substring(path.lastIndexOf('/') + 1);
    var file = name.contains(".") ? path.substring(1) : "index.html";
    if (!SAFE.matcher(file).matches() || file.contains("..") || !TYPES.containsKey(extension(file))) {
      context.next();
      return;
    }
    answer(context, "webroot/" + file, folder == null ? REVALIDATE : "no-store");
  }

  /** Answers {@code /vendor/{webjar}/{path}}, and {@code /vendor/{webjar}@{version}/{path}} for ever, or passes on. */
  public void vendor(RoutingContext context) {
    var match = VENDOR.matcher(context.request().path().substring("/vendor/".length()));
    if (!match.matches() || !SAFE.matcher(match.group(3)).matches() || match.group(3).contains("..")) {
      context.next();
      return;
    }
    var version = version(match.group(1));
    if (version.isEmpty() || match.group(2) != null && !match.group(2).equals("@" + version.get())) {
      context.next();
      return;
    }
    answer(context, "META-INF/resources/webjars/" + match.group(1) + "/" + version.get() + "/" + match.group(3), match.group(2) == null ? DAY : IMMUTABLE);
  }

  private void answer(RoutingContext context, String resource, String caching) {
    var known = packed.get(resource);
    var asset = known != null ? Future.succeededFuture(Optional.of(known)) : context.vertx().executeBlocking(() -> read(resource), false);
    asset.onFailure(context::fail).onSuccess(found -> {
      if (found.isEmpty()) context.next();
      else send(context, found.get(), caching);
    });
  }

  private void send(RoutingContext context, Asset asset, String caching) {
    headers.setPolicy(context);
    var response = context.response();
    response.putHeader(HttpHeaders.CACHE_CONTROL, caching).putHeader(HttpHeaders.ETAG, asset.etag());
    if (asset.etag().equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    var compressed = asset.gzip() != null && Replies.takesGzip(context);
    var body = compressed ? asset.gzip() : asset.plain();
    if (context.request().method() == HttpMethod.HEAD) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, asset.type()).putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length)).end();
    } else {
      Replies.end(context, 200, asset.type(), body, compressed);
    }
  }

  private Optional<Asset> read(String resource) {
    try {
      var edited = folder != null && resource.startsWith("webroot/");
      var bytes = edited ? fromFolder(resource) : fromClasspath(resource);
      if (bytes == null) return Optional.empty();
      var asset = asset(resource, bytes);
      if (resource.equals("webroot/index.html")) headers.page(bytes);
      if (!edited) packed.put(resource, asset);
      return Optional.of(asset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] fromFolder(String resource) throws IOException {
    var file = folder.resolve(resource.substring("webroot/".length()));
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
  }

  private static byte[] fromClasspath(String resource) throws IOException {
    try (var in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private static Asset asset(String resource, byte[] bytes) {
    var type = TYPES.get(extension(resource));
    var small = type.startsWith("image/") && !type.contains("svg") || type.startsWith("font/") ? null : Replies.gzip(bytes);
    var etag = "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(SecurityHeaders.digest(bytes)).substring(0, 22) + "\"";
    return new Asset(bytes, small == null || small.length >= bytes.length ? null : small, etag, type);
  }

  private static Optional<String> version(String webjar) {
    try (var in = Assets.class.getClassLoader().getResourceAsStream("META-INF/maven/org.webjars.npm/" + webjar + "/pom.properties")) {
      if (in == null) return Optional.empty();
      var properties = new Properties();
      properties.load(in);
      return Optional.ofNullable(properties.getProperty("version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String extension(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
