package fr.preau.exchange;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Check;
import fr.preau.board.Op;
import fr.preau.board.Property;
import fr.preau.board.TextEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes operations of what a file wants, one record after the other, on a board that changes with them. One thread. */
final class Merge {

  private final Problems problems;
  private final List<Op> ops = new ArrayList<>();
  private Board board;
  private int created;
  private int updated;
  private int unchanged;

  Merge(Board board, Problems problems) {
    this.board = board;
    this.problems = problems;
  }

  /** The board with everything that was taken so far. */
  Board board() {
    return board;
  }

  void take(Draft draft) {
    var before = board.get(draft.id());
    if (before == null) {
      if (does(draft, new Op.Put(draft.type(), draft.id(), draft.values()))) created++;
    } else if (!before.type().equals(draft.type())) {
      problems.add(draft.part(), draft.line(), "id-taken", "value", draft.id());
    } else {
      change(draft, before);
    }
  }

  private void change(Draft draft, BoardRecord before) {
    if (before.deleted() && !does(draft, new Op.Restore(draft.id()))) return;
    var changes = difference(draft, before);
    var edits = edits(before, changes);
    if (!changes.isEmpty() && !does(draft, new Op.Set(draft.id(), changes))) return;
    for (var edit : edits) if (!does(draft, edit)) return;
    if (before.deleted() || !changes.isEmpty() || !edits.isEmpty()) updated++;
    else unchanged++;
  }

  private Map<String, Object> difference(Draft draft, BoardRecord before) {
    var changes = new LinkedHashMap<String, Object>();
    draft.values().forEach((name, value) -> {
      if (!same(value, before.values().get(name))) changes.put(name, value);
    });
    for (var name : draft.cleared()) {
      if (draft.values().containsKey(name)) continue;
      for (var held : before.values().keySet()) {
        var flag = held.startsWith(name + ":") && !draft.values().containsKey(held);
        if (flag || held.equals(name) && !same(null, before.values().get(held)) && !pointsNowhere(before, name)) changes.put(held, null);
      }
    }
    return changes;
  }

  /** Takes out of the changes those of long texts, which change by edits. */
  private List<Op> edits(BoardRecord before, Map<String, Object> changes) {
    var edits = new ArrayList<Op>();
    changes.entrySet().removeIf(change -> {
      var property = board.model().property(before.type(), before.kind(), change.getKey());
      if (property == null || property.is() != Property.Is.TEXT || change.getValue() != null && !(change.getValue() instanceof String)) return false;
      var text = before.text(change.getKey());
      edits.add(new Op.Text(before.id(), change.getKey(), before.revision(change.getKey()),
          TextEdit.between(text == null ? "" : text, change.getValue() == null ? "" : (String) change.getValue())));
      return true;
    });
    return edits;
  }

  private boolean pointsNowhere(BoardRecord record, String name) {
    var property = board.model().property(record.type(), record.kind(), name);
    return property != null && property.is() == Property.Is.REF && !board.onBoard(record.text(name));
  }

  private static boolean same(Object wanted, Object held) {
    if (wanted instanceof Number a && held instanceof Number b) return a.doubleValue() == b.doubleValue();
    if (wanted == null || held == null) return "".equals(wanted == null ? held : wanted) || wanted == held;
    return wanted.equals(held);
  }

  private boolean does(Draft draft, Op op) {
    return switch (Check.op(board, op, null)) {
      case Check.Result.Accepted accepted -> {
        board = board.apply(accepted.op());
        ops.add(op);
        yield true;
      }
      case Check.Result.Refused refused -> {
        problems.add(Problem.of(draft.part(), draft.line(), refused.refusal(), CsvTable.shown(draft.name())));
        yield false;
      }
    };
  }

  /** What has come of it: everything, or the reasons why nothing. */
  Import result(Map<String, String> kinds, Map<String, String> links) {
    return problems.none() ? new Import(ops, created, updated, unchanged, List.of(), kinds, links)
        : new Import(List.of(), 0, 0, 0, problems.list(), kinds, links);
  }
}
