package fr.preau.board;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a change costs a board of 2,000 cards, and what it costs to find all that is on it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BoardBench {

  private final Board board = Sample.board();
  private Board moving = board;
  private int next;

  @Benchmark
  public Board applyMove() {
    return moving = moving.apply(Sample.move(next++));
  }

  @Benchmark
  public Board applyNewCard() {
    return board.apply(Sample.card(Sample.CARDS + next++));
  }

  @Benchmark
  public Object checkMove() {
    return Check.op(board, Sample.move(next++), "p_1");
  }

  @Benchmark
  public List<BoardRecord> visible() {
    return board.visible();
  }
}
