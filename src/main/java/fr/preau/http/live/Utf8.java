package fr.preau.http.live;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8 as the standard has it. JSON parsers let overlong forms through, by which one text has many spellings. */
final class Utf8 {

  private Utf8() {}

  static boolean isWellFormed(byte[] bytes) {
    for (var b : bytes) if (b < 0) return decodes(bytes);
    return true;
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
