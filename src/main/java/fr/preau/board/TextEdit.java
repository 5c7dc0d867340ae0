package fr.preau.board;

import java.util.ArrayList;
import java.util.List;

/**
 * One change of a text, told from its start: so many UTF-16 code units are kept, so many deleted, this is inserted; what is
 * left is kept. A value.
 *
 * <p>It has one form only: no empty part, no two neighbours of one sort, at one place the insertion before the deletion, and
 * nothing kept at the end. Edits made on the same text by different people are brought into the order of the log by transformation
 * (C. A. Ellis, S. J. Gibbs: Concurrency control in groupware systems, SIGMOD 1989), so that only this must hold, whichever of the
 * two is in the log first: {@code t·one·other.after(one) = t·other·one.before(other)}.
 *
 * <p>Every operation costs the parts of the edits that it takes, and {@link #apply} the length of the text.
 */
public final class TextEdit {

  /** Changes nothing. */
  public static final TextEdit NONE = new TextEdit(List.of());

  /** Further than any text is long. What would be moved past it stays there, where it fits no text. */
  private static final int FURTHEST = 1 << 30;

  /** Integers above 0 keep and below 0 delete that many UTF-16 code units; Strings insert. */
  private final List<Object> parts;

  private TextEdit(List<Object> parts) {
    this.parts = parts;
  }

  /**
   * The edit of these parts, in whatever form they are.
   *
   * @param parts Integers above 0 keep, below 0 delete; Strings insert
   * @throws IllegalArgumentException where it reaches past any text
   */
  public static TextEdit of(List<?> parts) {
    var edit = new Builder();
    long reach = 0;
    for (var part : parts) {
      if (part instanceof String text) edit.insert(text);
      else if ((Integer) part >= 0) edit.keep((Integer) part);
      else edit.delete(-(long) (Integer) part);
      if (part instanceof Integer count) reach += Math.abs((long) count);
      if (reach > FURTHEST) throw new IllegalArgumentException("an edit that reaches past any text");
    }
    return edit.build();
  }

  /** What changes one text into another: one replacement, as short as can be without cutting a surrogate pair. */
  public static TextEdit between(String before, String after) {
    int most = Math.min(before.length(), after.length());
    int start = 0;
    while (start < most && before.charAt(start) == after.charAt(start)) start++;
    if (splits(before, start) || splits(after, start)) start--;
    int end = 0;
    while (end < most - start && before.charAt(before.length() - 1 - end) == after.charAt(after.length() - 1 - end)) end++;
    if (splits(before, before.length() - end) || splits(after, after.length() - end)) end--;
    return new Builder().keep(start).insert(after.substring(start, after.length() - end)).delete(before.length() - end - start).build();
  }

  /** Its parts in their one form: Integers above 0 keep, below 0 delete; Strings insert. */
  public List<Object> parts() {
    return parts;
  }

  /** @throws StringIndexOutOfBoundsException where it reaches past the end */
  public String apply(String text) {
    var result = new StringBuilder(text.length() + 16);
    int at = 0;
    for (var part : parts) {
      if (part instanceof String inserted) {
        result.append(inserted);
      } else {
        int count = (Integer) part;
        if (count > 0) result.append(text, at, at + count);
        at += Math.abs(count);
      }
    }
    return result.append(text, at, text.length()).toString();
  }

  /** How far into a text it reaches, in UTF-16 code units. */
  public int reach() {
    int reach = 0;
    for (var part : parts) if (part instanceof Integer count) reach += Math.abs(count);
    return reach;
  }

  /** By how many UTF-16 code units it lengthens a text. */
  public int growth() {
    int growth = 0;
    for (var part : parts) growth += part instanceof String inserted ? inserted.length() : Math.min(0, (Integer) part);
    return growth;
  }

  /** How many UTF-16 code units it deletes. */
  public int deleted() {
    int deleted = 0;
    for (var part : parts) if (part instanceof Integer count && count < 0) deleted -= count;
    return deleted;
  }

  /** Whether it fits a text: ends within it and cuts no surrogate pair of it. */
  public boolean fits(String text) {
    long at = 0;
    if (reach() > text.length()) return false;
    for (var part : parts) {
      if (part instanceof Integer count) at += Math.abs(count);
      if (splits(text, (int) at)) return false;
    }
    return true;
  }

  private static boolean splits(String text, int at) {
    return at > 0 && at < text.length() && Character.isHighSurrogate(text.charAt(at - 1)) && Character.isLowSurrogate(text.charAt(at));
  }

  /** This edit as it applies after another one that was made on the same text. Where both insert at one place, this one's stands behind the other's. */
  public TextEdit after(TextEdit other) {
    return rebased(this, other, false);
  }

