package fr.preau.protocol;

/** A frame or text that is not what the contract says; the message tells a programmer where. */
public final class Malformed extends Exception {
  private static final long serialVersionUID = 1L;

  public Malformed(String message) {
    super(message, null, false, false);
  }
}
