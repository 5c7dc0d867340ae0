package fr.preau.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A message encoded once, whose same bytes go to every connection. UTF-8. All but the head of a large one stands outside
 * the heap, where sockets take it as it is, and may be shared with other messages. Immutable; any thread.
 */
public final class Frame {

  /** A message from so many bytes on is large. */
  private static final int LARGE = 64 * 1024;

  private final byte[] head;
  private final ByteBuffer rest;

  private Frame(byte[] head, ByteBuffer rest) {
    this.head = head;
    this.rest = rest;
  }

  /** @param utf8 not to be changed any more */
  public static Frame of(byte[] utf8) {
    if (utf8.length < LARGE) return new Frame(utf8, null);
    var rest = ByteBuffer.allocateDirect(utf8.length - 1).put(utf8, 1, utf8.length - 1).flip();
    return new Frame(new byte[] {utf8[0]}, rest.asReadOnlyBuffer());
  }

  /** This object with the members of another before its own, of whose bytes nothing is copied where they are many. */
  Frame after(byte[] members) {
    if (rest != null) return new Frame(members, rest);
    var whole = Arrays.copyOf(members, members.length + head.length - 1);
    System.arraycopy(head, 1, whole, members.length, head.length - 1);
    return new Frame(whole, null);
  }

  /** The first bytes: all of them where there is no {@link #rest}. Not to be changed. */
  public byte[] head() {
    return head;
  }

  /** The bytes after the head, or null; its position is not to be moved. */
  public ByteBuffer rest() {
    return rest;
  }

  /** All bytes; a copy where there is a rest. Not to be changed. */
  public byte[] utf8() {
    if (rest == null) return head;
    var whole = Arrays.copyOf(head, size());
    rest.get(0, whole, head.length, rest.limit());
    return whole;
  }

  public int size() {
    return head.length + (rest == null ? 0 : rest.limit());
  }
}
