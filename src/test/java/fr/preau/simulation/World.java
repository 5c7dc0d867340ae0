package fr.preau.simulation;

import fr.preau.board.Model;
import fr.preau.board.Models;
import fr.preau.board.Op;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Frame;
import fr.preau.room.InMemoryDirectory;
import fr.preau.room.InMemoryTxLog;
import fr.preau.room.ManualClock;
import fr.preau.room.port.Directory;
import fr.preau.workshop.Viewer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Everything there is in one run: time, chance, the log, the servers that reach it, and the clients. */
final class World {

  static final String WORKSHOP = "w1";
  static final Model MODEL = Models.shipped();
  static final int MOST_CLIENTS = 6;
  /** Who takes part from the start. */
  static final List<String> MEMBERS = List.of("p_fac", "p_1", "p_2", "p_3", "p_obs");

  final Chance chance;
  final ManualClock clock = new ManualClock();
  final InMemoryTxLog memory = new InMemoryTxLog();
  final InMemoryDirectory directory = new InMemoryDirectory(memory, clock::now);
  final Codec codec = new Codec();
  final Journal journal = new Journal();
  final Truth truth = new Truth(memory, journal);
  final Invariants invariants = new Invariants(this);
  final Author author;
  /** Null where nobody steers the workshop. */
  final Steering steering;
  /** What becomes of the next commits; where nothing is said they happen. */
  final ArrayDeque<FaultyLog.Fate> fates = new ArrayDeque<>();
  /** How many of the next answers are lost that are not about commits. */
  int answersLost;
  /** Whether the database answers nothing. */
  boolean away;
  final List<Server> servers = new ArrayList<>();
  final List<Client> clients = new ArrayList<>();
  Message lastTold;
  Viewer lastViewer;
  private final boolean traced;
  private Frame lastFrame;
  private Message lastRead;
  private int ids = 1;

  World(long seed, boolean traced) {
    this.chance = new Chance(seed);
    this.traced = traced;
    this.author = new Author(this);
    this.steering = seed % 6 == 5 ? new Steering(this, ~seed) : null;
    createWorkshop();
    truth.catchUp();
    startServer();
  }

  private void createWorkshop() {
    var first = new ArrayList<Op>(List.of(
        new Op.Put("workshop", "workshop", Map.of("title", "Essai", "language", "fr")),
        new Op.Put("board", "main", Map.of("title", "Carte"))));
    for (var member : MEMBERS) first.add(new Op.Put("member", member, Map.of("role", role(member))));
    directory.create(new Directory.NewWorkshop(WORKSHOP, "ABCD2345", Long.MAX_VALUE, clock.now(), "Essai", null, "fr", null, null, null), person("p_fac"), new byte[] {0}, first);
    for (var member : MEMBERS.subList(1, MEMBERS.size())) directory.addPerson(WORKSHOP, person(member), member.getBytes(StandardCharsets.UTF_8));
  }

  private static String role(String member) {
    return switch (member) {
      case "p_fac" -> "facilitator";
      case "p_obs" -> "observer";
      default -> "participant";
    };
  }

  private static Directory.Person person(String id) {
    return new Directory.Person(id, "Ana", null);
  }

  /** The server that clients reach, or null while there is none. */
  Server server() {
    return servers.isEmpty() || !servers.getLast().alive() ? null : servers.getLast();
  }

  void startServer() {
    trace(() -> "a server starts");
    servers.removeIf(server -> !server.alive());
    servers.add(new Server(this));
  }

  /** A frame as clients read it, read once for all of them. */
  Message read(Frame frame) {
    if (frame != lastFrame) lastRead = Message.read(frame);
    lastFrame = frame;
    return lastRead;
  }

  /** An id that nothing else has. */
  String newId(String prefix) {
    return prefix + ids++;
  }

  String serverId() {
    return newId("s-");
  }

  String pageLoad() {
    return newId("k");
  }

  void trace(Supplier<String> what) {
    if (traced) System.out.println(clock.now() % 1_000_000_000 + " " + what.get());
  }
}
