package fr.preau.protocol;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import java.util.List;
import java.util.Map;

/**
 * A transaction as its viewers see it.
 *
 * @param by null where the viewer may not know
 */
public record ShownTx(long seq, String id, String by, long at, List<ShownOp> ops) {

  /** What a transaction, an operation or a record has beside its values: ids and words. */
  private static final int OVERHEAD = 60;

  public ShownTx {
    ops = List.copyOf(ops);
  }

  /** About how many characters it has when it is written out; a sum of what its parts have. */
  public int size() {
    int size = OVERHEAD;
    for (var op : ops) size += op.size();
    return size;
  }

  private static int size(Map<String, Object> values) {
    int size = OVERHEAD;
    for (var value : values.entrySet()) size += value.getKey().length() + size(value.getValue());
    return size;
  }

  private static int size(Object value) {
    return value instanceof String text ? text.length() + 3 : 8;
  }

  /** One operation as seen. */
  public sealed interface ShownOp {

    /** See {@link ShownTx#size}. */
    int size();

    /** As its author sent it, completed. */
    record Plain(Op op) implements ShownOp {
      @Override
      public int size() {
        return switch (op) {
          case Op.Put put -> ShownTx.size(put.values());
          case Op.Set set -> ShownTx.size(set.values());
          case Op.Del del -> OVERHEAD;
          case Op.Restore restore -> OVERHEAD;
          case Op.Text text -> OVERHEAD + text.edit().parts().stream().mapToInt(ShownTx::size).sum();
        };
      }
    }

    /** A record that came into the viewer's sight; replaces any held copy. */
    record Whole(BoardRecord record) implements ShownOp {
      @Override
      public int size() {
        return ShownTx.size(record.values());
      }
    }

    /** A record that is no longer in the viewer's sight. */
    record Gone(String id) implements ShownOp {
      @Override
      public int size() {
        return OVERHEAD;
      }
    }

    /** Something came out of the bin, with every record that is on the board again because of it. */
    record Restored(String id, List<BoardRecord> back) implements ShownOp {
      public Restored {
        back = List.copyOf(back);
      }

      @Override
      public int size() {
        return OVERHEAD + back.stream().mapToInt(record -> ShownTx.size(record.values())).sum();
      }
    }
  }
}
