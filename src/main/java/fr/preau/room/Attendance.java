package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.protocol.ServerMessage.PersonView;
import fr.preau.room.port.Directory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who takes part and who is here now: members of the log joined with the names that are kept outside of it. Remembers
 * which entries changed since everyone was told, and when each did.
 *
 * <p>Thread: the room's event loop.
 */
final class Attendance {

  private final Map<String, Directory.Person> names;
  private final Map<String, Integer> connections = new HashMap<>();
  private final Set<String> untold = new LinkedHashSet<>();
  /** Participants in the order in which their entries last changed, each with its {@link #moment}. */
  private final LinkedHashMap<String, Long> changes = new LinkedHashMap<>();
  private long moment;

  Attendance(Map<String, Directory.Person> names) {
    this.names = new HashMap<>(names);
  }

  void know(Directory.Person person) {
    names.put(person.id(), person);
    changed(person.id());
  }

  /** Of somebody who never became a member. */
  void forget(String participant) {
    names.remove(participant);
    changes.remove(participant);
    untold.remove(participant);
  }

  boolean knows(String id) {
    return names.containsKey(id);
  }

  void came(String participant) {
    if (connections.merge(participant, 1, Integer::sum) == 1) changed(participant);
  }

  void left(String participant) {
    if (connections.merge(participant, -1, Integer::sum) > 0) return;
    connections.remove(participant);
    changed(participant);
  }

  void changed(String participant) {
    untold.add(participant);
    changes.putLast(participant, ++moment);
  }

  /** People with at least one open connection; a screen of the room is none. */
  int here(Board board) {
    return (int) connections.keySet().stream().filter(id -> !isScreen(board.get(id))).count();
  }

  /** People who take part, whether or not they are here; a screen of the room is none. */
  int people(Board board) {
    return (int) names.keySet().stream().map(board::get).filter(member -> member != null && !member.deleted() && !isScreen(member)).count();
  }

  private static boolean isScreen(BoardRecord member) {
    return member != null && Boolean.TRUE.equals(member.values().get("screen"));
  }

  Set<String> present() {
    return connections.keySet();
  }

  boolean isHere(String participant) {
    return connections.containsKey(participant);
  }

  String name(String participant) {
    return names.containsKey(participant) ? names.get(participant).name() : null;
  }

  Map<String, PersonView> everyone(Board board) {
    var views = views(board, names.keySet());
    views.values().removeIf(Objects::isNull);
    return views;
  }

  /** The entries that changed since the last call; null for who takes part no longer. */
  Map<String, PersonView> takeUntold(Board board) {
    var views = views(board, untold);
    untold.clear();
    return views;
  }

  /** Now, among the changes of entries. */
  long moment() {
    return moment;
  }

  /** The entries that changed after a {@link #moment}. */
  Map<String, PersonView> since(long moment, Board board) {
    var ids = new ArrayList<String>();
    for (var change : changes.reversed().entrySet()) {
      if (change.getValue() <= moment) break;
      ids.add(change.getKey());
    }
    return views(board, ids.reversed());
  }

  private Map<String, PersonView> views(Board board, Collection<String> ids) {
    var views = new LinkedHashMap<String, PersonView>();
    for (var id : ids) {
      var member = board.get(id);
      if (member != null && names.containsKey(id)) views.put(id, member.deleted() ? null : view(member));
    }
    return views;
  }

  private PersonView view(BoardRecord member) {
    var person = names.get(member.id());
    return new PersonView(person.name(), member.text("family"), person.organisation(), member.text("role"), connections.containsKey(member.id()));
  }
}
