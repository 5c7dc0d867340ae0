package fr.preau.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which records are alike where only one of them should be, of those that were made apart. */
class UniqueKeyTest {

  private static final Model MODEL = Models.shipped();
  private static final List<String> LINKS = List.of("l_1", "l_2", "l_3", "l_4", "l_5");
  private static final Map<String, Object> THERE = Map.of("kind", "renvoie_a", "from", "c_1", "to", "c_2");
  private static final Map<String, Object> BACK = Map.of("kind", "renvoie_a", "from", "c_2", "to", "c_1");

  @Test
  @DisplayName("R260 links alike that were made apart are found by what they link, whatever became of the others, in a workshop that goes on as in one that is opened anew")
  void holders() {
    for (int seed = 1; seed <= 100; seed++) {
      var random = new Random(seed);
      var board = Board.empty(MODEL);
      for (int step = 0; step < 40; step++) {
        board = board.apply(some(random, board));
        var records = new ArrayList<>(board.all());
        Collections.shuffle(records, random);
        for (var values : List.of(THERE, BACK)) {
          var key = MODEL.uniqueKey("link", values);
          var alike = LINKS.stream().filter(id -> is(records, id, values)).toList();
          assertThat(List.copyOf(board.holdersOf(key))).as("seed %d, step %d", seed, step).isEqualTo(alike);
          assertThat(List.copyOf(Board.of(MODEL, records).holdersOf(key))).as("seed %d, step %d, opened anew", seed, step).isEqualTo(alike);
        }
      }
    }
  }

  private static Op some(Random random, Board board) {
    var id = LINKS.get(random.nextInt(LINKS.size()));
    if (board.get(id) == null) return new Op.Put("link", id, random.nextBoolean() ? THERE : BACK);
    return switch (random.nextInt(4)) {
      case 0 -> new Op.Del(id);
      case 1 -> new Op.Restore(id);
      case 2 -> new Op.Set(id, Map.of("label", "x"));
      default -> new Op.Set(id, BACK);
    };
  }

  private static boolean is(List<BoardRecord> records, String id, Map<String, Object> values) {
    return records.stream().anyMatch(record -> record.id().equals(id) && !record.deleted() && MODEL.uniqueKey("link", record.values()).equals(MODEL.uniqueKey("link", values)));
  }
}
