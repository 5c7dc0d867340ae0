package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.Refusal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Votes: each person has one ballot in a poll, with dots on cards or one score. Dots on a card that was merged count on what it was merged into;
 * what of them is more than the cap does not count. A person's dots on what is in the bin are theirs again.
 */
public final class Votes {

  public static final String CLOSED = "vote-closed";
  public static final String BUDGET = "budget";
  public static final String CAP = "cap";
  public static final String VOTE_KIND = "vote-kind";
  /** So many people at least must have voted where votes are told apart: of a family, or on a board that not everybody sees. */
  private static final int FLOOR = 3;
  private static final String ON = "on:";
  private static final int SCORES = 6;
  private static final Set<String> SCALES = Set.of("roti", "five");
  /** Of a ballot: whom its author spoke for when they last gave it. */
  private static final String FAMILY = "family";

  private Votes() {}

  /** Why a ballot is not accepted, or null where it is, or the operation is about none. The rights and the model have been asked before. */
  public static Refusal refusal(Board board, Op op) {
    var before = board.get(op.id());
    if (op instanceof Op.Put put && put.type().equals("tally")) return tally(board, put);
    if (op instanceof Op.Put put && put.type().equals("ballot")) return ballot(board, op, Map.of(), put.values(), put.values());
    if (!(op instanceof Op.Set set) || before == null || !before.type().equals("ballot")) return null;
    var after = new HashMap<>(before.values());
    set.values().forEach((name, value) -> {
      if (value == null) after.remove(name);
      else after.put(name, value);
    });
    return ballot(board, op, before.values(), after, set.values());
  }

  /** Hands are counted for what the poll asks about: a score of a scale, a thing of one of its kinds otherwise. */
  private static Refusal tally(Board board, Op.Put put) {
    var poll = board.get((String) put.values().get("poll"));
    var on = put.values().get("on") instanceof String id ? board.get(id) : null;
    boolean scored = put.values().get("score") != null;
    boolean fits = SCALES.contains(poll.text("way")) ? scored && on == null : !scored && on != null && takes(poll, on);
    return fits ? null : Refusal.of(VOTE_KIND, "record", put.id(), "title", poll.text("title"));
  }

  private static Refusal ballot(Board board, Op op, Map<String, Object> before, Map<String, Object> after, Map<String, Object> given) {
    var poll = board.get((String) after.get("poll"));
    var way = poll.text("way");
    if (!isOpen(poll) || "hands".equals(way)) return Refusal.of(CLOSED, "record", op.id(), "title", poll.text("title"));
    boolean dots = "dots".equals(way);
    for (var name : given.keySet()) {
      if (given.get(name) == null) continue;
      if (name.startsWith(ON) != dots && (name.startsWith(ON) || name.equals("score"))) return Refusal.of(VOTE_KIND, "record", op.id(), "title", poll.text("title"));
      if (name.startsWith(ON) && !takes(poll, board.get(name.substring(ON.length())))) return Refusal.of(VOTE_KIND, "record", op.id(), "title", poll.text("title"));
    }
    if (!dots) return null;
    var had = onEach(board, before);
    var has = onEach(board, after);
    long most = most(poll);
    for (var one : has.entrySet()) {
      if (one.getValue() > most && one.getValue() > had.getOrDefault(one.getKey(), 0L)) return Refusal.of(CAP, "record", op.id(), "limit", most);
    }
    long sum = sum(has);
    return sum > budget(poll) && sum > sum(had) ? Refusal.of(BUDGET, "record", op.id(), "limit", budget(poll)) : null;
  }

  /** As long as nobody has closed it. */
  public static boolean isOpen(BoardRecord poll) {
    return poll.text("state") == null || "open".equals(poll.text("state"));
  }

  /** Whether votes of so many people may be told apart from those of others, without telling how one of them voted. */
  public static boolean areEnough(long voters) {
    return voters >= FLOOR;
  }

  /** Whether the totals of a poll may be told: once they are shown, or as they come. */
  public static boolean areTotalsSeen(BoardRecord poll) {
    return "shown".equals(poll.text("state")) || Boolean.TRUE.equals(poll.values().get("open"));
  }

  private static boolean takes(BoardRecord poll, BoardRecord target) {
    return poll.values().keySet().stream().noneMatch(name -> name.startsWith(ON)) || poll.values().containsKey(ON + (target.kind() == null ? target.type() : target.kind()));
  }

  private static long budget(BoardRecord poll) {
    return poll.values().get("budget") instanceof Long budget ? budget : 1;
  }

  private static long most(BoardRecord poll) {
    return poll.values().get("most") instanceof Long most ? most : budget(poll);
  }

