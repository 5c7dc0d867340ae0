package fr.preau.http;

import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each answer (logger {@code fr.preau.access}, debug): no address, name, code, token or content, and ids only as their place in the path. */
final class AccessLog {

  private static final Logger LOG = LoggerFactory.getLogger("fr.preau.access");

  private AccessLog() {}

  static void note(RoutingContext context) {
    if (!LOG.isDebugEnabled()) return;
    var start = System.nanoTime();
    context.addEndHandler(done -> {
      var route = context.currentRoute() == null ? null : context.currentRoute().getPath();
      LOG.debug("{} {} {} {} B {} ms", context.request().method(), route == null ? "-" : route, context.response().getStatusCode(),
          context.response().bytesWritten(), (System.nanoTime() - start) / 1_000_000);
    });
  }
}
