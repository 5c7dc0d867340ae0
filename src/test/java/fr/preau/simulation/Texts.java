package fr.preau.simulation;

import fr.preau.board.Board;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.simulation.Replica.Pending;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The pending edits of long texts in a replica. Those of a text stand on its confirmed one, and are transformed over every edit
 * that arrives; but when a whole state has come while an edit is under way, it is not known whether the state has it: until that
 * is settled they stand on the text as it was, their base.
 */
final class Texts {

  private final Replica replica;
  private final Map<Place, String> bases;

  /** A long text of a record. */
  record Place(String record, String field) {

    static Place of(Op.Text edit) {
      return new Place(edit.id(), edit.field());
    }
  }

  Texts(Replica replica, Map<Place, String> bases) {
    this.replica = replica;
    this.bases = new HashMap<>(bases);
  }

  /** What pending edits stand on. */
  Map<Place, String> bases() {
    var all = new HashMap<Place, String>();
    for (var tx : replica.pending()) if (tx.place() != null) all.put(tx.place(), base(tx.place()));
    return all;
  }

  private String base(Place place) {
    return bases.containsKey(place) ? bases.get(place) : present(place);
  }

  /** The confirmed text; where the record is not confirmed, the one that it is about to be put with. */
  private String present(Place place) {
    var record = replica.confirmed().get(place.record());
    if (record != null) return Replica.textOf(record, place.field());
    for (var tx : replica.pending()) {
      for (var op : tx.ops()) if (op instanceof Op.Put put && put.id().equals(place.record())) return Objects.toString(put.values().get(place.field()), "");
    }
    return "";
  }

  long revision(Place place) {
    var record = replica.confirmed().get(place.record());
    return record == null ? 0 : record.revision(place.field());
  }

  // ---- what the server says

  /** The whole state is replaced. */
  void replacedBy(Runnable change) {
    var before = bases();
    change.run();
    bases.clear();
    before.forEach((place, base) -> {
      if (at(place).getFirst().isFrozen()) bases.put(place, base);
      else overDifference(place, base);
    });
  }

  /** Records come or go, perhaps with other texts than this replica knows. */
  void changedBy(Runnable change) {
    var before = bases();
    change.run();
    before.forEach((place, base) -> {
      if (!bases.containsKey(place)) overDifference(place, base);
    });
  }

  /** An edit was applied to the confirmed text; one of ours that was brought over a difference may have become another. */
  void edited(Op.Text edit, Pending own, String before) {
    var place = Place.of(edit);
    if (bases.containsKey(place)) return;
    if (own == null) over(place, edit.edit());
    else if (own.isGuessed()) followGuess(own, before);
    else if (!own.text().edit().equals(edit.edit())) throw new Violation("what is pending as " + own.text() + " was accepted as " + edit);
  }

  private void followGuess(Pending own, String before) {
    replica.pending().remove(own);
    if (own.text().edit().fits(before)) overDifference(own.place(), own.text().edit().apply(before));
  }

  void accepted(Pending own) {
    leave(own);
    var base = own.place() == null ? null : bases.remove(own.place());
    if (base != null) overDifference(own.place(), own.text().edit().apply(base));
  }

  void refused(Pending own) {
    leave(own);
    var place = own.place();
    if (place == null) return;
    var base = base(place);
    if (own.text().edit().fits(base)) over(place, own.text().edit().inverse(base));
    if (bases.remove(place) != null) overDifference(place, base);
  }

  /** It is no longer pending. A record that it was to create may not be on the board any more, and its texts with it. */
  private void leave(Pending own) {
    if (own.place() != null) replica.pending().remove(own);
    else changedBy(() -> replica.pending().remove(own));
  }

  private List<Pending> at(Place place) {
    return replica.pending().stream().filter(tx -> place.equals(tx.place())).toList();
  }

  private void overDifference(Place place, String before) {
    var difference = TextEdit.between(before, present(place));
    if (difference.equals(TextEdit.NONE)) return;
    over(place, difference);
    at(place).forEach(Pending::guess);
  }

  /** Brings the pending edits of a text over an edit that comes before them. */
  private void over(Place place, TextEdit earlier) {
    var before = earlier;
    for (var tx : at(place)) before = tx.over(before);
  }

  // ---- what is shown

  /** A board on which the texts are those that pending edits stand on, of one record only where it is named. */
  Board withBases(Board board, String only) {
    var with = board;
    for (var entry : new LinkedHashMap<>(bases).entrySet()) {
      if (only != null && !only.equals(entry.getKey().record())) continue;
      var text = new HashMap<String, Object>();
      text.put(entry.getKey().field(), entry.getValue().isEmpty() ? null : entry.getValue());
      if (with.get(entry.getKey().record()) != null) with = with.apply(new Op.Set(entry.getKey().record(), text));
    }
    return with;
  }
}
