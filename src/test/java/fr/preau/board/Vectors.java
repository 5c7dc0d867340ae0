package fr.preau.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what the vectors in {@code src/test/vectors} are made of. */
public final class Vectors {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  /** A file of vectors. */
  public static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An operation as it is written on the wire. */
  public static Op op(JsonNode op) {
    return switch (op.get(0).asText()) {
      case "put" -> new Op.Put(op.get(1).asText(), op.get(2).asText(), values(op.get(3)));
      case "set" -> new Op.Set(op.get(1).asText(), values(op.get(2)));
      case "del" -> new Op.Del(op.get(1).asText());
      case "restore" -> new Op.Restore(op.get(1).asText());
      case "text" -> new Op.Text(op.get(1).asText(), op.get(2).asText(), op.get(3).asLong(), TextEditTest.edit(op.get(4)), op.has(5));
      default -> throw new IllegalArgumentException("no vectors for " + op);
    };
  }

  /** Records as they are written in the vectors, by id. */
  public static Map<String, BoardRecord> records(JsonNode list) {
    var records = new LinkedHashMap<String, BoardRecord>();
    for (var node : list) {
      var values = values(node);
      values.remove("revisions");
      var id = (String) values.remove("id");
      records.put(id, new BoardRecord(id, (String) values.remove("type"), values, values.remove("deleted") != null, revisions(node)));
    }
    return records;
  }

  private static Map<String, Long> revisions(JsonNode record) {
    var revisions = new HashMap<String, Long>();
    record.path("revisions").fields().forEachRemaining(field -> revisions.put(field.getKey(), field.getValue().asLong()));
    return revisions;
  }

  private static Map<String, Object> values(JsonNode object) {
    var values = new LinkedHashMap<String, Object>();
    object.fields().forEachRemaining(field -> values.put(field.getKey(), value(field.getValue())));
    return values;
  }

  private static Object value(JsonNode value) {
    return switch (value.getNodeType()) {
      case NULL -> null;
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> value.isIntegralNumber() ? (Object) value.longValue() : value.doubleValue();
      default -> value.textValue();
    };
  }
}
