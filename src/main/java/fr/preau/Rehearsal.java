package fr.preau;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.preau.config.Config;
import fr.preau.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Workshops that the server holds with itself, over real sockets, for the JVM to learn what it will have to do. A JVM of
 * version 25 or later that was started with {@code -XX:AOTCacheOutput} keeps that in a file
 * (<a href="https://openjdk.org/jeps/515">JEP 515</a>); servers that start with the file as {@code -XX:AOTCache} need not
 * learn it again.
 */
final class Rehearsal {

  /** The command line's word for it. */
  static final String WORD = "rehearse";

  private static final int SECONDS = 45;
  private static final int MOST_SECONDS = 3_600;
  private static final int WORKSHOPS = 12;
  private static final int PEOPLE = 10;
  private static final int CARDS = 60;
  private static final long TURN_NANOS = 1_500_000;
  /** Each so many changes somebody's line breaks, and comes back. */
  private static final int COMES_BACK = 40;
  private static final String REJECT = "{\"t\":\"reject\"";

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final URI base;
  private volatile String refused;

  /** @param port of this machine, on which the server listens */
  Rehearsal(int port) {
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  /** @param arguments the word, and for how many seconds where it is not the usual time @throws ConfigException for another number */
  static int seconds(String[] arguments) {
    if (arguments.length < 2) return SECONDS;
    try {
      int seconds = Integer.parseInt(arguments[1]);
      if (seconds > 0 && seconds <= MOST_SECONDS) return seconds;
    } catch (NumberFormatException e) {
      // Told below, as what is out of bounds.
    }
    throw new ConfigException("Préau can rehearse for 1 to " + MOST_SECONDS + " seconds, not \"" + arguments[1] + "\".");
  }

  /** A new folder for what the rehearsal leaves. */
  static Path folder() {
    try {
      return Files.createTempDirectory("preau-rehearsal");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that nobody else reaches, with all it keeps in a folder. */
  static Config config(Path data) {
    return Config.load(Map.of("PREAU_HOST", "127.0.0.1", "PREAU_PORT", "0", "PREAU_DATA", data.toString()), Map.of());
  }

  /** Holds the workshops for so long. @throws UncheckedIOException where the server does not take part, or refuses a change */
  void hold(int seconds) {
    var people = new ArrayList<Person>();
    for (int i = 0; i < WORKSHOPS; i++) people.addAll(workshop("Répétition " + i));
    var random = ThreadLocalRandom.current();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    for (int turn = 1; System.nanoTime() < end; turn++) {
      var person = people.get(random.nextInt(people.size()));
      if (turn % COMES_BACK == 0) person.comeBack();
      else if (turn % 5 == 0) person.write("mot ");
      else person.move(random.nextInt(CARDS), random.nextInt(4_000), random.nextInt(4_000));
      LockSupport.parkNanos(TURN_NANOS);
    }
    people.forEach(Person::leave);
    if (refused != null) throw new UncheckedIOException(new IOException("a change was refused: " + refused));
  }

  private List<Person> workshop(String title) {
    var made = post("/api/workshops", Map.of("title", title, "language", "fr"));
    var people = new ArrayList<Person>();
    for (int i = 0; i < PEOPLE; i++) {
      var joined = post("/api/join", Map.of("code", made.get("code").asText(), "name", "Personne " + i));
      people.add(new Person(i, joined.get("token").asText()));
    }
    for (int i = 0; i < CARDS; i++) people.get(i % PEOPLE).create(i);
    return people;
  }

  private JsonNode post(String path, Map<String, String> body) {
    try {
      var request = HttpRequest.newBuilder(base.resolve(path)).header("content-type", "application/json").POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))).build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) throw new UncheckedIOException(new IOException(path + " was answered " + answer.statusCode() + " " + answer.body()));
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }

  /** Somebody who takes part and does not look at what comes. */
  private final class Person implements WebSocket.Listener {

    private final int number;
    private final String token;
    private WebSocket socket;
    private CompletableFuture<?> sent;
    private int count;
    private int written;

    Person(int number, String token) {
      this.number = number;
      this.token = token;
      connect();
    }

    void create(int card) {
      send(List.of(List.of("put", "card", card(card), Map.of("kind", "enjeu", "title", "Une carte " + card, "x", 40 * card, "y", 20 * card))));
    }

    void move(int card, int x, int y) {
      send(List.of(List.of("set", card(card), Map.of("x", x, "y", y))));
    }

    /** Into a card of one's own, whose revision is therefore known. */
    void write(String word) {
      send(List.of(List.of("text", card(number), "body", written++, List.of(word))));
    }

    void comeBack() {
      leave();
      connect();
    }

    void leave() {
      sent.thenCompose(before -> socket.sendClose(WebSocket.NORMAL_CLOSURE, "")).join();
    }

    private void connect() {
      socket = http.newWebSocketBuilder().subprotocols("preau.v1").buildAsync(URI.create("ws://127.0.0.1:" + base.getPort() + "/ws"), this).join();
      sent = CompletableFuture.completedFuture(null);
      say(Map.of("t", "hello", "token", token));
    }

    private String card(int number) {
      return "c_" + number;
    }

    private void send(List<?> ops) {
      say(Map.of("t", "tx", "id", token.substring(0, 8) + "-" + ++count, "ops", ops));
    }

    private void say(Map<String, ?> message) {
      try {
        var text = json.writeValueAsString(message);
        sent = sent.thenCompose(before -> socket.sendText(text, true));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      if (part.length() > REJECT.length() && REJECT.contentEquals(part.subSequence(0, REJECT.length()))) refused = part.toString();
      from.request(1);
      return null;
    }
  }
}
