package fr.preau.room;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Board;
import fr.preau.board.Model;
import fr.preau.board.Models;
import fr.preau.board.Op;
import fr.preau.board.Property;
import fr.preau.workshop.Role;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every property that the model declares, given at creation and changed, by everybody who may be there, against the {@link RightsTable}. */
class PropertyRightsTest {

  private static final Model MODEL = Models.shipped();
  private static final RightsTable TABLE = new RightsTable();
  private static final String ME = "p_me";
  private static final String OTHER = "p_other";

  /** @param kind null for a property of the type */
  private record Declared(String type, String kind, Property property) {

    /** As it stands in the table. */
    String name() {
      return kind == null ? property.name() : kind + "." + property.name();
    }
  }

  private static List<Declared> declared() {
    var all = new ArrayList<Declared>();
    MODEL.types().forEach((name, type) -> {
      type.properties().values().forEach(property -> all.add(new Declared(name, null, property)));
      type.kinds().forEach((kind, its) -> its.properties().values().forEach(property -> all.add(new Declared(name, kind, property))));
    });
    return all;
  }

  @Test
  @DisplayName("R210 who may give a property at creation, and who may change it on their own and on others' records, is what the table says of each property")
  void matrix() {
    var wrong = new ArrayList<String>();
    for (var one : declared()) {
      for (var verb : List.of("put", "set")) {
        for (var role : Role.values()) {
          for (boolean own : verb.equals("put") ? new boolean[] {true} : new boolean[] {true, false}) {
            var found = judged(one, verb, role, own);
            var right = TABLE.answer(new RightsTable.Case("no phase", one.type(), verb, role, own), one.name());
            if (!found.equals(right)) wrong.add(verb + " " + one.type() + "." + one.name() + " by " + role.word() + (own ? ", own" : ", another's") + ": " + found + ", and should be " + right);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  @DisplayName("R228 in a workshop that has ended facilitators may give each property as before, and nobody else any, whosever it is")
  void ended() {
    var wrong = new ArrayList<String>();
    for (var one : declared()) {
      for (var verb : List.of("put", "set")) {
        for (var role : Role.values()) {
          for (boolean own : verb.equals("put") ? new boolean[] {true} : new boolean[] {true, false}) {
            var before = judged(one, verb, role, own);
            var right = role == Role.FACILITATOR || before.equals("forbidden") || before.equals("unknown-record") ? before : "ended";
            var found = judged(one, verb, role, own, Map.of("ended", 1L));
            if (!found.equals(right)) wrong.add(verb + " " + one.type() + "." + one.name() + " by " + role.word() + (own ? ", own" : ", another's") + ": " + found + ", and should be " + right);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  @DisplayName("R210 the table lists every property of every type and kind once, and no other")
  void complete() {
    for (var type : MODEL.types().keySet()) {
      var names = declared().stream().filter(one -> one.type().equals(type)).map(Declared::name).toList();
      assertThat(TABLE.propertiesOf(type)).as(type).containsExactlyInAnyOrderElementsOf(names);
    }
  }

  // ---- what is there

  private static String judged(Declared tried, String verb, Role role, boolean own) {
    return judged(tried, verb, role, own, Map.of());
  }

  /** @param workshop what is set of the workshop as a whole */
  private static String judged(Declared tried, String verb, Role role, boolean own, Map<String, Object> workshop) {
    var op = verb.equals("put") ? new Op.Put(tried.type(), "it_new", with(tried, required(tried))) : new Op.Set(id(tried.type(), own), given(tried));
    var submission = new Submission(ME, ME, "try-1", 0, List.of(op), 0, null, null, Promise.promise());
    return switch (new Ledger(board(tried, verb, role, own).apply(new Op.Set("workshop", workshop)), 1).judge(submission, 0)) {
      case Verdict.Accepted accepted -> "ok";
      case Verdict.Refused refused -> refused.refusal().code();
    };
  }

  private static Board board(Declared tried, String verb, Role role, boolean own) {
    var board = Board.empty(MODEL).apply(List.of(
        new Op.Put("workshop", "workshop", Map.of("title", "Essai", "language", "fr")),
        new Op.Put("board", "main", Map.of("title", "Carte")),
        new Op.Put("member", ME, Map.of("role", role.word())),
        new Op.Put("member", OTHER, Map.of("role", "participant")),
        new Op.Put("member", "p_fac", Map.of("role", "facilitator")),
        new Op.Put("phase", "a_phase", Map.of("title", "Étape")),
        new Op.Put("table", "a_table", Map.of("title", "Table")),
        new Op.Put("proposal", "a_proposal", Map.of("title", "Proposition", "board", "main", "author", OTHER)),
        new Op.Put("card", "a_card", Map.of("kind", "note", "title", "Carte", "board", "main", "author", OTHER)),
        new Op.Put("poll", "dots", Map.of("title", "Lesquelles ?", "way", "dots", "budget", 3L, "state", "open")),
        new Op.Put("poll", "scale", Map.of("title", "Combien ?", "way", "roti", "state", "open"))));
    for (var kind : kinds(tried)) board = board.apply(card(kind + "_1", kind)).apply(card(kind + "_2", kind));
    if (verb.equals("put") || List.of("workshop", "member").contains(tried.type())) return board;
    var values = required(tried);
    if (MODEL.type(tried.type()).properties().containsKey("author")) values.put("author", own ? ME : OTHER);
    return board.apply(new Op.Put(tried.type(), "it", values));
  }

  /** The kinds of cards that there have to be: those that a link joins, or that the property points to. */
  private static Set<String> kinds(Declared tried) {
    var kinds = new LinkedHashSet<String>();
    if (tried.type().equals("link") && tried.kind() != null) {
      var link = MODEL.type("link").kinds().get(tried.kind());
      kinds.addAll(List.of(link.from().iterator().next(), link.to().iterator().next()));
    }
    for (var target : tried.property().targets()) if (target.startsWith("card:")) kinds.add(target.substring("card:".length()));
    return kinds;
  }

  private static Op card(String id, String kind) {
    return kind.equals("proposal") ? new Op.Put("proposal", id, Map.of("title", id, "board", "main", "author", OTHER))
        : new Op.Put("card", id, Map.of("kind", kind, "title", id, "board", "main", "author", OTHER));
  }

  private static String id(String type, boolean own) {
    return switch (type) {
      case "workshop" -> "workshop";
      case "member" -> own ? ME : OTHER;
      default -> "it";
    };
  }

  // ---- what is given

  private static Map<String, Object> required(Declared tried) {
    return new HashMap<>(switch (tried.type()) {
      case "workshop" -> Map.of("title", "Un autre", "language", "fr");
      case "member" -> Map.of("role", "participant");
      case "board", "table", "phase", "proposal" -> Map.of("title", "Nouveau");
      case "poll" -> Map.of("title", "Nouveau", "way", "dots");
      case "ballot" -> Map.of("poll", tried.property().name().equals("score") ? "scale" : "dots");
      case "tally" -> tried.property().name().equals("score") ? Map.of("poll", "scale", "count", 4L) : Map.of("poll", "dots", "on", "a_card", "count", 4L);
      case "card" -> Map.of("kind", tried.kind() == null ? "note" : tried.kind(), "title", "Nouveau");
      case "link" -> link(tried.kind());
      default -> throw new IllegalArgumentException(tried.type());
    });
  }

  private static Map<String, Object> link(String kind) {
    if (kind == null) return Map.of("kind", "renvoie_a", "from", "a_card", "to", "a_proposal");
    var declared = MODEL.type("link").kinds().get(kind);
    return Map.of("kind", kind, "from", declared.from().iterator().next() + "_1", "to", declared.to().iterator().next() + "_2");
  }

  private static Map<String, Object> with(Declared tried, Map<String, Object> values) {
    given(tried).forEach(values::putIfAbsent);
    return values;
  }

  /** The property with a value that it may have. */
  private static Map<String, Object> given(Declared tried) {
    var property = tried.property();
    var name = switch (property.is()) {
      case FLAGS -> property.name() + ":note";
      case COUNTS -> property.name() + ":a_card";
      default -> property.name();
    };
    return Map.of(name, switch (property.is()) {
      case STRING, TEXT -> "Nouveau";
      case NUMBER, INTEGER, COUNTS -> (long) Math.max(1, property.min());
      case BOOLEAN, FLAGS -> true;
      case CHOICE, FAMILY -> property.choices().iterator().next();
      case REF -> target(property.targets().iterator().next());
      case KIND -> "note";
      case AUTHOR -> OTHER;
    });
  }

  private static String target(String type) {
    return switch (type) {
      case "board" -> "main";
      case "member" -> OTHER;
      case "poll" -> "dots";
      default -> type.startsWith("card:") ? type.substring("card:".length()) + "_1" : "a_" + type;
    };
  }
}
