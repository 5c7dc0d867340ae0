package fr.preau.client;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Model;
import fr.preau.board.Op;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * A program that takes part in a workshop over a real WebSocket and keeps its own replica of the board. What it was told
 * to be committed it keeps in {@link #acknowledged}. Any thread.
 */
public final class BoardClient implements AutoCloseable, WebSocket.Listener {

  private static final Codec CODEC = new Codec();

  private final String prefix = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  private final StringBuilder partial = new StringBuilder();
  private final Map<String, Long> acknowledged = new LinkedHashMap<>();
  private final Map<String, String> rejected = new LinkedHashMap<>();
  private final Map<String, List<Op>> submitted = new HashMap<>();
  private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
  private final WebSocket socket;
  private Board board;
  private long seq = -1;
  private int counter;
  private int closeCode;
  private String failure;

  public BoardClient(URI base, String token, Model model) {
    board = Board.empty(model);
    var address = URI.create("ws://" + base.getHost() + ":" + base.getPort() + "/ws");
    socket = Api.HTTP.newWebSocketBuilder().subprotocols("preau.v1").connectTimeout(Duration.ofSeconds(10)).buildAsync(address, this).join();
    send(Api.JSON.createObjectNode().put("t", "hello").put("token", token).toString());
    await("the welcome", () -> seq >= 0);
  }

  /** Sends a transaction; gives its id. */
  public synchronized String submit(Op... ops) {
    var id = prefix + "-" + ++counter;
    submitted.put(id, List.of(ops));
    send("{\"t\":\"tx\",\"id\":\"" + id + "\",\"ops\":" + CODEC.ops(List.of(ops)) + "}");
    return id;
  }

  private synchronized void send(String text) {
    lastSend = lastSend.handle((done, failure) -> null).thenCompose(nothing -> socket.sendText(text, true));
  }

  /** Waits until the replica, the answers or the connection are as wanted. */
  public synchronized void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (failure != null) throw new AssertionError(failure);
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) throw new AssertionError("still no " + what + " (seq " + seq + ", closed " + closeCode + ")");
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  /** Waits until every transaction sent so far is acknowledged or rejected. */
  public void awaitAnswers() {
    await("answer to all", () -> acknowledged.size() + rejected.size() >= submitted.size() || closeCode != 0);
  }

  public void awaitSeq(long wanted) {
    await("seq " + wanted, () -> seq >= wanted);
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    synchronized (this) {
      partial.append(data);
      if (last) {
        try {
          take(Api.JSON.readTree(partial.toString()));
        } catch (IOException | Malformed | RuntimeException e) {
          failure = "client: " + e;
        }
        partial.setLength(0);
        notifyAll();
      }
    }
    webSocket.request(1);
    return null;
  }

  private void take(JsonNode frame) throws Malformed {
    switch (frame.get("t").asText()) {
      case "welcome" -> {
        if (frame.has("records")) for (var record : frame.get("records")) put(record);
        else for (var tx : frame.get("txs")) apply(tx);
        seq = frame.get("seq").asLong();
      }
      case "txs" -> {
        for (var tx : frame.get("txs")) apply(tx);
        seq = Math.max(seq, frame.get("seq").asLong());
      }
      case "reject" -> rejected.put(frame.get("id").asText(), frame.get("code").asText());
      case "error" -> failure = frame.toString();
      default -> { }
    }
  }

  private void apply(JsonNode tx) throws Malformed {
    if (tx.get("id").asText().startsWith(prefix)) acknowledged.put(tx.get("id").asText(), tx.get("seq").asLong());
    if (tx.get("seq").asLong() <= seq) return;
    if (tx.get("seq").asLong() != seq + 1) throw new IllegalStateException("seq " + tx.get("seq") + " after " + seq);
    for (var op : tx.get("ops")) {
      if (op.get(0).asText().equals("restore")) {
        board = board.apply(new Op.Restore(op.get(1).asText()));
        for (var record : op.get(2)) put(record);
      } else {
        board = board.apply(CODEC.parseOps("[" + op + "]"));
      }
    }
    seq = tx.get("seq").asLong();
  }

  private void put(JsonNode record) throws Malformed {
    var values = new HashMap<>(CODEC.parseValues(record.toString()));
    values.remove("id");
    values.remove("type");
    board = board.apply(new Op.Put(record.get("type").asText(), record.get("id").asText(), values));
  }

  /** What is on this client's board, by id. */
  public synchronized Map<String, BoardRecord> records() {
    var records = new HashMap<String, BoardRecord>();
    for (var record : board.visible()) records.put(record.id(), record);
    return records;
  }

  public synchronized Board board() {
    return board;
  }

  public synchronized long seq() {
    return seq;
  }

  /** Ids of own transactions that the server said were committed → their seq. */
  public synchronized Map<String, Long> acknowledged() {
    return new LinkedHashMap<>(acknowledged);
  }

  /** Ids of own transactions that were refused → code. */
  public synchronized Map<String, String> rejected() {
    return new LinkedHashMap<>(rejected);
  }

  /** What was sent under an id. */
  public synchronized List<Op> submitted(String id) {
    return submitted.get(id);
  }

  /** The close code of the server, 1006 where the connection broke, 0 while it is open. */
  public synchronized int closeCode() {
    return closeCode;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    closed(statusCode);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    closed(1006);
  }

  private synchronized void closed(int code) {
    if (closeCode == 0) closeCode = code;
    notifyAll();
  }

  @Override
  public void close() {
    socket.abort();
  }

  /** A model read from the server. */
  public static Model model(Api api) {
    try {
      return Model.of(Api.JSON.readValue(api.text("/api/model.json", null), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
