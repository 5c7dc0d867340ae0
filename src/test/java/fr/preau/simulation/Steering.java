package fr.preau.simulation;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a facilitator does with a workshop, and what people do because of it. Has a chance of its own, so that what else happens in a run is left as it is. */
final class Steering {

  static final String FACILITATOR = "p_fac";
  private static final List<String> MODES = List.of("shared", "private", "private", "group", "read", "one");
  private static final List<String> ROLES = List.of("participant", "participant", "observer", "waiting");

  private final World world;
  private final Chance chance;

  Steering(World world, long seed) {
    this.world = world;
    this.chance = new Chance(seed);
  }

  /** Whether somebody steers now. */
  boolean isDue() {
    return chance.oneIn(6);
  }

  /** A transaction of the facilitator, who sees this board. */
  List<Op> change(Board board) {
    if (of(board, "table").isEmpty()) return tables();
    return switch (chance.below(14)) {
      case 0, 1, 2 -> phase();
      case 3 -> List.of(set("workshop", "phase", chance.oneIn(3) || of(board, "phase").isEmpty() ? null : chance.of(of(board, "phase")).id()));
      case 4, 5 -> toggled(of(board, "phase"), "revealed");
      case 6 -> toggled(of(board, "phase"), "anonymous");
      case 7 -> List.of(set(chance.of(World.MEMBERS), "table", chance.oneIn(3) ? null : chance.of(of(board, "table")).id()));
      case 8 -> toggled(of(board, "board").stream().filter(record -> record.text("table") != null).toList(), "open");
      case 9 -> toggled(of(board, "card"), "hidden");
      case 10 -> poll(board);
      case 11 -> List.of(set("p_3", "role", chance.of(ROLES)));
      case 12 -> List.of(set("workshop", "ended", chance.oneIn(3) ? 1L : null));
      default -> List.of(set("workshop", "locked", chance.oneIn(3) ? true : null));
    };
  }

  private List<Op> tables() {
    var ops = new ArrayList<Op>();
    for (int i = 1; i <= 2; i++) {
      var table = world.newId("ta_");
      var board = world.newId("b_");
      ops.add(new Op.Put("table", table, Map.of("title", "Table " + i)));
      ops.add(new Op.Put("board", board, Map.of("title", "Table " + i, "table", table)));
      ops.add(set(table, "board", board));
      ops.add(set("p_" + i, "table", table));
    }
    return ops;
  }

  private List<Op> phase() {
    var id = world.newId("ph_");
    var values = new HashMap<String, Object>(Map.of("title", "Étape", "mode", chance.of(MODES)));
    if (chance.oneIn(3)) values.put("anonymous", true);
    if (values.get("mode").equals("one")) values.put("writer", chance.of(World.MEMBERS));
    else if (chance.oneIn(3)) values.put("listener", chance.of(World.MEMBERS));
    return List.of(new Op.Put("phase", id, values), set("workshop", "phase", id));
  }

  private List<Op> poll(Board board) {
    var polls = of(board, "poll");
    if (!polls.isEmpty() && chance.oneIn(2)) return List.of(set(chance.of(polls).id(), "state", chance.of(List.of("open", "closed", "shown"))));
    var values = new HashMap<String, Object>(Map.of("title", "Lequel ?", "way", "dots", "budget", 3L, "most", 2L));
    if (chance.oneIn(4)) values.put("open", true);
    return List.of(new Op.Put("poll", world.newId("po_"), values));
  }

  private List<Op> toggled(List<BoardRecord> records, String flag) {
    if (records.isEmpty()) return phase();
    var record = chance.of(records);
    return List.of(set(record.id(), flag, Boolean.TRUE.equals(record.values().get(flag)) ? null : true));
  }

  /** What somebody does in answer: vote, show what is their own, write on their table's board; null where they do what they would do anyway. */
  List<Op> answer(Board board, String participant) {
    return switch (chance.below(16)) {
      case 0, 1 -> vote(board, participant);
      case 2 -> {
        var own = of(board, "card").stream().filter(card -> participant.equals(card.text("author"))).toList();
        if (own.isEmpty()) yield null;
        var card = chance.of(own).id();
        yield chance.oneIn(6) ? List.of(set(card, "shown", true), new Op.Del(card)) : List.of(set(card, "shown", chance.oneIn(4) ? null : true));
      }
      case 3, 4 -> {
        var table = board.get(participant) instanceof BoardRecord member && member.text("table") instanceof String id ? board.get(id) : null;
        yield table == null || table.text("board") == null ? null : List.of(new Op.Put("card", world.newId("c_"), Map.of("kind", "note", "title", "Entre nous", "board", table.text("board"))));
      }
      default -> null;
    };
  }

  private List<Op> vote(Board board, String participant) {
    var polls = of(board, "poll");
    var cards = of(board, "card");
    if (polls.isEmpty() || cards.isEmpty()) return null;
    var poll = chance.of(polls).id();
    var on = "on:" + chance.of(cards).id();
    for (var ballot : of(board, "ballot")) {
      if (participant.equals(ballot.text("author")) && poll.equals(ballot.text("poll"))) return List.of(set(ballot.id(), on, chance.oneIn(3) ? null : 1L));
    }
    return List.of(new Op.Put("ballot", world.newId("v_"), Map.of("poll", poll, on, 1L)));
  }

  private static List<BoardRecord> of(Board board, String type) {
    return board.visible().stream().filter(record -> record.type().equals(type)).sorted((a, b) -> a.id().compareTo(b.id())).toList();
  }

  private static Op set(String id, String name, Object value) {
    var values = new HashMap<String, Object>();
    values.put(name, value);
    return new Op.Set(id, values);
  }
}
