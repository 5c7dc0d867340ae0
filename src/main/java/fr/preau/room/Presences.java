package fr.preau.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where people are on the board. Never stored; only the latest of each connection counts. Who has several pages open is
 * where all of them say: each part as the page says that spoke of it last, so that one on which nothing is done takes
 * nothing from the one on which somebody writes.
 *
 * <p>Thread: the room's event loop.
 */
final class Presences {

  /** Connections of one person that count, those that spoke last. */
  private static final int MOST = 4;

  /** Of each person, those who spoke last standing last. */
  private final Map<String, LinkedHashMap<Session, ObjectNode>> latest = new HashMap<>();
  private final Set<String> untold = new LinkedHashSet<>();

  void is(Session session, ObjectNode data) {
    var own = latest.computeIfAbsent(session.participant(), person -> new LinkedHashMap<>());
    own.putLast(session, data);
    if (own.size() > MOST) own.pollFirstEntry();
    untold.add(session.participant());
  }

  void gone(Session session) {
    var own = latest.get(session.participant());
    if (own == null || own.remove(session) == null) return;
    if (own.isEmpty()) latest.remove(session.participant());
    untold.add(session.participant());
  }

  boolean isEmpty() {
    return latest.isEmpty();
  }

  Map<String, ObjectNode> all() {
    return of(latest.keySet());
  }

  boolean nothingNew() {
    return untold.isEmpty();
  }

  /** The entries that changed since the last call; null where somebody is gone. */
  Map<String, ObjectNode> takeUntold() {
    var changed = of(untold);
    untold.clear();
    return changed;
  }

  private Map<String, ObjectNode> of(Set<String> people) {
    var result = new LinkedHashMap<String, ObjectNode>();
    for (var person : people) result.put(person, together(latest.get(person)));
    return result;
  }

  private static ObjectNode together(Map<Session, ObjectNode> own) {
    if (own == null) return null;
    return own.values().stream().reduce((earlier, later) -> earlier.deepCopy().setAll(later)).orElseThrow();
  }
}
