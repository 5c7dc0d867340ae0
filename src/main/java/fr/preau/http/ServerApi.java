package fr.preau.http;

import fr.preau.http.edge.Replies;
import fr.preau.room.Rooms;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What the server says of itself. */
final class ServerApi {

  private static final long READY_WITHIN_SECONDS = 2;

  private final Rooms rooms;
  private final byte[] model;
  private final Set<String> languages;
  private final String version;
  private final UnaryOperator<String> addressOf;
  private boolean draining;

  ServerApi(Rooms rooms, byte[] model, Set<String> languages, String version, UnaryOperator<String> addressOf) {
    this.rooms = rooms;
    this.model = model;
    this.languages = languages;
    this.version = version;
    this.addressOf = addressOf;
  }

  Future<Void> model(RoutingContext context) {
    return Replies.send(context, 200, WorkshopApi.JSON, model);
  }

  Future<Void> info(RoutingContext context) {
    var answer = WorkshopApi.object().put("publicUrl", addressOf.apply("")).put("version", version);
    var known = answer.putArray("languages");
    languages.forEach(known::add);
    return WorkshopApi.json(context, answer);
  }

  Future<Void> qr(RoutingContext context) {
    var code = Tokens.code(context.pathParam("code"));
    if (code.isEmpty()) return Future.failedFuture(ApiProblem.of(404, "not-found"));
    return Replies.send(context, 200, "image/svg+xml", Routes.utf8(JoinCode.svg(addressOf.apply("/" + code.get()))));
  }

  Future<Void> live(RoutingContext context) {
    return WorkshopApi.json(context, WorkshopApi.object().put("status", "up"));
  }

  /** The server starts to listen only after its migrations, so what remains to ask is whether the database answers. */
  Future<Void> ready(RoutingContext context) {
    if (draining) return Future.failedFuture(ApiProblem.later(503, "draining", 5));
    return rooms.directory().info("none").timeout(READY_WITHIN_SECONDS, TimeUnit.SECONDS).transform(answer -> answer.succeeded()
        ? WorkshopApi.json(context, WorkshopApi.object().put("status", "ready"))
        : Future.failedFuture(ApiProblem.later(503, "unavailable", 2)));
  }

  /** From now on not ready. */
  void drain() {
    draining = true;
  }
}
