package fr.preau.exchange;

import fr.preau.board.Board;
import java.util.ArrayList;
import java.util.Map;

/**
 * A map as two tables: {@code nodes} and {@code links}, of which either may be absent. Takes what Préau itself wrote, by
 * ids, and other people's files, by titles and the words of a {@link Vocabulary}. Nothing that a file says is lost: what
 * has no place in the model is kept as a tag, in the body or in the label.
 */
final class MapCsvImporter implements Importer {

  private final Vocabulary vocabulary;

  MapCsvImporter(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  @Override
  public Import read(Map<String, byte[]> parts, Board board, Options options) {
    var problems = new Problems();
    var nodes = new NodeRows(board, vocabulary, options, problems);
    var links = new LinkRows(board, nodes, vocabulary, options, problems);
    var limit = board.model().maxRecords();
    if (!parts.containsKey(NodeRows.PART) && !parts.containsKey(LinkRows.PART)) problems.add("", 0, "no-parts");
    if (parts.containsKey(NodeRows.PART)) {
      var table = CsvTable.read(NodeRows.PART, parts.get(NodeRows.PART), limit, problems);
      if (table != null) nodes.read(table);
    }
    if (parts.containsKey(LinkRows.PART) && problems.none()) {
      var table = CsvTable.read(LinkRows.PART, parts.get(LinkRows.PART), limit, problems);
      if (table != null) links.read(table);
    }
    var drafts = new ArrayList<>(nodes.drafts().values());
    drafts.addAll(links.drafts().values());
    return Arrival.of(board, drafts, problems, nodes.kinds(), links.kinds());
  }
}
