package fr.preau.room;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The latest transactions that were refused: each stays refused. A second copy, which an older connection of its author
 * delivers late, is answered as the first was, whatever has become possible meanwhile.
 *
 * <p>Thread: the room's event loop.
 */
final class Refusals {

  private static final int MOST = 500;

  /** By {@link Submission#key}. */
  private final Map<String, Known> latest = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > MOST;
    }
  };

  private record Known(long digest, Verdict.Refused refused) {}

  void note(Submission submission, Verdict.Refused refused) {
    if (submission.session() != null) latest.put(submission.key(), new Known(submission.digest(), refused));
  }

  /** What it was judged on did not come to be. */
  void forget(Submission submission) {
    latest.remove(submission.key());
  }

  /** How the same transaction was refused, or null where it was not. */
  Verdict.Refused of(Submission submission) {
    var known = latest.get(submission.key());
    return known == null || known.digest() != submission.digest() ? null : known.refused();
  }
}
