package fr.preau.room.port;

import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Frame;

/** The way to one connected client. Never blocks and never throws; a client that reads too slowly is cut off by the implementation. */
public interface Outbox {

  void send(Frame frame);

  /** Asks the client for nothing more for now, or for more again, as far as its transport can be asked. */
  default void pause(boolean paused) {}

  /** Says why, where a message is given, and closes. */
  void close(CloseCode code);
}
