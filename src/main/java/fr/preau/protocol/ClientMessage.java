package fr.preau.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.Op;
import java.util.List;

/** What a client can say. */
public sealed interface ClientMessage {

  /** @param since the last seq that the client has completely, or -1 */
  record Hello(String token, long since) implements ClientMessage {}

  /**
   * @param phase  the phase it was written in, where it was meant for few, or null
   * @param shown  whether what is written in that phase was shown to everybody by then
   * @param digest of {@code ops} as sent, equal for equal bodies
   * @param size   of the frame it came in, in bytes: what keeping it costs
   */
  record Submit(String id, String phase, boolean shown, List<Op> ops, long digest, int size) implements ClientMessage {
    public Submit {
      ops = List.copyOf(ops);
    }
  }

  /** @param data where the person is; opaque to the server, at most {@link Codec#MAX_PRESENCE} bytes */
  record Presence(ObjectNode data) implements ClientMessage {}

  record Ping() implements ClientMessage {}
}
