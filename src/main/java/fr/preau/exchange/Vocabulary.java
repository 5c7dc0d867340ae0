package fr.preau.exchange;

import fr.preau.board.Model;
import fr.preau.board.Property;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words by which other people's files say what our model says: headings, natures, names of links, values. Read from
 * {@code conf/import-map.json} and from the labels of the model, in all its languages. Words are compared by
 * {@link Words#bare}; a nature or a name of a link in the table may end in {@code *}, and the longest that fits decides.
 */
final class Vocabulary {

  static final String OTHER_CARD = "note";
  static final String OTHER_LINK = "renvoie_a";
  /** How much of a word is looked at for one in the table that ends in {@code *}. */
  private static final int LONGEST_WORD = 60;

  private final Model model;
  private final TreeMap<String, String> natures = new TreeMap<>();
  private final TreeMap<String, String> linkNames = new TreeMap<>();
  private final Map<String, Map<String, String>> columns = new HashMap<>();
  /** Property → bare word → value. */
  private final Map<String, Map<String, String>> values = new HashMap<>();
  private final Map<String, String> cardKinds = new LinkedHashMap<>();
  private final Map<String, String> linkKinds = new LinkedHashMap<>();

  /**
   * What a nature or a name of a link stands for.
   *
   * @param kind   of card or link; {@code proposal} for proposals
   * @param detail a family, a polarity, {@code inverse}; null for none
   * @param ours   whether the word is our own name for it, so that nothing is lost when it is not kept
   */
  record Target(String kind, String detail, boolean ours) {
    static Target of(String written, boolean ours) {
      var colon = written.indexOf(':');
      return colon < 0 ? new Target(written, null, ours) : new Target(written.substring(0, colon), written.substring(colon + 1), ours);
    }

    String written() {
      return detail == null ? kind : kind + ":" + detail;
    }
  }

  /**
   * @param declaration the model, as the plain maps, lists and values of its JSON
   * @param table       {@code conf/import-map.json}, likewise
   * @throws IllegalArgumentException where the table names a kind that the model does not have
   */
  Vocabulary(Model model, Map<String, Object> declaration, Map<String, Object> table) {
    this.model = model;
    var types = map(declaration.get("types"));
    for (var part : List.of("nodes", "links")) {
      var known = new HashMap<String, String>();
      map(map(table.get("columns")).get(part)).forEach((name, words) -> ((List<?>) words).forEach(word -> known.putIfAbsent(Words.bare((String) word), name)));
      columns.put(part, known);
    }
    map(table.get("values")).forEach((property, words) -> map(words).forEach((value, list) -> ((List<?>) list).forEach(word -> value(property, (String) word, value))));
    labels("nodes", map(types.get("card")), cardKinds);
    labels("nodes", map(types.get("proposal")), Map.of());
    labels("links", map(types.get("link")), linkKinds);
    cardKinds.put(Words.bare("proposal"), "proposal");
    names(map(types.get("proposal")).get("label"), "proposal", cardKinds);
    map(declaration.get("families")).forEach((family, declared) -> {
      value("family", family, family);
      map(map(declared).get("label")).values().forEach(label -> value("family", (String) label, family));
    });
    map(table.get("kinds")).forEach((word, target) -> natures.put(pattern(word), checked((String) target, true)));
    map(table.get("links")).forEach((word, target) -> linkNames.put(pattern(word), checked((String) target, false)));
  }

  private void labels(String part, Map<String, Object> type, Map<String, String> kinds) {
    properties(part, map(type.get("properties")));
    map(type.get("kinds")).forEach((kind, declared) -> {
      kinds.put(Words.bare(kind), kind);
      names(map(declared).get("label"), kind, kinds);
      properties(part, map(map(declared).get("properties")));
    });
  }

  private void properties(String part, Map<String, Object> properties) {
    properties.forEach((name, declared) -> {
      names(map(declared).get("label"), name, columns.get(part));
      map(map(declared).get("values")).forEach((value, labels) -> {
        value(name, value, value);
        map(labels).values().forEach(label -> value(name, (String) label, value));
      });
    });
  }

  private static void names(Object labels, String name, Map<String, String> into) {
    map(labels).values().forEach(label -> into.putIfAbsent(Words.bare((String) label), name));
  }

  private void value(String property, String word, String value) {
    values.computeIfAbsent(property, p -> new HashMap<>()).putIfAbsent(Words.bare(word), value);
  }

  private static String pattern(String word) {
    return word.endsWith("*") ? Words.bare(word) + "*" : Words.bare(word);
  }

  private String checked(String target, boolean card) {
    if (!knows(Target.of(target, false), card)) throw new IllegalArgumentException("import-map.json: \"" + target + "\" is no kind of " + (card ? "card" : "link"));
    return target;
  }

  /** Whether there is such a kind, and its detail means something. */
  boolean knows(Target target, boolean card) {
    if (card && target.kind().equals("proposal")) return target.detail() == null;
    if (!model.type(card ? "card" : "link").kinds().containsKey(target.kind())) return false;
    if (target.detail() == null) return true;
    if (card) return model.property("card", target.kind(), "family") != null && model.families().contains(target.detail());
    var polarity = model.property("link", target.kind(), "polarity");
    return target.detail().equals("inverse") || polarity != null && polarity.choices().contains(target.detail());
  }

  /** The property that a heading names; null where it names none. The property's own name goes before every other word. */
  String column(String part, String heading) {
    var type = part.equals("links") ? "link" : "card";
    var named = heading.equals("id") || isProperty(type, heading) || type.equals("card") && isProperty("proposal", heading);
    return named ? heading : columns.get(part).get(Words.bare(heading));
  }

  private boolean isProperty(String type, String name) {
    var declared = model.type(type);
    return declared.properties().containsKey(name) && !name.equals("author") || declared.kinds().values().stream().anyMatch(kind -> kind.properties().containsKey(name));
  }

  Target card(String nature, Map<String, String> chosen) {
    return target(nature, chosen, cardKinds, natures, OTHER_CARD);
  }

  Target link(String name, Map<String, String> chosen) {
    return target(name, chosen, linkKinds, linkNames, OTHER_LINK);
  }

  private static Target target(String word, Map<String, String> chosen, Map<String, String> ours, TreeMap<String, String> table, String otherwise) {
    var bare = Words.bare(word);
    for (var entry : chosen.entrySet()) if (Words.bare(entry.getKey()).equals(bare)) return Target.of(entry.getValue(), bare.equals(entry.getValue()));
    if (bare.isEmpty()) return new Target(otherwise, null, true);
    if (ours.containsKey(bare)) return new Target(ours.get(bare), null, true);
    if (table.containsKey(bare)) return Target.of(table.get(bare), false);
    for (int length = Math.min(bare.length(), LONGEST_WORD); length > 0; length--) {
      var target = table.get(bare.substring(0, length) + "*");
      if (target != null) return Target.of(target, false);
    }
    return new Target(otherwise, null, false);
  }

  /** What a cell says for a property; null where it cannot say that. Texts are taken as they are. */
  Object value(Property property, String cell) {
    return switch (property.is()) {
      case STRING -> Words.oneLine(cell);
      case TEXT, REF, KIND, AUTHOR, FLAGS, COUNTS -> cell;
      case NUMBER -> Cells.number(cell);
      case INTEGER -> whole(Cells.number(cell));
      case BOOLEAN -> truth(cell);
      case CHOICE, FAMILY -> {
        var exact = cell.strip();
        yield property.choices().contains(exact) ? exact : allowed(property, values.getOrDefault(property.name(), Map.of()).get(Words.bare(cell)));
      }
    };
  }

  private static String allowed(Property property, String value) {
    return value != null && property.choices().contains(value) ? value : null;
  }

  private static Long whole(Number number) {
    if (number instanceof Long whole) return whole;
    return number != null && number.doubleValue() == Math.rint(number.doubleValue()) && Math.abs(number.doubleValue()) < 1e15 ? (Long) number.longValue() : null;
  }

  private Boolean truth(String cell) {
    var word = values.getOrDefault("boolean", Map.of()).get(Words.bare(cell));
    return word == null ? null : (Boolean) word.equals("true");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }
}
