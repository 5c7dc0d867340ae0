package fr.preau.board;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.TreePSet;

/**
 * The state of a workshop: every record, those in the bin included. An immutable value that shares structure with the
 * states before and after it, so that keeping one costs the size of the difference.
 *
 * <p>A record is <em>on the board</em> when neither it nor anything that it hangs on is in the bin. Which properties a
 * record hangs on is declared in the {@link Model}; deleting and restoring mark one record only, and everything else
 * follows from that.
 *
 * <p>{@link #apply} never checks: what was accepted once can be replayed for ever, whatever the model says today.
 * Its cost is that of the operation (and the logarithm of the board), never of the board.
 */
public final class Board {

  private static final PSet<String> NONE = HashTreePSet.empty();
  private static final TreePSet<String> NOBODY = TreePSet.empty();

  private final Model model;
  private final PMap<String, BoardRecord> records;
  /** Id of a record → ids of those that hang on it. */
  private final PMap<String, PSet<String>> hanging;
  /** Id of a record → ids of those that it has a say in who may see, without their hanging on it. */
  private final PMap<String, PSet<String>> through;
  /** Key of records of a type with a uniqueness rule, while they are not themselves in the bin → their ids: more than one where they were made apart. */
  private final PMap<String, TreePSet<String>> unique;

  private Board(Model model, PMap<String, BoardRecord> records, PMap<String, PSet<String>> hanging, PMap<String, PSet<String>> through, PMap<String, TreePSet<String>> unique) {
    this.model = model;
    this.records = records;
    this.hanging = hanging;
    this.through = through;
    this.unique = unique;
  }

  public static Board empty(Model model) {
    return new Board(model, HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());
  }

  /** The board that holds these records, as kept by a checkpoint. */
  public static Board of(Model model, Collection<BoardRecord> records) {
    var board = empty(model);
    for (var record : records) board = board.holding(record);
    return board;
  }

  /** The board after one accepted operation; an operation on a record that was never there changes nothing. */
  public Board apply(Op op) {
    if (op instanceof Op.Put put) return holding(new BoardRecord(put.id(), put.type(), put.values()));
    var before = records.get(op.id());
    if (before == null) return this;
    return switch (op) {
      case Op.Put put -> throw new IllegalStateException("handled above: " + put.id());
      case Op.Set set -> replacing(before, before.with(set.values()));
      case Op.Del del -> replacing(before, before.inBin(true));
      case Op.Restore restore -> replacing(before, before.inBin(false));
      case Op.Text text -> replacing(before, before.edited(text));
    };
  }

  public Board apply(Collection<? extends Op> ops) {
    var board = this;
    for (var op : ops) board = board.apply(op);
    return board;
  }

  /** The record with this id, in the bin or not; null where there never was one. */
  public BoardRecord get(String id) {
    return records.get(id);
  }

  public boolean onBoard(String id) {
    var record = records.get(id);
    if (record == null || record.deleted()) return false;
    for (var property : model.hangsBy(record.type())) {
      var target = record.text(property);
      if (target != null && !onBoard(target)) return false;
    }
    return true;
  }

  /** The ids of records that hang directly on this one, whether or not in the bin. */
  public Collection<String> hangingOn(String id) {
    return hanging.getOrDefault(id, NONE);
  }

  /** The ids of records that this one has a say in who may see, without their hanging on it. */
  public Collection<String> seenThrough(String id) {
    return through.getOrDefault(id, NONE);
  }

  /** The ids of records, not themselves in the bin, that have this unique key, the smallest first: more than one where they were made apart. */
  public Collection<String> holdersOf(String uniqueKey) {
    return unique.getOrDefault(uniqueKey, NOBODY);
  }

  /** What is on the board, in no particular order. */
  public List<BoardRecord> visible() {
    var list = new ArrayList<BoardRecord>(records.size());
    for (var record : records.values()) if (onBoard(record.id())) list.add(record);
    return list;
  }

  /** What was put into the bin and can be restored, without what merely hangs on it. */
  public List<BoardRecord> bin() {
    return records.values().stream().filter(BoardRecord::deleted).toList();
  }

  /**
   * The record and everything that hangs on it, near or far, of which this is on the board.
   *
   * @param seen ids of what is left out; gets those of what is gone through
   */
  public List<BoardRecord> visibleWith(String id, Set<String> seen) {
    var found = new ArrayList<BoardRecord>();
    collect(id, seen, found);
    return found;
  }

  private void collect(String id, Set<String> seen, List<BoardRecord> found) {
    if (!seen.add(id)) return;
    if (onBoard(id)) found.add(records.get(id));
    for (var dependent : hangingOn(id)) collect(dependent, seen, found);
  }

  /** Every record, those in the bin included, in no particular order. */
  public Collection<BoardRecord> all() {
    return records.values();
  }

  public int size() {
    return records.size();
  }

  public Model model() {
    return model;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Board board && records.equals(board.records);
  }

  @Override
  public int hashCode() {
    return records.hashCode();
  }

  @Override
  public String toString() {
    return "Board" + records.values();
  }

  private Board replacing(BoardRecord before, BoardRecord after) {
    return sameEdges(before, after)
        ? new Board(model, records.plus(after.id(), after), hanging, through, unique)
        : without(before).holding(after);
  }

  private boolean sameEdges(BoardRecord before, BoardRecord after) {
    if (before.deleted() != after.deleted() && model.hasUniqueKey(before.type())) return false;
    for (var property : model.edgesOf(before.type())) {
      if (!Objects.equals(before.values().get(property), after.values().get(property))) return false;
    }
    return true;
  }

  private Board without(BoardRecord record) {
    var key = model.uniqueKey(record.type(), record.values());
    var nextUnique = key == null ? unique : withHolders(key, unique.getOrDefault(key, NOBODY).minus(record.id()));
    return new Board(model, records.minus(record.id()), unnoted(hanging, model.hangsBy(record.type()), record), unnoted(through, model.through(record.type()), record), nextUnique);
  }

  private Board holding(BoardRecord record) {
    var key = record.deleted() ? null : model.uniqueKey(record.type(), record.values());
    return new Board(model, records.plus(record.id(), record), noted(hanging, model.hangsBy(record.type()), record), noted(through, model.through(record.type()), record),
        key == null ? unique : withHolders(key, unique.getOrDefault(key, NOBODY).plus(record.id())));
  }

  private PMap<String, TreePSet<String>> withHolders(String key, TreePSet<String> ids) {
    return ids.isEmpty() ? unique.minus(key) : unique.plus(key, ids);
  }

  private static PMap<String, PSet<String>> noted(PMap<String, PSet<String>> index, List<String> properties, BoardRecord record) {
    var next = index;
    for (var property : properties) {
      var target = record.text(property);
      if (target != null) next = next.plus(target, next.getOrDefault(target, NONE).plus(record.id()));
    }
    return next;
  }

  private static PMap<String, PSet<String>> unnoted(PMap<String, PSet<String>> index, List<String> properties, BoardRecord record) {
    var next = index;
    for (var property : properties) {
      var target = record.text(property);
      if (target != null) next = next.plus(target, next.getOrDefault(target, NONE).minus(record.id()));
    }
    return next;
  }
}
