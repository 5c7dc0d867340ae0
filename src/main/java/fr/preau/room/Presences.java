package fr.preau.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where people are on the board. Never stored; only the latest of each counts.
 *
 * <p>Thread: the room's event loop.
 */
final class Presences {

  private final Map<String, ObjectNode> latest = new HashMap<>();
  private final Map<String, ObjectNode> untold = new LinkedHashMap<>();

  void is(String participant, ObjectNode data) {
    latest.put(participant, data);
    untold.put(participant, data);
  }

  void gone(String participant) {
    if (latest.remove(participant) != null) untold.put(participant, null);
  }

  boolean isEmpty() {
    return latest.isEmpty();
  }

  Map<String, ObjectNode> all() {
    return Map.copyOf(latest);
  }

  boolean nothingNew() {
    return untold.isEmpty();
  }

  /** The entries that changed since the last call; null where somebody is gone. */
  Map<String, ObjectNode> takeUntold() {
    var changed = new LinkedHashMap<>(untold);
    untold.clear();
    return changed;
  }
}
