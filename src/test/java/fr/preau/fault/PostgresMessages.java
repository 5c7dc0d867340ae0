package fr.preau.fault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a client says to PostgreSQL, cut into messages (protocol 3.0): one byte of type, four of length, the content; the
 * first ones of a connection have no type. Of a long message the start is told as soon as it is there.
 */
final class PostgresMessages {

  /** Told of each message, with the start of its content. */
  interface Reader {
    void message(char type, ByteBuffer content);
  }

  private static final int START = 8_192;
  private static final int VERSION_3 = 3 << 16;
  private static final byte[] READY = {'Z', 0, 0, 0, 5};

  private final Reader reader;
  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private boolean started;
  /** Bytes of a long message, already told, that are still to come. */
  private long toSkip;

  PostgresMessages(Reader reader) {
    this.reader = reader;
  }

  void add(byte[] bytes) {
    int from = (int) Math.min(toSkip, bytes.length);
    toSkip -= from;
    start.write(bytes, from, bytes.length - from);
    var buffer = ByteBuffer.wrap(start.toByteArray());
    while (message(buffer)) { }
    var rest = new byte[buffer.remaining()];
    buffer.get(rest);
    start.reset();
    start.writeBytes(rest);
  }

  private boolean message(ByteBuffer buffer) {
    int head = started ? 1 : 0;
    if (buffer.remaining() < head + 4) return false;
    int length = buffer.getInt(buffer.position() + head) - 4;
    int there = Math.min(length, buffer.remaining() - head - 4);
    if (there < length && there < START) return false;
    char type = started ? (char) buffer.get() : ' ';
    buffer.getInt();
    var content = buffer.slice(buffer.position(), there);
    buffer.position(buffer.position() + there);
    toSkip = length - there;
    if (!started) started = content.getInt() == VERSION_3;
    else reader.message(type, content);
    return true;
  }

  /** The next text of a message, which ends with a zero byte. */
  static String text(ByteBuffer content) {
    int from = content.position();
    while (content.hasRemaining() && content.get() != 0) { }
    return StandardCharsets.UTF_8.decode(content.slice(from, Math.max(0, content.position() - from - 1))).toString();
  }

  /** Whether an answer of PostgreSQL ends with its word that it is ready for the next question, which follows a commit. */
  static boolean endsReady(byte[] answer) {
    if (answer.length < READY.length + 1) return false;
    for (int i = 0; i < READY.length; i++) if (answer[answer.length - READY.length - 1 + i] != READY[i]) return false;
    return true;
  }
}
