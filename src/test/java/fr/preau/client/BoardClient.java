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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A program that takes part in a workshop over a real WebSocket and keeps its own replica of the board. What it was told
 * to be committed it keeps in {@link #acknowledged}. It can {@linkplain #comeBack come back} after its connection has ended. Any
 * thread.
 */
public final class BoardClient implements AutoCloseable {

  private static final Codec CODEC = new Codec();
  private static final long TRY_AGAIN_NANOS = 50_000_000;
  /** The words after which a client comes back. */
  private static final Set<String> MAY_COME_BACK = Set.of("overloaded", "going-away", "too-fast");

  private final String prefix = "t" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
  private final Patience patience = new Patience(this, Duration.ofSeconds(100));
  private final Map<String, Long> acknowledged = new LinkedHashMap<>();
  private final Map<String, String> rejected = new LinkedHashMap<>();
  private final Map<String, List<Op>> submitted = new LinkedHashMap<>();
  private final URI address;
  private final String token;
  private final Model model;
  private final Consumer<JsonNode> witness;
  private CompletableFuture<?> lastSend = CompletableFuture.completedFuture(null);
  private WebSocket socket;
  private Board board;
  private Listener listening;
  private boolean welcomed;
  private boolean storageAway;
  private long seq = -1;
  private int counter;
  private int closeCode;
  private String failure;

  public BoardClient(URI base, String token, Model model) {
    this(base, token, model, tx -> {});
  }

  /** @param witness of every transaction that this client is told of, before anybody else learns of it here */
  public BoardClient(URI base, String token, Model model, Consumer<JsonNode> witness) {
    this.address = URI.create("ws://" + base.getHost() + ":" + base.getPort() + "/ws");
    this.token = token;
    this.model = model;
    this.witness = witness;
    board = Board.empty(model);
    connect();
    await("the welcome", () -> seq >= 0);
  }

  private void connect() {
    var listener = new Listener();
    var opened = Api.HTTP.newWebSocketBuilder().subprotocols("preau.v1").connectTimeout(Duration.ofSeconds(10)).buildAsync(address, listener).join();
    synchronized (this) {
      listening = listener;
      socket = opened;
      closeCode = 0;
      welcomed = false;
      lastSend = CompletableFuture.completedFuture(null);
      send(hello());
    }
    opened.request(1);
  }

  private String hello() {
    var hello = Api.JSON.createObjectNode().put("t", "hello").put("token", token);
    return (seq < 0 ? hello : hello.put("since", seq)).toString();
  }

  /**
   * After its connection has ended: tries until the server lets it in again, and sends once more, in their order and with
   * their old ids, the transactions that were not answered.
   *
   * @return whether it got in within the time
   */
  public boolean comeBack(Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        connect();
        await("the welcome, or the end", () -> welcomed || closeCode != 0);
        if (sendAgain()) return true;
      } catch (CompletionException notYet) {
        LockSupport.parkNanos(TRY_AGAIN_NANOS);
      }
    }
    return false;
  }

  private synchronized boolean sendAgain() {
    if (!welcomed || closeCode != 0) return false;
    submitted.forEach((id, ops) -> {
      if (!acknowledged.containsKey(id) && !rejected.containsKey(id)) send(tx(id, ops));
    });
    return true;
  }

  /** Sends a transaction; gives its id. */
  public synchronized String submit(Op... ops) {
    var id = prefix + "-" + ++counter;
    submitted.put(id, List.of(ops));
    if (welcomed) send(tx(id, List.of(ops)));
    return id;
  }

  private static String tx(String id, List<Op> ops) {
    return "{\"t\":\"tx\",\"id\":\"" + id + "\",\"ops\":" + CODEC.ops(ops) + "}";
  }

  private synchronized void send(String text) {
    var to = socket;
    lastSend = lastSend.handle((done, failure) -> null).thenCompose(nothing -> to.sendText(text, true));
  }

  /** Waits until the replica, the answers or the connection are as wanted. */
  public void await(String what, BooleanSupplier condition) {
    patience.await(what, condition, () -> failure, () -> "seq " + seq + ", closed " + closeCode);
  }

  /** Waits until every transaction sent so far is acknowledged or rejected. */
  public void awaitAnswers() {
    await("answer to all", () -> acknowledged.size() + rejected.size() >= submitted.size() || closeCode != 0);
  }

  /** Lets those who wait look again. */
  synchronized void wake() {
    notifyAll();
  }

  public void awaitSeq(long wanted) {
    await("seq " + wanted, () -> seq >= wanted);
  }

  /** Hears one connection; what an earlier one still says is not listened to. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder partial = new StringBuilder();

    /** The first message is asked for when this is the connection that is listened to. */
    @Override
    public void onOpen(WebSocket opened) {}

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      synchronized (BoardClient.this) {
        partial.append(data);
        if (last && listening == this) {
          try {
            take(Api.JSON.readTree(partial.toString()));
          } catch (IOException | Malformed | RuntimeException | AssertionError e) {
            failure = "client: " + e;
          }
          BoardClient.this.notifyAll();
        }
        if (last) partial.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
      closed(this, statusCode);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed(this, 1006);
    }
  }

  private synchronized void closed(Listener by, int code) {
    if (listening != by) return;
    if (closeCode == 0) closeCode = code;
    welcomed = false;
    notifyAll();
  }

  private void take(JsonNode frame) throws Malformed {
    switch (frame.get("t").asText()) {
      case "welcome" -> {
        storageAway = false;
        if (frame.has("records")) start(frame.get("records"), frame.path("own"));
        else for (var tx : frame.get("txs")) apply(tx);
        seq = frame.get("seq").asLong();
        welcomed = true;
      }
      case "txs" -> {
        for (var tx : frame.get("txs")) apply(tx);
        for (var op : frame.path("own")) board = board.apply(CODEC.parseOps("[" + op + "]"));
        seq = Math.max(seq, frame.get("seq").asLong());
      }
      case "status" -> storageAway = frame.get("storage").asText().equals("away");
      case "reject" -> rejected.put(frame.get("id").asText(), frame.get("code").asText());
      case "error" -> {
        if (!MAY_COME_BACK.contains(frame.get("code").asText())) failure = frame.toString();
      }
      default -> { }
    }
  }

  private void start(JsonNode records, JsonNode own) throws Malformed {
    board = Board.empty(model);
    for (var record : records) put(record);
    for (var op : own) board = board.apply(CODEC.parseOps("[" + op + "]"));
  }

  private void apply(JsonNode tx) throws Malformed {
    witness.accept(tx);
    if (tx.get("id").asText().startsWith(prefix)) acknowledge(tx.get("id").asText(), tx.get("seq").asLong());
    if (tx.get("seq").asLong() <= seq) return;
    if (tx.get("seq").asLong() != seq + 1 && seesAll()) throw new IllegalStateException("seq " + tx.get("seq") + " after " + seq);
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

  /** Whether nothing can pass that is hidden from this client: that begins with an agenda. */
  private boolean seesAll() {
    return board.visible().stream().noneMatch(record -> record.type().equals("phase"));
  }

  private void acknowledge(String id, long at) {
    var before = acknowledged.put(id, at);
    if (before != null && before != at) throw new IllegalStateException(id + " acknowledged at " + before + " and at " + at);
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

  /** Whether the server's last word was that changes wait for its database. */
  public synchronized boolean isStorageAway() {
    return storageAway;
  }

  /** Transactions that are neither acknowledged nor refused. */
  public synchronized int unanswered() {
    return submitted.size() - acknowledged.size() - rejected.size();
  }

  /** The close code of the server, 1006 where the connection broke, 0 while it is open. */
  public synchronized int closeCode() {
    return closeCode;
  }

  @Override
  public void close() {
    leave();
  }

  /** Ends the connection without a word, as a device that loses its network. */
  public synchronized void leave() {
    socket.abort();
    closed(listening, 1006);
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
