package fr.preau.room;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Board;
import fr.preau.board.Model;
import fr.preau.board.Models;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.workshop.Role;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every type, verb, role and state of a workshop against the {@link RightsTable}, as the room judges it. */
class RightsTest {

  private static final Model MODEL = Models.shipped();
  private static final RightsTable TABLE = new RightsTable();
  private static final long NOW = 1_000_000;
  private static final String ME = "p_me";
  private static final String OTHER = "p_other";

  @Test
  @DisplayName("R210 what each role may do to its own and to others' records in each state of a workshop is what the table says")
  void matrix() {
    var wrong = new ArrayList<String>();
    for (var tried : TABLE.cases()) {
      var found = judged(tried);
      if (!found.equals(TABLE.answer(tried))) wrong.add(tried + ": " + found + ", and should be " + TABLE.answer(tried));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  @DisplayName("R210 the table lists every type, verb and role that there is")
  void complete() {
    assertThat(TABLE.names("types")).containsExactlyInAnyOrderElementsOf(MODEL.types().keySet());
    var verbs = Arrays.stream(Op.class.getPermittedSubclasses()).map(verb -> verb.getSimpleName().toLowerCase()).collect(Collectors.toSet());
    assertThat(RoomWorld.each(TABLE.get("verbs")).map(verb -> verb.asText())).containsExactlyInAnyOrderElementsOf(verbs);
    assertThat(RoomWorld.each(TABLE.get("roles")).map(role -> role.asText())).containsExactlyInAnyOrderElementsOf(Arrays.stream(Role.values()).map(Role::word).toList());
    verbs.remove("text");
    MODEL.types().forEach((name, type) -> {
      assertThat(TABLE.get("types").get(name).properties().stream().map(Map.Entry::getKey)).as(name).containsExactlyInAnyOrderElementsOf(verbs);
      assertThat(verbs).as("verbs of " + name).containsAll(type.rights().keySet());
    });
  }

  private static String judged(RightsTable.Case tried) {
    var op = op(tried);
    var submission = new Submission(ME, ME, "try-1", 0, List.of(op), 0, null, null, Promise.promise());
    return switch (new Ledger(board(tried), 1).judge(submission, NOW)) {
      case Verdict.Accepted accepted -> "ok";
      case Verdict.Refused refused -> refused.refusal().code();
    };
  }

  // ---- what is there

  private static Board board(RightsTable.Case tried) {
    var board = Board.empty(MODEL).apply(List.of(
        new Op.Put("workshop", "workshop", workshop(tried.state())),
        new Op.Put("board", "main", Map.of("title", "Carte")),
        new Op.Put("table", "t1", Map.of("title", "Ma table", "board", "b1")),
        new Op.Put("table", "t2", Map.of("title", "Une autre", "board", "b2")),
        new Op.Put("board", "b1", Map.of("title", "Ma table", "table", "t1")),
        new Op.Put("board", "b2", Map.of("title", "Une autre", "table", "t2")),
        new Op.Put("board", "b3", Map.of("title", "À côté")),
        new Op.Put("member", ME, Map.of("role", tried.role().word(), "table", "t1")),
        new Op.Put("member", OTHER, Map.of("role", "participant", "table", "t2")),
        new Op.Put("member", "p_fac", Map.of("role", "facilitator")),
        new Op.Put("phase", "ph", phase(tried.state())),
        new Op.Put("poll", "po", Map.of("title", "Lequel ?", "way", "dots", "budget", 3L, "state", "open")),
        new Op.Put("card", "seen", Map.of("kind", "note", "title", "Vue de tous", "author", OTHER, "board", "main")),
        new Op.Put("poll", "po_new", Map.of("title", "Lequel encore ?", "way", "dots", "budget", 3L, "state", "open"))));
    return board.apply(subject(tried));
  }

  private static Map<String, Object> workshop(String state) {
    var values = new HashMap<String, Object>(Map.of("title", "Essai", "language", "fr"));
    if (!state.equals("no phase")) values.put("phase", "ph");
    if (state.equals("hard, before")) values.put("timer_ends", NOW + 1);
    if (state.equals("hard, over")) values.put("timer_ends", NOW);
    if (state.equals("locked") || state.equals("ended")) values.put("locked", true);
    if (state.equals("ended")) values.put("ended", NOW);
    return values;
  }

  private static Map<String, Object> phase(String state) {
    var values = new HashMap<String, Object>(Map.of("title", "Étape", "mode", "shared"));
    values.putAll(switch (state) {
      case "no phase", "shared", "locked" -> Map.<String, Object>of();
      case "private" -> Map.<String, Object>of("mode", "private");
      case "private, shown" -> Map.<String, Object>of("mode", "private", "revealed", true);
      case "anonymous" -> Map.<String, Object>of("anonymous", true);
      case "group, own table", "group, other table", "group, main board" -> Map.<String, Object>of("mode", "group");
      case "read", "ended" -> Map.<String, Object>of("mode", "read");
      case "one, the writer" -> Map.<String, Object>of("mode", "one", "writer", ME);
      case "one, another writer" -> Map.<String, Object>of("mode", "one", "writer", OTHER);
      case "one listens" -> Map.<String, Object>of("listener", ME);
      case "another listens" -> Map.<String, Object>of("listener", OTHER);
      case "hard, before", "hard, over" -> Map.<String, Object>of("hard", true);
      case "other kinds" -> Map.<String, Object>of("add:influence", true);
      case "other board" -> Map.<String, Object>of("board", "b3");
      default -> throw new IllegalArgumentException(state);
    });
    return values;
  }

  /** The record that something is done to, in the bin where it is to be restored, with the two cards that a link joins. */
  private static List<Op> subject(RightsTable.Case tried) {
    var author = tried.own() ? ME : OTHER;
    var ops = new ArrayList<Op>();
    if (tried.type().equals("link")) for (var end : List.of("from", "to")) ops.add(new Op.Put("card", end, written(tried, author, Map.of("kind", "note", "title", end))));
    if (tried.verb().equals("put")) return ops;
    if (!List.of("workshop", "member").contains(tried.type())) ops.add(new Op.Put(tried.type(), id(tried), written(tried, author, values(tried.type(), "po"))));
    if (tried.verb().equals("restore") && !tried.type().equals("workshop")) ops.add(new Op.Del(id(tried)));
    return ops;
  }

  private static String id(RightsTable.Case tried) {
    return switch (tried.type()) {
      case "workshop" -> "workshop";
      case "member" -> tried.own() ? ME : OTHER;
      default -> "it";
    };
  }

  private static Map<String, Object> written(RightsTable.Case tried, String author, Map<String, Object> values) {
    var all = new HashMap<>(values);
    var properties = MODEL.type(tried.type()).properties();
    if (properties.containsKey("author")) all.put("author", author);
    if (properties.containsKey("author") && values.containsKey("title")) {
      all.put("board", place(tried.state()));
      all.put("phase", "ph");
    }
    return all;
  }

  private static String place(String state) {
    return switch (state) {
      case "group, own table" -> "b1";
      case "group, other table" -> "b2";
      default -> "main";
    };
  }

  private static Map<String, Object> values(String type, String poll) {
    return switch (type) {
      case "workshop" -> Map.of("title", "Un autre", "language", "fr");
      case "member" -> Map.of("role", "participant");
      case "board", "table", "phase", "proposal" -> Map.of("title", "Nouveau");
      case "poll" -> Map.of("title", "Nouveau", "way", "roti");
      case "ballot" -> Map.of("poll", poll);
      case "tally" -> Map.of("poll", poll, "on", "seen", "count", 4L);
      case "card" -> Map.of("kind", "note", "title", "Nouveau");
      case "link" -> Map.of("kind", "renvoie_a", "from", "from", "to", "to");
      default -> throw new IllegalArgumentException(type);
    };
  }

  // ---- what is tried

  private static Op op(RightsTable.Case tried) {
    return switch (tried.verb()) {
      case "put" -> new Op.Put(tried.type(), "it_new", placed(tried));
      case "set" -> new Op.Set(id(tried), change(tried.type()));
      case "del" -> new Op.Del(id(tried));
      case "restore" -> new Op.Restore(id(tried));
      case "text" -> new Op.Text(id(tried), tried.type().equals("proposal") ? "visee" : "body", 0, TextEdit.of(List.of("é")));
      default -> throw new IllegalArgumentException(tried.verb());
    };
  }

  private static Map<String, Object> placed(RightsTable.Case tried) {
    var values = new HashMap<>(values(tried.type(), "po_new"));
    if (List.of("card", "proposal").contains(tried.type())) values.put("board", place(tried.state()));
    return values;
  }

  private static Map<String, Object> change(String type) {
    return switch (type) {
      case "member" -> Map.of("hand", 5L);
      case "ballot" -> Map.of("on:seen", 1L);
      case "tally" -> Map.of("count", 5L);
      case "link" -> Map.of("label", "Changé");
      default -> Map.of("title", "Changé");
    };
  }
}