  private static long sum(Map<String, Long> dots) {
    return dots.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The dots of a ballot on each thing that is on the board, merged ones together. */
  private static Map<String, Long> onEach(Board board, Map<String, Object> ballot) {
    var dots = new LinkedHashMap<String, Long>();
    ballot.forEach((name, value) -> {
      if (!name.startsWith(ON) || !(value instanceof Long count)) return;
      var target = Merged.standsFor(board, name.substring(ON.length()));
      if (board.onBoard(target)) dots.merge(target, count, Long::sum);
    });
    return dots;
  }

  /**
   * A ballot as it is given or changed, with the family that its author is of at that moment: who is told to be of another one later still voted as they did. A change goes without
   * the dots on what is off the board: they are given elsewhere now, and do not come back with it.
   */
  public static Op completed(Board board, Op op) {
    if (op instanceof Op.Put put && put.type().equals("ballot")) {
      return familyOf(board, put.values().get("author")) instanceof String family ? new Op.Put(put.type(), put.id(), with(put.values(), FAMILY, family)) : op;
    }
    if (!(op instanceof Op.Set set) || !(board.get(set.id()) instanceof BoardRecord ballot) || !ballot.type().equals("ballot")) return op;
    var changes = new HashMap<>(set.values());
    for (var name : ballot.values().keySet()) {
      if (name.startsWith(ON) && !changes.containsKey(name) && !board.onBoard(Merged.standsFor(board, name.substring(ON.length())))) changes.put(name, null);
    }
    var family = familyOf(board, ballot.text("author"));
    if (!Objects.equals(family, ballot.text(FAMILY))) changes.put(FAMILY, family);
    return changes.size() == set.values().size() ? op : new Op.Set(set.id(), changes);
  }

  private static String familyOf(Board board, Object member) {
    return member instanceof String id && board.get(id) instanceof BoardRecord record ? record.text(FAMILY) : null;
  }

  private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
    var more = new HashMap<>(values);
    more.put(name, value);
    return more;
  }

  /**
   * How a poll stands.
   *
   * @param voters   who has a ballot that says something
   * @param totals   dots on each thing, hands included
   * @param scores   for scales: how many gave 0, 1, …
   * @param hands    of the totals, what was counted by hand
   * @param families totals for each family of which enough people have voted
   * @param ballots  for each board: on how many ballots there are dots that count for something on it, beside what is its author's alone
   */
  public record Result(Set<String> voters, Map<String, Long> totals, long[] scores, Map<String, Long> hands, Map<String, Map<String, Long>> families, Map<String, Integer> ballots) {

    /** With the totals of these things alone. */
    Result only(Predicate<String> isTold) {
      var told = new LinkedHashMap<String, Map<String, Long>>();
      families.forEach((family, counts) -> told.put(family, only(counts, isTold)));
      return new Result(voters, only(totals, isTold), scores, only(hands, isTold), told, ballots);
    }

    /** With more totals, of things of which it has none. */
    Result and(Map<String, Long> moreTotals, Map<String, Long> moreHands) {
      var all = new LinkedHashMap<>(totals);
      all.putAll(moreTotals);
      var counted = new LinkedHashMap<>(hands);
      counted.putAll(moreHands);
      return new Result(voters, all, scores, counted, families, ballots);
    }

    private static Map<String, Long> only(Map<String, Long> counts, Predicate<String> isTold) {
      var some = new LinkedHashMap<>(counts);
      some.keySet().removeIf(id -> !isTold.test(id));
      return some;
    }
  }

  /** Counts the ballots and the hands of a poll. */
  public static Result count(Board board, BoardRecord poll) {
    var result = new Result(new LinkedHashSet<>(), new LinkedHashMap<>(), new long[SCORES], new LinkedHashMap<>(), new LinkedHashMap<>(), new HashMap<>());
    var people = new HashMap<String, Integer>();
    for (var id : board.hangingOn(poll.id())) {
      var record = board.get(id);
      if (!board.onBoard(id)) continue;
      if (record.type().equals("tally")) countHands(board, record, result);
      else if (record.type().equals("ballot")) countBallot(board, poll, record, result, people);
    }
    keepApart(result, people);
    return result;
  }

  private static void countHands(Board board, BoardRecord tally, Result result) {
    long count = (Long) tally.values().get("count");
    if (tally.text("on") instanceof String on) {
      var thing = Merged.standsFor(board, on);
      if (!board.onBoard(thing)) return;
      result.totals.merge(thing, count, Long::sum);
      result.hands.merge(thing, count, Long::sum);
    } else if (tally.values().get("score") instanceof Long score) {
      result.scores[score.intValue()] += count;
      result.hands.merge(score.toString(), count, Long::sum);
    }
  }

  private static void countBallot(Board board, BoardRecord poll, BoardRecord ballot, Result result, Map<String, Integer> people) {
    var dots = onEach(board, ballot.values());
    var score = ballot.values().get("score");
    if (dots.isEmpty() && score == null) return;
    result.voters.add(ballot.text("author"));
    if (score instanceof Long given) result.scores[given.intValue()]++;
    var family = ballot.text(FAMILY);
    if (family != null) people.merge(family, 1, Integer::sum);
    long most = most(poll);
    long left = budget(poll);
    var boards = new HashSet<String>();
    for (var one : dots.entrySet()) {
      long counts = Math.min(left, Math.min(one.getValue(), most));
      left -= counts;
      result.totals.merge(one.getKey(), counts, Long::sum);
      if (family != null) result.families.computeIfAbsent(family, unknown -> new LinkedHashMap<>()).merge(one.getKey(), counts, Long::sum);
      if (counts > 0 && !Visibility.isUnshown(board, board.get(one.getKey()))) boards.add(Agenda.boardOf(board.get(one.getKey()).values()));
    }
    for (var at : boards) result.ballots.merge(at, 1, Integer::sum);
  }

  /** Leaves families out until neither they nor what is left of the totals without them tell how few people voted. */
  private static void keepApart(Result result, Map<String, Integer> people) {
    result.families.keySet().removeIf(family -> people.get(family) < FLOOR);
    int rest = result.voters.size() - result.families.keySet().stream().mapToInt(people::get).sum();
    while (rest > 0 && rest < FLOOR && !result.families.isEmpty()) {
      var smallest = result.families.keySet().stream().min(Comparator.comparingInt(people::get)).orElseThrow();
      result.families.remove(smallest);
      rest += people.get(smallest);
    }
  }
}
