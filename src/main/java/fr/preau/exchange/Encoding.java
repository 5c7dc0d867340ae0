package fr.preau.exchange;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * How the bytes of a text file are to be read: UTF-8, UTF-16 where it says so by its first bytes, else Windows-1252, which
 * is what spreadsheets on Windows write.
 *
 * @param start where the text starts, after a byte order mark
 */
record Encoding(Charset charset, int start) {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /** @return null where this is not text; why is then among the problems */
  static Encoding of(String part, byte[] bytes, Problems problems) {
    if (bytes.length == 0) return refused(part, 0, "empty", problems);
    if (startsWith(bytes, 'P', 'K', 3, 4)) return refused(part, 0, "spreadsheet", problems);
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) return strict(part, bytes, new Encoding(StandardCharsets.UTF_8, 3), problems);
    if (startsWith(bytes, 0xFF, 0xFE)) return strict(part, bytes, new Encoding(StandardCharsets.UTF_16LE, 2), problems);
    if (startsWith(bytes, 0xFE, 0xFF)) return strict(part, bytes, new Encoding(StandardCharsets.UTF_16BE, 2), problems);
    for (int i = 0; i < bytes.length; i++) if (bytes[i] == 0) return refused(part, lineOf(bytes, i), "not-text", problems);
    var utf8 = new Encoding(StandardCharsets.UTF_8, 0);
    var reading = reading(bytes, utf8);
    if (reading.wrong == 0) return utf8;
    if (reading.wide > reading.wrong || reading.surrogates) return refused(part, reading.line, "encoding", problems);
    return strict(part, bytes, new Encoding(WINDOWS, 0), problems);
  }

  private static Encoding strict(String part, byte[] bytes, Encoding encoding, Problems problems) {
    var reading = reading(bytes, encoding);
    if (reading.wrong > 0) return refused(part, reading.line, "encoding", problems);
    return reading.nul > 0 ? refused(part, reading.nul, "not-text", problems) : encoding;
  }

  private static Encoding refused(String part, long line, String code, Problems problems) {
    problems.add(part, line, code);
    return null;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) return false;
    for (int i = 0; i < start.length; i++) if ((bytes[i] & 0xFF) != start[i]) return false;
    return true;
  }

  private static long lineOf(byte[] bytes, int position) {
    var line = 1L;
    for (int i = 0; i < position; i++) if (bytes[i] == '\n') line++;
    return line;
  }

  /** What reading the whole file in an encoding shows. */
  private static final class Reading {
    /** Sequences that mean nothing in it, and the line of the first. */
    long wrong;
    long line;
    /** Characters that took more than one byte. */
    long wide;
    /** Whether half a character, as UTF-16 has them, was written on its own. */
    boolean surrogates;
    /** The line of the first NUL; 0 where there is none. */
    long nul;
    private long lines = 1;

    void take(CharBuffer chars) {
      chars.flip();
      while (chars.hasRemaining()) {
        var c = chars.get();
        if (c == '\n') lines++;
        else if (c >= 0x80) wide++;
        else if (c == 0 && nul == 0) nul = lines;
      }
      chars.clear();
    }
  }

  private static Reading reading(byte[] bytes, Encoding encoding) {
    var decoder = encoding.charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    var in = ByteBuffer.wrap(bytes, encoding.start, bytes.length - encoding.start);
    var out = CharBuffer.allocate(8192);
    var reading = new Reading();
    while (true) {
      var result = decoder.decode(in, out, true);
      reading.take(out);
      if (result.isUnderflow()) return reading;
      if (!result.isError()) continue;
      if (reading.wrong++ == 0) reading.line = reading.lines;
      var at = in.position();
      reading.surrogates |= (bytes[at] & 0xFF) == 0xED && at + 1 < bytes.length && (bytes[at + 1] & 0xE0) == 0xA0;
      in.position(Math.min(in.limit(), at + Math.max(1, result.length())));
    }
  }
}
