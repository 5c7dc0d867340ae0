package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.EditHistory;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest edits of each text, the accepted ones that are not yet committed included: what an edit that was made on an older
 * revision is brought forward by. Of each text it holds every edit from some revision on; those before are in the log.
 *
 * <p>Holds at most {@value #MOST} edits of {@value #MOST_PARTS} parts with {@value #MOST_UNITS} inserted UTF-16 code units, beside those that are not committed.
 * What was edited longest ago goes first.
 *
 * <p>Thread: the room's event loop.
 */
final class RecentEdits implements EditHistory {

  static final int MOST = 2_000;
  static final int MOST_PARTS = 20_000;
  static final int MOST_UNITS = 256 * 1024;

  private final LinkedHashMap<Place, ArrayDeque<Op.Text>> edits = new LinkedHashMap<>(16, 0.75f, true);
  private int count;
  private int parts;
  private int units;

  private record Place(String record, String field) {}

  /** The oldest revision on which an edit of this text can be brought forward here, where the present one is given. */
  long oldest(String record, String field, long present) {
    var known = edits.get(new Place(record, field));
    return known == null ? present : known.getFirst().revision();
  }

  /** How many parts are gone through at most when an edit, made on a revision that is known here, is brought forward: what it deletes may come apart. */
  long work(Op.Text op) {
    long others = 0;
    long over = 0;
    for (var edit : since(op.id(), op.field(), op.revision())) {
      others += edit.parts().size();
      over++;
    }
    return others + over * (op.edit().parts().size() + Math.min(2L * op.edit().deleted(), others));
  }

  @Override
  public List<TextEdit> since(String record, String field, long revision) {
    var known = edits.get(new Place(record, field));
    if (known == null || known.getFirst().revision() > revision) throw new IllegalArgumentException("edits of " + record + " since " + revision + " are in the log only");
    var since = new ArrayList<TextEdit>();
    var backwards = known.descendingIterator();
    while (backwards.hasNext()) {
      var edit = backwards.next();
      if (edit.revision() < revision) break;
      since.add(edit.edit());
    }
    return since.reversed();
  }

  /** Takes an accepted edit, which follows all that were taken of its text. */
  void add(Op.Text op) {
    edits.computeIfAbsent(new Place(op.id(), op.field()), place -> new ArrayDeque<>()).addLast(op);
    counted(op, 1);
  }

  /** Takes back the edit that was added last to its text. */
  void takeBack(Op.Text op) {
    var place = new Place(op.id(), op.field());
    counted(edits.get(place).removeLast(), -1);
    if (edits.get(place).isEmpty()) edits.remove(place);
  }

  /** Forgets everything: the log has what is committed. */
  void clear() {
    edits.clear();
    count = 0;
    parts = 0;
    units = 0;
  }

  /** Lets go of what is too much, of the committed edits only. */
  void trim(Board committed) {
    var oldest = edits.entrySet().iterator();
    while (tooMuch() && oldest.hasNext()) trim(oldest, committed);
  }

  private void trim(Iterator<Map.Entry<Place, ArrayDeque<Op.Text>>> places, Board committed) {
    var entry = places.next();
    long present = revision(committed, entry.getKey());
    while (tooMuch() && !entry.getValue().isEmpty() && entry.getValue().getFirst().revision() < present) counted(entry.getValue().removeFirst(), -1);
    if (entry.getValue().isEmpty()) places.remove();
  }

  private boolean tooMuch() {
    return count > MOST || parts > MOST_PARTS || units > MOST_UNITS;
  }

  private static long revision(Board board, Place place) {
    return board.get(place.record()) instanceof BoardRecord record ? record.revision(place.field()) : 0;
  }

  private void counted(Op.Text op, int sign) {
    count += sign;
    parts += sign * op.edit().parts().size();
    for (var part : op.edit().parts()) if (part instanceof String inserted) units += sign * inserted.length();
  }
}
