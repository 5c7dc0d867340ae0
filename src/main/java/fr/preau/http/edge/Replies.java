package fr.preau.http.edge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Sends whole answers, compressed where the client and the size ask for it. */
public final class Replies {

  private static final int WORTH_COMPRESSING = 1_024;
  private static final int TOO_LONG_FOR_THE_LOOP = 64 * 1_024;

  private Replies() {}

  public static Future<Void> send(RoutingContext context, int status, String mediaType, byte[] body) {
    if (body.length < WORTH_COMPRESSING || !takesGzip(context)) return end(context, status, mediaType, body, false);
    if (body.length < TOO_LONG_FOR_THE_LOOP) return end(context, status, mediaType, gzip(body), true);
    return context.vertx().executeBlocking(() -> gzip(body), false).compose(small -> end(context, status, mediaType, small, true));
  }

  /** What an {@code ETag} says of these bytes, between its quotes. */
  public static String tag(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(SecurityHeaders.digest(bytes)).substring(0, 22);
  }

  static boolean takesGzip(RoutingContext context) {
    var accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
    return accepted != null && accepted.contains("gzip") && !accepted.replace(" ", "").contains("gzip;q=0,") && !accepted.endsWith("gzip;q=0");
  }

  static Future<Void> end(RoutingContext context, int status, String mediaType, byte[] body, boolean compressed) {
    var response = context.response();
    if (response.ended() || response.closed()) return Future.succeededFuture();
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, mediaType).putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
    if (compressed) response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    return response.end(Buffer.buffer(body));
  }

  static byte[] gzip(byte[] plain) {
    var bytes = new ByteArrayOutputStream(plain.length / 3 + 64);
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
