package fr.preau.room.port;

import fr.preau.protocol.Frame;
import fr.preau.protocol.ServerMessage;

/** Turns a message into the bytes that every recipient gets. */
@FunctionalInterface
public interface Encoder {
  Frame encode(ServerMessage message);
}
