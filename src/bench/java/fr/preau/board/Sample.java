package fr.preau.board;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the benchmarks work on: a board of 2,000 cards and 1,000 links, by the real model. */
public final class Sample {

  public static final int CARDS = 2_000;
  private static final int LINKS = 1_000;

  private Sample() {}

  public static Model model() {
    try {
      return Model.of(new JsonMapper().readValue(Files.readAllBytes(Path.of("conf/model.json")), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each creates one record. */
  public static List<Op> puts() {
    var puts = new ArrayList<Op>();
    puts.add(new Op.Put("workshop", "workshop", Map.of("title", "Mesures", "language", "fr")));
    puts.add(new Op.Put("board", "main", Map.of("title", "Carte")));
    for (int i = 0; i < CARDS; i++) puts.add(card(i));
    for (int i = 0; i < LINKS; i++) puts.add(new Op.Put("link", "l" + i, Map.of("kind", "renvoie_a", "from", "c" + i, "to", "c" + (i * 7 + 1) % CARDS, "author", "p_1")));
    return puts;
  }

  public static Op card(int number) {
    return new Op.Put("card", "c" + number, Map.of("kind", "enjeu", "title", "Se loger près de son travail, n° " + number, "body", "Ce que nous avons entendu au marché. ".repeat(4),
        "board", "main", "x", (long) number % 60 * 240, "y", (long) number / 60 * 140, "author", "p_" + number % 30));
  }

  public static Op move(int number) {
    return new Op.Set("c" + number % CARDS, Map.of("x", number * 31L % 14_000, "y", number * 17L % 4_700 + 0.5));
  }

  public static Board board() {
    return Board.empty(model()).apply(puts());
  }
}
