package fr.preau.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import fr.preau.board.Board;
import fr.preau.board.Check;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The native format, part {@code file} (or the only part there is, whatever its name). Records are known by their ids: what is
 * new is made, what differs is set, what is missing in the file stays. The title of the workshop and who takes part in it
 * are not taken over.
 */
final class JsonImporter implements Importer {

  private static final String PART = "file";
  private static final JsonFactory JSON = JsonFactory.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).maxNumberLength(40).maxStringLength(100_000).maxNameLength(1_000).build())
      .build();
  private static final Set<String> TAKEN = Set.copyOf(Listing.TYPES);
  private static final Set<String> LEFT_OUT = Set.of("workshop", "member");

  /** The file is not what it should be; why is among the problems already. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;
  }

  @Override
  public Import read(Map<String, byte[]> parts, Board board, Options options) {
    var problems = new Problems();
    var drafts = new LinkedHashMap<String, Draft>();
    var file = parts.get(PART);
    if (file == null && parts.size() == 1) file = parts.values().iterator().next();
    if (file == null) problems.add("", 0, "no-parts");
    else if (file.length == 0) problems.add(PART, 0, "empty");
    else parse(file, board, drafts, problems);
    return Arrival.of(board, drafts.values(), problems, Map.of(), Map.of());
  }

  private static void parse(byte[] file, Board board, Map<String, Draft> drafts, Problems problems) {
    try (var json = JSON.createParser(file)) {
      try {
        document(json, board, drafts, problems);
        if (json.nextToken() != null) problems.add(PART, line(json), "not-json");
      } catch (StreamConstraintsException e) {
        problems.add(PART, line(json), "too-deep");
      } catch (JsonParseException e) {
        var twice = e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field");
        problems.add(PART, line(json), twice ? "same-key" : "not-json");
      }
    } catch (Unreadable e) {
      if (problems.none()) problems.add(PART, 0, "not-json");
    } catch (IOException e) {
      problems.add(PART, 0, "not-json");
    }
  }

  private static long line(JsonParser json) {
    return Math.max(0, json.currentLocation().getLineNr());
  }

  private static void document(JsonParser json, Board board, Map<String, Draft> drafts, Problems problems) throws IOException, Unreadable {
    if (json.nextToken() != JsonToken.START_OBJECT) throw refused(json, "not-preau", problems);
    var ours = false;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      var value = json.nextToken();
      if (name.equals("preau")) {
        if (value != JsonToken.VALUE_NUMBER_INT || !json.getText().equals("" + JsonExporter.VERSION)) throw refused(json, "version", problems);
        ours = true;
      } else if (name.equals("records")) {
        if (value != JsonToken.START_ARRAY) throw refused(json, "not-preau", problems);
        while (json.nextToken() != JsonToken.END_ARRAY) record(json, board, drafts, problems);
      } else {
        json.skipChildren();
      }
    }
    if (!ours && problems.none()) throw refused(json, "not-preau", problems);
  }

  private static Unreadable refused(JsonParser json, String code, Problems problems) {
    problems.add(PART, line(json), code);
    return new Unreadable();
  }

  private static void record(JsonParser json, Board board, Map<String, Draft> drafts, Problems problems) throws IOException, Unreadable {
    if (json.currentToken() != JsonToken.START_OBJECT) throw refused(json, "not-preau", problems);
    if (drafts.size() >= board.model().maxRecords()) {
      problems.add(PART, line(json), "too-many-lines", "limit", board.model().maxRecords());
      throw new Unreadable();
    }
    var line = line(json);
    var values = new LinkedHashMap<String, Object>();
    var cleared = new LinkedHashSet<String>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      var value = value(json, name, problems);
      if (value == null) cleared.add(name);
      else values.put(name, value);
    }
    if (problems.full()) throw new Unreadable();
    var id = values.remove("id") instanceof String text ? text : null;
    var type = values.remove("type") instanceof String text ? text : null;
    if (!Check.isId(id) || type == null) {
      problems.add(PART, line, "no-id");
      return;
    }
    values.remove("author");
    if (LEFT_OUT.contains(type)) return;
    if (!TAKEN.contains(type)) problems.add(PART, line, "type", "value", CsvTable.shown(type));
    var name = values.get("title") instanceof String title ? title : id;
    var first = drafts.putIfAbsent(id, new Draft(PART, line, id, type, name, values, cleared));
    if (first != null) problems.add(PART, line, "same-id", "value", id, "first", first.line());
  }

  /** A plain value; null where it is null, or a problem. */
  private static Object value(JsonParser json, String name, Problems problems) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING -> json.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        var number = Cells.number(json.getText());
        if (number == null) problems.add(PART, line(json), "huge-number", "column", CsvTable.shown(name));
        yield number;
      }
      case START_OBJECT, START_ARRAY -> {
        problems.add(PART, line(json), "nested", "column", CsvTable.shown(name));
        json.skipChildren();
        yield null;
      }
      default -> null;
    };
  }
}
