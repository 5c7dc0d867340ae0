package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.protocol.ServerMessage.PersonView;
import fr.preau.room.port.Directory;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who takes part and who is here now: members of the log joined with the names that are kept outside of it. Remembers
 * which entries changed since everyone was told, and since the state for newcomers was encoded.
 *
 * <p>Thread: the room's event loop.
 */
final class Attendance {

  private final Map<String, Directory.Person> names;
  private final Map<String, Integer> connections = new HashMap<>();
  private final Set<String> untold = new LinkedHashSet<>();
  private final Set<String> sinceSnapshot = new LinkedHashSet<>();

  Attendance(Map<String, Directory.Person> names) {
    this.names = new HashMap<>(names);
  }

  void know(Directory.Person person) {
    names.put(person.id(), person);
    changed(person.id());
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
    sinceSnapshot.add(participant);
  }

  /** People with at least one open connection. */
  int here() {
    return connections.size();
  }

  boolean isHere(String participant) {
    return connections.containsKey(participant);
  }

  Map<String, PersonView> everyone(Board board) {
    return views(board, names.keySet());
  }

  /** The entries that changed since the last call. */
  Map<String, PersonView> takeUntold(Board board) {
    var views = views(board, untold);
    untold.clear();
    return views;
  }

  Map<String, PersonView> sinceSnapshot(Board board) {
    return views(board, sinceSnapshot);
  }

  void snapshotTaken() {
    sinceSnapshot.clear();
  }

  private Map<String, PersonView> views(Board board, Collection<String> ids) {
    var views = new LinkedHashMap<String, PersonView>();
    for (var id : ids) {
      var view = view(board, id);
      if (view != null) views.put(id, view);
    }
    return views;
  }

  private PersonView view(Board board, String id) {
    var member = board.get(id);
    var person = names.get(id);
    if (person == null || member == null || member.deleted()) return null;
    return new PersonView(person.name(), member.text("family"), person.organisation(), member.text("role"), connections.containsKey(id));
  }
}
