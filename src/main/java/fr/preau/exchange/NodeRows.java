package fr.preau.exchange;

import fr.preau.board.Board;
import fr.preau.board.Check;
import fr.preau.board.Model;
import fr.preau.board.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part {@code nodes} of a map in CSV: cards and proposals. One thread. */
final class NodeRows {

  static final String PART = "nodes";
  private static final Set<String> READ_HERE = Set.of("id", "kind", "title", "body", "tag", "board");
  /** Shorter ids are likely numbers of lines, which mean something else in every file. */
  private static final int LIKELY_UNIQUE = 8;

  private final Board board;
  private final Model model;
  private final Vocabulary vocabulary;
  private final Options options;
  private final Problems problems;
  private final Titles titles;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();
  private final Map<String, String> kinds = new LinkedHashMap<>();

  NodeRows(Board board, Vocabulary vocabulary, Options options, Problems problems) {
    this.board = board;
    this.model = board.model();
    this.vocabulary = vocabulary;
    this.options = options;
    this.problems = problems;
    this.titles = new Titles(board);
  }

  Titles titles() {
    return titles;
  }

  /** Each nature as written, and what it became; not those of our own files. */
  Map<String, String> kinds() {
    return kinds;
  }

  Map<String, Draft> drafts() {
    return drafts;
  }

  void read(CsvTable table) {
    var columns = Columns.of(PART, table, vocabulary);
    if (!columns.has("title")) {
      problems.add(PART, 1, "no-column", "column", "title", "found", CsvTable.shown(String.join(", ", table.header())));
      return;
    }
    for (var row : table.rows()) {
      if (problems.full()) return;
      row(columns, row);
    }
    drafts.replaceAll((id, draft) -> pointing(draft));
  }

  private void row(Columns columns, CsvTable.Row row) {
    var title = columns.cell(row, "title");
    if (title.isBlank()) {
      problems.add(PART, row.line(), "no-title");
      return;
    }
    var nature = columns.cell(row, "kind").strip();
    var target = vocabulary.card(nature, options.kinds());
    if (!vocabulary.knows(target, true)) {
      problems.add(PART, row.line(), "mapping", "value", CsvTable.shown(nature), "limit", target.written());
      return;
    }
    var type = target.kind().equals("proposal") ? "proposal" : "card";
    var key = columns.cell(row, "id").strip();
    var own = Check.isId(key) && (columns.own() || key.length() >= LIKELY_UNIQUE);
    if (!own && !nature.isEmpty()) kinds.put(nature, target.written());
    var name = own ? title : Words.title(title);
    keep(columns, draft(columns, row, target, type, own ? key : id(target.kind(), name, key), name, own), key, title);
  }

  private String id(String kind, String title, String key) {
    var derived = key.isEmpty() ? Ids.of("card", kind, title) : Ids.of("card", kind, title, key);
    var held = board.onBoard(derived) || !key.isEmpty() ? null : titles.held(kind, title);
    return held == null ? derived : held;
  }

  private Draft draft(Columns columns, CsvTable.Row row, Vocabulary.Target target, String type, String id, String title, boolean own) {
    var kind = type.equals("card") ? target.kind() : null;
    var properties = model.properties(type, kind).stream().filter(p -> !READ_HERE.contains(p.name()) && Listing.leaves(p)).toList();
    var said = columns.read(PART, row, properties, READ_HERE, own, vocabulary, problems);
    var values = new LinkedHashMap<String, Object>();
    var cleared = new LinkedHashSet<>(said.cleared());
    if (kind != null) values.put("kind", kind);
    var limit = (int) model.property(type, kind, "title").max();
    values.put("title", shortened(Words.oneLine(title), limit));
    values.putAll(said.values());
    if (target.detail() != null) values.putIfAbsent("family", target.detail());
    if (!values.containsKey("x") || !values.containsKey("y")) values.keySet().removeAll(Set.of("x", "y"));
    body(columns, row, title, said.rest(), type, own, limit, values, cleared);
    tags(columns, row, target, own, values, cleared);
    var wanted = columns.cell(row, "board").strip();
    var known = Check.isId(wanted) && board.onBoard(wanted) && board.get(wanted).type().equals("board");
    if (known || board.get(id) == null) values.put("board", known ? wanted : options.board());
    return new Draft(PART, row.line(), id, type, title, values, cleared);
  }

  /** The body, with whatever else the row says: a title that had to be shortened before it, what the model has no place for after it. */
  private void body(Columns columns, CsvTable.Row row, String title, List<String> rest, String type, boolean own, int limit,
                    Map<String, Object> values, Set<String> cleared) {
    var into = type.equals("card") ? "body" : "result";
    var paragraphs = new ArrayList<String>();
    if (values.get(into) instanceof String text) paragraphs.add(text);
    if (title.length() > limit) paragraphs.add(title);
    var cell = columns.cell(row, "body").replace("\r\n", "\n").replace('\r', '\n');
    if (!cell.isEmpty() && (own || !cell.isBlank())) paragraphs.add(own ? cell : cell.strip());
    if (!rest.isEmpty()) paragraphs.add(String.join("\n", rest));
    if (!paragraphs.isEmpty()) values.put(into, String.join("\n\n", paragraphs));
    else if (own && type.equals("card") && columns.has("body")) cleared.add("body");
  }

  private void tags(Columns columns, CsvTable.Row row, Vocabulary.Target target, boolean own, Map<String, Object> values, Set<String> cleared) {
    if (columns.has("tag")) {
      Cells.split(columns.cell(row, "tag")).forEach(tag -> values.put("tag:" + tag, true));
      if (own) cleared.add("tag");
    }
    if (!target.ours()) values.put("tag:" + columns.cell(row, "kind").strip(), true);
  }

  /** No more than so many UTF-16 code units, no character cut in half. */
  private static String shortened(String title, int limit) {
    if (title.length() <= limit) return title;
    var end = Character.isHighSurrogate(title.charAt(limit - 2)) ? limit - 2 : limit - 1;
    return title.substring(0, end).stripTrailing() + "…";
  }

  private void keep(Columns columns, Draft draft, String key, String title) {
    titles.add(key, title, draft.id());
    titles.add("", draft.text("title"), draft.id());
    var first = drafts.putIfAbsent(draft.id(), draft);
    if (first == null || first.values().equals(draft.values())) return;
    if (draft.id().equals(key)) problems.add(PART, draft.line(), "same-id", "value", key, "first", first.line());
    else problems.add(PART, draft.line(), "same-title", "title", CsvTable.shown(title), "first", first.line());
  }

  /** The draft with what it says of other cards by their title replaced by their ids. */
  private Draft pointing(Draft draft) {
    var values = new LinkedHashMap<>(draft.values());
    for (var property : model.properties(draft.type(), draft.text("kind"))) {
      if (property.is() != Property.Is.REF || property.name().equals("board") || !values.containsKey(property.name())) continue;
      var word = (String) values.get(property.name());
      var match = titles.find(word);
      if (match.id() != null) values.put(property.name(), match.id());
      else problems.add(PART, draft.line(), match.found() == 0 ? "unknown-end" : "which-end", "column", property.name(), "value", CsvTable.shown(word), "found", match.found());
    }
    return values.equals(draft.values()) ? draft
        : new Draft(draft.part(), draft.line(), draft.id(), draft.type(), draft.name(), values, draft.cleared());
  }
}
