package fr.preau.exchange;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Ids of records that came without one: the same for the same content, in whatever workshop. */
final class Ids {

  private Ids() {}

  /** @return 22 characters that stand for these words in this order, 120 bits of their SHA-256 */
  static String of(String... words) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var word : words) {
        digest.update(word.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return "i_" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()).substring(0, 20);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
