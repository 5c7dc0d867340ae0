package fr.preau.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads operations from a parser that stands on their first token. */
final class OpReader {

  /** Beyond it whole numbers are not exact in JavaScript. */
  private static final long EXACT = 1L << 53;
  /** More than any model allows: a bound on what one frame can make us build. */
  private static final int MAX_PROPERTIES = 500;

  /** At the end of an edit of a text: what it inserts stands first. */
  static final String FIRST = "first";

  private final JsonParser parser;

  OpReader(JsonParser parser) {
    this.parser = parser;
  }

  List<Op> ops() throws IOException, Malformed {
    expect(JsonToken.START_ARRAY, "a list of operations");
    var ops = new ArrayList<Op>();
    while (parser.nextToken() != JsonToken.END_ARRAY) ops.add(op());
    return ops;
  }

  private Op op() throws IOException, Malformed {
    expect(JsonToken.START_ARRAY, "an operation");
    var verb = nextText("a verb");
    Op op = switch (verb) {
      case "put" -> new Op.Put(nextText("a type"), nextText("an id"), nextValues());
      case "set" -> new Op.Set(nextText("an id"), nextValues());
      case "del" -> new Op.Del(nextText("an id"));
      case "restore" -> new Op.Restore(nextText("an id"));
      case "text" -> new Op.Text(nextText("an id"), nextText("a field"), nextCount("a revision"), nextEdit());
      default -> throw Codec.unexpected(parser, "put, set, del, restore or text");
    };
    if (parser.nextToken() == JsonToken.VALUE_STRING && op instanceof Op.Text text && FIRST.equals(parser.getText())) {
      op = new Op.Text(text.id(), text.field(), text.revision(), text.edit(), true);
      parser.nextToken();
    }
    if (parser.currentToken() != JsonToken.END_ARRAY) throw Codec.unexpected(parser, "the end of the operation");
    return op;
  }

  private Map<String, Object> nextValues() throws IOException, Malformed {
    parser.nextToken();
    return values();
  }

  Map<String, Object> values() throws IOException, Malformed {
    expect(JsonToken.START_OBJECT, "properties");
    var values = new LinkedHashMap<String, Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      values.put(name, value());
      if (values.size() > MAX_PROPERTIES) throw Codec.unexpected(parser, "at most " + MAX_PROPERTIES + " properties");
    }
    return values;
  }

  private Object value() throws IOException, Malformed {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      default -> {
        parser.skipChildren();
        yield List.of();
      }
    };
  }

  private Object number() throws IOException, Malformed {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long whole = parser.getLongValue();
      if (Math.abs(whole) <= EXACT && whole != Long.MIN_VALUE) return whole;
    }
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) throw Codec.unexpected(parser, "a finite number");
    if (number == Math.rint(number) && Math.abs(number) <= EXACT) return (long) number;
    return number;
  }

  private TextEdit nextEdit() throws IOException, Malformed {
    parser.nextToken();
    expect(JsonToken.START_ARRAY, "an edit");
    var edit = new ArrayList<Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.VALUE_STRING) edit.add(parser.getText());
      else if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT) edit.add(parser.getIntValue());
      else throw Codec.unexpected(parser, "a text or a count");
    }
    try {
      return TextEdit.of(edit);
    } catch (IllegalArgumentException e) {
      throw Codec.unexpected(parser, "an edit of a text");
    }
  }

  private String nextText(String wanted) throws IOException, Malformed {
    if (parser.nextToken() != JsonToken.VALUE_STRING) throw Codec.unexpected(parser, wanted);
    return parser.getText();
  }

  private long nextCount(String wanted) throws IOException, Malformed {
    if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT) throw Codec.unexpected(parser, wanted);
    return count(wanted);
  }

  private long count(String wanted) throws IOException, Malformed {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0 || parser.getLongValue() > EXACT) throw Codec.unexpected(parser, wanted);
    return parser.getLongValue();
  }

  private void expect(JsonToken token, String wanted) throws IOException, Malformed {
    if (parser.currentToken() != token) throw Codec.unexpected(parser, wanted);
  }
}
