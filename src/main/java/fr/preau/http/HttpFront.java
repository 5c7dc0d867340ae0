package fr.preau.http;

import fr.preau.config.Config;
import fr.preau.exchange.Formats;
import fr.preau.http.edge.Assets;
import fr.preau.http.edge.Deadlines;
import fr.preau.http.edge.Networks;
import fr.preau.http.edge.Origins;
import fr.preau.http.edge.Proxies;
import fr.preau.http.edge.SecurityHeaders;
import fr.preau.http.live.BoardConnection;
import fr.preau.http.live.Connections;
import fr.preau.http.live.Gateway;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Wording;
import fr.preau.room.port.Clock;
import fr.preau.room.Rooms;
import fr.preau.workshop.Template;
import io.netty.channel.unix.Errors.NativeIoException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The server's front: listens, and hands each request and connection to who answers it. To be started on the event loop
 * of the rooms, on which everything here then runs.
 */
public final class HttpFront {

  /**
   * What it serves.
   *
   * @param templates in the order in which people choose
   * @param model     {@code conf/model.json} as it is
   * @param version   of this program, as people are told
   */
  public record Parts(Rooms rooms, Codec codec, Wording wording, Clock clock, Metrics metrics, Formats formats, List<Template> templates, byte[] model, String version) {}

  /** Milliseconds for what was said last to reach the clients. */
  private static final long LAST_WORDS = 300;

  private final Vertx vertx;
  private final Config config;
  private final Parts parts;
  private final Deadlines deadlines;
  private final Origins origins;
  private final Connections connections;
  private final ServerApi serverApi;
  private final LiveBridge bridge;
  private final TransferApi transfers;
  private final Contract contract = Contract.packed();
  private final Routes routes;
  private HttpServer server;

  public HttpFront(Vertx vertx, Config config, Parts parts) {
    this.vertx = vertx;
    this.config = config;
    this.parts = parts;
    var rooms = parts.rooms();
    var tokens = new Tokens(rooms.directory());
    var languages = new Languages(parts.wording(), config.language());
    var proxies = new Proxies(config.trustedProxies());
    var headers = new SecurityHeaders(proxies);
    var access = new Access(rooms, tokens);
    var problems = new Problems(languages);
    var assets = new Assets(config.home().map(home -> home.resolve("webroot")).orElse(null), headers);
    assets.prepare();
    deadlines = new Deadlines(vertx);
    origins = new Origins(allowedOrigins(config), config.tls().isPresent() ? "https" : "http", parts.clock()::now);
    connections = new Connections(new Gateway(rooms, tokens::find, parts.codec(), parts.wording(), parts.clock(), parts.metrics().traffic(), config.limits().txPerSecond()), config.limits().maxConnections());
    serverApi = new ServerApi(rooms, parts.model(), parts.wording().languages(), parts.version(), this::address);
    bridge = new LiveBridge(vertx, rooms, access);
    transfers = new TransferApi(vertx, parts.formats(), access, problems, languages, config.data().resolve("uploads"), config.limits().maxImportBytes());
    var templates = new Templates(parts.templates());
    parts.metrics().watch(rooms, connections);
    routes = new Routes(vertx, new Routes.Handlers(deadlines, headers, problems, languages, origins, assets, contract,
        new Entrance(rooms, tokens, access, templates, languages, proxies, parts.clock(), config, this::address), templates,
        new WorkshopApi(rooms, access, parts.codec(), this::address), transfers, serverApi, parts.metrics(), connections, bridge), config.limits().maxBodyBytes());
  }

  private static List<String> allowedOrigins(Config config) {
    var allowed = new ArrayList<>(config.origins());
    config.publicUrl().ifPresent(allowed::add);
    return allowed;
  }

  /** Starts to listen. Fails where the port is taken or a certificate cannot be read. */
  public Future<Void> start() {
    return contract.load(vertx).compose(loaded -> {
      server = vertx.createHttpServer(options()).connectionHandler(deadlines::connected).requestHandler(routes.router(loaded));
      return server.listen().recover(failure -> Future.failedFuture(failure instanceof NativeIoException refused ? new BindException(refused.getMessage()) : failure));
    }).onSuccess(listening -> origins.listeningOn(listening.actualPort())).mapEmpty();
  }

  private HttpServerOptions options() {
    var options = new HttpServerOptions().setHost(config.host()).setPort(config.port())
        .setHttp2ClearTextEnabled(false).setUseAlpn(false).setTcpNoDelay(true).setAcceptBacklog(1_024)
        .setMaxInitialLineLength(4_096).setMaxHeaderSize(16 * 1_024).setIdleTimeout(90).setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setMaxFormAttributeSize(config.limits().maxImportBytes()).setMaxFormFields(16)
        .setCompressionSupported(false).setPerFrameWebSocketCompressionSupported(false).setPerMessageWebSocketCompressionSupported(false)
        .addWebSocketSubProtocol(Routes.SUBPROTOCOL).setMaxWebSocketFrameSize(3 * BoardConnection.MAX_FRAME).setMaxWebSocketMessageSize(4 * BoardConnection.MAX_FRAME)
        .setWebSocketClosingTimeout(2).setRegisterWebSocketWriteHandlers(false);
    config.tls().ifPresent(tls -> options.setSsl(true).setSslHandshakeTimeout(10).setKeyCertOptions(
        new PemKeyCertOptions().setCertPath(tls.certificate().toString()).setKeyPath(tls.key().toString())));
    return options;
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Where people reach it: the public URL, else this machine on its network, else this machine alone. */
  public String publicUrl() {
    if (config.publicUrl().isPresent()) return config.publicUrl().get();
    var scheme = config.tls().isPresent() ? "https" : "http";
    int usual = config.tls().isPresent() ? 443 : 80;
    return scheme + "://" + Networks.lan().orElse("127.0.0.1") + (port() == usual ? "" : ":" + port());
  }

  private String address(String path) {
    return publicUrl() + path;
  }

  /** Live connections, those just closed included. */
  public int connections() {
    return connections.size();
  }

  /** Bytes that wait for clients to read. */
  public long queued() {
    return connections.queued();
  }

  /** HTTP connections whose time is limited now. */
  int limited() {
    return deadlines.size();
  }

  /** Workshops whose live counts somebody listens to. */
  int watched() {
    return bridge.watched();
  }

  /** Is not ready any more, tells every client to come back later, and stops listening. */
  public Future<Void> stop() {
    serverApi.drain();
    connections.close();
    Promise<Void> said = Promise.promise();
    vertx.setTimer(LAST_WORDS, id -> said.complete());
    return said.future().compose(done -> server == null ? Future.<Void>succeededFuture() : server.close())
        .eventually(() -> {
          deadlines.close();
          return bridge.close().eventually(transfers::close);
        });
  }
}
