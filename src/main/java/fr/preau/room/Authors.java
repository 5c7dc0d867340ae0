package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each person has ever written, in the bin or not: what somebody sees beyond others is among it, or hangs on it.
 *
 * <p>Thread: the room's event loop.
 */
final class Authors {

  private final Map<String, List<String>> written = new HashMap<>();

  Authors(Board board) {
    for (var record : board.all()) if (record.text("author") instanceof String author) note(author, record.id());
  }

  /** Notes what was committed. An author never changes. */
  void note(Op op) {
    if (op instanceof Op.Put put && put.values().get("author") instanceof String author) note(author, put.id());
  }

  private void note(String author, String id) {
    written.computeIfAbsent(author, one -> new ArrayList<>()).add(id);
  }

  /** Ids of what somebody wrote. */
  Collection<String> of(String participant) {
    return written.getOrDefault(participant, List.of());
  }
}
