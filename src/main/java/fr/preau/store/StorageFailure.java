package fr.preau.store;

/** Why the storage cannot start, in one line for the person who starts it. */
public final class StorageFailure extends RuntimeException {

  public StorageFailure(String line) {
    super(line);
  }

  StorageFailure(String line, Throwable cause) {
    super(line + ": " + firstLine(cause), cause);
  }

  private static String firstLine(Throwable cause) {
    var message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
