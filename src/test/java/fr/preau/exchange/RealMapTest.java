package fr.preau.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RealMapTest {

  private static Path folder() {
    for (var place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
      var folder = place.resolve("shared/data/housing-stake-map");
      if (Files.isDirectory(folder)) return folder;
    }
    return null;
  }

  @Test
  @DisplayName("R46 a real map of 120 cards and 277 links comes in whole, and its export changes nothing, here or in a new workshop")
  void realMap() throws IOException {
    var folder = folder();
    if (folder == null) System.out.println("RealMapTest skipped: no folder shared/data/housing-stake-map beside the project");
    assumeTrue(folder != null, "no folder shared/data/housing-stake-map beside the project");
    var parts = Map.of("nodes", Files.readAllBytes(folder.resolve("nodes.csv")), "links", Files.readAllBytes(folder.resolve("links.csv")));
    var importer = Maps.FORMATS.importer("map-csv");

    var first = importer.read(parts, Maps.fresh(), Options.of("fr"));
    assertThat(first.problems()).isEmpty();
    assertThat(first.created()).isEqualTo(397);
    var board = Maps.after(Maps.fresh(), first);
    assertThat(board.visible().stream().filter(record -> record.type().equals("card"))).hasSize(120);
    assertThat(board.visible().stream().filter(record -> record.type().equals("link"))).hasSize(277);
    assertThat(first.kinds()).containsEntry("besoin", "attente").containsEntry("acteur_mte", "acteur:etat").containsEntry("polpub", "enjeu");

    var second = importer.read(parts, board, Options.of("fr"));
    assertThat(second.problems()).isEmpty();
    assertThat(second.ops()).isEmpty();
    assertThat(second.unchanged()).isEqualTo(397);
    assertThat(Maps.again(board, board).ops()).isEmpty();
    assertThat(Maps.content(Maps.after(Maps.fresh(), Maps.again(board, Maps.fresh())))).isEqualTo(Maps.content(board));
    var places = new HashSet<String>();
    board.visible().stream().filter(record -> record.type().equals("card")).forEach(card -> places.add(card.values().get("x") + "/" + card.values().get("y")));
    assertThat(places).hasSize(120);
  }
}
