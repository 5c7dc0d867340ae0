package fr.preau.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Models;
import fr.preau.board.Op;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a phase allows and leaves on what is written, where the agenda, the tables or the facilitators have changed meanwhile. */
class AgendaTest {

  private static final Viewer BEA = new Viewer("p_1", Role.PARTICIPANT, "t1");

  private Board board = Board.empty(Models.shipped()).apply(List.of(
      new Op.Put("workshop", "workshop", Map.of("title", "Essai", "language", "fr")),
      new Op.Put("board", "main", Map.of("title", "Carte")),
      new Op.Put("table", "t1", Map.of("title", "Table", "board", "b1")),
      new Op.Put("board", "b1", Map.of("title", "Table", "table", "t1")),
      new Op.Put("member", "p_fac", Map.of("role", "facilitator")),
      new Op.Put("member", "p_1", Map.of("role", "participant", "table", "t1")),
      new Op.Put("card", "c1", Map.of("kind", "note", "title", "Une carte", "board", "main", "author", "p_1")),
      new Op.Put("card", "c2", Map.of("kind", "note", "title", "Une autre", "board", "b1", "author", "p_1"))));

  private void phase(Map<String, Object> values) {
    board = board.apply(new Op.Put("phase", "ph", values)).apply(new Op.Set("workshop", Map.of("phase", "ph")));
  }

  private String reason(Op op, String writtenIn) {
    var refusal = Agenda.refusal(board, op, BEA, 0, writtenIn == null ? null : new Written(writtenIn, false));
    return refusal == null ? "" : refusal.code();
  }

  private static Op card(String board) {
    return new Op.Put("card", "c_new", Map.of("kind", "note", "title", "Nouvelle", "board", board));
  }

  @Test
  @DisplayName("R191 a phase that was thrown away while the workshop is in it closes nothing any more")
  void thrownAway() {
    phase(Map.of("title", "Lire", "mode", "read"));
    assertThat(reason(card("main"), null)).isEqualTo("phase-closed");
    board = board.apply(new Op.Del("ph"));
    assertThat(reason(card("main"), null)).isEmpty();
    assertThat(Phase.current(board)).isNull();
  }

  @Test
  @DisplayName("R201 a facilitator who was removed is none: the one who is left can neither go nor become something else")
  void lastFacilitator() {
    board = board.apply(List.of(new Op.Put("member", "p_gone", Map.of("role", "facilitator")), new Op.Del("p_gone")));
    for (var op : List.of(new Op.Del("p_fac"), new Op.Set("p_fac", Map.of("role", "observer")))) {
      assertThat(Agenda.refusal(board, op, new Viewer("p_fac", Role.FACILITATOR, null), 0, null).code()).isEqualTo("last-facilitator");
    }
    board = board.apply(new Op.Restore("p_gone"));
    assertThat(Agenda.refusal(board, new Op.Del("p_fac"), new Viewer("p_fac", Role.FACILITATOR, null), 0, null)).isNull();
  }

  @Test
  @DisplayName("R218 a change that says of a card on one's own table's board that it is there is none that takes it away")
  void staysAtTheTable() {
    phase(Map.of("title", "Par table", "mode", "group"));
    assertThat(reason(new Op.Set("c2", Map.of("board", "b1", "x", 4L)), null)).isEmpty();
    assertThat(reason(new Op.Set("c1", Map.of("board", "b1")), null)).isEqualTo("phase-board");
    board = board.apply(new Op.Set("ph", Map.of("mode", "shared")));
    assertThat(reason(new Op.Set("c1", Map.of("board", "b1")), null)).as("out of everybody's sight").isEqualTo("phase-board");
  }

  @Test
  @DisplayName("R195 what was written for a table, or without names, and comes in a phase where more people would read it, or under a name, is refused")
  void goesFurther() {
    board = board.apply(List.of(new Op.Put("phase", "by_table", Map.of("title", "Par table", "mode", "group")), new Op.Put("phase", "nameless", Map.of("title", "Sans nom", "mode", "shared", "anonymous", true))));
    assertThat(List.of(reason(card("main"), "by_table"), reason(card("main"), "nameless"))).as("in no phase").containsOnly("phase-moved");
    phase(Map.of("title", "Ensemble", "mode", "shared"));
    assertThat(List.of(reason(card("main"), "by_table"), reason(card("main"), "nameless"))).as("where all is shared").containsOnly("phase-moved");
    board = board.apply(new Op.Set("ph", Map.of("mode", "private")));
    assertThat(reason(card("main"), "by_table")).as("for its author alone").isEmpty();
    board = board.apply(new Op.Set("ph", Map.of("mode", "group")));
    assertThat(reason(card("b1"), "by_table")).isEmpty();
  }

  @Test
  @DisplayName("R216 nobody votes on, or refers to, a card that they do not see: it is as if it were not there")
  void unseen() {
    board = board.apply(List.of(new Op.Put("poll", "po", Map.of("title", "Lequel ?", "way", "dots", "budget", 3L, "state", "open")),
        new Op.Put("card", "c_hidden", Map.of("kind", "note", "title", "Masquée", "board", "main", "author", "p_fac", "hidden", true))));
    for (var target : List.of("c_hidden", "c1")) {
      var right = target.equals("c1") ? "" : "dangling";
      assertThat(reason(new Op.Put("ballot", "v1", Map.of("poll", "po", "on:" + target, 1L)), null)).as("a vote on " + target).isEqualTo(right);
      assertThat(reason(new Op.Put("card", "c_new", Map.of("kind", "note", "title", "Tirée de là", "board", "main", "split_from", target)), null)).as("split from " + target).isEqualTo(right);
    }
  }

  @Test
  @DisplayName("R193 only in a phase by table a card is told to come from its author's table")
  void fromTable() {
    for (var mode : List.of("shared", "private", "group")) {
      phase(Map.of("title", "Étape", "mode", mode));
      var completed = (Op.Put) Agenda.completed(board, card("main"), "p_1");
      assertThat(completed.values().get("phase")).isEqualTo("ph");
      assertThat(completed.values().get("from_table")).as(mode).isEqualTo(mode.equals("group") ? "t1" : null);
      board = board.apply(new Op.Set("ph", Map.of("mode", "shared")));
    }
  }

  @Test
  @DisplayName("R213 a link with one end, either one, in an anonymous phase says to nobody else who made it")
  void anonymousEnds() {
    board = board.apply(List.of(new Op.Put("phase", "nameless", Map.of("title", "Sans nom", "anonymous", true)), new Op.Set("c1", Map.of("phase", "nameless")),
        new Op.Put("card", "c3", Map.of("kind", "note", "title", "Avec nom", "board", "main", "author", "p_fac"))));
    for (var ends : List.of(Map.of("from", "c1", "to", "c3"), Map.of("from", "c3", "to", "c1"))) {
      var link = new BoardRecord("l1", "link", Map.of("kind", "renvoie_a", "from", ends.get("from"), "to", ends.get("to"), "author", "p_1"));
      assertThat(Visibility.isAnonymous(board, link)).isTrue();
      assertThat(Visibility.view(board, link, new Viewer("p_fac", Role.FACILITATOR, null)).text("author")).isNull();
      assertThat(Visibility.view(board, link, BEA).text("author")).as("one's own").isEqualTo("p_1");
    }
  }
}
