package fr.preau.room.port;

/** The database does not answer, or more waits for it than the server keeps. */
public final class StorageAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StorageAway(String what, Throwable cause) {
    super(what, cause);
  }
}
