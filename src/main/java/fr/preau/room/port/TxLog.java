package fr.preau.room.port;

import fr.preau.board.BoardRecord;
import fr.preau.board.TextEdit;
import fr.preau.protocol.Tx;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where transactions are kept: the truth about every workshop. Futures complete on the thread of the caller's room.
 *
 * <p>A future that fails means that the log does not answer, or, with {@link UnreadableLog}, that it never will.
 *
 * <p>A workshop has one writer. Whoever opens it takes a new, higher epoch; appends under an older one fail.
 */
public interface TxLog {

  /**
   * Takes ownership of a workshop and reads its latest state.
   *
   * @return empty where there is no such workshop
   */
  Future<Optional<Opened>> open(String workshop);

  /**
   * Commits transactions of several workshops together, in one transaction of the database. A workshop whose epoch is
   * no longer the latest, whose first seq does not follow its last, or of which a (by, id) is already logged, fails
   * alone, and all its transactions of this batch with it.
   *
   * @return the outcome for each workshop; a failed future means that the outcome of all is unknown
   */
  Future<Map<String, Outcome>> append(Collection<Append> batch);

  /** The transaction that this participant sent under this id, where it is in the log. */
  Future<Optional<Tx>> find(String workshop, String by, String id);

  /** The greatest counter among the logged ids of this participant that start with {@code client + "-"}; -1 where there is none. See {@link TxId}. */
  Future<Long> lastCounter(String workshop, String by, String client);

  /** The logged edits of a long text from a revision on, in order and without a gap, at most so many; fewer where they are large, but one where there is one. */
  Future<List<TextEdit>> edits(String workshop, String record, String field, long from, int limit);

  /** Transactions after a seq, in order, at most so many. */
  Future<List<Tx>> read(String workshop, long after, int limit);

  /**
   * Stores the latest state of changed records, with the seq that they stand for, unless a newer epoch owns the workshop.
   *
   * @return whether it was stored
   */
  Future<Boolean> checkpoint(String workshop, long epoch, long seq, Collection<BoardRecord> changed);

  /**
   * @param seq     the seq of the last transaction
   * @param records the state at the checkpoint …
   * @param tail    … and every transaction since, in order
   */
  record Opened(long epoch, long seq, List<BoardRecord> records, List<Tx> tail) {}

  /** Transactions of one workshop with consecutive seqs, at least one. */
  record Append(String workshop, long epoch, List<Tx> txs) {}

  /** What became of one workshop's part of a batch. */
  enum Outcome { COMMITTED, NOT_OWNER, CONFLICT }
}
