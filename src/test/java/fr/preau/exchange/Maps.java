package fr.preau.exchange;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Check;
import fr.preau.board.Model;
import fr.preau.board.Op;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Boards, files and imports for tests. */
final class Maps {

  static final Map<String, Object> DECLARATION = json("conf/model.json");
  static final Model MODEL = Model.of(DECLARATION);
  static final Formats FORMATS = new Formats(DECLARATION, json("conf/import-map.json"));

  private Maps() {}

  static Map<String, Object> json(String file) {
    try {
      return new ObjectMapper().readValue(Files.readAllBytes(Path.of(file)), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A workshop as it is when it has just been made. */
  static Board fresh() {
    return Board.of(MODEL, List.of(new BoardRecord("workshop", "workshop", Map.of("title", "Atelier d'essai", "language", "fr")),
        new BoardRecord("main", "board", Map.of("title", "Carte"))));
  }

  static Board with(Board board, Op... ops) {
    for (var op : ops) board = accepted(board, op);
    return board;
  }

  private static Board accepted(Board board, Op op) {
    return switch (Check.op(board, op, "p_1")) {
      case Check.Result.Accepted accepted -> board.apply(accepted.op());
      case Check.Result.Refused refused -> throw new AssertionError(op + " refused: " + refused.refusal());
    };
  }

  static Board after(Board board, Import done) {
    for (var op : done.ops()) board = accepted(board, op);
    return board;
  }

  static Import csv(Board board, String nodes, String links) {
    return csv(board, nodes, links, StandardCharsets.UTF_8, Options.of("fr"));
  }

  static Import csv(Board board, String nodes, String links, Charset charset, Options options) {
    var parts = new LinkedHashMap<String, byte[]>();
    if (nodes != null) parts.put("nodes", nodes.getBytes(charset));
    if (links != null) parts.put("links", links.getBytes(charset));
    return FORMATS.importer("map-csv").read(parts, board, options);
  }

  static Import nodes(byte[] bytes) {
    return FORMATS.importer("map-csv").read(Map.of("nodes", bytes), fresh(), Options.of("fr"));
  }

  static Import preau(Board board, String json) {
    return FORMATS.importer("json").read(Map.of("file", json.getBytes(StandardCharsets.UTF_8)), board, Options.of("fr"));
  }

  static byte[] export(Board board, String format) {
    var out = new ByteArrayOutputStream();
    try {
      FORMATS.exporter(format).write(board, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String text(Board board, String format) {
    return new String(export(board, format), StandardCharsets.UTF_8);
  }

  static Import again(Board from, Board into) {
    return FORMATS.importer("map-csv").read(Map.of("nodes", export(from, "nodes.csv"), "links", export(from, "links.csv")), into, Options.of("fr"));
  }

  /** Everything on the board but who wrote it and references to what is no longer there, by id, comparable. */
  static Map<String, Map<String, Object>> content(Board board) {
    var content = new TreeMap<String, Map<String, Object>>();
    for (var record : board.visible()) {
      if (!Set.of("card", "link", "proposal").contains(record.type())) continue;
      var values = new HashMap<>(record.values());
      values.remove("author");
      if (values.get("answers") instanceof String constraint && !board.onBoard(constraint)) values.remove("answers");
      values.put("type", record.type());
      content.put(record.id(), values);
    }
    return content;
  }

  static BoardRecord titled(Board board, String title) {
    return board.visible().stream().filter(record -> title.equals(record.text("title"))).findFirst().orElseThrow(() -> new AssertionError("no card " + title));
  }
}
