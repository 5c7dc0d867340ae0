package fr.preau.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.TreeMap;

/** The native format: everything that is on the board, but not who wrote it. */
final class JsonExporter implements Exporter {

  /** The version of the format. */
  static final int VERSION = 1;

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public String mediaType() {
    return "application/json";
  }

  @Override
  public String fileName(Board board) {
    return Listing.fileName(board, "preau.json");
  }

  @Override
  public void write(Board board, OutputStream out) throws IOException {
    var json = JSON.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.setPrettyPrinter(new DefaultPrettyPrinter());
    json.writeStartObject();
    json.writeNumberField("preau", VERSION);
    json.writeObjectFieldStart("workshop");
    var workshop = board.get("workshop");
    if (workshop != null) for (var name : List.of("title", "territory", "language")) if (workshop.text(name) != null) json.writeStringField(name, workshop.text(name));
    json.writeEndObject();
    json.writeArrayFieldStart("records");
    for (var type : Listing.TYPES) for (var record : Listing.of(board, type)) write(board, record, json);
    json.writeEndArray();
    json.writeEndObject();
    json.flush();
  }

  private static void write(Board board, BoardRecord record, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", record.id());
    json.writeStringField("type", record.type());
    for (var name : new TreeMap<>(record.values()).keySet()) {
      switch (Listing.value(board, record, name)) {
        case null -> { }
        case String text -> json.writeStringField(name, text);
        case Boolean truth -> json.writeBooleanField(name, truth);
        case Long whole -> json.writeNumberField(name, whole);
        case Object number -> json.writeNumberField(name, ((Number) number).doubleValue());
      }
    }
    json.writeEndObject();
  }
}
