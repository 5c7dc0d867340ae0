package fr.preau.protocol;

import fr.preau.board.Op;
import java.util.List;

/**
 * A transaction as the log keeps it.
 *
 * @param seq    its place in the workshop's one order, from 1
 * @param id     given by its author, unique among the author's
 * @param by     the participant, or {@link #SERVER}
 * @param at     when it was accepted, in epoch milliseconds
 * @param digest of the operations as the author sent them, before defaults were filled in: tells a resend from another body
 * @param ops    the operations, completed
 */
public record Tx(long seq, String id, String by, long at, long digest, List<Op> ops) {

  public static final String SERVER = "server";

  public Tx {
    ops = List.copyOf(ops);
  }
}
