package fr.preau.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.protocol.Codec;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Somebody in a workshop over a real WebSocket, who keeps no board but every frame that they were sent: light enough for hundreds of them. Any
 * thread.
 */
public final class Attendee implements WebSocket.Listener, AutoCloseable {

  private static final Codec CODEC = new Codec();

  /** What came in one piece; where several people are sent the same, they have the same of these. */
  public record Frame(String text, JsonNode json) {

    /** The {@code t} of the wire. */
    public String is() {
      return json.get("t").asText();
    }
  }

  /** The frames of a room full of people: each is read and kept once, however many get it. */
  public static final class Hall {

    private final Map<String, Frame> frames = new ConcurrentHashMap<>();

    private Frame frame(String text) {
      return frames.computeIfAbsent(text, unread -> new Frame(unread, read(unread)));
    }

    private static JsonNode read(String text) {
      try {
        return Api.JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
    }
  }

  private final String prefix = "a" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  private final Patience patience = new Patience(this, Duration.ofSeconds(60));
  private final Hall hall;
  private final Consumer<Frame> witness;
  private final WebSocket socket;
  private final StringBuilder partial = new StringBuilder();
  private final List<Frame> frames = new ArrayList<>();
  private final Map<String, JsonNode> figures = new HashMap<>();
  private final Map<String, Long> acknowledged = new LinkedHashMap<>();
  private final Map<String, String> refused = new LinkedHashMap<>();
  private CompletableFuture<?> said = CompletableFuture.completedFuture(null);
  private int counter;
  private String ended;

  /** Comes in, and has been welcomed. */
  public Attendee(URI base, String token, Hall hall) {
    this(base, token, hall, frame -> {});
  }

  /** @param witness of each frame as it comes, before anybody who waits for it */
  public Attendee(URI base, String token, Hall hall, Consumer<Frame> witness) {
    this.hall = hall;
    this.witness = witness;
    socket = Api.HTTP.newWebSocketBuilder().subprotocols("preau.v1").buildAsync(URI.create("ws://" + base.getAuthority() + "/ws"), this).join();
    say("{\"t\":\"hello\",\"token\":\"" + token + "\"}");
    await("the welcome", () -> !frames.isEmpty());
  }

  private synchronized void say(String text) {
    said = said.thenCompose(nothing -> socket.sendText(text, true));
  }

  /** Sends a transaction; gives its id. */
  public synchronized String submit(Op... ops) {
    var id = prefix + "-" + ++counter;
    say("{\"t\":\"tx\",\"id\":\"" + id + "\",\"ops\":" + CODEC.ops(List.of(ops)) + "}");
    return id;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      var text = partial.toString();
      partial.setLength(0);
      hear(text);
    }
    from.request(1);
    return null;
  }

  private void hear(String text) {
    try {
      var frame = hall.frame(text);
      witness.accept(frame);
      take(frame);
    } catch (RuntimeException | AssertionError e) {
      end("cannot be taken: " + e);
    }
  }

  private synchronized void take(Frame frame) {
    frames.add(frame);
    switch (frame.is()) {
      case "txs" -> frame.json().get("txs").forEach(tx -> {
        if (tx.get("id").asText().startsWith(prefix)) acknowledged.put(tx.get("id").asText(), tx.get("seq").asLong());
      });
      case "derived" -> frame.json().get("of").properties().forEach(entry -> figures.put(entry.getKey(), entry.getValue()));
      case "reject" -> refused.put(frame.json().get("id").asText(), frame.json().get("code").asText());
      default -> { }
    }
    notifyAll();
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end("closed with " + code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end(error.toString());
  }

  private synchronized void end(String why) {
    if (ended == null) ended = why;
    notifyAll();
  }

  /** Waits until what this one was told is as wanted. */
  public void await(String what, BooleanSupplier condition) {
    patience.await(what, condition, () -> ended, () -> "figures " + figures);
  }

  /** Waits until everything that was sent is answered. */
  public void awaitAnswers() {
    await("an answer to everything", () -> acknowledged.size() + refused.size() == counter);
  }

  /** The entries of a list. */
  public static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  /** All that came so far, in order. */
  public synchronized List<Frame> frames() {
    return List.copyOf(frames);
  }

  /** What was told last of a poll or phase, or null. */
  public synchronized JsonNode figure(String id) {
    return figures.get(id);
  }

  /** Ids of own transactions that are committed → their seq. */
  public synchronized Map<String, Long> acknowledged() {
    return new LinkedHashMap<>(acknowledged);
  }

  /** Ids of own transactions that were refused → code. */
  public synchronized Map<String, String> refused() {
    return new LinkedHashMap<>(refused);
  }

  @Override
  public void close() {
    socket.abort();
  }
}
