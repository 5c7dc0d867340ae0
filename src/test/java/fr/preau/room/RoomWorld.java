package fr.preau.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.Board;
import fr.preau.board.Model;
import fr.preau.board.Models;
import fr.preau.board.Op;
import fr.preau.protocol.ClientMessage.Submit;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Digest;
import fr.preau.protocol.Frame;
import fr.preau.protocol.Malformed;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.Wording;
import fr.preau.room.port.Directory;
import fr.preau.room.port.Outbox;
import fr.preau.room.port.RoomMeter;
import fr.preau.workshop.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The real rooms over an in-memory log, with time in the test's hand and a workshop {@code w1} to try them on. */
final class RoomWorld {

  static final JsonMapper JSON = new JsonMapper();

  final ManualClock clock = new ManualClock();
  final InMemoryTxLog memory = new InMemoryTxLog();
  final HeldLog log = new HeldLog(memory);
  final InMemoryDirectory directory = new InMemoryDirectory(memory, clock::now);
  final Codec codec = new Codec();
  final Model model = Models.shipped();
  int statesEncoded;
  int presencesEncoded;
  /** Those of transactions that have something in them. */
  int txsEncoded;
  private int ids;
  Rooms rooms;

  RoomWorld() {
    found("w1", "p_fac");
    restart();
    join("p_1", "Bea", Role.PARTICIPANT);
    join("p_2", "Cleo", Role.PARTICIPANT);
    join("p_obs", "Dan", Role.OBSERVER);
    clock.pass(1_000);
    log.commits.clear();
  }

  /** Makes a workshop with its facilitator. */
  void found(String workshop, String facilitator) {
    directory.create(new Directory.NewWorkshop(workshop, workshop, Long.MAX_VALUE, clock.now(), "Essai", null, "fr", null, null, null),
        new Directory.Person(facilitator, "Ana", null), workshop.getBytes(), List.of(
            new Op.Put("workshop", "workshop", Map.of("title", "Essai", "language", "fr")),
            new Op.Put("board", "main", Map.of("title", "Carte")),
            new Op.Put("member", facilitator, Map.of("role", "facilitator"))));
  }

