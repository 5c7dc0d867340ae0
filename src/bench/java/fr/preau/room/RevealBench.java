package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.Op;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Frame;
import fr.preau.protocol.ShownTx;
import fr.preau.room.port.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs the room's thread to tell 300 people, at three tables and facilitators, each what they see of what was committed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RevealBench {

  private static final int PEOPLE = 300;
  private static final int FACILITATORS = 6;
  private static final int CARDS = 600;
  private static final int BATCH = 30;

  private final Counting outbox = new Counting();
  private Audience audience;
  private List<Committed> reveal;
  private List<Committed> privately;
  private List<Committed> openly;

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

  @Setup
  public void fill() {
    var world = new RoomWorld();
    var ops = new ArrayList<Op>();
    for (int table = 0; table < 3; table++) ops.add(new Op.Put("table", "t" + table, Map.of("title", "Table " + table)));
    for (int i = 0; i < PEOPLE; i++) ops.add(new Op.Put("member", "p" + i, Map.of("role", i < FACILITATORS ? "facilitator" : "participant", "table", "t" + i % 3)));
    ops.add(new Op.Put("phase", "ph", Map.of("title", "Chacun pour soi", "mode", "private")));
    ops.add(new Op.Put("phase", "ph_open", Map.of("title", "Ensemble")));
    ops.add(new Op.Set("workshop", Map.of("phase", "ph")));
    var room = world.room();
    does(world, null, ops);
    for (int i = 0; i < CARDS; i++) does(world, "p" + i % PEOPLE, List.of(new Op.Put("card", "c" + i, Map.of("kind", "note", "title", title(i % PEOPLE), "x", (long) i))));
    audience = new Audience(room, world.rooms, Map.of());
    for (int i = 0; i < PEOPLE; i++) audience.enter(new Session(room, "p" + i, room.load().share("p" + i), outbox), -1);
    reveal = List.of(committed(room.committed(), room.seq() + 1, "p0", new Op.Set("ph", Map.of("revealed", true))));
    privately = batch(room, "ph");
    openly = batch(room, "ph_open");
  }

  private static void does(RoomWorld world, String by, List<Op> ops) {
    var verdict = world.room().submit(by, ops);
    world.clock.pass(100);
    if (!(verdict.result() instanceof Verdict.Accepted)) throw new IllegalStateException(verdict.result().toString());
  }

  private static String title(int author) {
    return "Ce que " + author + " a sur le cœur";
  }

  private static Op card(String id, int author, String phase) {
    return new Op.Put("card", id, Map.of("kind", "note", "title", title(author), "board", "main", "x", 100L, "y", 40L, "status", "active", "author", "p" + author, "phase", phase));
  }

  private static Committed committed(Board before, long seq, String by, Op op) {
    return Views.committed(new ShownTx(seq, "k" + seq + "-1", by, 0, List.of(new ShownTx.ShownOp.Plain(op))), before, before.apply(op));
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

  /** A private phase is shown: everybody gets the cards of all others. */
  @Benchmark
  public long reveal600() {
    audience.show(reveal);
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
}
