package fr.preau.protocol;

/** Why the server closes a connection: the codes of the contract. */
public enum CloseCode {
  GOING_AWAY(1001), OVERLOADED(1013), MALFORMED(4400), TOKEN_REFUSED(4401), REMOVED(4403), NO_HELLO(4408), TOO_LARGE(4413), TOO_FAST(4429);

  private final int number;

  CloseCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
