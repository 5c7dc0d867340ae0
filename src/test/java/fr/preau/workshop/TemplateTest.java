package fr.preau.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.preau.board.Board;
import fr.preau.board.Check;
import fr.preau.board.Model;
import fr.preau.board.Models;
import fr.preau.board.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A template")
class TemplateTest {

  private static final Model MODEL = Models.shipped();

  private static Map<String, Object> text(String fr, String en) {
    return new HashMap<>(Map.of("fr", fr, "en", en));
  }

  private static Map<String, Object> phase(Object... more) {
    var phase = new HashMap<String, Object>(Map.of("title", text("Météo", "Weather"), "instruction", text("Dites", "Say"), "minutes", 10L));
    for (int i = 0; i < more.length; i += 2) phase.put((String) more[i], more[i + 1]);
    return phase;
  }

  private static Map<String, Object> template(Object... phases) {
    return new HashMap<>(Map.of("title", text("Le titre", "The title"), "description", "Pour tous", "phases", new ArrayList<>(List.of(phases))));
  }

  private static Template read(Map<String, Object> declaration) {
    return Template.of("essai", declaration, MODEL);
  }

  private static void refused(Map<String, Object> declaration, String path, String... parts) {
    assertThatThrownBy(() -> read(declaration)).isInstanceOfSatisfying(Template.Wrong.class, wrong -> assertThat(wrong.path()).isEqualTo(path)).hasMessageContainingAll(parts);
  }

  @Test
  @DisplayName("R142 gives phases in its order and in the language of the workshop, none of them started")
  void agenda() {
    var template = read(template(phase("add", List.of("note", "influence", "proposal")), phase("title", text("Choisir", "Choose"), "mode", "read", "votes", 3L, "most", 2L, "vote_on", List.of("enjeu"), "vote_way", "dots", "hard", true)));
    assertThat(template.minutes()).isEqualTo(20);
    assertThat(template.agenda("en")).containsExactly(
        new Op.Put("phase", "ph_1", Map.of("title", "Weather", "instruction", "Say", "minutes", 10L, "place", 1L, "add:note", true, "add:influence", true, "add:proposal", true)),
        new Op.Put("phase", "ph_2", Map.of("title", "Choose", "instruction", "Say", "minutes", 10L, "place", 2L, "mode", "read", "votes", 3L, "most", 2L, "vote_on:enjeu", true, "vote_way", "dots", "hard", true)));
    assertThat(template.agenda("fr").getFirst().values()).containsEntry("title", "Météo");
  }

  @Test
  @DisplayName("has one text for all languages where it is given without any")
  void oneText() {
    assertThat(read(template(phase())).description()).isEqualTo(Map.of("fr", "Pour tous", "en", "Pour tous"));
  }

  @Test
  @DisplayName("R141 is refused where something is missing, unknown or out of bounds, with the place and what is allowed")
  void wrong() {
    refused(template(), "/phases", "a list of 1 to 60 phases");
    refused(new HashMap<>(Map.of("title", "x")), "", "lacks \"phases\"");
    refused(template("x"), "/phases/0", "an object with");
    refused(template(phase(), phase("mode", "alone")), "/phases/1/mode", "shared, private, group, read, one");
    refused(template(phase("minutes", 601L)), "/phases/0/minutes", "a whole number from 0 to 600");
    refused(template(phase("minutes", "ten")), "/phases/0/minutes", "a whole number");
    refused(template(phase("minutes", 1.5)), "/phases/0/minutes", "a whole number");
    refused(template(phase("hard", "yes")), "/phases/0/hard", "true or false");
    refused(template(phase("add", List.of("note", "carte"))), "/phases/0/add/1", "enjeu", "influence", "proposal");
    refused(template(phase("add", "note")), "/phases/0/add", "a list of");
    refused(template(phase("vote_on", List.of("influence"))), "/phases/0/vote_on/0", "enjeu");
    refused(template(phase("hint", text("", "x"))), "/phases/0/hint/fr", "1 to 1000 characters");
    refused(template(phase("hint", null)), "/phases/0/hint", "an object with en, fr");
    refused(template(phase("instruction", text("x".repeat(401), "x"))), "/phases/0/instruction/fr", "1 to 400 characters");
    refused(template(phase("title", text("a\nb", "x"))), "/phases/0/title/fr", "one line");
    refused(template(phase("title", text("\ud800", "x"))), "/phases/0/title/fr", "one line");
    refused(template(phase("title", Map.of("fr", "x"))), "/phases/0/title", "lacks \"en\"");
    refused(template(phase("title", Map.of("fr", "x", "en", "x", "de", "x"))), "/phases/0/title/de", "not known", "en, fr");
    refused(template(phase("revealed", true)), "/phases/0/revealed", "not known", "vote_way");
    refused(template(phase("votes", 3L)), "/phases/0/votes", "\"dots\"");
    refused(template(phase("vote_way", "dots")), "/phases/0", "lacks \"votes\"");
    refused(template(phase("vote_way", "dots", "votes", 2L, "most", 3L)), "/phases/0/most", "more than \"votes\"");
    var placed = template(phase());
    placed.put("place", "first");
    refused(placed, "/place", "a number");
    var more = template(phase());
    more.put("colour", "red");
    refused(more, "/colour", "not known", "description, phases, place, title");
    assertThatThrownBy(() -> Template.of("essai", List.of(), MODEL)).isInstanceOf(Template.Wrong.class);
    assertThatThrownBy(() -> Template.of("essai", null, MODEL)).isInstanceOf(Template.Wrong.class);
  }

  @Test
  @DisplayName("R144 of an earlier workshop is its phases in their order, as if none had been run")
  void again() {
    var ops = List.<Op>of(
        new Op.Put("workshop", "workshop", Map.of("title", "Avant", "language", "fr")),
        new Op.Put("board", "main", Map.of("title", "Avant")),
        new Op.Put("member", "p_1", Map.of("role", "facilitator")),
        new Op.Put("phase", "b", Map.of("title", "Deuxième", "place", 7L, "mode", "one", "writer", "p_1", "listener", "p_1", "board", "main", "add:note", true)),
        new Op.Put("phase", "gone", Map.of("title", "Retirée", "place", 2L)),
        new Op.Put("phase", "a", Map.of("title", "Première", "place", 1.5, "mode", "private", "revealed", true, "skipped", true)),
        new Op.Put("card", "c_1", Map.of("kind", "note", "title", "Une carte", "board", "main")),
        new Op.Del("gone"));
    var board = Board.empty(MODEL);
    for (var op : ops) board = board.apply(((Check.Result.Accepted) Check.op(board, op, null)).op());
    var again = Template.agendaOf(board);
    assertThat(again).extracting(Op.Put::id).containsExactly("ph_1", "ph_2");
    assertThat(again.getFirst().values()).isEqualTo(Map.of("title", "Première", "place", 1L, "mode", "private"));
    assertThat(again.getLast().values()).isEqualTo(Map.of("title", "Deuxième", "place", 2L, "mode", "one", "add:note", true));
  }
}
