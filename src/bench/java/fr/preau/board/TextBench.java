package fr.preau.board;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one stroke in a long text costs, and to bring it over the strokes of others that came in between. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TextBench {

  /** Strokes that came in between. */
  @Param({"1", "10", "1000"})
  public int behind;
  private final String text = "Nous voulons que chacun mange à sa faim. ".repeat(1_000);
  private final TextEdit stroke = TextEdit.of(List.of(20_000, "x"));
  private final List<TextEdit> earlier = new ArrayList<>();

  @Setup
  public void type() {
    for (int i = 0; i < behind; i++) earlier.add(TextEdit.of(List.of(300 + i, i % 5 == 0 ? -1 : "y")));
  }

  @Benchmark
  public TextEdit transform() {
    var edit = stroke;
    for (var before : earlier) edit = edit.after(before);
    return edit;
  }

  @Benchmark
  public TextEdit compose() {
    var edit = TextEdit.NONE;
    for (var next : earlier) edit = edit.then(next);
    return edit;
  }

  @Benchmark
  public String applyToLongText() {
    return stroke.apply(text);
  }
}
