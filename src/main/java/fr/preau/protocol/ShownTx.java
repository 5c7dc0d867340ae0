package fr.preau.protocol;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import java.util.List;

/** A transaction as its viewers see it. */
public record ShownTx(long seq, String id, String by, long at, List<ShownOp> ops) {

  public ShownTx {
    ops = List.copyOf(ops);
  }

  /** One operation as seen. */
  public sealed interface ShownOp {

    /** As its author sent it, completed. */
    record Plain(Op op) implements ShownOp {}

    /** Something came out of the bin, with every record that is on the board again because of it. */
    record Restored(String id, List<BoardRecord> back) implements ShownOp {
      public Restored {
        back = List.copyOf(back);
      }
    }
  }
}
