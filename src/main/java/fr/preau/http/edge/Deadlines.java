package fr.preau.http.edge;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes HTTP connections that take too long to say what they want, however slowly they keep dripping. Once a request
 * is complete, or the connection has become a WebSocket, its time is no longer limited here.
 */
public final class Deadlines {

  /** Milliseconds from connecting to a complete head. */
  static final long HEAD = 10_000;
  /** Milliseconds for a body. */
  static final long BODY = 60_000;
  /** Milliseconds from an answer to the next complete head. */
  static final long IDLE = 75_000;

  private final Vertx vertx;
  private final Map<HttpConnection, Long> due = new HashMap<>();
  private final long timer;

  public Deadlines(Vertx vertx) {
    this.vertx = vertx;
    this.timer = vertx.setPeriodic(1_000, id -> sweep(System.nanoTime() / 1_000_000));
  }

  public void connected(HttpConnection connection) {
    within(connection, HEAD);
    connection.closeHandler(nothing -> due.remove(connection));
  }

  /** To be called for each request before its body is read. */
  public void requested(RoutingContext context) {
    var connection = context.request().connection();
    within(connection, BODY);
    context.request().end().onComplete(done -> due.remove(connection));
    context.addEndHandler(done -> {
      if (done.succeeded()) within(connection, IDLE);
    });
  }

  /** The connection lives on as something else. */
  public void upgraded(HttpConnection connection) {
    due.remove(connection);
  }

  private void within(HttpConnection connection, long millis) {
    due.put(connection, System.nanoTime() / 1_000_000 + millis);
  }

  private void sweep(long now) {
    due.entrySet().removeIf(entry -> {
      if (entry.getValue() > now) return false;
      entry.getKey().close();
      return true;
    });
  }

  /** Connections whose time is limited now. */
  public int size() {
    return due.size();
  }

  public void close() {
    vertx.cancelTimer(timer);
  }
}
