package fr.preau.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.BoardRecord;
import fr.preau.protocol.ShownTx.ShownOp;
import fr.preau.workshop.Votes;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the server can say to a client. */
public sealed interface ServerMessage {

  /**
   * What people who join start from, the same for all of them: encoded once and put into many a {@link Welcome}.
   *
   * @param seq     up to which it is complete
   * @param records what is on the board, or null where {@code missed} is given
   * @param missed  the transactions since the seq that the client had, or null
   */
  record State(String workshop, long seq, Collection<BoardRecord> records, List<ShownTx> missed, Map<String, PersonView> people)
      implements ServerMessage {}

  /**
   * @param you   the viewer's participant id
   * @param role  the viewer's role, as a word
   * @param own   see {@link OwnTxs}
   * @param state an encoded {@link State}
   */
  record Welcome(String you, String role, long time, List<ShownOp> own, Frame state) implements ServerMessage {}

  /** All transactions of one commit; {@code seq} is up to where the viewer is then complete. */
  record Txs(long seq, List<ShownTx> txs) implements ServerMessage {}

  /**
   * The same as it is told to many, with what the viewer alone is told otherwise.
   *
   * @param own takes the place of all that is said beside it about the same records; {@link ShownOp.Whole} and {@link ShownOp.Gone} only
   * @param txs encoded {@link Txs}
   */
  record OwnTxs(List<ShownOp> own, Frame txs) implements ServerMessage {}

  record Reject(String id, String code, String message) implements ServerMessage {}

  /** Changed entries only; a null value means gone. */
  record Presence(Map<String, ObjectNode> of) implements ServerMessage {}

  /** Who takes part changed; a null value means gone. */
  record People(Map<String, PersonView> of) implements ServerMessage {}

  /** Figures that only the server can count, by the phase or poll that they are about; a null value means none any more. */
  record Derived(Map<String, Figure> of) implements ServerMessage {}

  /**
   * One of them; null is left out.
   *
   * @param what     {@code written} or {@code voted}
   * @param count    how many people have
   * @param of       of how many
   * @param who      their ids
   * @param waiting  ids of cards that are not shown yet
   * @param result   how the poll stands
   */
  record Figure(String what, int count, int of, List<String> who, List<String> waiting, Votes.Result result) {
    public static Figure written(int count, int of, List<String> who, List<String> waiting) {
      return new Figure("written", count, of, who, waiting, null);
    }

    public static Figure voted(int count, int of, List<String> who, Votes.Result result) {
      return new Figure("voted", count, of, who, null, result);
    }
  }

  /** @param storage {@code away} or {@code ok} */
  record Status(String storage) implements ServerMessage {}

  record Failure(String code, String message) implements ServerMessage {}

  record Pong() implements ServerMessage {}

  /**
   * What others may know of a person.
   *
   * @param family       may be null
   * @param organisation may be null
   * @param here         whether connected now
   */
  record PersonView(String name, String family, String organisation, String role, boolean here) {}
}
