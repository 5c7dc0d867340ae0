package fr.preau.trace;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Check;
import fr.preau.board.Models;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {

  /** Of one typist: what is on its way to the order and back from it. */
  private static final class Wire {
    final ArrayDeque<Op.Text> out = new ArrayDeque<>();
    final ArrayDeque<Runnable> in = new ArrayDeque<>();
  }

  private final Trace trace = Trace.friends();
  private final List<List<Typist.Sent>> sent = List.of(new ArrayList<>(), new ArrayList<>());
  private final List<Typist> typists = List.of(new Typist(trace, 0, sent), new Typist(trace, 1, sent));
  private final List<Wire> wires = List.of(new Wire(), new Wire());
  private final List<TextEdit> edits = new ArrayList<>();
  private Board board = Board.of(Models.shipped(), List.of(new BoardRecord("main", "board", Map.of("title", "Carte")),
      new BoardRecord("pr_1", "proposal", Map.of("title", "Un texte", "board", "main"))));

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName("R67 two people type a real document at once: whatever is delayed, both and the server end with its known text")
  void knownEnd(long seed) {
    var random = new SplittableRandom(seed);
    int patience = 1 + random.nextInt(40);
    while (!over()) step(random, random.nextInt(2), patience);
    for (var typist : typists) assertThat(typist.text()).isEqualTo(trace.end());
    assertThat(board.get("pr_1").text("visee")).isEqualTo(trace.end());
    assertThat(board.get("pr_1").revision("visee")).isEqualTo(edits.size());
  }

  private boolean over() {
    return typists.stream().allMatch(Typist::settled) && wires.stream().allMatch(wire -> wire.out.isEmpty() && wire.in.isEmpty());
  }

  private void step(SplittableRandom random, int who, int patience) {
    var typist = typists.get(who);
    var wire = wires.get(who);
    switch (random.nextInt(3)) {
      case 0 -> {
        typist.type(1 + random.nextInt(patience));
        long revision = typist.revision();
        var edit = typist.send();
        if (edit != null) wire.out.add(new Op.Text("pr_1", "visee", revision, edit));
      }
      case 1 -> {
        if (!wire.out.isEmpty()) order(who, wire.out.remove());
      }
      default -> {
        if (!wire.in.isEmpty()) wire.in.remove().run();
      }
    }
  }

  private void order(int who, Op.Text op) {
    var accepted = (Op.Text) ((Check.Result.Accepted) Check.op(board, op, "p_1", (record, field, revision) -> edits.subList((int) revision, edits.size()))).op();
    board = board.apply(accepted);
    edits.add(accepted.edit());
    for (int reader = 0; reader < 2; reader++) {
      var typist = typists.get(reader);
      wires.get(reader).in.add(reader == who ? () -> typist.acknowledged(accepted.edit()) : () -> typist.take(accepted.edit()));
    }
  }
}
