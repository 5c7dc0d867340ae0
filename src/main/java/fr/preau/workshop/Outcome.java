package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What of a poll's totals is told to whom: of what everybody sees to everybody; of what not everybody sees to those who do. Where that is because of its board, as at a table, the
 * dots are told only once enough ballots have some on that board: fewer people would learn from them how each other voted. Hands are told in any case, as everybody saw them go up.
 *
 * <p>Made once for all whom it is told to: that costs about what counting does.
 */
public final class Outcome {

  private final Board board;
  private final Votes.Result forAll;
  /** By board: totals of what not everybody sees. */
  private final Map<String, Apart> apart = new LinkedHashMap<>();

  private record Apart(Map<String, Long> totals, Map<String, Long> hands) {}

  /** @param result of a poll whose totals are seen, on this board */
  public Outcome(Board board, Votes.Result result) {
    this.board = board;
    this.forAll = result.only(id -> isForAll(board, id));
    var told = new HashMap<String, Boolean>();
    for (var total : result.totals().entrySet()) {
      var id = total.getKey();
      if (forAll.totals().containsKey(id)) continue;
      var at = Agenda.boardOf(board.get(id).values());
      var hands = result.hands().get(id);
      var counted = told.computeIfAbsent(at, one -> isForAll(board, one) || Votes.areEnough(result.ballots().getOrDefault(one, 0))) ? total.getValue() : hands;
      if (counted == null) continue;
      var here = apart.computeIfAbsent(at, one -> new Apart(new LinkedHashMap<>(), new LinkedHashMap<>()));
      here.totals.put(id, counted);
      if (hands != null) here.hands.put(id, hands);
    }
  }

  /** Whether everybody sees a thing or a board, or it is a score. */
  private static boolean isForAll(Board board, String id) {
    return !(board.get(id) instanceof BoardRecord record) || Visibility.isSeenByAll(board, record);
  }

  /** Adds the tables where something is told that others are not told. */
  public void addTables(Set<String> tables) {
    for (var at : apart.keySet()) Visibility.addTables(board, at, tables);
  }

  /** What is told to anybody who sees what this one does. */
  public Votes.Result to(Viewer seat) {
    var totals = new LinkedHashMap<String, Long>();
    var hands = new LinkedHashMap<String, Long>();
    apart.forEach((at, here) -> {
      if (board.get(at) instanceof BoardRecord record && !Visibility.sees(board, record, seat)) return;
      for (var total : here.totals.entrySet()) {
        if (!Visibility.sees(board, board.get(total.getKey()), seat)) continue;
        totals.put(total.getKey(), total.getValue());
        if (here.hands.get(total.getKey()) instanceof Long counted) hands.put(total.getKey(), counted);
      }
    });
    return totals.isEmpty() ? forAll : forAll.and(totals, hands);
  }
}
