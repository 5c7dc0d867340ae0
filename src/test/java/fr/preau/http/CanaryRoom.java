package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import fr.preau.board.Op;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/**
 * A workshop in which words may be planted that are not for everybody, with people who keep all that they are sent: Ana and Fay, who facilitate, Bea
 * and Cleo at two tables, Dan, who observes, and Eli, who waits at the door. Each is connected over both kinds of sockets, Ana's counts come over the bridge.
 */
abstract class CanaryRoom {

  static final List<String> INSIDE = List.of("ana", "fay", "bea", "cleo", "dan");
  static final List<String> FACILITATORS = List.of("ana", "fay");

  /** Who listens to counts may know no word at all. */
  private static final String BRIDGE = "the bridge";

  final Canaries canaries = new Canaries();
  final Map<String, String> ids = new HashMap<>();
  final Map<String, String> tokens = new LinkedHashMap<>();
  final Map<String, List<Ear>> ears = new LinkedHashMap<>();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  TestServer server;
  Http http;
  String workshop;
  private int marks;

  @BeforeEach
  void enter() {
    logged.list = new CopyOnWriteArrayList<>();
    logged.start();
    logger().addAppender(logged);
    logger().setLevel(Level.DEBUG);
    logger().setAdditive(false);
    server = new TestServer();
    http = new Http(server.base());
    var api = server.api();
    var made = api.create("Canaris");
    workshop = made.id();
    tokens.put("ana", made.token());
    ids.put("ana", api.get("/api/workshops/" + workshop, made.token()).at("/you/id").asText());
    for (var name : List.of("fay", "bea", "cleo", "dan")) join(name, made.code());
    ears.put("ana", new ArrayList<>(List.of(Ear.board(server.base(), made.token(), -1), Ear.bridge(server.base(), made.token(), workshop))));
    ana().submit("kana", set(ids.get("fay"), "role", "facilitator"), set(ids.get("dan"), "role", "observer"), set("workshop", "door", "ask"));
    join("eli", made.code());
    ana().submit("kana",
        new Op.Put("table", "t1", Map.of("title", "Table 1")), new Op.Put("board", "b1", Map.of("title", "Table 1", "table", "t1")), set("t1", "board", "b1"),
        new Op.Put("table", "t2", Map.of("title", "Table 2")), new Op.Put("board", "b2", Map.of("title", "Table 2", "table", "t2")), set("t2", "board", "b2"),
        set(ids.get("bea"), "table", "t1"), set(ids.get("cleo"), "table", "t2"));
    for (var name : List.of("fay", "bea", "cleo", "dan", "eli")) {
      ears.put(name, new ArrayList<>(List.of(Ear.board(server.base(), tokens.get(name), -1), Ear.sockJs(server.base(), tokens.get(name), name))));
    }
  }

  void join(String name, String code) {
    var joined = server.api().join(code, name);
    tokens.put(name, joined.token());
    ids.put(name, joined.id());
  }

  @AfterEach
  void leave() {
    ears.values().forEach(all -> all.forEach(Ear::close));
    server.close();
    logger().setLevel(Level.INFO);
    logger().setAdditive(true);
    logger().detachAppender(logged);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("fr.preau");
  }

  Ear ear(String name) {
    return ears.get(name).getFirst();
  }

  Ear ana() {
    return ear("ana");
  }

  static Op set(String id, String name, Object value) {
    var values = new HashMap<String, Object>();
    values.put(name, value);
    return new Op.Set(id, values);
  }

  static Op card(String id, String title, Object... more) {
    var values = new HashMap<String, Object>(Map.of("kind", "note", "title", title));
    for (int i = 0; i < more.length; i += 2) values.put((String) more[i], more[i + 1]);
    return new Op.Put("card", id, values);
  }

  void phase(String id, Object... more) {
    var values = new HashMap<String, Object>(Map.of("title", "Étape " + id));
    for (int i = 0; i < more.length; i += 2) values.put((String) more[i], more[i + 1]);
    ana().submit("kana", new Op.Put("phase", id, values), set("workshop", "phase", id));
  }

  // ---- what is looked at

  /** Waits until everybody has heard everything that was done so far. */
  void settle() {
    var mark = "marque-" + ++marks;
    ana().submit("kana", set("workshop", "title", mark));
    ears.forEach((name, all) -> all.forEach(ear -> {
      if (!ear.isBridge()) ear.await(mark);
    }));
  }

  long seq() {
    return server.api().get("/api/workshops/" + workshop + "/state", tokens.get("ana")).get("seq").asLong();
  }

  /** Everything that somebody can ask for now, one answer behind the other. */
  String asked(String name) {
    var paths = new ArrayList<>(List.of("", "/state", "/bin", "/log?limit=1000", "/exports/json", "/exports/nodes.csv", "/exports/links.csv", "/exports/map.zip"));
    if (FACILITATORS.contains(name)) for (long at = 1; at <= seq(); at++) paths.add("/state?at=" + at);
    var all = new StringBuilder();
    for (var path : paths) all.append(path).append('\n').append(bytes("/api/workshops/" + workshop + path, tokens.get(name))).append('\n');
    return all.toString();
  }

  String bytes(String path, String token) {
    var request = HttpRequest.newBuilder(URI.create(server.base() + path)).header("authorization", "Bearer " + token).build();
    try {
      var answer = Http.CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
      var text = answer.headers().map() + "\n" + new String(answer.body(), StandardCharsets.UTF_8);
      if (!path.endsWith(".zip") || answer.statusCode() != 200) return text;
      var unpacked = new StringBuilder(text);
      try (var zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
        for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) unpacked.append(entry.getName()).append('\n').append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
      return unpacked.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void nothingLeaks(String when) {
    settle();
    var leaks = new ArrayList<String>();
    ears.forEach((name, all) -> {
      all.forEach(ear -> leaks.addAll(canaries.leaks(ear.isBridge() ? BRIDGE : name, ear.heard())));
      leaks.addAll(canaries.leaks(name, asked(name)));
    });
    assertThat(leaks).as(when).isEmpty();
  }

  void comeBack(String name, long since) {
    ears.get(name).add(Ear.board(server.base(), tokens.get(name), since));
  }

  void nothingIsLogged() {
    var all = logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList().toString();
    assertThat(all).contains("GET");
    assertThat(all).doesNotContain(canaries.words()).doesNotContain(tokens.values()).doesNotContain(List.of("Canaris", "cleo", "marque-"));
  }
}
