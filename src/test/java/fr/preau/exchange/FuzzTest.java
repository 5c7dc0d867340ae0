package fr.preau.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import fr.preau.Extent;
import fr.preau.board.Op;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that nobody would write on purpose. */
class FuzzTest {

  private static final int COUNT = Extent.count(4_000, 100_000);
  private static final long SEED = Extent.seed();
  private static final List<String> PIECES = List.of("\"", ",", ";", "\t", "\n", "\r\n", "\u0000", "=1", "1e999", "-", "id", "title", "kind", "from", "enjeu", "c1", "{", "[", "}", "]", ":", "null",
      "\"id\":\"c1\",", "\"type\":\"link\",", "\\ud800", "99999999999999999999", "\uFEFF", "é", "👩🏽‍🌾", "\u202E", "x".repeat(3_000), "proposal", "main", "workshop");

  private static byte[] mutated(Random random, byte[] original) {
    var bytes = new ArrayList<Byte>(original.length);
    for (var b : original) bytes.add(b);
    for (int i = 1 + random.nextInt(4); i > 0 && !bytes.isEmpty(); i--) {
      int at = random.nextInt(bytes.size());
      switch (random.nextInt(4)) {
        case 0 -> bytes.set(at, (byte) random.nextInt());
        case 1 -> bytes.subList(at, Math.min(bytes.size(), at + 1 + random.nextInt(30))).clear();
        case 2 -> bytes.addAll(at, new ArrayList<>(bytes.subList(at, Math.min(bytes.size(), at + random.nextInt(200)))));
        default -> {
          var piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
          for (int b = piece.length - 1; b >= 0; b--) bytes.add(at, piece[b]);
        }
      }
    }
    var result = new byte[bytes.size()];
    for (int i = 0; i < result.length; i++) result[i] = bytes.get(i);
    return result;
  }

  @Test
  @Timeout(3_600)
  @DisplayName("a file with anything in it gives operations that are accepted, or problems and no operation: never a failure")
  void anything() {
    var board = Maps.with(Maps.fresh(), new Op.Put("card", "c1", Map.of("kind", "enjeu", "title", "Se loger", "body", "a\nb", "urgency", 2L, "tag:eau", true)),
        new Op.Put("card", "c2", Map.of("kind", "acteur", "title", "Mairie", "family", "collectivite")), new Op.Put("card", "c3", Map.of("kind", "contrainte", "title", "Fermé")),
        new Op.Put("card", "c4", Map.of("kind", "deplacement", "title", "Ouvrir", "answers", "c3")), new Op.Put("proposal", "p1", Map.of("title", "Ensemble", "visee", "Loger")),
        new Op.Put("link", "l1", Map.of("kind", "concerne", "from", "c2", "to", "c1", "mode", "porte")), new Op.Put("link", "l2", Map.of("kind", "repond_a", "from", "p1", "to", "c1")));
    var nodes = Maps.export(board, "nodes.csv");
    var links = Maps.export(board, "links.csv");
    var json = Maps.export(board, "json");
    for (int i = 0; i < COUNT; i++) {
      var random = new Random(SEED * 1_000_003 + i);
      var into = random.nextBoolean() ? board : Maps.fresh();
      try {
        var done = i % 3 == 0 ? Maps.FORMATS.importer("json").read(Map.of("file", mutated(random, json)), into, Options.of("fr"))
            : Maps.FORMATS.importer("map-csv").read(Map.of("nodes", mutated(random, nodes), "links", mutated(random, links)), into, Options.of("fr"));
        assertThat(done.ops().isEmpty() || done.problems().isEmpty()).isTrue();
        Maps.after(into, done);
      } catch (RuntimeException | AssertionError e) {
        fail("seed " + SEED + ", file " + i, e);
      }
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("a file as large as a workshop can be is read within seconds")
  void large() {
    var nodes = new StringBuilder("titre;nature;x_inconnu\n");
    for (int i = 0; i < 4_000; i++) nodes.append("Carte ").append(i).append(";besoin;").append(i).append('\n');
    var links = new StringBuilder("de;vers;lien\n");
    for (int i = 0; i < 5_500; i++) links.append("Carte ").append(i % 4_000).append(";Carte ").append((i * 7 + 1) % 4_000).append(";lien ").append(i / 4_000).append('\n');
    var done = Maps.csv(Maps.fresh(), nodes.toString(), links.toString());
    assertThat(done.problems()).isEmpty();
    assertThat(done.created()).isGreaterThan(4_000);
  }

  @Test
  @Timeout(60)
  @DisplayName("a cell of half a million spaces, line breaks, tags, quotes or columns does not hold anybody up")
  void hugeCells() {
    var tags = new StringBuilder();
    for (int i = 0; i < 70_000; i++) tags.append('t').append(i).append(';');
    for (var cell : List.of(" ".repeat(500_000) + "x", "\n ".repeat(250_000) + "x", tags.toString(), "\"\"".repeat(250_000), "\\".repeat(500_000), "'".repeat(500_000), "e\u0301".repeat(250_000))) {
      var done = Maps.csv(Maps.fresh(), "title,body,tags,nature\n\"" + cell + "\",\"" + cell + "\",\"" + cell + "\",\"" + cell + "\"\n", null);
      assertThat(done.ops().isEmpty() || done.problems().isEmpty()).isTrue();
    }
    assertThat(Maps.csv(Maps.fresh(), "\n".repeat(500_000) + "title" + ",x".repeat(500_000) + "\n", null).problems()).isNotEmpty();
    assertThat(Maps.csv(Maps.fresh(), "title\n" + "\n".repeat(2_000_000), null).problems()).isEmpty();
  }
}
