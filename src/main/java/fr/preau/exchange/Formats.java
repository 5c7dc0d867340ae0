package fr.preau.exchange;

import fr.preau.board.Model;
import java.util.Map;
import java.util.Set;

/** The formats by their names on the wire. Immutable, for any thread. */
public final class Formats {

  private final Map<String, Importer> importers;
  private final Map<String, Exporter> exporters;

  /**
   * @param declaration the model as the plain maps, lists and values of its JSON, whose labels are words that files may use
   * @param importMap   {@code conf/import-map.json}, likewise
   * @throws IllegalArgumentException where the table names a kind that the model does not have
   */
  public Formats(Map<String, Object> declaration, Map<String, Object> importMap) {
    var vocabulary = new Vocabulary(Model.of(declaration), declaration, importMap);
    importers = Map.of("map-csv", new MapCsvImporter(vocabulary), "json", new JsonImporter());
    exporters = Map.of("nodes.csv", CsvExporter.nodes(), "links.csv", CsvExporter.links(), "map.zip", new ZipExporter(), "json", new JsonExporter());
  }

  /** The importer of a format, or null. {@code map-csv}: parts {@code nodes} and {@code links}; {@code json}: part {@code file}. */
  public Importer importer(String format) {
    return importers.get(format);
  }

  /** The exporter of a format, or null. */
  public Exporter exporter(String format) {
    return exporters.get(format);
  }

  public Set<String> imports() {
    return importers.keySet();
  }

  public Set<String> exports() {
    return exporters.keySet();
  }
}
