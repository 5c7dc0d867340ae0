package fr.preau.http.live;

import fr.preau.protocol.Frame;

/** The socket under a {@link BoardConnection}. Nothing here throws or blocks; after a close everything else does nothing. */
interface Transport {

  void write(Frame frame);

  /** Whether so much is unsent that nothing more should be written until {@link BoardConnection#drained()}. */
  boolean full();

  /** Stops reading what the client sends, as far as this transport can. */
  void pause();

  void resume();

  /** Asks for a sign of life, answered by {@link BoardConnection#heard()}. */
  void ping();

  /** Whether {@link #ping} does ask: where it cannot, only who has pinged before is cut off for being silent. */
  boolean canPing();

  /** Sends a close with this code after what was written, and does not wait for the peer. */
  void close(int code);

  /** Drops the connection at once, with whatever is unsent. */
  void kill();
}
