package fr.preau.exchange;

import de.siegmar.fastcsv.writer.CsvWriter;
import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One table of a map: {@code nodes} (cards and proposals) or {@code links}. UTF-8 with a byte order mark, commas, so that
 * spreadsheets show accents; a column for every property of the model but the author, who is a person.
 */
final class CsvExporter implements Exporter {

  private static final Set<String> NODES_FIRST = new LinkedHashSet<>(List.of("id", "kind", "title", "body", "tags", "x", "y"));
  private static final Set<String> LINKS_FIRST = new LinkedHashSet<>(List.of("id", "from", "from_title", "kind", "to", "to_title"));
  private static final Set<String> LEFT_OUT = Set.of("author", "tag");

  private final boolean nodes;

  private CsvExporter(boolean nodes) {
    this.nodes = nodes;
  }

  static CsvExporter nodes() {
    return new CsvExporter(true);
  }

  static CsvExporter links() {
    return new CsvExporter(false);
  }

  @Override
  public String mediaType() {
    return "text/csv; charset=utf-8";
  }

  @Override
  public String fileName(Board board) {
    return Listing.fileName(board, nodes ? "nodes.csv" : "links.csv");
  }

  @Override
  public void write(Board board, OutputStream out) throws IOException {
    var text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write('\uFEFF');
    var columns = columns(board);
    var csv = CsvWriter.builder().build(text);
    csv.writeRecord(columns);
    for (var type : nodes ? List.of("card", "proposal") : List.of("link")) {
      for (var record : Listing.of(board, type)) csv.writeRecord(columns.stream().map(column -> cell(board, record, column)).toList());
    }
    csv.flush();
  }

  private List<String> columns(Board board) {
    var columns = new LinkedHashSet<>(nodes ? NODES_FIRST : LINKS_FIRST);
    columns.addAll(Listing.properties(board.model(), nodes ? "card" : "link"));
    if (nodes) columns.addAll(Listing.properties(board.model(), "proposal"));
    columns.removeAll(LEFT_OUT);
    return new ArrayList<>(columns);
  }

  private static String cell(Board board, BoardRecord record, String column) {
    return switch (column) {
      case "id" -> record.id();
      case "kind" -> record.kind() == null ? record.type() : record.kind();
      case "tags" -> Cells.escaped(Cells.joined(tags(record)));
      case "from_title" -> Cells.escaped(title(board, record.text("from")));
      case "to_title" -> Cells.escaped(title(board, record.text("to")));
      default -> switch (Listing.value(board, record, column)) {
        case null -> "";
        case String text -> Cells.escaped(text);
        case Object number -> number.toString();
      };
    };
  }

  private static Set<String> tags(BoardRecord record) {
    var tags = new TreeSet<String>();
    record.values().keySet().stream().filter(name -> name.startsWith("tag:")).forEach(name -> tags.add(name.substring("tag:".length())));
    return tags;
  }

  private static String title(Board board, String id) {
    return String.valueOf(board.get(id).text("title"));
  }
}
