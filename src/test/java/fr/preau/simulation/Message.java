package fr.preau.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Frame;
import fr.preau.protocol.Malformed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A frame of the server as a client reads it.
 *
 * @param records what is on the board, or null
 * @param txs     transactions, or null
 * @param own     what takes the place of all that these say about the same records
 */
record Message(JsonNode json, List<BoardRecord> records, List<Told> txs, Told own) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Codec CODEC = new Codec();

  /**
   * A transaction as it is told.
   *
   * @param by     null where its author is not told
   * @param ops    as the log should have them, but for records that come into sight, which are put
   * @param back   the records that restores among them bring back
   * @param whole  the records that are put, with their revisions, by id
   * @param gone   ids of records that are out of sight after it
   */
  record Told(long seq, String id, String by, List<Op> ops, List<BoardRecord> back, Map<String, BoardRecord> whole, List<String> gone) {

    /** The same without what is about some records. */
    Told without(Set<String> ids) {
      return new Told(seq, id, by, ops.stream().filter(op -> !ids.contains(op.id())).toList(), back.stream().filter(record -> !ids.contains(record.id())).toList(), whole,
          gone.stream().filter(one -> !ids.contains(one)).toList());
    }

    /** The ids of the records that it is about. */
    Set<String> ids() {
      var ids = new HashSet<>(gone);
      for (var op : ops) ids.add(op.id());
      return ids;
    }
  }

  static Message read(Frame frame) {
    try {
      var json = JSON.readTree(frame.utf8());
      return new Message(json, json.has("records") ? records(json.get("records"), json.get("revs")) : null, json.has("txs") ? txs(json.get("txs")) : null, ops(json.path("own"), json.path("seq").asLong(), "own", null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Malformed e) {
      throw new Violation("the server said what cannot be read: " + e.getMessage());
    }
  }

  String kind() {
    return json.get("t").asText();
  }

  long seq() {
    return json.get("seq").asLong();
  }

  String text(String name) {
    return json.get(name).asText();
  }

  private static List<BoardRecord> records(JsonNode array, JsonNode revisions) throws Malformed {
    var records = new ArrayList<BoardRecord>(array.size());
    for (var record : array) records.add(record(record, revisions == null ? null : revisions.get(record.get("id").asText())));
    return records;
  }

  private static BoardRecord record(JsonNode json, JsonNode revisions) throws Malformed {
    var values = new HashMap<>(CODEC.parseValues(json.toString()));
    values.remove("id");
    values.remove("type");
    return new BoardRecord(json.get("id").asText(), json.get("type").asText(), values, false, revisions(revisions));
  }

  /** @param json null for none */
  private static Map<String, Long> revisions(JsonNode json) {
    var revised = new HashMap<String, Long>();
    if (json != null) json.properties().forEach(entry -> revised.put(entry.getKey(), entry.getValue().asLong()));
    return revised;
  }

  private static List<Told> txs(JsonNode array) throws Malformed {
    var txs = new ArrayList<Told>(array.size());
    for (var tx : array) txs.add(tx(tx));
    return txs;
  }

  private static Told tx(JsonNode tx) throws Malformed {
    return ops(tx.get("ops"), tx.get("seq").asLong(), tx.get("id").asText(), tx.get("by").isNull() ? null : tx.get("by").asText());
  }

  private static Told ops(JsonNode array, long seq, String id, String by) throws Malformed {
    var ops = new ArrayList<Op>();
    var back = new ArrayList<BoardRecord>();
    var whole = new HashMap<String, BoardRecord>();
    var gone = new ArrayList<String>();
    for (var op : array) {
      var verb = op.get(0).asText();
      if (verb.equals("gone")) {
        gone.add(op.get(1).asText());
      } else if (verb.equals("put")) {
        var put = new Op.Put(op.get(1).asText(), op.get(2).asText(), CODEC.parseValues(op.get(3).toString()));
        ops.add(put);
        whole.put(put.id(), new BoardRecord(put.id(), put.type(), put.values(), false, revisions(op.has(4) ? op.get(4).get(put.id()) : null)));
      } else if (verb.equals("restore")) {
        ops.add(new Op.Restore(op.get(1).asText()));
        back.addAll(records(op.get(2), op.get(3)));
      } else {
        ops.addAll(CODEC.parseOps("[" + op + "]"));
      }
    }
    return new Told(seq, id, by, ops, back, whole, gone);
  }
}
