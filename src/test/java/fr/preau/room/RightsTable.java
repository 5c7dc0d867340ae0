package fr.preau.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.preau.workshop.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be answered to whom, as {@code rights/table.json} says: {@code F Po} lets facilitators do it to anything, participants ({@code o}) to
 * their own, {@code x} to what is not their own. Written apart from the model, so that a right which changes there has to be changed here, too.
 */
public final class RightsTable {

  /** Types whose records an agenda opens and closes to participants; a state that is {@code of} everything does so with all. */
  private static final Set<String> CONTENT = Set.of("card", "proposal", "link");
  private static final Set<String> TEXTS = Set.of("card", "proposal");

  private final JsonNode table;

  public RightsTable() {
    try {
      table = new JsonMapper().readTree(Path.of("src/test/vectors/rights/table.json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One thing that somebody tries, and where. */
  record Case(String state, String type, String verb, Role role, boolean own) {}

  List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (var state : names("states")) {
      for (var type : names("types")) {
        for (var verb : table.get("verbs")) {
          for (var role : Role.values()) for (var own : List.of(true, false)) cases.add(new Case(state, type, verb.asText(), role, own));
        }
      }
    }
    return cases;
  }

  public List<String> names(String of) {
    return table.get(of).properties().stream().map(Map.Entry::getKey).toList();
  }

  public JsonNode get(String of) {
    return table.get(of);
  }

  /** The code of the refusal, or {@code ok}. */
  String answer(Case tried) {
    if (!tried.verb().equals("put") && !isSeen(tried)) return "unknown-record";
    if (!isRight(tried)) return "forbidden";
    var state = table.at("/states/" + tried.state());
    if (tried.role() == Role.PARTICIPANT && (CONTENT.contains(tried.type()) || state.has("of")) && !state.get("participants").asText().equals("ok")) return state.get("participants").asText();
    if (tried.type().equals("link") && tried.verb().equals("put") && state.has("others") && !tried.own()) return "dangling";
    return tried.verb().equals("text") && !TEXTS.contains(tried.type()) ? "unknown-property" : "ok";
  }

  /** The same for one property, which is given with {@code put} or {@code set}: {@code fixed} to nobody once it is there, {@code never} to nobody at all. */
  String answer(Case tried, String property) {
    if (!tried.verb().equals("put") && !isSeen(tried)) return "unknown-record";
    if (!isRight(tried)) return "forbidden";
    var given = row(tried.type(), property).get(tried.verb()).asText();
    return switch (given) {
      case "fixed" -> "fixed-property";
      case "never" -> "unknown-property";
      default -> isRight(tried, given) ? "ok" : "forbidden";
    };
  }

  /** The row of a property; each has the names of all that it is about. */
  private JsonNode row(String type, String property) {
    for (var row : table.at("/properties/" + type)) if (List.of(row.get("of").asText().split(" ")).contains(property)) return row;
    throw new AssertionError("the table does not list " + type + "." + property);
  }

  List<String> propertiesOf(String type) {
    var names = new ArrayList<String>();
    table.at("/properties/" + type).forEach(row -> names.addAll(List.of(row.get("of").asText().split(" "))));
    return names;
  }

  private boolean isSeen(Case tried) {
    if (tried.role() == Role.WAITING) return tried.type().equals("workshop") || tried.type().equals("member") && tried.own();
    var state = table.at("/states/" + tried.state());
    return switch (tried.type()) {
      case "ballot" -> tried.own();
      case "tally" -> tried.role() == Role.FACILITATOR;
      case "card", "proposal", "link" -> (tried.own() || !state.has("others")) && (tried.role() == Role.FACILITATOR || !state.has("board"));
      default -> true;
    };
  }

  private boolean isRight(Case tried) {
    return isRight(tried, table.at("/types/" + tried.type() + "/" + (tried.verb().equals("text") ? "set" : tried.verb())).asText());
  }

  private boolean isRight(Case tried, String given) {
    for (var one : given.split(" ")) {
      if (one.isEmpty() || !table.at("/roles/" + one.charAt(0)).asText().equals(tried.role().word())) continue;
      return one.length() == 1 || tried.verb().equals("put") || tried.own() == one.endsWith("o");
    }
    return false;
  }
}
