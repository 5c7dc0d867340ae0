package fr.preau.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.protocol.ServerMessage.Derived;
import fr.preau.protocol.ServerMessage.Failure;
import fr.preau.protocol.ServerMessage.Figure;
import fr.preau.protocol.ServerMessage.OwnTxs;
import fr.preau.protocol.ServerMessage.People;
import fr.preau.protocol.ServerMessage.PersonView;
import fr.preau.protocol.ServerMessage.Pong;
import fr.preau.protocol.ServerMessage.Presence;
import fr.preau.protocol.ServerMessage.Reject;
import fr.preau.protocol.ServerMessage.State;
import fr.preau.protocol.ServerMessage.Status;
import fr.preau.protocol.ServerMessage.Txs;
import fr.preau.protocol.ServerMessage.Welcome;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes the frames of the server. */
final class MessageWriter {

  private MessageWriter() {}

  static void write(JsonGenerator json, ServerMessage message) throws IOException {
    json.writeStartObject();
    switch (message) {
      case State state -> state(json, state);
      case Welcome welcome -> throw new IllegalArgumentException("written before its state");
      case OwnTxs own -> throw new IllegalArgumentException("written before its txs");
      case Txs txs -> {
        json.writeStringField("t", "txs");
        json.writeNumberField("seq", txs.seq());
        txs(json, txs.txs());
      }
      case Reject reject -> {
        json.writeStringField("t", "reject");
        json.writeStringField("id", reject.id());
        json.writeStringField("code", reject.code());
        json.writeStringField("message", reject.message());
      }
      case Presence presence -> {
        json.writeStringField("t", "presence");
        presence(json, presence.of());
      }
      case People people -> {
        json.writeStringField("t", "people");
        people(json, "of", people.of());
      }
      case Derived derived -> {
        json.writeStringField("t", "derived");
        figures(json, derived.of());
      }
      case Status status -> {
        json.writeStringField("t", "status");
        json.writeStringField("storage", status.storage());
      }
      case Failure failure -> {
        json.writeStringField("t", "error");
        json.writeStringField("code", failure.code());
        json.writeStringField("message", failure.message());
      }
      case Pong pong -> json.writeStringField("t", "pong");
    }
    json.writeEndObject();
  }

  private static void state(JsonGenerator json, State state) throws IOException {
    json.writeStringField("workshop", state.workshop());
    json.writeNumberField("seq", state.seq());
    if (state.missed() != null) {
      txs(json, state.missed());
    } else {
      json.writeArrayFieldStart("records");
      for (var record : state.records()) OpWriter.record(json, record);
      json.writeEndArray();
    }
    json.writeFieldName("revs");
    OpWriter.revisions(json, state.missed() == null ? state.records() : List.of());
    people(json, "people", state.people());
  }

  /** An object's beginning, up to the members of the state. */
  static void welcome(JsonGenerator json, Welcome welcome) throws IOException {
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    json.writeStartObject();
    json.writeStringField("t", "welcome");
    json.writeObjectFieldStart("you");
    json.writeStringField("id", welcome.you());
    json.writeStringField("role", welcome.role());
    json.writeEndObject();
    json.writeNumberField("time", welcome.time());
    if (!welcome.own().isEmpty()) own(json, welcome.own());
    json.writeRaw(',');
  }

  /** An object's beginning, up to the members that all share. */
  static void own(JsonGenerator json, OwnTxs txs) throws IOException {
    json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
    json.writeStartObject();
    own(json, txs.own());
    json.writeRaw(',');
  }

  private static void own(JsonGenerator json, List<ShownTx.ShownOp> own) throws IOException {
    json.writeArrayFieldStart("own");
    for (var op : own) shown(json, op);
    json.writeEndArray();
  }

  private static void txs(JsonGenerator json, List<ShownTx> txs) throws IOException {
    json.writeArrayFieldStart("txs");
    for (var tx : txs) tx(json, tx);
    json.writeEndArray();
  }

  static void tx(JsonGenerator json, ShownTx tx) throws IOException {
    json.writeStartObject();
    json.writeNumberField("seq", tx.seq());
    json.writeStringField("id", tx.id());
    json.writeStringField("by", tx.by());
    json.writeNumberField("at", tx.at());
    json.writeArrayFieldStart("ops");
    for (var op : tx.ops()) shown(json, op);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void shown(JsonGenerator json, ShownTx.ShownOp shown) throws IOException {
    switch (shown) {
      case ShownTx.ShownOp.Plain plain -> OpWriter.op(json, plain.op());
      case ShownTx.ShownOp.Whole whole -> OpWriter.whole(json, whole.record());
      case ShownTx.ShownOp.Gone gone -> {
        json.writeStartArray();
        json.writeString("gone");
        json.writeString(gone.id());
        json.writeEndArray();
      }
      case ShownTx.ShownOp.Restored restored -> {
        json.writeStartArray();
        json.writeString("restore");
        json.writeString(restored.id());
        json.writeStartArray();
        for (var record : restored.back()) OpWriter.record(json, record);
        json.writeEndArray();
        if (restored.back().stream().anyMatch(record -> !record.revisions().isEmpty())) OpWriter.revisions(json, restored.back());
        json.writeEndArray();
      }
    }
  }

  private static void figures(JsonGenerator json, Map<String, Figure> of) throws IOException {
    json.writeObjectFieldStart("of");
    for (var entry : of.entrySet()) {
      json.writeFieldName(entry.getKey());
      if (entry.getValue() == null) json.writeNull();
      else figure(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void figure(JsonGenerator json, Figure figure) throws IOException {
    json.writeStartObject();
    json.writeNumberField(figure.what(), figure.count());
    json.writeNumberField("of", figure.of());
    ids(json, "who", figure.who());
    ids(json, "waiting", figure.waiting());
    if (figure.result() != null) {
      counts(json, "totals", figure.result().totals());
      counts(json, "hands", figure.result().hands());
      json.writeFieldName("scores");
      json.writeArray(figure.result().scores(), 0, figure.result().scores().length);
      json.writeObjectFieldStart("families");
      for (var family : figure.result().families().entrySet()) counts(json, family.getKey(), family.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void ids(JsonGenerator json, String name, List<String> ids) throws IOException {
    if (ids == null) return;
    json.writeArrayFieldStart(name);
    for (var id : ids) json.writeString(id);
    json.writeEndArray();
  }

  private static void counts(JsonGenerator json, String name, Map<String, Long> counts) throws IOException {
    json.writeObjectFieldStart(name);
    for (var entry : counts.entrySet()) json.writeNumberField(entry.getKey(), entry.getValue());
    json.writeEndObject();
  }

  private static void presence(JsonGenerator json, Map<String, ObjectNode> of) throws IOException {
    json.writeObjectFieldStart("of");
    for (var entry : of.entrySet()) {
      json.writeFieldName(entry.getKey());
      if (entry.getValue() == null) json.writeNull();
      else Codec.MAPPER.writeTree(json, entry.getValue());
    }
    json.writeEndObject();
  }

  static void people(JsonGenerator json, String name, Map<String, PersonView> people) throws IOException {
    json.writeObjectFieldStart(name);
    for (var entry : people.entrySet()) {
      json.writeFieldName(entry.getKey());
      if (entry.getValue() == null) json.writeNull();
      else person(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private static void person(JsonGenerator json, PersonView person) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", person.name());
    if (person.family() != null) json.writeStringField("family", person.family());
    if (person.organisation() != null) json.writeStringField("organisation", person.organisation());
    json.writeStringField("role", person.role());
    json.writeBooleanField("here", person.here());
    json.writeEndObject();
  }
}
