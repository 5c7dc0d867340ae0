package fr.preau.room;

import fr.preau.board.Refusal;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was refused: held back until what it was judged on is committed, and remembered, so that it stays refused. A second
 * copy, which an older connection of its author delivers late, is answered as the first was, whatever has become possible
 * meanwhile.
 *
 * <p>Thread: the room's event loop.
 */
final class Refusals {

  private static final int MOST = 500;

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  /** The latest, by {@link Submission#key}. */
  private final Map<String, Known> latest = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > MOST;
    }
  };

  /**
   * A refusal that waits until what it was judged on is committed.
   *
   * @param refused null for a copy of what is on its way into the log: there is nothing to tell where that arrives
   */
  record Held(long seq, Submission submission, Verdict.Refused refused) {}

  private record Known(long digest, Verdict.Refused refused) {}

  /** Another body under the id of an earlier transaction. */
  static Verdict.Refused reused(String id) {
    return new Verdict.Refused(Refusal.of("id-reused", "record", id));
  }

  void note(Submission submission, Verdict.Refused refused) {
    if (submission.session() != null) latest.put(submission.key(), new Known(submission.digest(), refused));
  }

  /** How the same transaction was refused, or null where it was not. */
  Verdict.Refused of(Submission submission) {
    var known = latest.get(submission.key());
    return known == null || known.digest() != submission.digest() ? null : known.refused();
  }

  /** Takes what follows all that was held before. */
  void hold(Held refusal) {
    held.add(refusal);
  }

  /** The next that need not be held any longer when everything up to this seq is committed as it was judged on, or null. */
  Held takeDue(long seq) {
    return held.isEmpty() || held.peek().seq() > seq ? null : held.remove();
  }

  /** What is held, in order: what it was judged on did not come to be. */
  List<Submission.Placed> takeBack() {
    var taken = held.stream().map(refusal -> new Submission.Placed(refusal.seq(), refusal.submission())).toList();
    taken.forEach(placed -> latest.remove(placed.submission().key()));
    held.clear();
    return taken;
  }
}
