package fr.preau.fault;

import java.io.IOException;

/** Looks into one connection and says what becomes of each piece of it. Called by one thread for each way. */
@FunctionalInterface
public interface Tap {

  /** Passes everything on. */
  Tap NONE = (way, bytes, link) -> bytes;

  /** What is passed on of these bytes: it may take its time, answer in the server's place, or cut the connection. */
  byte[] passed(Way way, byte[] bytes, Link link) throws IOException;
}
