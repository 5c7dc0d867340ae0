package fr.preau.http;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.preau.board.Model;
import fr.preau.client.Api;
import fr.preau.config.Config;
import fr.preau.exchange.Formats;
import fr.preau.protocol.Codec;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.Wording;
import fr.preau.room.port.Clock;
import fr.preau.room.port.Directory;
import fr.preau.room.InMemoryDirectory;
import fr.preau.room.InMemoryTxLog;
import fr.preau.room.RoomSettings;
import fr.preau.room.Rooms;
import fr.preau.room.port.TxLog;
import fr.preau.workshop.Template;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The whole front over real sockets on a free port, with workshops in memory. */
final class TestServer implements AutoCloseable {

  static final JsonMapper JSON = new JsonMapper();

  final Vertx vertx = Vertx.vertx();
  final Context loop = vertx.getOrCreateContext();
  final InMemoryTxLog log = new InMemoryTxLog();
  final InMemoryDirectory directory = new InMemoryDirectory(log, System::currentTimeMillis);
  final Held held = new Held();
  final Model model;
  final Rooms rooms;
  final HttpFront front;
  final Metrics metrics = new Metrics();
  /** Timers of rooms and connections that have not run yet. */
  final AtomicInteger timers = new AtomicInteger();

  TestServer(Map<String, String> settings, RoomSettings roomSettings) {
    try {
      var model = Files.readAllBytes(Path.of("conf/model.json"));
      var declaration = JSON.readValue(model, new TypeReference<Map<String, Object>>() {});
      var table = JSON.readValue(Files.readAllBytes(Path.of("conf/import-map.json")), new TypeReference<Map<String, Object>>() {});
      this.model = Model.of(declaration);
      rooms = new Rooms(held.around(TxLog.class, log), held.around(Directory.class, directory), this.model, new Codec()::encode, wording(), clock(), () -> "s_" + UUID.randomUUID().toString().replace("-", ""), roomSettings, metrics);
      front = new HttpFront(vertx, config(settings), new HttpFront.Parts(rooms, new Codec(), wording(), clock(), metrics, new Formats(declaration, table), templates(this.model), model, "test"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    onLoop(front::start);
  }

  TestServer(Map<String, String> settings) {
    this(settings, RoomSettings.DEFAULT);
  }

  TestServer() {
    this(Map.of());
  }

  private static Config config(Map<String, String> settings) throws IOException {
    var all = new LinkedHashMap<>(Map.of("preau.port", "0", "preau.host", "127.0.0.1", "preau.data", Files.createTempDirectory(Path.of("target"), "http-").toString()));
    settings.forEach((name, value) -> all.put("preau." + name, value));
    return Config.load(Map.of(), all);
  }

  private static List<Template> templates(Model model) {
    var mapper = JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();
    return Stream.of("initiation", "atelier-thematique").map(id -> {
      try {
        return Template.of(id, mapper.readValue(Path.of("conf/templates/" + id + ".json").toFile(), Object.class), model);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }).toList();
  }

  static Wording wording() {
    try {
      var files = new LinkedHashMap<String, byte[]>();
      for (var language : List.of("fr", "en")) files.put(language, Files.readAllBytes(Path.of("webroot/lang/" + language + ".json")));
      return new Wording(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public long now() {
        return System.currentTimeMillis();
      }

      @Override
      public Timer after(long millis, Runnable task) {
        timers.incrementAndGet();
        var id = vertx.setTimer(Math.max(1, millis), fired -> {
          timers.decrementAndGet();
          task.run();
        });
        return () -> {
          if (vertx.cancelTimer(id)) timers.decrementAndGet();
        };
      }
    };
  }

  /** Runs the task on the rooms' thread and waits for what it gives. */
  <T> T onLoop(Callable<Future<T>> task) {
    var done = new CompletableFuture<T>();
    loop.runOnContext(nothing -> {
      try {
        task.call().onComplete(done::complete, done::completeExceptionally);
      } catch (Exception e) {
        done.completeExceptionally(e);
      }
    });
    try {
      return done.get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Looks at something on the rooms' thread until it is as wanted. */
  void await(String what, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!onLoop(() -> Future.succeededFuture(condition.call()))) {
      if (System.nanoTime() > deadline) throw new AssertionError("still not: " + what);
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
  }

  /** The bytes of a frame that the server would send. */
  static String text(ServerMessage message) {
    return new String(new Codec().encode(message).utf8(), java.nio.charset.StandardCharsets.UTF_8);
  }

  int port() {
    return front.port();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + port());
  }

  Api api() {
    return new Api(base());
  }

  @Override
  public void close() {
    onLoop(() -> rooms.close().eventually(front::stop));
    metrics.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
