package fr.preau.exchange;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Check;
import fr.preau.board.Model;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The part {@code links} of a map in CSV. One thread. */
final class LinkRows {

  static final String PART = "links";
  private static final Set<String> READ_HERE = Set.of("id", "from", "to", "from_title", "to_title", "kind", "label");
  private static final String BETWEEN_LABELS = " · ";

  private final Board board;
  private final Model model;
  private final Vocabulary vocabulary;
  private final Options options;
  private final Problems problems;
  private final NodeRows nodes;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, String> kinds = new LinkedHashMap<>();
  /** Ends and kind → the id of the link that is on the board between them. */
  private final Map<String, String> held = new HashMap<>();

  LinkRows(Board board, NodeRows nodes, Vocabulary vocabulary, Options options, Problems problems) {
    this.board = board;
    this.model = board.model();
    this.vocabulary = vocabulary;
    this.options = options;
    this.problems = problems;
    this.nodes = nodes;
    for (var record : board.all()) {
      if (record.type().equals("link") && !record.deleted()) held.put(key(record.text("from"), record.text("to"), record.kind()), record.id());
    }
  }

  Map<String, Draft> drafts() {
    return drafts;
  }

  /** Each name of a link as written, and what it became; not those of our own files. */
  Map<String, String> kinds() {
    return kinds;
  }

  void read(CsvTable table) {
    var columns = Columns.of(PART, table, vocabulary);
    for (var end : List.of("from", "to")) {
      if (columns.has(end) || columns.has(end + "_title")) continue;
      problems.add(PART, 1, "no-column", "column", end, "found", CsvTable.shown(String.join(", ", table.header())));
      return;
    }
    for (var row : table.rows()) {
      if (problems.full()) return;
      row(columns, row);
    }
  }

  private void row(Columns columns, CsvTable.Row row) {
    var from = end(columns, row, "from");
    var to = end(columns, row, "to");
    var name = columns.cell(row, "kind").strip();
    var target = vocabulary.link(name, options.links());
    if (!vocabulary.knows(target, false)) {
      problems.add(PART, row.line(), "mapping", "value", CsvTable.shown(name), "limit", target.written());
      return;
    }
    if (from == null || to == null) return;
    var key = columns.cell(row, "id").strip();
    var own = columns.own() && Check.isId(key);
    var inverse = "inverse".equals(target.detail());
    var start = inverse ? to : from;
    var end = inverse ? from : to;
    var allowed = own || allowed(target.kind(), start, end);
    if (!own && !name.isEmpty()) kinds.merge(name, allowed ? target.written() : Vocabulary.OTHER_LINK, (a, b) -> a.contains(b) ? a : a + ", " + b);
    keep(allowed ? draft(columns, row, target, start, end, own ? key : null, target.ours() ? "" : name)
        : draft(columns, row, new Vocabulary.Target(Vocabulary.OTHER_LINK, null, false), from, to, null, name), own);
  }

  private String end(Columns columns, CsvTable.Row row, String end) {
    var word = columns.cell(row, end);
    if (word.isBlank()) word = columns.cell(row, end + "_title");
    if (word.isBlank()) {
      problems.add(PART, row.line(), "no-end", "column", end);
      return null;
    }
    var match = nodes.titles().find(word);
    if (match.id() == null) {
      problems.add(PART, row.line(), match.found() == 0 ? "unknown-end" : "which-end", "column", end, "value", CsvTable.shown(word), "found", match.found());
    }
    return match.id();
  }

  private boolean allowed(String kind, String from, String to) {
    var declared = model.type("link").kinds().get(kind);
    return joins(declared.from(), from) && joins(declared.to(), to) && (declared.loop() || !from.equals(to));
  }

  private boolean joins(Set<String> ends, String id) {
    if (ends.contains("*")) return true;
    var draft = nodes.drafts().get(id);
    if (draft != null) return ends.contains(draft.text("kind") == null ? draft.type() : draft.text("kind"));
    BoardRecord record = board.get(id);
    return ends.contains(record.kind() == null ? record.type() : record.kind());
  }

  private Draft draft(Columns columns, CsvTable.Row row, Vocabulary.Target target, String from, String to, String own, String name) {
    var properties = model.properties("link", target.kind()).stream().filter(p -> !READ_HERE.contains(p.name()) && Listing.leaves(p)).toList();
    var said = columns.read(PART, row, properties, READ_HERE, own != null, vocabulary, problems);
    var values = new LinkedHashMap<String, Object>();
    var cleared = new LinkedHashSet<>(said.cleared());
    values.put("kind", target.kind());
    values.put("from", from);
    values.put("to", to);
    values.putAll(said.values());
    if (target.detail() != null && !target.detail().equals("inverse")) values.putIfAbsent("polarity", target.detail());
    var labels = new LinkedHashSet<String>();
    if (!name.isEmpty()) labels.add(name);
    var label = columns.cell(row, "label");
    if (!label.isBlank()) labels.add(own == null ? Words.title(label) : label);
    labels.addAll(said.rest());
    if (!labels.isEmpty()) values.put("label", String.join(BETWEEN_LABELS, labels));
    else if (own != null && columns.has("label")) cleared.add("label");
    var holder = held.get(key(from, to, target.kind()));
    var id = own != null && (holder == null || board.onBoard(own)) ? own : holder != null ? holder : Ids.of("link", from, to, target.kind());
    return new Draft(PART, row.line(), id, "link", title(from) + " → " + title(to), values, cleared);
  }

  private String title(String id) {
    var draft = nodes.drafts().get(id);
    return draft != null ? draft.name() : board.get(id).text("title");
  }

  private static String key(String from, String to, String kind) {
    return from + '\n' + to + '\n' + kind;
  }

  /** Several rows of another's file that are one link to us are one link with all their labels. */
  private void keep(Draft draft, boolean own) {
    var first = drafts.putIfAbsent(draft.id(), draft);
    if (first == null || first.values().equals(draft.values())) return;
    var labels = new TreeSet<String>();
    for (var each : List.of(first, draft)) if (each.text("label") != null) labels.addAll(Arrays.asList(each.text("label").split(BETWEEN_LABELS)));
    var merged = new LinkedHashMap<>(first.values());
    merged.put("label", String.join(BETWEEN_LABELS, labels));
    var other = new LinkedHashMap<>(draft.values());
    other.put("label", merged.get("label"));
    if (own || !merged.equals(other)) problems.add(PART, draft.line(), own ? "same-id" : "same-link", "value", draft.id(), "title", CsvTable.shown(draft.name()), "first", first.line());
    else drafts.put(draft.id(), new Draft(PART, first.line(), draft.id(), "link", first.name(), merged, first.cleared()));
  }
}
