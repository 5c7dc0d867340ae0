package fr.preau.exchange;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Model;
import fr.preau.board.Property;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What every export lists, in an order that depends on nothing but the content. */
final class Listing {

  /** What leaves, in the order in which it can be made again. */
  static final List<String> TYPES = List.of("board", "card", "proposal", "link");

  private Listing() {}

  /** What is on the board of one type: by kind as the model lists them, then by title, then by id. */
  static List<BoardRecord> of(Board board, String type) {
    var kinds = new ArrayList<>(board.model().type(type).kinds().keySet());
    return board.visible().stream().filter(record -> record.type().equals(type))
        .sorted(Comparator.comparingInt((BoardRecord record) -> kinds.indexOf(record.kind()))
            .thenComparing(record -> String.valueOf(record.text("title"))).thenComparing(BoardRecord::id))
        .toList();
  }

  /** All properties of records of a type that may leave, those of its kinds included. */
  static Set<String> properties(Model model, String type) {
    var properties = new ArrayList<>(model.type(type).properties().values());
    model.type(type).kinds().values().forEach(kind -> properties.addAll(kind.properties().values()));
    return properties.stream().filter(Listing::leaves).map(Property::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether a property may leave: not who wrote something, nor what only the session knows. */
  static boolean leaves(Property property) {
    return property.is() != Property.Is.AUTHOR && !"server".equals(property.by());
  }

  /** The value of a property as it may leave: not a reference to what is no longer there, or stays here. */
  static Object value(Board board, BoardRecord record, String name) {
    var value = record.values().get(name);
    var property = board.model().property(record.type(), record.kind(), name);
    if (property != null && !leaves(property)) return null;
    var reference = property != null && property.is() == Property.Is.REF;
    return reference && value instanceof String id && !(board.onBoard(id) && TYPES.contains(board.get(id).type())) ? null : value;
  }

  /** A file name made of the workshop's title. */
  static String fileName(Board board, String rest) {
    var workshop = board.get("workshop");
    var title = workshop == null || workshop.text("title") == null ? "" : workshop.text("title");
    var ascii = Normalizer.normalize(title, Normalizer.Form.NFD).toLowerCase(Locale.ROOT).replaceAll("\\p{M}", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return (ascii.isEmpty() ? "preau" : ascii.substring(0, Math.min(60, ascii.length()))) + "-" + rest;
  }
}
