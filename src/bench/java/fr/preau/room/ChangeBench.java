package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.Models;
import fr.preau.board.Op;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs the room's thread to judge a participant's change, and to make of it what is shown once it is committed; encoding and sending aside. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChangeBench {

  private static final int CARDS = 200;
  private static final int PEOPLE = 30;

  /** Whether the workshop is in a phase in which all is shared, in which the cards were written. */
  @Param({"false", "true"})
  boolean phase;

  private Ledger ledger;
  private int counter;

  @Setup
  public void fill() {
    var board = Board.empty(Models.shipped()).apply(new Op.Put("board", "main", Map.of("title", "Carte")))
        .apply(new Op.Put("workshop", "workshop", Map.of("title", "Mesures", "language", "fr")));
    for (int i = 0; i < PEOPLE; i++) board = board.apply(new Op.Put("member", "p" + i, Map.of("role", "participant")));
    var values = Map.<String, Object>of("kind", "note", "title", "Une carte", "board", "main", "x", 1L, "y", 1L, "status", "active", "author", "p0");
    for (int i = 0; i < CARDS; i++) board = board.apply(new Op.Put("card", "c" + i, values));
    if (phase) {
      board = board.apply(new Op.Put("phase", "ph", Map.of("title", "Ensemble", "mode", "shared"))).apply(new Op.Set("workshop", Map.of("phase", "ph")));
      for (int i = 0; i < CARDS; i++) board = board.apply(new Op.Set("c" + i, Map.of("phase", "ph")));
    }
    ledger = new Ledger(board, 0);
  }

  /** Somebody moves a card. */
  @Benchmark
  public Object move() {
    int n = ++counter;
    var by = "p" + n % PEOPLE;
    var move = new Op.Set("c" + n % CARDS, Map.of("x", (long) (n % 1_000), "y", 40L));
    var submission = new Submission(by, by, "k-" + n, 0, List.of(move), 0, null, null, Promise.promise());
    var tx = ((Verdict.Accepted) ledger.judge(submission, 0)).tx();
    var shown = ledger.commit(List.of(tx));
    ledger.settled(tx);
    return shown;
  }
}
