package fr.preau.room;

import fr.preau.board.Op;
import fr.preau.workshop.Written;
import io.vertx.core.Promise;
import java.util.List;

/**
 * A transaction on its way into the log.
 *
 * @param by      whose rights it is judged by, and who becomes the author of what it creates; null: the server's own, rights unchecked
 * @param asBy    the name it has in the log
 * @param size    in bytes, as sent over a connection; 0 for the server's own
 * @param written how it was meant where it was for few, or null
 * @param session where a refusal is told; null where {@code verdict} is given
 * @param verdict completed with the outcome; null where {@code session} is given
 */
record Submission(String by, String asBy, String id, long digest, List<Op> ops, int size, Written written, Session session, Promise<Verdict> verdict) {

  /** @param seq of the last that was accepted before it; its own where it was accepted itself */
  record Placed(long seq, Submission submission) {}

  /** Whether it came over a connection, where what one may hold is bounded. */
  boolean isClients() {
    return session != null;
  }

  /** The same, with its edits of texts brought forward. */
  Submission with(List<Op> forward) {
    return new Submission(by, asBy, id, digest, forward, size, written, session, verdict);
  }

  /** What tells it from every other submission of the workshop. */
  String key() {
    return key(asBy, id);
  }

  static String key(String asBy, String id) {
    return asBy + '\n' + id;
  }
}
