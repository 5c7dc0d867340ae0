package fr.preau.http.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** The headers that every answer carries. The import map of the page, its only inline script, is allowed by its hash. */
public final class SecurityHeaders {

  private static final Pattern IMPORT_MAP = Pattern.compile("<script\\s+type=\"importmap\"\\s*>(.*?)</script>", Pattern.DOTALL);

  private final Proxies proxies;
  private volatile String policy = policy("");

  public SecurityHeaders(Proxies proxies) {
    this.proxies = proxies;
  }

  /** Takes the hash of the page's import map. */
  void page(byte[] html) {
    var map = IMPORT_MAP.matcher(new String(html, StandardCharsets.UTF_8));
    policy = policy(map.find() ? " 'sha256-" + sha256(map.group(1)) + "'" : "");
  }

  public void set(RoutingContext context) {
    var headers = context.response().headers();
    setPolicy(context);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Permissions-Policy", "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!proxies.isSecure(context.request())) return;
    headers.set("Strict-Transport-Security", "max-age=31536000");
    // Over plain HTTP browsers ignore it, and say so in the console of every phone.
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
  }

  /** The page may have been read anew for this answer. */
  void setPolicy(RoutingContext context) {
    context.response().headers().set("Content-Security-Policy", policy);
  }

  private static String policy(String importMap) {
    return "default-src 'none'; script-src 'self'" + importMap + "; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  private static String sha256(String text) {
    return Base64.getEncoder().encodeToString(digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
