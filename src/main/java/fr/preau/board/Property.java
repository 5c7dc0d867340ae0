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
 * @param count    for flags: how many a record may carry
 * @param choices  for choices: the values allowed
 * @param targets  for references: what they may point to, {@code type} or {@code type:kind}
 * @param fallback the value that a new record gets where none is given; null for none
 * @param fixed    whether it stays as it was at creation
 * @param hangs    whether the record leaves the board with the record it points to
 */
public record Property(String name, Is is, double min, double max, int count, Set<String> choices, Set<String> targets,
                       Object fallback, boolean required, boolean fixed, boolean hangs) {

  /** What a property holds. */
  public enum Is { STRING, TEXT, NUMBER, INTEGER, BOOLEAN, CHOICE, FAMILY, FLAGS, REF, KIND, AUTHOR }

  @SuppressWarnings("unchecked")
  static Property of(String name, Map<String, Object> declared, Set<String> families) {
    var is = Is.valueOf(((String) declared.get("is")).toUpperCase(Locale.ROOT));
    var choices = is == Is.FAMILY ? families : declared.get("values") instanceof Map<?, ?> values ? (Set<String>) values.keySet() : Set.<String>of();
    var targets = declared.get("to") instanceof List<?> list ? Collections.unmodifiableSet(new LinkedHashSet<>((List<String>) list)) : Set.<String>of();
    return new Property(name, is, number(declared.get("min"), Double.NEGATIVE_INFINITY), number(declared.get("max"), Double.POSITIVE_INFINITY),
        (int) number(declared.get("count"), 0), choices, targets, whole(declared.get("default")),
        Boolean.TRUE.equals(declared.get("required")), Boolean.TRUE.equals(declared.get("fixed")),
        Boolean.TRUE.equals(declared.get("hangs")));
  }

  /** A value as records hold it: whole numbers as Long, whatever reader gave them. */
  private static Object whole(Object value) {
    return value instanceof Integer n ? (Object) n.longValue() : value;
  }

  private static double number(Object value, double otherwise) {
    return value instanceof Number n ? n.doubleValue() : otherwise;
  }
}
