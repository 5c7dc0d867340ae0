package fr.preau.room.port;

/** The log answers, and holds what cannot be read: whoever asks the same again gets no more. */
public final class UnreadableLog extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnreadableLog(String what, Throwable cause) {
    super(what, cause);
  }
}
