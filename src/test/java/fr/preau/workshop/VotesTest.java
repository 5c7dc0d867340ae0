package fr.preau.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Board;
import fr.preau.board.Models;
import fr.preau.board.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ballots and counts where cards are merged, in the bin or back, and where few people vote. */
class VotesTest {

  private Board board = Board.empty(Models.shipped()).apply(List.of(
      new Op.Put("workshop", "workshop", Map.of("title", "Essai", "language", "fr")),
      new Op.Put("board", "main", Map.of("title", "Carte")),
      new Op.Put("poll", "po", Map.of("title", "Lequel ?", "way", "dots", "budget", 3L, "most", 3L, "state", "open")),
      card("c1"), card("c2"), card("c3")));

  private static Op card(String id) {
    return new Op.Put("card", id, Map.of("kind", "note", "title", id, "board", "main", "status", "active"));
  }

  private void member(String id, String family) {
    board = board.apply(new Op.Put("member", id, family == null ? Map.of("role", "participant") : Map.of("role", "participant", "family", family)));
  }

  private void ballot(String author, Map<String, Object> dots) {
    var values = new HashMap<String, Object>(dots);
    values.put("poll", "po");
    values.put("author", author);
    board = board.apply(Votes.completed(board, new Op.Put("ballot", "v_" + author, values)));
  }

  private void merge(String from, String into) {
    board = board.apply(new Op.Set(from, Map.of("status", "merged", "into", into)));
  }

  private Votes.Result count() {
    return Votes.count(board, board.get("po"));
  }

  private String reason(Op op) {
    var refusal = Votes.refusal(board, op);
    return refusal == null ? "" : refusal.code();
  }

  private static Op.Set set(String id, String name, Object value) {
    var values = new HashMap<String, Object>();
    values.put(name, value);
    return new Op.Set(id, values);
  }

  @Test
  @DisplayName("R203 who has more dots out than the budget, since cards are back, can take some away, and give no more")
  void overBudget() {
    member("p", null);
    ballot("p", Map.of("on:c1", 3L, "on:c2", 2L));
    assertThat(reason(set("v_p", "on:c2", 1L))).isEmpty();
    assertThat(reason(set("v_p", "on:c2", 3L))).isEqualTo("budget");
    assertThat(reason(set("v_p", "on:c3", 1L))).isEqualTo("budget");
  }

  @Test
  @DisplayName("R205 of dots that are more than the budget, since cards are back, no more than the budget count")
  void countsToTheBudget() {
    member("p", null);
    ballot("p", Map.of("on:c1", 2L, "on:c2", 2L));
    assertThat(count().totals().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(3);
  }

  @Test
  @DisplayName("R205 dots and counted hands follow a card through several merges, to where it is in the end")
  void merges() {
    member("p", null);
    ballot("p", Map.of("on:c1", 1L, "on:c3", 1L));
    board = board.apply(new Op.Put("tally", "ta", Map.of("poll", "po", "on", "c1", "count", 4L)));
    merge("c1", "c2");
    merge("c2", "c3");
    assertThat(count().totals()).isEqualTo(Map.of("c3", 6L));
    assertThat(count().hands()).isEqualTo(Map.of("c3", 4L));
  }

  @Test
  @DisplayName("R203 a ballot that changes lets go of the dots on what is in the bin, also where it was merged into that")
  void letsGo() {
    member("p", null);
    ballot("p", Map.of("on:c1", 1L, "on:c2", 1L));
    merge("c1", "c3");
    board = board.apply(new Op.Del("c3"));
    var completed = (Op.Set) Votes.completed(board, set("v_p", "on:c2", 2L));
    assertThat(completed.values()).containsOnlyKeys("on:c1", "on:c2").containsEntry("on:c1", null);
  }

  @Test
  @DisplayName("R219 families are told apart only where those who are left are none, or three: with one or two left the smallest goes to them, until it is so")
  void fewLeft() {
    for (int others = 0; others <= 3; others++) {
      var people = new ArrayList<>(List.of("citoyen", "citoyen", "citoyen", "citoyen", "entreprise", "entreprise", "entreprise"));
      for (int i = 0; i < others; i++) people.add(i % 2 == 0 ? null : "etat");
      assertThat(familiesOf(people.toArray(String[]::new))).as(others + " others").isEqualTo(others == 0 || others == 3 ? Set.of("citoyen", "entreprise") : Set.of("citoyen"));
    }
    assertThat(familiesOf("citoyen", "citoyen", "citoyen", null, "etat")).as("only two are left").isEmpty();
    assertThat(familiesOf("citoyen", "citoyen")).as("two are too few to be told").isEmpty();
  }

  /** The families that are told where people of these vote. */
  private Set<String> familiesOf(String... people) {
    var before = board;
    for (int i = 0; i < people.length; i++) {
      member("p" + i, people[i]);
      ballot("p" + i, Map.of("on:c1", 1L));
    }
    var told = count().families().keySet();
    board = before;
    assertThat(Arrays.asList(people)).containsAll(told);
    return told;
  }
}
