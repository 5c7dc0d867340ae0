package fr.preau.client;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Model;
import fr.preau.board.Op;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a facilitator reads of a workshop over HTTP: its log, and its state. */
public final class WorkshopLog {

  private static final Codec CODEC = new Codec();
  private static final int PAGE = 500;

  private final Api api;
  private final String path;
  private final String token;

  public WorkshopLog(Api api, Api.Workshop workshop) {
    this.api = api;
    this.path = "/api/workshops/" + workshop.id();
    this.token = workshop.token();
  }

  /** Every transaction, in order; fails on a gap. */
  public List<JsonNode> txs() {
    var txs = new ArrayList<JsonNode>();
    while (true) {
      var page = api.get(path + "/log?since=" + txs.size() + "&limit=" + PAGE, token).get("txs");
      if (page.isEmpty()) return txs;
      for (var tx : page) {
        if (tx.get("seq").asLong() != txs.size() + 1) throw new AssertionError("seq " + tx.get("seq") + " after " + txs.size());
        txs.add(tx);
      }
    }
  }

  /** What is on the board when the whole log is applied from the start, by id. */
  public Map<String, BoardRecord> replayed(Model model) {
    var board = Board.empty(model);
    for (var tx : txs()) for (var op : ops(tx)) board = board.apply(op);
    var records = new HashMap<String, BoardRecord>();
    for (var record : board.visible()) records.put(record.id(), record);
    return records;
  }

  /** What is on the board as the server says, by id. */
  public Map<String, BoardRecord> state() {
    var records = new HashMap<String, BoardRecord>();
    for (var record : api.get(path + "/state", token).get("records")) {
      var values = new HashMap<>(values(record));
      values.keySet().removeAll(List.of("id", "type"));
      var id = record.get("id").asText();
      records.put(id, new BoardRecord(id, record.get("type").asText(), values));
    }
    return records;
  }

  /** The operations of a transaction as it stands on the wire. */
  public static List<Op> ops(JsonNode tx) {
    var ops = new ArrayList<Op>();
    for (var op : tx.get("ops")) ops.add(op.get(0).asText().equals("restore") ? new Op.Restore(op.get(1).asText()) : op(op));
    return ops;
  }

  private static Op op(JsonNode op) {
    try {
      return CODEC.parseOps("[" + op + "]").getFirst();
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> values(JsonNode record) {
    try {
      return CODEC.parseValues(record.toString());
    } catch (Malformed e) {
      throw new AssertionError(e);
    }
  }
}
