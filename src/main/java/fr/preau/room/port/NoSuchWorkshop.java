package fr.preau.room.port;

/** There is no workshop with this id. */
public final class NoSuchWorkshop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoSuchWorkshop(String workshop) {
    super("no workshop " + workshop, null, false, false);
  }
}
