package fr.preau.simulation;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What people write into long texts: letters, words, what takes two code units, and rarely what makes a text too long. */
final class Writing {

  /** The long text of a proposal, and that of a card. */
  private static final String AIM = "visee";
  private static final String BODY = "body";
  private static final int MOST = 50_000;
  private static final List<String> PIECES = List.of("a", "é", " ", "\n", "commune ", "😀", "👩‍🌾", "𝄞𝄞", "مدرسة", "x", "yz");

  private final World world;
  private final Chance chance;

  Writing(World world) {
    this.world = world;
    this.chance = world.chance;
  }

  Op proposal() {
    var values = new HashMap<String, Object>(Map.of("title", "Proposition"));
    if (chance.oneIn(2)) values.put(AIM, "Une 😀 visée commune");
    return new Op.Put("proposal", world.newId("pr_"), values);
  }

  /** An edit of a record's text as its author sees it. */
  Op.Text edit(BoardRecord record) {
    var field = record.type().equals("card") ? BODY : AIM;
    var text = Replica.textOf(record, field);
    var parts = new ArrayList<Object>();
    int at = 0;
    for (int places = chance.oneIn(5) ? 2 : 1; places > 0; places--) {
      int from = boundary(text, chance.between(at, text.length()));
      parts.add(from - at);
      if (chance.below(10) < 7) parts.add(piece());
      int to = chance.oneIn(3) ? boundary(text, Math.min(text.length(), from + chance.below(9))) : from;
      parts.add(from - to);
      at = to;
    }
    return new Op.Text(record.id(), field, record.revision(field), TextEdit.of(parts));
  }

  private String piece() {
    return chance.oneIn(2_000) ? "long ".repeat(MOST / 10) : chance.of(PIECES);
  }

  /** This place in a text, or the next one where it stands within a pair of code units. */
  private static int boundary(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1)) ? at + 1 : at;
  }
}
