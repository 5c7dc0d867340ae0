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

/** What every export lists, in an order that depends on nothing but the content. */
final class Listing {

  private Listing() {}

  /** What is on the board of one type: by kind as the model lists them, then by title, then by id. */
  static List<BoardRecord> of(Board board, String type) {
    var kinds = new ArrayList<>(board.model().type(type).kinds().keySet());
    return board.visible().stream().filter(record -> record.type().equals(type))
        .sorted(Comparator.comparingInt((BoardRecord record) -> kinds.indexOf(record.kind()))
            .thenComparing(record -> String.valueOf(record.text("title"))).thenComparing(BoardRecord::id))
        .toList();
  }

  /** All properties that records of a type can have, those of its kinds included. */
  static Set<String> properties(Model model, String type) {
    var names = new LinkedHashSet<>(model.type(type).properties().keySet());
    model.type(type).kinds().values().forEach(kind -> names.addAll(kind.properties().keySet()));
    return names;
  }

  /** The value of a property as it may leave: not a reference to what is no longer there. */
  static Object value(Board board, BoardRecord record, String name) {
    var value = record.values().get(name);
    var property = board.model().property(record.type(), record.kind(), name);
    var reference = property != null && property.is() == Property.Is.REF;
    return reference && value instanceof String id && !board.onBoard(id) ? null : value;
  }

  /** A file name made of the workshop's title. */
  static String fileName(Board board, String rest) {
    var workshop = board.get("workshop");
    var title = workshop == null || workshop.text("title") == null ? "" : workshop.text("title");
    var ascii = Normalizer.normalize(title, Normalizer.Form.NFD).toLowerCase(Locale.ROOT).replaceAll("\\p{M}", "").replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return (ascii.isEmpty() ? "preau" : ascii.substring(0, Math.min(60, ascii.length()))) + "-" + rest;
  }
}
