package fr.preau.exchange;

import java.util.Map;

/**
 * What the person who imports has decided.
 *
 * @param language of the workshop
 * @param kinds    nature in the file → kind of card, before the table of {@code conf/import-map.json} is asked; see {@link Import#kinds}
 * @param links    name of a link in the file → kind of link
 * @param board    the id of the board that new cards are put on
 */
public record Options(String language, Map<String, String> kinds, Map<String, String> links, String board) {

  public Options {
    kinds = Map.copyOf(kinds);
    links = Map.copyOf(links);
  }

  /** No mapping of one's own, onto the main board. */
  public static Options of(String language) {
    return new Options(language, Map.of(), Map.of(), "main");
  }
}
