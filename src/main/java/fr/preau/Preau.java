package fr.preau;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.preau.board.Model;
import fr.preau.config.Config;
import fr.preau.config.ConfigException;
import fr.preau.config.DatabaseUrl;
import fr.preau.exchange.Formats;
import fr.preau.http.HttpFront;
import fr.preau.http.Metrics;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Wording;
import fr.preau.room.RoomSettings;
import fr.preau.room.Rooms;
import fr.preau.store.DatabaseAddress;
import fr.preau.store.Storage;
import fr.preau.store.StorageFailure;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The composition root: reads the settings, starts the database, wires rooms and front together, and listens. The only
 * class that sees everything. What lives on the event loop is made and run on one.
 */
public final class Preau extends VerticleBase {

  /** Loading the contract and the classes may keep the event loop so long on a small machine; longer is told. */
  private static final int SLOW_START_SECONDS = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Config config;
  private final Storage storage;
  private final Packed packed;
  private final Metrics metrics = new Metrics();
  private Rooms rooms;
  private HttpFront front;
  private List<String> welcome = List.of();

  private Preau(Config config, Storage storage) {
    this.config = config;
    this.storage = storage;
    this.packed = new Packed(config);
  }

  /** Starts the server; it runs until it is interrupted. What stops it from starting is told in one line. */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      run(Config.load(), out);
    } catch (ConfigException | StorageFailure e) {
      fail(e.getMessage());
    } catch (RuntimeException e) {
      fail(Banner.reason(e));
    }
  }

  private static void fail(String line) {
    new PrintStream(System.err, true, StandardCharsets.UTF_8).println(line);
    Runtime.getRuntime().halt(1);
  }

  private static void run(Config config, PrintStream out) {
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true).setWorkerPoolSize(4).setMaxEventLoopExecuteTime(SLOW_START_SECONDS).setMaxEventLoopExecuteTimeUnit(TimeUnit.SECONDS));
    var storage = Storage.start(vertx, config.database().map(Preau::address), config.data(), config.poolSize(), System::currentTimeMillis);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx, storage), "stop"));
    var server = new Preau(config, storage);
    try {
      await(vertx.deployVerticle(server), 60);
    } catch (RuntimeException e) {
      storage.close();
      throw e;
    }
    server.welcome.forEach(out::println);
  }

  private static DatabaseAddress address(DatabaseUrl url) {
    return new DatabaseAddress(url.host(), url.port(), url.database(), url.user(), url.password());
  }

  private static void stop(Vertx vertx, Storage storage) {
    try {
      await(Future.all(vertx.deploymentIDs().stream().map(vertx::undeploy).toList()), 3);
    } catch (RuntimeException late) {
      // What is accepted and not committed has not been shown to anybody: its author still has it, and sends it again.
    }
    storage.close();
  }

  private static <T> T await(Future<T> future, int seconds) {
    try {
      return future.await(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + seconds + " s", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Future<?> start() throws IOException {
    var clock = new VertxClock(vertx);
    var modelFile = packed.conf("model.json");
    var declaration = json(modelFile);
    var model = Model.of(declaration);
    var formats = new Formats(declaration, json(packed.conf("import-map.json")));
    var codec = new Codec();
    var wording = new Wording(packed.languages("fr"));
    rooms = new Rooms(storage.log(), storage.directory(), model, codec::encode, wording, clock, Preau::newId, roomSettings(), metrics);
    front = new HttpFront(vertx, config, new HttpFront.Parts(rooms, codec, wording, clock, metrics, formats, TemplateFiles.read(packed.templates(), model), modelFile, version()));
    return front.start().compose(listening -> demo(new Demo(storage.directory(), model, formats), clock.now())).onSuccess(lines -> welcome = lines);
  }

  private static Map<String, Object> json(byte[] file) throws IOException {
    return new JsonMapper().readValue(file, new TypeReference<>() {});
  }

  private Future<List<String>> demo(Demo demo, long now) {
    var address = front.publicUrl();
    if (!config.demo()) return Future.succeededFuture(Banner.lines(address, Optional.empty(), Optional.empty()));
    return demo.ready(packed.conf("demo/" + config.language() + ".json"), now)
        .map(ready -> Banner.lines(address, Optional.of(ready.code()), Optional.of(address + "/w/" + Demo.ID + "#token=" + ready.token())));
  }

  private RoomSettings roomSettings() {
    var usual = RoomSettings.DEFAULT;
    return new RoomSettings(config.commit().gapMillis(), config.commit().batch(), usual.checkpointMillis(), config.idle().toMillis(), usual.maxWaiting());
  }

  private static String newId() {
    return "s" + new BigInteger(96, RANDOM).toString(36);
  }

  private static String version() {
    var version = Preau.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  @Override
  public Future<?> stop() {
    return front.stop().eventually(rooms::close).onComplete(done -> metrics.close());
  }
}
