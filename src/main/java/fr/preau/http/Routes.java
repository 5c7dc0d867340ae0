package fr.preau.http;

import fr.preau.http.edge.Assets;
import fr.preau.http.edge.Deadlines;
import fr.preau.http.edge.Origins;
import fr.preau.http.edge.Replies;
import fr.preau.http.edge.SecurityHeaders;
import fr.preau.http.live.Connections;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.Transport;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every URL of the server, in the order in which they are tried. */
final class Routes {

  static final String SUBPROTOCOL = "preau.v1";
  private static final long MOST_BRIDGE_BODY = 64 * 1024;
  private static final long MOST_SOCKJS_BODY = 256 * 1024;

  private final Vertx vertx;
  private final Handlers handlers;
  private final long mostBody;

  /** Who answers. */
  record Handlers(Deadlines deadlines, SecurityHeaders headers, Problems problems, Languages languages, Origins origins, Assets assets,
                  Contract contract, Entrance entrance, Templates templates, WorkshopApi workshops, TransferApi transfers, ServerApi server, Metrics metrics,
                  Connections connections, LiveBridge bridge) {}

  /** @param mostBody bytes of an API request that is not an import */
  Routes(Vertx vertx, Handlers handlers, long mostBody) {
    this.vertx = vertx;
    this.handlers = handlers;
    this.mostBody = mostBody;
  }

  Router router(OpenAPIContract contract) {
    var router = Router.router(vertx);
    router.route().handler(this::before).failureHandler(handlers.problems()::answer);

    for (var live : List.of("/ws", "/sockjs/*", "/eventbus/*")) router.route(live).handler(this::sameOrigin);
    router.route("/ws").handler(this::webSocket);
    router.route("/sockjs/*").handler(BodyHandler.create(false).setBodyLimit(MOST_SOCKJS_BODY));
    router.route("/sockjs/*").subRouter(SockJSHandler.create(vertx, sockJs()).socketHandler(socket ->
        handlers.connections().accept(socket, handlers.languages().of(socket.routingContext()))));
    router.route("/eventbus/*").handler(BodyHandler.create(false).setBodyLimit(MOST_BRIDGE_BODY));
    router.route("/eventbus/*").subRouter(handlers.bridge().router(sockJs()));

    router.post("/api/*").handler(this::sameOrigin);
    router.route("/*").subRouter(api(contract));
    router.route().handler(context -> wrongMethod(context, contract));
    for (var notPage : List.of("/api/*", "/health/*", "/metrics/*", "/sockjs/*", "/eventbus/*")) router.route(notPage).handler(Routes::notFound);

    router.route("/vendor/*").method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handlers.assets()::vendor);
    router.route("/vendor/*").handler(Routes::notFound);
    router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handlers.assets()::page);
    router.route().handler(Routes::notFound);
    return router;
  }

  private Map<String, Function<RoutingContext, Future<Void>>> operations() {
    return Map.ofEntries(
        Map.entry("createWorkshop", handlers.entrance()::create),
        Map.entry("getTemplates", handlers.templates()::list),
        Map.entry("join", handlers.entrance()::join),
        Map.entry("getWorkshop", handlers.workshops()::summary),
        Map.entry("getState", handlers.workshops()::state),
        Map.entry("getBin", handlers.workshops()::bin),
        Map.entry("getLog", handlers.workshops()::log),
        Map.entry("importFile", handlers.transfers()::read),
        Map.entry("exportFile", handlers.transfers()::write),
        Map.entry("getModel", handlers.server()::model),
        Map.entry("getJoinQr", handlers.server()::qr),
        Map.entry("getInfo", handlers.server()::info),
        Map.entry("getContract", context -> Replies.send(context, 200, WorkshopApi.JSON, handlers.contract().served())),
        Map.entry("getLiveness", handlers.server()::live),
        Map.entry("getReadiness", handlers.server()::ready),
        Map.entry("getMetrics", handlers.metrics()::answer));
  }

  private Router api(OpenAPIContract contract) {
    var body = BodyHandler.create(false).setBodyLimit(mostBody);
    var builder = RouterBuilder.create(vertx, contract, RequestExtractor.withBodyHandler());
    builder.rootHandler(context -> {
      if (context.request().path().endsWith("/imports")) handlers.transfers().receive(context);
      else body.handle(context);
    });
    operations().forEach((operation, answer) -> builder.getRoute(operation).addHandler(context -> {
      try {
        answer.apply(context).onFailure(context::fail);
      } catch (ApiProblem problem) {
        context.fail(problem);
      }
    }));
    return builder.createRouter();
  }

  /** Paths count as they are written: what the contract was checked on is what is used. */
  private void before(RoutingContext context) {
    handlers.deadlines().requested(context);
    AccessLog.note(context);
    handlers.headers().set(context);
    if (context.request().path().equals(context.normalizedPath())) context.next();
    else context.fail(404);
  }

  private void sameOrigin(RoutingContext context) {
    var origin = context.request().getHeader(HttpHeaders.ORIGIN);
    if (handlers.origins().allows(origin)) context.next();
    else context.fail(ApiProblem.of(403, "origin", Map.of("origin", origin)));
  }

  private void webSocket(RoutingContext context) {
    var request = context.request();
    var offered = request.getHeader("Sec-WebSocket-Protocol");
    if (!request.canUpgradeToWebSocket() || offered != null && !List.of(offered.replace(" ", "").split(",")).contains(SUBPROTOCOL)) {
      context.response().putHeader(HttpHeaders.UPGRADE, "websocket");
      context.fail(ApiProblem.of(426, "upgrade", Map.of("protocol", SUBPROTOCOL)));
      return;
    }
    if (handlers.connections().full()) {
      context.fail(ApiProblem.later(503, "overloaded", 5));
      return;
    }
    request.toWebSocket().onFailure(context::fail).onSuccess(socket -> {
      handlers.deadlines().upgraded(request.connection());
      var connection = (ConnectionBase) request.connection();
      handlers.connections().accept(socket, connection.channelHandlerContext(), handlers.languages().of(context));
    });
  }

  /** Only what every browser has: WebSocket, and XHR where networks block it. */
  private static SockJSHandlerOptions sockJs() {
    return new SockJSHandlerOptions().setHeartbeatInterval(10_000).setInsertJSESSIONID(false).setRegisterWriteHandler(false)
        .addDisabledTransport(Transport.EVENT_SOURCE.toString()).addDisabledTransport(Transport.HTML_FILE.toString())
        .addDisabledTransport(Transport.JSON_P.toString());
  }

  private static void wrongMethod(RoutingContext context, OpenAPIContract contract) {
    var methods = Contract.methods(contract, context.request().path());
    if (methods.isEmpty()) {
      context.next();
      return;
    }
    context.response().putHeader(HttpHeaders.ALLOW, methods.stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
    context.fail(405);
  }

  private static void notFound(RoutingContext context) {
    context.fail(404);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
