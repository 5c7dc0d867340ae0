package fr.preau.http.edge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The files of the browser: those of {@code webroot}, and libraries from WebJars. Packed files are read once, kept with
 * their compressed form, and revalidated by the browser; from a folder (while developing) each request reads the file, so
 * that an edit shows on reload. Every path without a dot is a screen of the one page, whose ETag is the version of everything
 * that it consists of; {@code /offline.json} is all of that in one file, for {@code /sw.js}.
 */
public final class Assets {

  private static final Pattern SAFE = Pattern.compile("/?([A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*");
  private static final String VENDOR_PATH = "/vendor/";
  private static final Pattern VENDOR = Pattern.compile("([a-z0-9_.-]+?)(@[0-9][A-Za-z0-9.+-]*)?/(.+\\.(?:js|css))");
  private static final Map<String, String> TYPES = Map.ofEntries(
      Map.entry("html", "text/html; charset=utf-8"), Map.entry("js", "text/javascript; charset=utf-8"), Map.entry("css", "text/css; charset=utf-8"),
      Map.entry("json", "application/json; charset=utf-8"), Map.entry("svg", "image/svg+xml"), Map.entry("png", "image/png"), Map.entry("ico", "image/x-icon"),
      Map.entry("webp", "image/webp"), Map.entry("woff2", "font/woff2"), Map.entry("webmanifest", "application/manifest+json"), Map.entry("txt", "text/plain; charset=utf-8"));
  private static final String WEBROOT = "webroot/";
  private static final String PAGE = "webroot/index.html";
  private static final String WORKER = "webroot/sw.js";
  private static final String ALL = "webroot/offline.json";
  private static final String NO_VERSION = "const VERSION = '';";
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
    try {
      var page = bytes(PAGE);
      if (page != null) headers.page(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    answer(context, WEBROOT + file, folder == null ? REVALIDATE : "no-store");
  }

  /** Answers {@code /vendor/{webjar}/{path}}, and {@code /vendor/{webjar}@{version}/{path}} for ever, or passes on. */
  public void vendor(RoutingContext context) {
    var path = context.request().path();
    vendorResource(path).ifPresentOrElse(resource -> answer(context, resource, path.substring(VENDOR_PATH.length(), path.indexOf('/', VENDOR_PATH.length())).contains("@") ? IMMUTABLE : DAY), context::next);
  }

  private static Optional<String> vendorResource(String path) {
    var match = VENDOR.matcher(path.substring(VENDOR_PATH.length()));
    if (!match.matches() || !SAFE.matcher(match.group(3)).matches() || match.group(3).contains("..")) return Optional.empty();
    return version(match.group(1)).filter(version -> match.group(2) == null || match.group(2).equals("@" + version))
        .map(version -> "META-INF/resources/webjars/" + match.group(1) + "/" + version + "/" + match.group(3));
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
      if (resource.equals(PAGE) || resource.equals(WORKER) || resource.equals(ALL)) return readWhole(resource);
      var bytes = bytes(resource);
      if (bytes == null) return Optional.empty();
      var asset = asset(resource, bytes, Replies.tag(bytes));
      if (folder == null || !resource.startsWith(WEBROOT)) packed.put(resource, asset);
      return Optional.of(asset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What depends on all files: the page by its ETag, the worker and what it fetches. */
  private Optional<Asset> readWhole(String resource) throws IOException {
    var page = bytes(PAGE);
    if (page == null) return Optional.empty();
    headers.page(page);
    var worker = bytes(WORKER);
    var offline = Offline.of(new String(page, StandardCharsets.UTF_8), texts(), Assets::vendorBytes, path -> TYPES.get(extension(path)));
    var whole = new HashMap<String, Asset>();
    whole.put(PAGE, asset(PAGE, page, offline.version()));
    whole.put(ALL, asset(ALL, offline.json(), offline.version()));
    if (worker != null) {
      var versioned = new String(worker, StandardCharsets.UTF_8).replace(NO_VERSION, NO_VERSION.replace("''", "'" + offline.version() + "'")).getBytes(StandardCharsets.UTF_8);
      whole.put(WORKER, asset(WORKER, versioned, Replies.tag(versioned)));
    }
    if (folder == null) packed.putAll(whole);
    return Optional.ofNullable(whole.get(resource));
  }

  /** The texts of {@code webroot} that the page may ask for, by their path. */
  private Map<String, String> texts() throws IOException {
    var texts = new HashMap<String, String>();
    for (var name : folder == null ? Packed.names(WEBROOT) : Packed.names(folder)) {
      var resource = WEBROOT + name;
      if (resource.equals(PAGE) || !SAFE.matcher(name).matches() || !isText(TYPES.get(extension(name)))) continue;
      texts.put("/" + name, new String(bytes(resource), StandardCharsets.UTF_8));
    }
    return texts;
  }

  private static byte[] vendorBytes(String path) {
    try {
      var resource = vendorResource(path);
      return resource.isEmpty() ? null : fromClasspath(resource.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] bytes(String resource) throws IOException {
    return folder != null && resource.startsWith(WEBROOT) ? fromFolder(resource) : fromClasspath(resource);
  }

  private byte[] fromFolder(String resource) throws IOException {
    var file = folder.resolve(resource.substring(WEBROOT.length()));
    return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
  }

  private static byte[] fromClasspath(String resource) throws IOException {
    try (var in = Assets.class.getClassLoader().getResourceAsStream(resource)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  private static Asset asset(String resource, byte[] bytes, String tag) {
    var type = TYPES.get(extension(resource));
    var small = isText(type) ? Replies.gzip(bytes) : null;
    return new Asset(bytes, small == null || small.length >= bytes.length ? null : small, "\"" + tag + "\"", type);
  }

  private static boolean isText(String type) {
    return type != null && (!type.startsWith("image/") || type.contains("svg")) && !type.startsWith("font/");
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
