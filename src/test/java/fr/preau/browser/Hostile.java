package fr.preau.browser;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Texts that become scripts where they are taken for anything but text, and a workshop in which everything says them. */
final class Hostile {

  /** Each sets {@code __pwned} where it is run; none longer than a keyword may be. */
  static final List<String> TEXTS = List.of(
      "<img src=x onerror=__pwned=1>",
      "</script><script>__pwned=2</script>",
      "javascript:__pwned=3",
      "<svg onload=__pwned=4>",
      "\"><b onmouseover=__pwned=5>",
      "${__pwned=6} {{__pwned=6}} #{__pwned=6}",
      "<!--?lit$1$--><?lit$2$?>{{lit-1}}",
      "' autofocus onfocus='__pwned=8",
      "\u202e<b>désordre\u202c \u2066x\u2069",
      "__proto__",
      "constructor",
      "]]><script>__pwned=11</script>",
      "=HYPERLINK(\"javascript:__pwned=12\")",
      "&lt;img src=x onerror=__pwned=13&gt;",
      "data:text/html,<script>__pwned=14",
      "{title} {n} %s %n \\u003cscript\\u003e");

  /** Those that a person may be called: no name turns the direction of the text around it. */
  static final List<String> NAMES = TEXTS.stream().filter(text -> text.codePoints().noneMatch(c -> c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069)).toList();

  private static final int ROUNDS = 3;

  private final JsonNode model;
  private final List<Op> ops = new ArrayList<>();
  private int next;

  private Hostile(JsonNode model) {
    this.model = model;
  }

  /** Writes cards of every kind, links and proposals, with such a text wherever one may write. */
  static void fill(Stage stage, Api.Workshop workshop) {
    var hostile = new Hostile(stage.api().get("/api/model.json", null));
    for (int round = 0; round < ROUNDS; round++) hostile.round(round);
    try (var client = new BoardClient(stage.server().base(), workshop.token(), BoardClient.model(stage.api()))) {
      client.submit(hostile.ops.toArray(Op[]::new));
      client.awaitAnswers();
      if (!client.rejected().isEmpty()) throw new AssertionError("refused: " + client.rejected());
    }
  }

  private void round(int round) {
    var kinds = model.at("/types/card/kinds");
    for (var kind : names(kinds)) {
      var values = texts(model.at("/types/card/properties"), kinds.get(kind).path("properties"));
      values.put("kind", kind);
      ops.add(new Op.Put("card", id(kind, round), place(values)));
    }
    ops.add(new Op.Put("proposal", id("proposal", round), place(texts(model.at("/types/proposal/properties"), null))));
    for (var kind : names(model.at("/types/link/kinds"))) link(kind, round);
  }

  private void link(String kind, int round) {
    var declared = model.at("/types/link/kinds/" + kind);
    var from = end(declared.path("from"), round);
    var to = end(declared.path("to"), (round + 1) % ROUNDS);
    if (round == 0 && to != null && to.endsWith("1")) to = to.substring(0, to.length() - 1) + "0";
    if (from == null || to == null || from.equals(to) || !exists(from) || !exists(to)) return;
    var values = texts(model.at("/types/link/properties"), declared.path("properties"));
    values.putAll(Map.of("kind", kind, "from", from, "to", to));
    ops.add(new Op.Put("link", id("l_" + kind, round), values));
  }

  private boolean exists(String id) {
    return ops.stream().anyMatch(op -> op instanceof Op.Put put && put.id().equals(id));
  }

  private static String end(JsonNode kinds, int round) {
    if (!kinds.isArray() || kinds.isEmpty()) return id("note", round);
    return id(kinds.get(kinds.size() - 1).asText().replace("card:", ""), round);
  }

  private static String id(String kind, int round) {
    return "x_" + kind + "_" + round;
  }

  private Map<String, Object> place(Map<String, Object> values) {
    values.put("x", (double) (ops.size() % 8) * 260);
    values.put("y", (double) (ops.size() / 8) * 160);
    return values;
  }

  private Map<String, Object> texts(JsonNode... declared) {
    var values = new HashMap<String, Object>();
    for (var properties : declared) {
      if (properties == null) continue;
      for (var name : names(properties)) {
        switch (properties.get(name).get("is").asText()) {
          case "string", "text" -> values.put(name, TEXTS.get(next++ % TEXTS.size()));
          case "flags" -> values.put(name + ":" + TEXTS.get(next++ % TEXTS.size()), true);
          default -> { }
        }
      }
    }
    return values;
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
