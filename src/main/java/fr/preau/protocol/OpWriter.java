package fr.preau.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes operations and records. */
final class OpWriter {

  private OpWriter() {}

  static void ops(JsonGenerator json, List<Op> ops) throws IOException {
    json.writeStartArray();
    for (var op : ops) op(json, op);
    json.writeEndArray();
  }

  static void op(JsonGenerator json, Op op) throws IOException {
    json.writeStartArray();
    switch (op) {
      case Op.Put put -> {
        json.writeString("put");
        json.writeString(put.type());
        json.writeString(put.id());
        values(json, put.values());
      }
      case Op.Set set -> {
        json.writeString("set");
        json.writeString(set.id());
        values(json, set.values());
      }
      case Op.Del del -> {
        json.writeString("del");
        json.writeString(del.id());
      }
      case Op.Restore restore -> {
        json.writeString("restore");
        json.writeString(restore.id());
      }
      case Op.Text text -> text(json, text);
    }
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, Op.Text text) throws IOException {
    json.writeString("text");
    json.writeString(text.id());
    json.writeString(text.field());
    json.writeNumber(text.revision());
    json.writeStartArray();
    for (var part : text.edit().parts()) {
      if (part instanceof String s) json.writeString(s);
      else json.writeNumber((Integer) part);
    }
    json.writeEndArray();
    if (text.first()) json.writeString(OpReader.FIRST);
  }

  /** A record as what creates it, with the revisions of its long texts. */
  static void whole(JsonGenerator json, BoardRecord record) throws IOException {
    json.writeStartArray();
    json.writeString("put");
    json.writeString(record.type());
    json.writeString(record.id());
    values(json, record.values());
    if (!record.revisions().isEmpty()) revisions(json, List.of(record));
    json.writeEndArray();
  }

  static void record(JsonGenerator json, BoardRecord record) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", record.id());
    json.writeStringField("type", record.type());
    properties(json, record.values());
    json.writeEndObject();
  }

  /** The revisions of the long texts of records: those that there are. */
  static void revisions(JsonGenerator json, Collection<BoardRecord> records) throws IOException {
    json.writeStartObject();
    for (var record : records) {
      if (record.revisions().isEmpty()) continue;
      json.writeObjectFieldStart(record.id());
      for (var entry : record.revisions().entrySet()) json.writeNumberField(entry.getKey(), entry.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  static void values(JsonGenerator json, Map<String, Object> values) throws IOException {
    json.writeStartObject();
    properties(json, values);
    json.writeEndObject();
  }

  private static void properties(JsonGenerator json, Map<String, Object> values) throws IOException {
    for (var entry : values.entrySet()) {
      json.writeFieldName(entry.getKey());
      value(json, entry.getValue());
    }
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Long whole -> json.writeNumber(whole);
      case Double number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      default -> {
        json.writeStartArray();
        json.writeEndArray();
      }
    }
  }
}
