package fr.preau.protocol;

/** A message encoded once, whose same bytes go to every connection. UTF-8; must not be changed. */
public record Frame(byte[] utf8) {
  public int size() {
    return utf8.length;
  }
}