  private static Wording wording() {
    try {
      var files = new LinkedHashMap<String, byte[]>();
      for (var language : List.of("fr", "en")) files.put(language, Files.readAllBytes(Path.of("webroot/lang/" + language + ".json")));
      return new Wording(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As if the server had been stopped and started: nothing is left but the log. */
  void restart() {
    rooms = anotherServer();
  }

  Rooms anotherServer() {
    return new Rooms(log, directory, model, this::encode, wording(), clock, () -> "s-" + ids++, RoomSettings.DEFAULT, RoomMeter.NONE);
  }

  private Frame encode(ServerMessage message) {
    if (message instanceof ServerMessage.State) statesEncoded++;
    if (message instanceof ServerMessage.Txs txs && !txs.txs().isEmpty()) txsEncoded++;
    if (message instanceof ServerMessage.Presence) presencesEncoded++;
    return codec.encode(message);
  }

  Room room() {
    return rooms.room("w1").result();
  }

  void join(String id, String name, Role role) {
    room().join(new Directory.Person(id, name, null), id.getBytes(), board -> Map.of("role", role.word()));
  }

  Client enter(String participant) {
    return enter(participant, -1);
  }

  Client enter(String participant, long since) {
    return enter(room(), participant, since);
  }

  Client enter(String workshop, String participant) {
    return enter(rooms.room(workshop).result(), participant, -1);
  }

  private Client enter(Room room, String participant, long since) {
    var client = new Client(participant);
    client.session = room.enter(participant, since, client);
    return client;
  }

  /** The state that the log leads to. */
  Board replayed() {
    return Ledger.replay(Board.empty(model), memory.read("w1", 0, Integer.MAX_VALUE).result());
  }

  static Op card(String id, String title) {
    return new Op.Put("card", id, Map.of("kind", "note", "title", title));
  }

  static Op link(String id, String from, String to) {
    return new Op.Put("link", id, Map.of("kind", "renvoie_a", "from", from, "to", to));
  }

  static Op move(String id, long x) {
    return new Op.Set(id, Map.of("x", x));
  }

  static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** A connected client that keeps the frames it gets. */
  final class Client implements Outbox {
    final String participant;
    final String prefix = "c" + ids++;
    final List<JsonNode> frames = new ArrayList<>();
    Session session;
    CloseCode closed;
    boolean paused;
    /** Whether what it is sent next is too much for it: then it is cut off. */
    boolean full;
    private int counter;

    Client(String participant) {
      this.participant = participant;
    }

    @Override
    public void send(Frame frame) {
      if (full) {
        session.leave();
        return;
      }
      try {
        frames.add(JSON.readTree(frame.utf8()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void pause(boolean pause) {
      paused = pause;
    }

    @Override
    public void close(CloseCode code) {
      closed = code;
    }

    String submit(Op... ops) {
      var id = prefix + "-" + ++counter;
      submitAs(id, ops);
      return id;
    }

    /** As written in a phase in which it was meant for few. */
    String submitIn(String phase, Op... ops) {
      var id = prefix + "-" + ++counter;
      session.submit(new Submit(id, phase, false, List.of(ops), Digest.of(List.of(ops)), 100));
      return id;
    }

    /** As written in a phase that keeps names back, whose cards everybody saw by then. */
    String submitShownIn(String phase, Op... ops) {
      var id = prefix + "-" + ++counter;
      session.submit(new Submit(id, phase, true, List.of(ops), Digest.of(List.of(ops)), 100));
      return id;
    }

    void submitAs(String id, Op... ops) {
      session.submit(new Submit(id, null, false, List.of(ops), Digest.of(List.of(ops)), 100));
    }

    /** As if the frame had had so many bytes. */
    void submitLarge(int bytes, Op... ops) {
      session.submit(new Submit(prefix + "-" + ++counter, null, false, List.of(ops), Digest.of(List.of(ops)), bytes));
    }

    List<JsonNode> frames(String kind) {
      return frames.stream().filter(frame -> frame.get("t").asText().equals(kind)).toList();
    }

    JsonNode welcome() {
      return frames("welcome").getFirst();
    }

    /** The ids of the transactions it was shown, in order. */
    List<String> shown() {
      return frames("txs").stream().flatMap(frame -> each(frame.get("txs"))).map(tx -> tx.get("id").asText()).toList();
    }

    /** Its own among them. */
    List<String> acknowledged() {
      return shown().stream().filter(id -> id.startsWith(prefix + "-")).toList();
    }

    List<String> rejected() {
      return frames("reject").stream().map(frame -> frame.get("id").asText() + " " + frame.get("code").asText()).toList();
    }

    /** All that it was ever sent, as text. */
    String everything() {
      return frames.toString();
    }

    /** The properties of the records that it holds after all that it was told, by id. */
    Map<String, JsonNode> held() {
      var held = new LinkedHashMap<String, JsonNode>();
      for (var frame : frames) {
        if (frame.has("records")) {
          held.clear();
          each(frame.get("records")).forEach(record -> hold(held, record));
        }
        var own = each(frame.path("own")).map(Client::about).toList();
        each(frame.path("txs")).flatMap(tx -> each(tx.get("ops"))).filter(op -> !own.contains(about(op))).forEach(op -> apply(held, op));
        each(frame.path("own")).forEach(op -> apply(held, op));
      }
      return held;
    }

    private static void hold(Map<String, JsonNode> held, JsonNode record) {
      held.put(record.get("id").asText(), ((ObjectNode) record.deepCopy()).without(List.of("id", "type")));
    }

    private static String about(JsonNode op) {
      return op.get(op.get(0).asText().equals("put") ? 2 : 1).asText();
    }

    private static void edit(ObjectNode record, JsonNode op) {
      try {
        var edit = ((Op.Text) new Codec().parseOps("[" + op + "]").getFirst()).edit();
        record.put(op.get(2).asText(), edit.apply(record.path(op.get(2).asText()).asText()));
      } catch (Malformed e) {
        throw new IllegalStateException(e);
      }
    }

    private static void apply(Map<String, JsonNode> held, JsonNode op) {
      switch (op.get(0).asText()) {
        case "put" -> held.put(about(op), op.get(3).deepCopy());
        case "set" -> op.get(2).properties().forEach(change -> {
          var record = (ObjectNode) held.get(about(op));
          if (change.getValue().isNull()) record.remove(change.getKey());
          else record.set(change.getKey(), change.getValue());
        });
        case "restore" -> each(op.get(2)).forEach(record -> hold(held, record));
        case "text" -> edit((ObjectNode) held.get(about(op)), op);
        case "del", "gone" -> held.remove(about(op));
        default -> { }
      }
    }

    /** The last figure that it was told of a phase or poll. */
    JsonNode figure(String about) {
      return frames("derived").stream().map(frame -> frame.get("of").get(about)).filter(found -> found != null).reduce((earlier, later) -> later).orElse(null);
    }

    List<String> storage() {
      return frames("status").stream().map(frame -> frame.get("storage").asText()).toList();
    }
  }
}
