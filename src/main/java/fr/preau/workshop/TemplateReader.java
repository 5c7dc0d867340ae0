package fr.preau.workshop;

import fr.preau.board.Model;
import fr.preau.board.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what a template declares, by what the model says of phases; refuses the first thing that cannot be used. */
final class TemplateReader {

  /** In UTF-16 code units, as the model counts. */
  private static final int MOST_TITLE = 120;
  private static final int MOST_DESCRIPTION = 400;
  private static final int MOST_PHASES = 60;
  private static final Set<String> KEYS = Set.of("place", "title", "description", "phases");

  private final Set<String> languages;
  private final Map<String, Property> properties = new TreeMap<>();
  private final Set<String> addable;
  private final Set<String> votable;

  TemplateReader(Model model) {
    languages = model.property("workshop", null, "language").choices();
    for (var property : model.properties("phase", null)) if (!Template.OF_A_RUN.contains(property.name())) properties.put(property.name(), property);
    var cards = model.type("card").kinds().keySet();
    votable = new LinkedHashSet<>(cards);
    votable.add("proposal");
    addable = new LinkedHashSet<>(votable);
    addable.add("link");
    addable.addAll(model.type("link").kinds().keySet());
  }

  Template template(String id, Object declaration) {
    var declared = object("", declaration, KEYS);
    var place = declared.getOrDefault("place", Double.MAX_VALUE);
    if (!(place instanceof Number number)) throw refused("/place", "a number");
    var phases = needed("", declared, "phases");
    if (!(phases instanceof List<?> list) || list.isEmpty() || list.size() > MOST_PHASES) throw refused("/phases", "a list of 1 to " + MOST_PHASES + " phases");
    var title = text("/title", needed("", declared, "title"), MOST_TITLE);
    var description = text("/description", needed("", declared, "description"), MOST_DESCRIPTION);
    var read = new ArrayList<Template.Phase>();
    for (var phase : list) read.add(phase("/phases/" + read.size(), phase));
    return new Template(id, number.doubleValue(), title, description, List.copyOf(read));
  }

  private Template.Phase phase(String path, Object declaration) {
    var declared = object(path, declaration, properties.keySet());
    for (var name : List.of("title", "instruction", "minutes")) needed(path, declared, name);
    var texts = new LinkedHashMap<String, Map<String, String>>();
    var values = new LinkedHashMap<String, Object>();
    declared.forEach((name, value) -> {
      var property = properties.get(name);
      var at = path + "/" + name;
      switch (property.is()) {
        case STRING, TEXT -> texts.put(name, text(at, value, (int) property.max()));
        case FLAGS, COUNTS -> flags(at, name, value, values);
        default -> values.put(name, value(at, property, value));
      }
    });
    votes(path, values);
    return new Template.Phase(Map.copyOf(texts), Map.copyOf(values));
  }

  /** What is said of votes must be of use together. */
  private static void votes(String path, Map<String, Object> values) {
    var dots = "dots".equals(values.get("vote_way"));
    for (var name : List.of("votes", "most")) if (values.containsKey(name) && !dots) throw new Template.Wrong(path + "/" + name, "is for a \"vote_way\" of \"dots\"");
    if (dots && !values.containsKey("votes")) throw new Template.Wrong(path, "lacks \"votes\", which its \"vote_way\" needs");
    if (values.get("most") instanceof Long most && most > (Long) values.get("votes")) throw new Template.Wrong(path + "/most", "cannot be more than \"votes\"");
  }

  /** A text in every language; one that is given without any is the same in all. */
  private Map<String, String> text(String path, Object value, int most) {
    var given = new TreeMap<String, Object>();
    if (value instanceof String) languages.forEach(language -> given.put(language, value));
    else given.putAll(object(path, value, languages));
    var texts = new TreeMap<String, String>();
    for (var language : languages) {
      var at = value instanceof String ? path : path + "/" + language;
      if (!(needed(path, given, language) instanceof String text) || text.isBlank() || text.length() > most) throw refused(at, "a text of 1 to " + most + " characters");
      if (text.codePoints().anyMatch(TemplateReader::cannotBeKept)) throw refused(at, "a text of one line, without control characters");
      texts.put(language, text);
    }
    return Map.copyOf(texts);
  }

  private static boolean cannotBeKept(int character) {
    return Character.isISOControl(character) || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
  }

  private void flags(String path, String name, Object value, Map<String, Object> values) {
    var known = name.equals("vote_on") ? votable : addable;
    if (!(value instanceof List<?> list)) throw refused(path, "a list of " + either(known));
    for (int i = 0; i < list.size(); i++) {
      if (!known.contains(list.get(i))) throw refused(path + "/" + i, either(known));
      values.put(name + ":" + list.get(i), true);
    }
  }

  private static Object value(String path, Property property, Object value) {
    switch (property.is()) {
      case BOOLEAN -> {
        if (!(value instanceof Boolean)) throw refused(path, "true or false");
      }
      case CHOICE -> {
        if (!property.choices().contains(value)) throw refused(path, either(property.choices()));
      }
      default -> {
        if (!(value instanceof Long number) || number < property.min() || number > property.max()) throw refused(path, "a whole number from " + (long) property.min() + " to " + (long) property.max());
      }
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> object(String path, Object value, Set<String> keys) {
    if (!(value instanceof Map<?, ?> map)) throw refused(path, "an object with " + String.join(", ", sorted(keys)));
    for (var key : map.keySet()) if (!keys.contains(key)) throw new Template.Wrong(path + "/" + key, "is not known here. There are: " + String.join(", ", sorted(keys)));
    return (Map<String, Object>) map;
  }

  private static Object needed(String path, Map<String, Object> declared, String name) {
    if (declared.get(name) == null) throw new Template.Wrong(path, "lacks \"" + name + "\"");
    return declared.get(name);
  }

  private static Template.Wrong refused(String path, String allowed) {
    return new Template.Wrong(path, "must be " + allowed);
  }

  private static String either(Set<String> choices) {
    return "one of " + String.join(", ", choices);
  }

  private static List<String> sorted(Set<String> keys) {
    return keys.stream().sorted().toList();
  }
}
