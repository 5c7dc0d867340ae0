package fr.preau.board;

import java.util.ArrayList;
import java.util.SplittableRandom;

/** Texts and edits of them by chance, with many surrogate pairs and few different characters, so that edits meet often. */
public final class RandomEdits {

  private static final String[] CHARACTERS = {"a", "b", "é", " ", "\n", "🚲", "🏫", "𝄞", "אב"};

  private RandomEdits() {}

  /** @param most characters */
  public static String text(SplittableRandom random, int most) {
    var text = new StringBuilder();
    for (int left = random.nextInt(most + 1); left > 0; left--) text.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    return text.toString();
  }

  /** An edit that fits this text: a few insertions and deletions anywhere. */
  public static TextEdit edit(SplittableRandom random, String text) {
    var parts = new ArrayList<Object>();
    for (int at = 0; at < text.length(); ) {
      int length = text.codePointCount(at, text.length());
      int end = text.offsetByCodePoints(at, 1 + random.nextInt(Math.min(length, 6)));
      if (random.nextInt(3) == 0) parts.add(text(random, 3));
      parts.add(random.nextInt(3) == 0 ? at - end : end - at);
      at = end;
    }
    if (random.nextInt(3) == 0) parts.add(text(random, 3));
    return TextEdit.of(parts);
  }
}
