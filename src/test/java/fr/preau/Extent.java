package fr.preau;

/**
 * How much a test tries: a little in every build, much under {@code mvn -Plong}. {@code -Dtest.count} and {@code -Dtest.seed}
 * say otherwise.
 */
public final class Extent {

  private Extent() {}

  /** How often to try. */
  public static int count(int usual, int inLongForm) {
    return Integer.getInteger("test.count", Boolean.getBoolean("test.long") ? inLongForm : usual);
  }

  /** Of all that is left to chance. A test that fails says it. */
  public static long seed() {
    return Long.getLong("test.seed", 1);
  }
}
