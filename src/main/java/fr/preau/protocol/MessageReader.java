package fr.preau.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.board.Check;
import fr.preau.board.Op;
import java.io.IOException;
import java.util.List;

/** Reads one client frame from the start of a parser. The fields may come in any order; unknown ones are passed over. */
final class MessageReader {

  private final JsonParser parser;
  private String kind;
  private String id;
  private String phase;
  private boolean shown;
  private String token;
  private long since = -1;
  private List<Op> ops;
  private ObjectNode data;

  MessageReader(JsonParser parser) {
    this.parser = parser;
  }

  ClientMessage message() throws IOException, Malformed {
    if (parser.nextToken() != JsonToken.START_OBJECT) throw Codec.unexpected(parser, "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      field(name);
    }
    if (parser.nextToken() != null) throw Codec.unexpected(parser, "the end of the frame");
    return switch (kind) {
      case "hello" -> new ClientMessage.Hello(required(token, "token"), since);
      case "tx" -> submit();
      case "presence" -> new ClientMessage.Presence(required(data, "data"));
      case "ping" -> new ClientMessage.Ping();
      case null, default -> throw new Malformed("t must be hello, tx, presence or ping");
    };
  }

  private ClientMessage submit() throws Malformed {
    if (!Check.isId(required(id, "id"))) throw new Malformed("the id of a tx has 1 to 40 characters of A-Z a-z 0-9 _ -");
    return new ClientMessage.Submit(id, phase, shown, required(ops, "ops"), Digest.of(ops), (int) parser.currentLocation().getByteOffset());
  }

  private void field(String name) throws IOException, Malformed {
    switch (name) {
      case "t" -> kind = text(name);
      case "id" -> id = text(name);
      case "phase" -> phase = parser.currentToken() == JsonToken.VALUE_NULL ? null : text(name);
      case "shown" -> shown = flag(name);
      case "token" -> token = text(name);
      case "since" -> since = whole(name);
      case "ops" -> ops = new OpReader(parser).ops();
      case "data" -> data = object(name);
      default -> parser.skipChildren();
    }
  }

  private String text(String name) throws IOException, Malformed {
    if (parser.currentToken() != JsonToken.VALUE_STRING) throw Codec.unexpected(parser, "a text for " + name);
    return parser.getText();
  }

  private boolean flag(String name) throws IOException, Malformed {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw Codec.unexpected(parser, "true or false for " + name);
    };
  }

  private long whole(String name) throws IOException, Malformed {
    if (parser.currentToken() == JsonToken.VALUE_NULL) return -1;
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) throw Codec.unexpected(parser, "a whole number for " + name);
    return Math.max(-1, parser.getLongValue());
  }

  private ObjectNode object(String name) throws IOException, Malformed {
    if (parser.currentToken() != JsonToken.START_OBJECT) throw Codec.unexpected(parser, "an object for " + name);
    long start = parser.currentTokenLocation().getByteOffset();
    ObjectNode object = Codec.MAPPER.readTree(parser);
    if (parser.currentLocation().getByteOffset() - start > Codec.MAX_PRESENCE) throw new Malformed(name + " has more than " + Codec.MAX_PRESENCE + " bytes");
    if (!isFinite(object)) throw new Malformed(name + " has a number that is not finite");
    return object;
  }

  private static boolean isFinite(JsonNode node) {
    if (node.isFloatingPointNumber()) return Double.isFinite(node.doubleValue());
    for (var child : node) if (!isFinite(child)) return false;
    return true;
  }

  private static <T> T required(T value, String name) throws Malformed {
    if (value == null) throw new Malformed(name + " is missing");
    return value;
  }
}
