package fr.preau.store;

import fr.preau.board.BoardRecord;
import fr.preau.board.Sample;
import fr.preau.protocol.Codec;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the rows of a checkpoint of 500 changed records cost the event loop. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CheckpointBench {

  private final Codec codec = new Codec();
  private final List<BoardRecord> changed = Sample.board().visible().subList(0, 500);

  @Benchmark
  public Object checkpointRows() {
    return new CheckpointRows(codec, changed).values("w_1", 1, 1);
  }
}
