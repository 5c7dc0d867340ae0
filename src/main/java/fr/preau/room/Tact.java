package fr.preau.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.Board;
import fr.preau.workshop.Phase;
import fr.preau.workshop.Visibility;
import java.util.List;

/** What of somebody's presence may be told to everybody: nothing of what not everybody sees, and nothing of what people do while they work apart. Pure. */
final class Tact {

  private static final List<String> DOINGS = List.of("text", "sel");
  private static final List<String> POINTER = List.of("x", "y", "board");

  private Tact() {}

  static ObjectNode of(Board board, ObjectNode data) {
    var told = data.deepCopy();
    var phase = Phase.current(board);
    if (phase != null && (phase.keepsApart() || phase.isAnonymous())) told.remove(DOINGS);
    if (phase != null && phase.isAnonymous() || !isForAll(board, told.path("board").asText("main"))) told.remove(POINTER);
    if (told.has("text") && !isForAll(board, told.path("text").path("record").asText())) told.remove("text");
    if (told.get("sel") instanceof ArrayNode selected) told.set("sel", forAll(board, selected));
    return told;
  }

  private static ArrayNode forAll(Board board, ArrayNode ids) {
    var some = ids.arrayNode();
    for (JsonNode id : ids) if (isForAll(board, id.asText())) some.add(id);
    return some;
  }

  private static boolean isForAll(Board board, String id) {
    return board.get(id) != null && Visibility.isForAll(board, board.get(id));
  }
}
