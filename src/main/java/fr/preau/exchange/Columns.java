package fr.preau.exchange;

import fr.preau.board.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the columns of one part say.
 *
 * @param names the property of each column; null where its heading names none, or one that an earlier column already gives
 * @param own   whether Préau wrote this file, so that its ids are ids of records
 */
record Columns(List<String> headings, List<String> names, boolean own) {

  private static final Map<String, Set<String>> OWN = Map.of(
      "nodes", Set.of("id", "kind", "title", "body", "tags", "x", "y"),
      "links", Set.of("id", "from", "from_title", "kind", "to", "to_title"));

  static Columns of(String part, CsvTable table, Vocabulary vocabulary) {
    var names = new ArrayList<String>();
    for (var heading : table.header()) {
      var name = vocabulary.column(part, heading);
      names.add(names.contains(name) ? null : name);
    }
    return new Columns(table.header(), names, Set.copyOf(table.header()).containsAll(OWN.get(part)));
  }

  boolean has(String name) {
    return names.contains(name);
  }

  /** The cell as a person would read it. */
  String cell(CsvTable.Row row, String name) {
    return Cells.unescaped(row.cell(names.indexOf(name)));
  }

  /** What a row says for the properties of one record. */
  record Said(Map<String, Object> values, Set<String> cleared, List<String> rest) {}

  /**
   * Reads the ordinary properties of a row. What has no place in the model is not lost: it is among the rest, with its heading.
   *
   * @param except columns that the caller reads itself
   * @param own    whether the row is about a record of ours: then an empty cell clears, and a wrong value is a problem
   */
  Said read(String part, CsvTable.Row row, List<Property> properties, Set<String> except, boolean own, Vocabulary vocabulary, Problems problems) {
    var said = new Said(new LinkedHashMap<>(), new LinkedHashSet<>(), new ArrayList<>());
    for (int column = 0; column < headings.size(); column++) {
      var name = names.get(column);
      if (name != null && except.contains(name)) continue;
      var property = properties.stream().filter(p -> p.name().equals(name)).findFirst().orElse(null);
      var cell = Cells.unescaped(row.cell(column)).replace("\r\n", "\n").replace('\r', '\n');
      if (cell.isBlank() && (property == null || !own || cell.isEmpty())) {
        if (own && property != null && clearable(property)) said.cleared.add(name);
        continue;
      }
      var value = property == null ? null : vocabulary.value(property, own ? cell : cell.strip());
      if (value != null && (own || fits(property, value))) said.values.put(name, value);
      else if (own && name != null) tell(part, row.line(), column, property, cell, problems);
      else said.rest.add(headings.get(column).isEmpty() ? cell.strip() : headings.get(column) + " : " + cell.strip());
    }
    return said;
  }

  private static boolean clearable(Property property) {
    return !property.required() && !property.fixed() && property.is() != Property.Is.NUMBER && property.fallback() == null;
  }

  private static boolean fits(Property property, Object value) {
    if (value instanceof String text && (property.is() == Property.Is.STRING || property.is() == Property.Is.TEXT)) return text.length() <= property.max();
    return !(value instanceof Number number) || number.doubleValue() >= property.min() && number.doubleValue() <= property.max();
  }

  private void tell(String part, long line, int column, Property property, String cell, Problems problems) {
    if (property == null) problems.add(part, line, "not-here", "column", CsvTable.shown(headings.get(column)), "value", CsvTable.shown(cell));
    else problems.add(part, line, "value", "column", CsvTable.shown(headings.get(column)), "value", CsvTable.shown(cell), "limit", expected(property));
  }

  private static String expected(Property property) {
    return switch (property.is()) {
      case CHOICE, FAMILY -> String.join(", ", property.choices());
      case BOOLEAN -> "true, false";
      case NUMBER -> "12.5";
      case INTEGER -> "12";
      case STRING, TEXT, REF, KIND, AUTHOR, FLAGS, COUNTS -> "…";
    };
  }
}