  /** This edit as it applies after another one that was made on the same text. Where both insert at one place, this one's stands before the other's. */
  public TextEdit before(TextEdit other) {
    return rebased(this, other, true);
  }

  private static TextEdit rebased(TextEdit edit, TextEdit over, boolean first) {
    var result = new Builder();
    var one = new Cursor(edit);
    var other = new Cursor(over);
    while (!one.done()) {
      if (one.inserts() && (first || !other.inserts())) {
        result.insert(one.takeText());
      } else if (other.inserts()) {
        result.keep(other.takeText().length());
      } else {
        int length = Math.min(one.length(), other.length());
        boolean deletes = one.deletes();
        boolean gone = other.deletes();
        one.take(length);
        other.take(length);
        if (!gone && deletes) result.delete(length);
        else if (!gone) result.keep(length);
      }
    }
    return result.build();
  }

  /** This edit and then another, made on the text that this one leaves, as one. */
  public TextEdit then(TextEdit next) {
    var result = new Builder();
    var one = new Cursor(this);
    var other = new Cursor(next);
    while (!one.done() || !other.done()) {
      if (other.inserts()) {
        result.insert(other.takeText());
      } else if (one.deletes()) {
        result.delete(one.length());
        one.take(one.length());
      } else {
        int length = Math.min(one.length(), other.length());
        boolean deletes = other.deletes();
        other.take(length);
        if (one.inserts()) {
          var inserted = one.takeText(length);
          if (!deletes) result.insert(inserted);
        } else {
          one.take(length);
          if (deletes) result.delete(length);
          else result.keep(length);
        }
      }
    }
    return result.build();
  }

  /** What takes this edit back, once it was applied to this text. */
  public TextEdit inverse(String text) {
    var result = new Builder();
    int at = 0;
    for (var part : parts) {
      if (part instanceof String inserted) {
        result.delete(inserted.length());
      } else {
        int count = (Integer) part;
        if (count > 0) result.keep(count);
        else result.insert(text.substring(at, at - count));
        at += Math.abs(count);
      }
    }
    return result.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextEdit edit && parts.equals(edit.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return parts.toString();
  }

  /** Makes the one form. What is inserted and deleted at one place is gathered until something is kept. */
  private static final class Builder {

    private final List<Object> parts = new ArrayList<>(4);
    private StringBuilder inserted;
    private String onlyInserted = "";
    private long kept;
    private long deleted;
    private long reach;

    Builder keep(long count) {
      if (count == 0) return this;
      flush();
      kept += within(count);
      return this;
    }

    Builder delete(long count) {
      deleted += within(count);
      return this;
    }

    Builder insert(String text) {
      if (text.isEmpty()) return this;
      if (inserted != null) {
        inserted.append(text);
      } else if (onlyInserted.isEmpty()) {
        onlyInserted = text;
      } else {
        inserted = new StringBuilder(onlyInserted).append(text);
      }
      return this;
    }

    private long within(long count) {
      long taken = Math.min(count, FURTHEST - reach);
      reach += taken;
      return taken;
    }

    private void flush() {
      if (deleted == 0 && onlyInserted.isEmpty()) return;
      if (kept > 0) parts.add((int) kept);
      if (!onlyInserted.isEmpty()) parts.add(inserted == null ? onlyInserted : inserted.toString());
      if (deleted > 0) parts.add((int) -deleted);
      kept = 0;
      deleted = 0;
      inserted = null;
      onlyInserted = "";
    }

    TextEdit build() {
      flush();
      return parts.isEmpty() ? NONE : new TextEdit(List.copyOf(parts));
    }
  }

  /** Walks over the parts of an edit, any number of units at a time. After the last part everything is kept. */
  private static final class Cursor {

    private final List<Object> parts;
    private int next;
    private int used;

    Cursor(TextEdit edit) {
      this.parts = edit.parts;
    }

    boolean done() {
      return next == parts.size();
    }

    boolean inserts() {
      return !done() && parts.get(next) instanceof String;
    }

    boolean deletes() {
      return !done() && parts.get(next) instanceof Integer count && count < 0;
    }

    /** Units left in this part. */
    int length() {
      if (done()) return Integer.MAX_VALUE;
      return (parts.get(next) instanceof String text ? text.length() : Math.abs((Integer) parts.get(next))) - used;
    }

    void take(int length) {
      if (done()) return;
      if (length == length()) {
        next++;
        used = 0;
      } else {
        used += length;
      }
    }

    /** What is left of the insertion. */
    String takeText() {
      return takeText(length());
    }

    String takeText(int length) {
      var text = ((String) parts.get(next)).substring(used, used + length);
      take(length);
      return text;
    }
  }
}
