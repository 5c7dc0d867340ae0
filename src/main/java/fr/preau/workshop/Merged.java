package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.Refusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.function.Predicate;

/** Cards that were merged into others, which stand for them from then on. */
public final class Merged {

  private Merged() {}

  /** What a card was merged into, in the end; itself where it was not. */
  static String standsFor(Board board, String id) {
    return standsFor(board, id, card -> true);
  }

  private static String standsFor(Board board, String id, Predicate<BoardRecord> isKnown) {
    var seen = new HashSet<String>();
    var at = id;
    while (seen.add(at) && board.get(at) instanceof BoardRecord card && "merged".equals(card.text("status")) && card.text("into") instanceof String into && isKnown.test(card)) at = into;
    return at;
  }

  /**
   * A link that somebody draws who may not have heard of a merger, with the cards that stand for its ends: no map shows what hangs on a merged card. It goes no further than to what
   * this person does not see, where it is refused like anything that is not there.
   */
  public static Op redirected(Board board, Op op, Viewer who) {
    if (!(op instanceof Op.Put put) || !put.type().equals("link")) return op;
    var values = new HashMap<>(put.values());
    for (var end : board.model().hangsBy("link")) {
      if (values.get(end) instanceof String id) values.put(end, standsFor(board, id, card -> Visibility.sees(board, card, who)));
    }
    return values.equals(put.values()) ? op : new Op.Put(put.type(), put.id(), values);
  }

  /**
   * Why an operation does not fit with what was merged meanwhile, or null where it does: a link cannot be {@link #redirected} where what it was to join is one card by now, and a card
   * does not go into one that went into it, which would put both out of sight, and no link comes back to one that was merged, on which no map shows it.
   */
  public static Refusal refusal(Board board, Op sent, Op redirected) {
    if (redirected instanceof Op.Set set && set.values().get("into") instanceof String into && standsFor(board, into).equals(set.id())) {
      return Refusal.of(Refusal.DANGLING, "record", set.id(), "property", "into", "value", into);
    }
    if (redirected instanceof Op.Restore back && board.get(back.id()) instanceof BoardRecord link && link.type().equals("link")) {
      for (var end : board.model().hangsBy("link")) {
        if (link.text(end) instanceof String id && !standsFor(board, id).equals(id)) return Refusal.of(Refusal.DANGLING, "record", link.id(), "property", end, "value", id);
      }
    }
    if (sent == redirected || !(sent instanceof Op.Put drawn) || !(redirected instanceof Op.Put link)) return null;
    return !joinsOne(drawn) && joinsOne(link) ? Refusal.of(Refusal.LINK_LOOP, "record", link.id(), "value", link.values().get("kind")) : null;
  }

  private static boolean joinsOne(Op.Put link) {
    return link.values().get("from").equals(link.values().get("to"));
  }
}
