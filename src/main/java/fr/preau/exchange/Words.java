package fr.preau.exchange;

import java.text.Normalizer;
import java.util.Locale;

/** How words are compared: as people would say that they are the same. */
final class Words {

  private Words() {}

  /** A heading or a nature without case, accents, spaces and punctuation; a sign that is nothing else stays as it is. */
  static String bare(String text) {
    var bare = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(bare::appendCodePoint);
    return bare.isEmpty() ? text.strip().toLowerCase(Locale.ROOT) : bare.toString();
  }

  /** A title as it is looked up: without what surrounds it, accents written in one way, any white space one space. */
  static String title(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).replaceAll("[\\s\\h]+", " ").strip();
  }

  /** A text with spaces in place of its line breaks. */
  static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]+", " ");
  }
}
