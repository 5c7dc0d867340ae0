package fr.preau.simulation;

import fr.preau.board.Op;
import fr.preau.protocol.Digest;
import fr.preau.protocol.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What clients did and what they were told about it. */
final class Journal {

  private final Map<String, Long> digests = new HashMap<>();
  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final Set<String> refused = new HashSet<>();

  record Acknowledged(String by, String id, long seq) {}

  static String key(String by, String id) {
    return by + '\n' + id;
  }

  /** Somebody sends a transaction, which from then on stays as it is. */
  void made(String by, String id, List<Op> ops) {
    var other = digests.putIfAbsent(key(by, id), Digest.of(ops));
    if (other != null && other != Digest.of(ops)) throw new Violation(by + " sends " + id + " with another body than before");
  }

  /** Whether this is what was sent under this id. */
  boolean isBody(String by, String id, List<Op> ops) {
    return digests.get(key(by, id)) == Digest.of(ops);
  }

  void acknowledged(String by, String id, long seq) {
    acknowledged.add(new Acknowledged(by, id, seq));
  }

  void refused(String by, String id) {
    refused.add(key(by, id));
  }

  /** A transaction entered the log: it is one that was made, with the body that its author gave it. */
  void committed(Tx tx) {
    if (tx.by().equals(Tx.SERVER)) return;
    var digest = digests.get(key(tx.by(), tx.id()));
    if (digest == null) throw new Violation("nobody made " + tx.id() + " of " + tx.by());
    if (digest != tx.digest()) throw new Violation(tx.id() + " of " + tx.by() + " is in the log with another body");
  }

  List<Acknowledged> acknowledged() {
    return acknowledged;
  }

  /** What was refused, and is therefore not in the log. */
  Set<String> refused() {
    return refused;
  }
}
