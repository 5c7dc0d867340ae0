package fr.preau;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A made-up stake map of the size of a real one: 120 nodes of eight natures and 277 links of six kinds, always the same.
 * With {@code -Dtest.map=FOLDER}, the nodes.csv and links.csv of that folder, which must have as many, instead.
 */
final class StakeMap {

  static final int NODES = 120;
  static final int LINKS = 277;

  private static final List<String> NATURES = List.of("besoin", "usage", "bdd", "polpub", "acteur_etat", "acteur_ville", "acteur_tiers", "levier");
  private static final List<String> KINDS = List.of("besoin_usage", "usage_polpub", "besoin_acteur", "besoin_bdd", "bdd_producteur", "acteur_besoin");
  private static final List<String> SUBJECTS = List.of("Rénover", "Partager", "Repérer", "Louer", "Chauffer", "Transmettre", "Mesurer", "Prévenir");
  private static final List<String> OBJECTS = List.of("les logements vacants", "l'ancienne école", "les copropriétés", "la chaufferie du bourg", "les jardins");

  private StakeMap() {}

  /** The parts of an import: {@code nodes} and {@code links}. */
  static Map<String, String> parts() {
    var folder = System.getProperty("test.map");
    if (folder != null) return Map.of("nodes", read(Path.of(folder, "nodes.csv")), "links", read(Path.of(folder, "links.csv")));
    var random = new Random(277);
    var titles = new ArrayList<String>();
    var nodes = new StringBuilder("node,nature,echeance,description\n");
    for (int i = 0; i < NODES; i++) {
      var title = SUBJECTS.get(i % SUBJECTS.size()) + " " + OBJECTS.get(i % OBJECTS.size()) + " (" + i + ")";
      titles.add(title);
      nodes.append('"').append(title).append("\",").append(NATURES.get(i % NATURES.size())).append(",,\"Vu à l'atelier,\n« ligne » ").append(i).append("\"\n");
    }
    var pairs = new LinkedHashSet<List<Integer>>();
    while (pairs.size() < LINKS) {
      int from = random.nextInt(NODES);
      int to = random.nextInt(NODES);
      if (from != to) pairs.add(List.of(from, to));
    }
    var links = new StringBuilder("in,out,link\n");
    int i = 0;
    for (var pair : pairs) links.append(titles.get(pair.get(0))).append(',').append(titles.get(pair.get(1))).append(',').append(KINDS.get(i++ % KINDS.size())).append('\n');
    return Map.of("nodes", nodes.toString(), "links", links.toString());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
