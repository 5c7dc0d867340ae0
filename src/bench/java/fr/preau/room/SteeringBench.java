package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.Op;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Frame;
import fr.preau.protocol.ShownTx;
import fr.preau.room.port.Outbox;
import fr.preau.workshop.Role;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Votes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs the room's thread to tell 300 people, at 50 tables and facilitators, each what they see of what was committed, or of all there is. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SteeringBench {

  private static final int PEOPLE = 300;
  private static final int FACILITATORS = 6;
  private static final int TABLES = 50;
  private static final int CARDS = 600;
  private static final int TABLE_CARDS = 1_400;
  private static final int BATCH = 30;
  /** Tables on whose boards all cards of {@link #CARDS} lie that people vote on. */
  private static final int VOTING_TABLES = 30;
  private static final int DOTS = 5;

  private final Counting outbox = new Counting();
  private Workshop named;
  private Workshop nameless;
  private Audience audience;
  private List<Committed> privately;
  private List<Committed> openly;
  private Board voted;
  private Figures figures;
  private List<Viewer> seats;
  private int turn;

  /** Frames go nowhere. */
  private static final class Counting implements Outbox {
    long bytes;

    @Override
    public void send(Frame frame) {
      bytes += frame.size();
    }

    @Override
    public void pause(boolean pause) {}

    @Override
    public void close(CloseCode code) {}
  }

  /** A workshop in which everybody is here, has written alone and voted, and sits at a table that has cards. */
  private final class Workshop {
    final RoomWorld world = new RoomWorld();
    final Room room = world.room();
    final List<Session> sessions = new ArrayList<>();

    Workshop(boolean anonymous) {
      room.enter("p_fac", -1, outbox);
      var ops = new ArrayList<Op>();
      for (int table = 0; table < TABLES; table++) {
        ops.add(new Op.Put("table", "t" + table, Map.of("title", "Table " + table)));
        ops.add(new Op.Put("board", "b" + table, Map.of("title", "Table " + table, "table", "t" + table)));
      }
      for (int i = 0; i < PEOPLE; i++) ops.add(new Op.Put("member", "p" + i, Map.of("role", i < FACILITATORS ? "facilitator" : "participant", "table", "t" + i % TABLES)));
      for (int i = 0; i < TABLE_CARDS; i++) ops.add(new Op.Put("card", "tc" + i, Map.of("kind", "note", "title", "Carte de table " + i, "board", "b" + i % TABLES)));
      ops.add(new Op.Put("phase", "ph", Map.of("title", "Chacun pour soi", "mode", "private", "anonymous", anonymous)));
      ops.add(new Op.Put("phase", "ph_open", Map.of("title", "Ensemble")));
      ops.add(new Op.Put("poll", "po", Map.of("title", "Lequel ?", "way", "dots", "budget", 3L)));
      ops.add(new Op.Set("workshop", Map.of("phase", "ph")));
      does(null, ops);
      for (int i = 0; i < CARDS; i++) does("p" + i % PEOPLE, List.of(new Op.Put("card", "c" + i, Map.of("kind", "note", "title", title(i % PEOPLE), "x", (long) i))));
      for (int i = 0; i < PEOPLE; i++) does("p" + i, List.of(new Op.Put("ballot", "v" + i, Map.of("poll", "po", "on:c" + i, 1L))));
      enter();
    }

    void enter() {
      for (int i = 0; i < PEOPLE; i++) sessions.add(room.enter("p" + i, -1, outbox));
    }

    void leave() {
      sessions.forEach(Session::leave);
      sessions.clear();
    }

    /** Judged, committed to memory and told before it returns. */
    void does(String by, List<Op> ops) {
      var verdict = room.submit(by, ops);
      rest();
      if (!(verdict.result() instanceof Verdict.Accepted)) throw new IllegalStateException(verdict.toString(), verdict.cause());
    }

    /** What is told a little later is told. */
    void rest() {
      world.clock.pass(1_000);
    }

    void reveal(Object revealed) {
      var change = new HashMap<String, Object>();
      change.put("revealed", revealed);
      does("p0", List.of(new Op.Set("ph", change)));
    }

    Audience audience() {
      var audience = new Audience(room, world.rooms, Map.of());
      for (int i = 0; i < PEOPLE; i++) audience.enter(new Session(room, "p" + i, room.load().share("p" + i), outbox), -1);
      return audience;
    }
  }

  @Setup
  public void fill() {
    named = new Workshop(false);
    nameless = new Workshop(true);
    audience = named.audience();
    privately = batch(named.room, "ph");
    openly = batch(named.room, "ph_open");
    voteAtTables();
  }

  /** Everybody has given five dots to cards on the board of their own table, and the totals are shown. */
  private void voteAtTables() {
    var ops = new ArrayList<Op>();
    for (int table = 0; table < VOTING_TABLES; table++) {
      ops.add(new Op.Put("table", "t" + table, Map.of("title", "Table " + table)));
      ops.add(new Op.Put("board", "b" + table, Map.of("title", "Table " + table, "table", "t" + table)));
    }
    for (int i = 0; i < CARDS; i++) ops.add(new Op.Put("card", "c" + i, Map.of("kind", "note", "title", title(i), "board", "b" + i % VOTING_TABLES)));
    ops.add(new Op.Put("poll", "po", Map.of("title", "Lequel ?", "way", "dots", "budget", (long) DOTS, "state", "shown")));
    for (int i = 0; i < PEOPLE; i++) {
      ops.add(new Op.Put("member", "p" + i, Map.of("role", "participant", "table", "t" + i % VOTING_TABLES)));
      var ballot = new HashMap<String, Object>(Map.of("poll", "po", "author", "p" + i));
      for (int dot = 0; dot < DOTS; dot++) ballot.put("on:c" + (i % VOTING_TABLES + VOTING_TABLES * ((i / VOTING_TABLES + dot) % (CARDS / VOTING_TABLES))), 1L);
      ops.add(new Op.Put("ballot", "v" + i, ballot));
    }
    voted = Board.empty(named.world.model).apply(ops);
    var attendance = new Attendance(Map.of());
    for (int i = 0; i < PEOPLE; i++) attendance.came("p" + i);
    figures = new Figures(attendance, voted);
    seats = Stream.concat(Stream.of(Viewer.FACILITATOR, Viewer.ANYBODY), IntStream.range(0, VOTING_TABLES).mapToObj(table -> new Viewer("", Role.PARTICIPANT, "t" + table))).toList();
  }

  private static String title(int author) {
    return "Ce que " + author + " a sur le cœur";
  }

  private static Op card(String id, int author, String phase) {
    return new Op.Put("card", id, Map.of("kind", "note", "title", title(author), "board", "main", "x", 100L, "y", 40L, "status", "active", "author", "p" + author, "phase", phase));
  }

  private static Committed committed(Board before, long seq, String by, Op... ops) {
    return Views.committed(new ShownTx(seq, "k" + seq + "-1", by, 0, Stream.of(ops).map(op -> (ShownTx.ShownOp) new ShownTx.ShownOp.Plain(op)).toList()), before, before.apply(List.of(ops)));
  }

  private static List<Committed> batch(Room room, String phase) {
    var batch = new ArrayList<Committed>();
    var board = room.committed();
    for (int i = 0; i < BATCH; i++) {
      var op = card("new" + i, FACILITATORS + i, phase);
      batch.add(committed(board, room.seq() + 1 + i, "p" + (FACILITATORS + i), op));
      board = board.apply(op);
    }
    return batch;
  }

  /** A private phase is shown, everybody gets the cards of all others; and kept back again. */
  @Benchmark
  public long reveal600() {
    named.reveal(true);
    named.reveal(null);
    return outbox.bytes;
  }

  /** The same where nobody is to learn who wrote what. */
  @Benchmark
  public long revealNameless600() {
    nameless.reveal(true);
    nameless.reveal(null);
    return outbox.bytes;
  }

  /** All 300 go to the next table, and see what is there. */
  @Benchmark
  public long rotate300() {
    turn++;
    named.does(null, IntStream.range(0, PEOPLE).mapToObj(i -> (Op) new Op.Set("p" + i, Map.of("table", "t" + (i + turn) % TABLES))).toList());
    return outbox.bytes;
  }

  /** All 300 go and come in again, each with two cards and a ballot of their own and the cards of their table. */
  @Benchmark
  public long enter300() {
    named.leave();
    named.enter();
    named.rest();
    return outbox.bytes;
  }

  /** Thirty people have each written something that only they see. */
  @Benchmark
  public long private30() {
    audience.show(privately);
    return outbox.bytes;
  }

  /** The same in a phase in which everybody sees it, to compare with. */
  @Benchmark
  public long shared30() {
    audience.show(openly);
    return outbox.bytes;
  }

  /** How the votes of 300 people for 600 cards at 30 tables stand, for each table what is told there, for facilitators all of it. */
  @Benchmark
  public long figuresAtTables600() {
    figures.noteAll();
    var untold = figures.takeUntold(voted);
    long told = 0;
    for (var seat : seats) told += untold.to(seat).get("po").result().totals().size();
    return told;
  }

  /** The same votes counted alone, to compare with. */
  @Benchmark
  public long countAtTables600() {
    return Votes.count(voted, voted.get("po")).totals().size();
  }
}
