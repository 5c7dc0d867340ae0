package fr.preau.board;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the model says of one property.
 *
 * @param min      smallest number, for {@code number} and {@code integer}
 * @param max      largest number; for texts the greatest length, and for flags that of a key, in UTF-16 code units
 * @param count    for flags and counts: how many a record may carry
 * @param choices  for choices: the values allowed
 * @param targets  for references: what they may point to, {@code type} or {@code type:kind}
 * @param fallback the value that a new record gets where none is given; null for none
 * @param fixed    whether it stays as it was at creation
 * @param hangs    whether the record leaves the board with the record it points to
 * @param through  whether what it points to has a say in who may see the record
 * @param sight    whether changing it may change who sees what
 * @param by       who may give it beside those that the type's rights name: {@code "facilitator"} for nobody else, {@code "author"} for whose it is
 *                 and facilitators, {@code "server"} for nobody; null: all of them
 */
public record Property(String name, Is is, double min, double max, int count, Set<String> choices, Set<String> targets,
                       Object fallback, boolean required, boolean fixed, boolean hangs, boolean through, boolean sight, String by) {

  /** What a property holds; counts are whole numbers, one for each record that a key names. */
  public enum Is {
    STRING, TEXT, NUMBER, INTEGER, BOOLEAN, CHOICE, FAMILY, FLAGS, COUNTS, REF, KIND, AUTHOR;

    /** Whether it has several values, each under a key of its own, as {@code tag:eau}. */
    public boolean isKeyed() {
      return this == FLAGS || this == COUNTS;
    }
  }

  @SuppressWarnings("unchecked")
  static Property of(String name, Map<String, Object> declared, Set<String> families) {
    var is = Is.valueOf(((String) declared.get("is")).toUpperCase(Locale.ROOT));
    var choices = is == Is.FAMILY ? families : declared.get("values") instanceof Map<?, ?> values ? (Set<String>) values.keySet() : Set.<String>of();
    var targets = declared.get("to") instanceof List<?> list ? Collections.unmodifiableSet(new LinkedHashSet<>((List<String>) list)) : Set.<String>of();
    return new Property(name, is, number(declared.get("min"), Double.NEGATIVE_INFINITY), number(declared.get("max"), Double.POSITIVE_INFINITY),
        (int) number(declared.get("count"), 0), choices, targets, whole(declared.get("default")),
        Boolean.TRUE.equals(declared.get("required")), Boolean.TRUE.equals(declared.get("fixed")),
        Boolean.TRUE.equals(declared.get("hangs")), Boolean.TRUE.equals(declared.get("through")),
        Boolean.TRUE.equals(declared.get("sight")), (String) declared.get("by"));
  }

  /** A value as records hold it: whole numbers as Long, whatever reader gave them. */
  private static Object whole(Object value) {
    return value instanceof Integer n ? (Object) n.longValue() : value;
  }

  private static double number(Object value, double otherwise) {
    return value instanceof Number n ? n.doubleValue() : otherwise;
  }
}
