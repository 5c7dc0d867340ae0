package fr.preau.exchange;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How values stand in the cells of a CSV file, both ways. What a spreadsheet would run as a formula gets an apostrophe
 * in front and loses it when it is read.
 */
final class Cells {

  private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r]", Pattern.DOTALL);
  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d{1,18}([.,]\\d{0,40})?|[.,]\\d{1,40})([eE][+-]?\\d{1,3})?");

  private Cells() {}

  static String escaped(String value) {
    return FORMULA.matcher(value).lookingAt() ? "'" + value : value;
  }

  static String unescaped(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).lookingAt() ? cell.substring(1) : cell;
  }

  /** A whole number as Long, another as Double, with a point or a comma; null where it is none, or too large to be one. */
  static Number number(String cell) {
    var text = cell.strip().replace('\u2212', '-');
    if (WHOLE.matcher(text).matches()) return Long.valueOf(text);
    if (!DECIMAL.matcher(text).matches()) return null;
    var number = Double.parseDouble(text.replace(',', '.'));
    return Double.isFinite(number) ? number : null;
  }

  /** Tags in one cell, separated by {@code ;}. What separates tags, or stands around one, is marked by a backslash where it belongs to the tag. */
  static String joined(Collection<String> tags) {
    var cell = new StringBuilder();
    for (var tag : tags) {
      if (!cell.isEmpty()) cell.append("; ");
      for (int i = 0; i < tag.length(); i++) {
        var c = tag.charAt(i);
        var edge = Character.isWhitespace(c) && (tag.substring(0, i).isBlank() || tag.substring(i + 1).isBlank());
        if (edge || c == '\\' || separates(c)) cell.append('\\');
        cell.append(c);
      }
    }
    return cell.toString();
  }

  /** The tags of a cell, of our own or another's making: separated by {@code ;}, {@code ,}, {@code |} or line breaks. */
  static Set<String> split(String cell) {
    var tags = new LinkedHashSet<String>();
    var tag = new StringBuilder();
    var kept = 0;
    for (int i = 0; i < cell.length(); i++) {
      var c = cell.charAt(i);
      var marked = c == '\\' && i + 1 < cell.length() && marks(cell.charAt(i + 1));
      if (marked) {
        tag.append(cell.charAt(++i));
        kept = tag.length();
      } else if (separates(c)) {
        close(tag, kept, tags);
        kept = 0;
      } else if (!Character.isWhitespace(c)) {
        tag.append(c);
        kept = tag.length();
      } else if (!tag.isEmpty()) {
        tag.append(c);
      }
    }
    close(tag, kept, tags);
    return tags;
  }

  private static void close(StringBuilder tag, int kept, Set<String> tags) {
    tag.setLength(kept);
    if (!tag.isEmpty()) tags.add(tag.toString());
    tag.setLength(0);
  }

  private static boolean separates(char c) {
    return c == ';' || c == ',' || c == '|' || c == '\n' || c == '\r';
  }

  private static boolean marks(char c) {
    return c == '\\' || separates(c) || Character.isWhitespace(c);
  }
}
