package fr.preau.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import fr.preau.Extent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs the simulation; {@code -Dsim.from}, {@code -Dsim.seeds}, {@code -Dsim.ops} and {@code -Dsim.trace} say which runs and how. */
class SimulationTest {

  private static final Path PINNED = Path.of("src/test/resources/simulation/seeds.txt");

  @Test
  @DisplayName("R83, R84, R215 whatever goes wrong: nothing acknowledged is lost, nothing is there twice, nobody sees what is not committed or not theirs, everyone ends with what they see of the log")
  void seeds() {
    long from = Long.getLong("sim.from", Extent.seed());
    run(LongStream.range(from, from + Integer.getInteger("sim.seeds", Extent.count(2_000, 100_000))));
  }

  @Test
  @DisplayName("R83, R84 seeds that once found something")
  void pinned() throws IOException {
    try (var lines = Files.lines(PINNED)) {
      run(lines.filter(line -> line.matches("\\d+.*")).mapToLong(line -> Long.parseLong(line.split(" ")[0])));
    }
  }

  private static void run(LongStream seeds) {
    int ops = Integer.getInteger("sim.ops", 200);
    boolean traced = Boolean.getBoolean("sim.trace");
    seeds.forEach(seed -> {
      try {
        new Simulation(seed, ops, traced).run();
      } catch (Violation | RuntimeException e) {
        fail("seed " + seed + ": " + e.getMessage() + "\nagain: mvn test -Dtest=SimulationTest#seeds -Dsim.seeds=1 -Dsim.from=" + seed + " -Dsim.ops=" + ops + " -Dsim.trace=true", e);
      }
    });
  }

  @Test
  @DisplayName("R85 equal seeds give equal runs")
  void repeatable() {
    assertThat(new Simulation(7, 200, false).run()).isEqualTo(new Simulation(7, 200, false).run());
  }
}
