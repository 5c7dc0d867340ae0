package fr.preau.protocol;

import fr.preau.board.Op;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A number that is equal for equal operations, whatever the order of their properties, now and after a restart: 64 bits of SHA-256. */
public final class Digest {

  private static final MessageDigest FRESH = find();

  private Digest() {}

  public static long of(List<Op> ops) {
    var text = new StringBuilder();
    for (var op : ops) append(text, op);
    return ByteBuffer.wrap(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8))).getLong();
  }

  private static void append(StringBuilder text, Op op) {
    switch (op) {
      case Op.Put put -> values(text.append("put"), put.values(), put.type());
      case Op.Set set -> values(text.append("set"), set.values(), "");
      case Op.Del del -> text.append("del");
      case Op.Restore restore -> text.append("restore");
      case Op.Text edit -> {
        text.append(edit.first() ? "text first" : "text").append(edit.revision());
        edit.edit().parts().forEach(part -> piece(text, part));
        piece(text, edit.field());
      }
    }
    piece(text, op.id());
  }

  private static void values(StringBuilder text, Map<String, Object> values, String type) {
    piece(text, type);
    (values.size() < 2 ? values : new TreeMap<>(values)).forEach((name, value) -> {
      piece(text, name);
      piece(text, value);
    });
  }

  /** Length first, so that no two lists of pieces read the same. */
  private static void piece(StringBuilder text, Object value) {
    var string = String.valueOf(value);
    text.append(value == null ? 'n' : value.getClass().getSimpleName().charAt(0)).append(string.length()).append(':').append(string);
  }

  /** A fresh one: finding the algorithm takes longer than the digest of a small text. */
  private static MessageDigest sha256() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own SHA-256 can be cloned", e);
    }
  }

  private static MessageDigest find() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
