package fr.preau.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Board;
import fr.preau.board.Check;
import fr.preau.board.Model;
import fr.preau.board.Op;
import fr.preau.board.Property;
import fr.preau.board.TextEdit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves can come back. Boards are made of seeds; a seed that ever failed is to be kept in the list. */
class RoundTripTest {

  private static final List<String> BITS = List.of("a", "Été", "=", "+", "-", "@", "'", "''=", "\"", ",", ";", "\t", "|", "\\", "\\;", " ", "\u00a0", "👩🏽‍🌾", "مدرسة", "e\u0301", "«", "0", "-1", "true", "?", ":", "\u2028");

  static List<Long> seeds() {
    var seeds = new ArrayList<Long>();
    for (long seed = 1; seed <= 60; seed++) seeds.add(seed);
    return seeds;
  }

  private static String text(Random random, Property property) {
    var text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) text.append(property.is() == Property.Is.TEXT && random.nextInt(5) == 0 ? "\n" : BITS.get(random.nextInt(BITS.size())));
    return text.toString().replace('\u00a0', ' ').isBlank() || text.length() > 40 ? "x" + random.nextInt(9) : text.toString();
  }

  private static Object value(Random random, Property property, List<String> shifts) {
    return switch (property.is()) {
      case STRING, TEXT -> text(random, property);
      case NUMBER -> random.nextBoolean() ? (Object) (long) random.nextInt(-500, 500) : (Object) random.nextDouble(-500, 500);
      case INTEGER -> (long) random.nextInt((int) property.min(), (int) property.max() + 1);
      case BOOLEAN -> random.nextBoolean();
      case CHOICE, FAMILY -> List.copyOf(property.choices()).get(random.nextInt(property.choices().size()));
      case REF -> !property.targets().contains("card:contrainte") || shifts.isEmpty() ? null : shifts.get(random.nextInt(shifts.size()));
      case KIND, FLAGS, COUNTS, AUTHOR -> null;
    };
  }

  private static Map<String, Object> values(Random random, Model model, String type, String kind, List<String> constraints) {
    var values = new HashMap<String, Object>();
    if (kind != null) values.put("kind", kind);
    for (var property : model.properties(type, kind)) {
      var wanted = !"server".equals(property.by()) && (property.required() || random.nextInt(3) > 0);
      var value = wanted && !property.name().equals("from") && !property.name().equals("to") ? value(random, property, constraints) : null;
      if (value != null) values.put(property.name(), value);
      if (property.is() == Property.Is.FLAGS) for (int i = random.nextInt(3); i > 0; i--) values.put("tag:" + text(random, property), true);
    }
    return values;
  }

  private static Board board(long seed) {
    var random = new Random(seed);
    var board = Maps.fresh();
    var kinds = List.copyOf(Maps.MODEL.type("card").kinds().keySet());
    var ends = new ArrayList<String>();
    var constraints = new ArrayList<String>();
    for (int i = 0; i < 25; i++) {
      var kind = kinds.get(random.nextInt(kinds.size()));
      var id = (random.nextBoolean() ? "c" : "card_") + i;
      board = Maps.with(board, new Op.Put("card", id, values(random, Maps.MODEL, "card", kind, constraints)));
      if (kind.equals("contrainte")) constraints.add(id);
      ends.add(id);
    }
    board = Maps.with(board, new Op.Put("proposal", "pr1", values(random, Maps.MODEL, "proposal", null, List.of())));
    ends.add("pr1");
    for (int i = 0; i < 300; i++) board = linked(board, random, "l" + i, ends);
    for (int i = 0; i < 3; i++) board = Maps.with(board, new Op.Del(ends.remove(random.nextInt(ends.size() - 1))));
    return board;
  }

  private static Board linked(Board board, Random random, String id, List<String> ends) {
    var kinds = List.copyOf(Maps.MODEL.type("link").kinds().keySet());
    var kind = kinds.get(random.nextInt(kinds.size()));
    var values = values(random, Maps.MODEL, "link", kind, List.of());
    values.put("from", ends.get(random.nextInt(ends.size())));
    values.put("to", ends.get(random.nextInt(ends.size())));
    var put = new Op.Put("link", id, values);
    return Check.op(board, put, "p_1") instanceof Check.Result.Accepted ? Maps.with(board, put) : board;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("R46 a CSV export changes nothing where it comes from, and makes the same content in a new workshop")
  void csv(long seed) {
    var board = board(seed);
    var here = Maps.again(board, board);
    assertThat(here.problems()).isEmpty();
    assertThat(here.ops()).isEmpty();
    var there = Maps.again(board, Maps.fresh());
    assertThat(there.problems()).isEmpty();
    assertThat(Maps.content(Maps.after(Maps.fresh(), there))).isEqualTo(Maps.content(board));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("R46 a native export changes nothing where it comes from, and makes the same content in a new workshop")
  void json(long seed) {
    var board = board(seed);
    var here = Maps.preau(board, Maps.text(board, "json"));
    assertThat(here.problems()).isEmpty();
    assertThat(here.ops()).isEmpty();
    var there = Maps.preau(Maps.fresh(), Maps.text(board, "json"));
    assertThat(there.problems()).isEmpty();
    assertThat(Maps.content(Maps.after(Maps.fresh(), there))).isEqualTo(Maps.content(board));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"nodes.csv", "links.csv", "map.zip", "json"})
  @DisplayName("R56 the same board gives the same bytes, and they name no author")
  void sameBytes(String format) {
    var board = board(7);
    assertThat(Maps.export(board, format)).isEqualTo(Maps.export(Board.of(Maps.MODEL, List.copyOf(board.all())), format));
    if (!format.equals("map.zip")) assertThat(Maps.text(board, format)).doesNotContain("p_1");
  }

  @Test
  @DisplayName("R47 importing the same file of somebody else twice changes nothing the second time, and an edited title is told as new")
  void twice() {
    var nodes = "nom;nature;description\nÉcole;usage;Deux classes\nMairie;acteur;\n";
    var links = "de;vers;lien\nMairie;École;soutient\n";
    var board = Maps.after(Maps.fresh(), Maps.csv(Maps.fresh(), nodes, links));
    var again = Maps.csv(board, nodes, links);
    assertThat(again.ops()).isEmpty();
    assertThat(again.unchanged()).isEqualTo(3);
    var edited = Maps.csv(board, nodes.replace("École", "Écoles"), links.replace("École", "Écoles"));
    assertThat(edited.created()).isEqualTo(2);
  }

  @Test
  @DisplayName("in a file of ours, what is changed in a spreadsheet is changed on the board, and an emptied cell is emptied")
  void edited() {
    var board = Maps.with(Maps.fresh(), new Op.Put("card", "c1", Map.of("kind", "note", "title", "Avant", "body", "à vider", "tag:a", true)));
    var file = Maps.text(board, "nodes.csv").replace("Avant,à vider,a", "Après,,b");
    var done = Maps.csv(board, file, null);
    assertThat(done.updated()).isEqualTo(1);
    assertThat(Maps.content(Maps.after(board, done)).get("c1")).containsEntry("title", "Après").containsEntry("tag:b", true).doesNotContainKeys("body", "tag:a");
  }

  @Test
  @DisplayName("R111 a long text that is another in the file is edited where it differs, and an emptied one is emptied")
  void longTexts() {
    var board = Maps.with(Maps.fresh(), new Op.Put("card", "c1", Map.of("kind", "apprentissage", "title", "À plusieurs", "body", "Un\nvieux verger", "conditions", "à vider", "limits", "Le gel")),
        new Op.Put("proposal", "pr1", Map.of("title", "Verger", "visee", "à vider", "result", "Des pommes")),
        new Op.Text("c1", "body", 0, TextEdit.of(List.of(3, -5, "grand"))));
    for (var format : List.of("nodes.csv", "json")) {
      var file = Maps.text(board, format).replace("grand", "beau").replace("à vider", "").replace("Des pommes", "Des poires");
      var done = format.equals("json") ? Maps.preau(board, file) : Maps.csv(board, file, null);
      assertThat(done.problems()).isEmpty();
      assertThat(done.ops()).containsExactlyInAnyOrder(new Op.Text("c1", "body", 1, TextEdit.between("Un\ngrand verger", "Un\nbeau verger")), new Op.Text("c1", "conditions", 0, TextEdit.of(List.of(-7))),
          new Op.Text("pr1", "visee", 0, TextEdit.of(List.of(-7))), new Op.Text("pr1", "result", 0, TextEdit.between("Des pommes", "Des poires")));
      assertThat(Maps.content(Maps.after(board, done)).get("c1")).containsEntry("body", "Un\nbeau verger").containsEntry("limits", "Le gel").doesNotContainKey("conditions");
    }
  }

  @Test
  @DisplayName("R54 what was deleted since comes back, with its links")
  void restored() {
    var board = Maps.with(Maps.fresh(), new Op.Put("card", "c1", Map.of("kind", "note", "title", "A")), new Op.Put("card", "c2", Map.of("kind", "note", "title", "B")),
        new Op.Put("link", "l1", Map.of("kind", "renvoie_a", "from", "c1", "to", "c2")));
    var without = Maps.with(board, new Op.Del("c1"));
    assertThat(Maps.content(Maps.after(without, Maps.again(board, without)))).isEqualTo(Maps.content(board));
  }

  @Test
  @DisplayName("links alone find the cards that are on the board, by their titles")
  void linksAlone() {
    var board = Maps.with(Maps.fresh(), new Op.Put("card", "c1", Map.of("kind", "note", "title", "A")), new Op.Put("card", "c2", Map.of("kind", "note", "title", "É")));
    var done = Maps.csv(board, null, "source,target\n A ,E\u0301\n", StandardCharsets.UTF_8, Options.of("fr"));
    assertThat(done.problems()).isEmpty();
    assertThat(((Op.Put) done.ops().getFirst()).values()).containsEntry("from", "c1").containsEntry("to", "c2");
  }
}
