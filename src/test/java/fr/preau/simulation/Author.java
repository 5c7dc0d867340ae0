package fr.preau.simulation;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people come up with: mostly what the board allows, now and then what it does not. */
final class Author {

  private static final List<String> TITLES = List.of("Cantine", "Le jardin partagé", "été 😀", "x", "Ἑλλάς", "مدرسة");
  private static final List<String> STATES = List.of("active", "merged", "archived");

  private final World world;
  private final Chance chance;
  private final Writing writing;

  Author(World world) {
    this.world = world;
    this.chance = world.chance;
    this.writing = new Writing(world);
  }

  /** A transaction of somebody who sees this board. */
  List<Op> change(Board board) {
    var seen = board.visible();
    var cards = seen.stream().filter(record -> record.type().equals("card")).toList();
    var proposals = seen.stream().filter(record -> record.type().equals("proposal")).toList();
    if (!proposals.isEmpty() && chance.oneIn(3)) return List.of(writing.edit(chance.of(proposals)));
    if (!cards.isEmpty() && chance.oneIn(8)) return List.of(writing.edit(chance.of(cards)));
    if (chance.oneIn(proposals.isEmpty() ? 8 : 60)) return List.of(writing.proposal());
    int size = chance.oneIn(8) ? chance.between(2, 6) : 1;
    var ops = new ArrayList<Op>(size);
    for (int i = 0; i < size; i++) ops.add(op(board, seen, cards));
    return ops;
  }

  private Op op(Board board, List<BoardRecord> seen, List<BoardRecord> cards) {
    int dice = chance.below(100);
    if (dice < 20 || cards.isEmpty()) return card();
    if (dice < 32) return link(cards);
    if (dice < 70) return set(chance.of(cards));
    if (dice < 80) return new Op.Del(chance.of(cards).id());
    if (dice < 84) return new Op.Del(chance.of(seen).id());
    if (dice < 95) return restore(board, cards);
    return wrong(cards);
  }

  private Op card() {
    var values = new HashMap<String, Object>(Map.of("kind", "note", "title", chance.of(TITLES)));
    if (chance.oneIn(2)) values.put("x", (long) chance.between(-1_000, 1_000));
    if (chance.oneIn(4)) values.put("tag:eau", true);
    if (chance.oneIn(4)) values.put("body", "Un 😀 lieu");
    return new Op.Put("card", world.newId("c_"), values);
  }

  private Op link(List<BoardRecord> cards) {
    return new Op.Put("link", world.newId("l_"), Map.of("kind", "renvoie_a", "from", chance.of(cards).id(), "to", chance.of(cards).id()));
  }

  private Op set(BoardRecord card) {
    var changes = new HashMap<String, Object>();
    if (chance.oneIn(2)) changes.put("x", chance.oneIn(4) ? (Object) (chance.below(1_000) + 0.5) : (long) chance.below(1_000));
    if (chance.oneIn(3)) changes.put("title", chance.of(TITLES));
    if (chance.oneIn(4)) changes.put("tag:" + chance.of(List.of("eau", "bio", "jeunes")), chance.oneIn(3) ? null : true);
    if (chance.oneIn(5)) changes.put("status", chance.oneIn(4) ? null : chance.of(STATES));
    if (changes.isEmpty()) changes.put("y", (long) chance.below(1_000));
    return new Op.Set(card.id(), changes);
  }

  private Op restore(Board board, List<BoardRecord> cards) {
    var bin = board.bin();
    return new Op.Restore((bin.isEmpty() ? chance.of(cards) : chance.of(bin)).id());
  }

  private Op wrong(List<BoardRecord> cards) {
    var card = chance.of(cards).id();
    return switch (chance.below(5)) {
      case 0 -> new Op.Set("nobody", Map.of("x", 1L));
      case 1 -> new Op.Set(card, Map.of("title", "x".repeat(200)));
      case 2 -> new Op.Put("card", "main", Map.of("kind", "note", "title", "once more"));
      case 3 -> new Op.Set(card, Map.of("kind", "enjeu"));
      default -> new Op.Restore(card);
    };
  }

  /** What an import does: so much at once that the kept tail starts afresh behind it, now and then with more edits of texts than a client may send. */
  List<Op> bulk(Board board) {
    var cards = board.visible().stream().filter(record -> record.type().equals("card")).toList();
    var ops = new ArrayList<Op>();
    boolean writes = chance.oneIn(3);
    for (int i = 0; i < 101; i++) ops.add(cards.isEmpty() ? card() : writes && i % 3 == 0 ? writing.edit(chance.of(cards)) : new Op.Set(chance.of(cards).id(), Map.of("y", (long) i)));
    return ops;
  }
}
