package fr.preau.room;

/** There is no workshop with this id. */
public final class NoSuchWorkshop extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NoSuchWorkshop(String workshop) {
    super("no workshop " + workshop, null, false, false);
  }
}
