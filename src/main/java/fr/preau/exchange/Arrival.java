package fr.preau.exchange;

import fr.preau.board.Board;
import fr.preau.board.Property;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last steps of every import: places for cards that have none, the order in which records can be made, the operations. */
final class Arrival {

  private Arrival() {}

  static Import of(Board board, Collection<Draft> drafts, Problems problems, Map<String, String> kinds, Map<String, String> links) {
    var merge = new Merge(board, problems);
    if (problems.none()) {
      for (var draft : inOrder(board, placed(board, drafts))) {
        if (problems.full()) break;
        merge.take(draft);
      }
    }
    return merge.result(kinds, links);
  }

  private static List<Draft> inOrder(Board board, List<Draft> drafts) {
    var ordered = new ArrayList<Draft>();
    for (int rank = 0; rank < 4; rank++) for (var draft : drafts) if (rank(board, draft) == rank) ordered.add(draft);
    return ordered;
  }

  /** Boards, what stands on them, what of that speaks of others, links. */
  private static int rank(Board board, Draft draft) {
    if (draft.type().equals("board")) return 0;
    if (draft.type().equals("link")) return 3;
    for (var name : draft.values().keySet()) {
      var property = board.model().property(draft.type(), draft.text("kind"), name);
      if (property != null && property.is() == Property.Is.REF && !name.equals("board")) return 2;
    }
    return 1;
  }

  private static List<Draft> placed(Board board, Collection<Draft> drafts) {
    var free = new ArrayList<Layout.Item>();
    var edges = new ArrayList<Layout.Edge>();
    var taken = new ArrayList<Layout.Place>();
    for (var draft : drafts) {
      if (draft.type().equals("link")) edges.add(new Layout.Edge(draft.text("from"), draft.text("to")));
      else if (stands(draft.values())) taken.add(place(draft.values()));
      else if (board.get(draft.id()) == null && !draft.type().equals("board")) free.add(new Layout.Item(draft.id(), draft.text("kind") == null ? draft.type() : draft.text("kind")));
    }
    if (free.isEmpty()) return List.copyOf(drafts);
    for (var record : board.visible()) if (stands(record.values())) taken.add(place(record.values()));
    var places = Layout.of(free, edges, taken);
    return drafts.stream().map(draft -> {
      var place = places.get(draft.id());
      if (place == null) return draft;
      var values = new LinkedHashMap<>(draft.values());
      values.put("x", place.x());
      values.put("y", place.y());
      return new Draft(draft.part(), draft.line(), draft.id(), draft.type(), draft.name(), values, draft.cleared());
    }).toList();
  }

  private static boolean stands(Map<String, Object> values) {
    return values.get("x") instanceof Number && values.get("y") instanceof Number;
  }

  private static Layout.Place place(Map<String, Object> values) {
    return new Layout.Place(Math.round(((Number) values.get("x")).doubleValue()), Math.round(((Number) values.get("y")).doubleValue()));
  }
}
