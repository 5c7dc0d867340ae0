package fr.preau.protocol;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The one place that knows how messages, operations and records are written. Immutable; any thread.
 *
 * <p>Reading is bounded: nesting to 16 levels, numbers to 40 characters, texts to the size of a frame. A property's value
 * that is not a text, a number, a truth value or null is read as an empty list, which no property accepts.
 */
public final class Codec {

  static final int MAX_DEPTH = 16;
  /** The most that presence data may take, in bytes. */
  static final int MAX_PRESENCE = 4_096;

  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNumberLength(40).build())
      .disable(JsonFactory.Feature.CHARSET_DETECTION)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
      .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
      .build();
  static final JsonMapper MAPPER = new JsonMapper(FACTORY);

  /** Reads one frame of a client. */
  public ClientMessage decode(byte[] utf8) throws Malformed {
    try (var parser = FACTORY.createParser(utf8)) {
      return new MessageReader(parser).message();
    } catch (IOException e) {
      throw new Malformed(oneLine(e));
    }
  }

  /** Writes one frame. */
  public Frame encode(ServerMessage message) {
    if (message instanceof ServerMessage.Welcome welcome) return welcome.state().after(written(json -> MessageWriter.welcome(json, welcome), 256));
    if (message instanceof ServerMessage.OwnTxs own) return own.txs().after(written(json -> MessageWriter.own(json, own), 256));
    return Frame.of(written(json -> MessageWriter.write(json, message), 256));
  }

  /** Operations as the log keeps them. */
  public String ops(List<Op> ops) {
    return new String(written(json -> OpWriter.ops(json, ops), 256), StandardCharsets.UTF_8);
  }

  /** What {@link #ops} wrote. */
  public List<Op> parseOps(String json) throws Malformed {
    try (var parser = FACTORY.createParser(json)) {
      parser.nextToken();
      return new OpReader(parser).ops();
    } catch (IOException e) {
      throw new Malformed(oneLine(e));
    }
  }

  /** The properties of a record, as one JSON object. */
  public String values(Map<String, Object> values) {
    return new String(written(json -> OpWriter.values(json, values), 128), StandardCharsets.UTF_8);
  }

  /** What {@link #values} wrote. */
  public Map<String, Object> parseValues(String json) throws Malformed {
    try (var parser = FACTORY.createParser(json)) {
      parser.nextToken();
      return new OpReader(parser).values();
    } catch (IOException e) {
      throw new Malformed(oneLine(e));
    }
  }

  /** A record as it stands on the wire: {@code {"id","type",…properties}}. */
  public String record(BoardRecord record) {
    return new String(written(json -> OpWriter.record(json, record), 256), StandardCharsets.UTF_8);
  }

  /** A transaction as it stands on the wire. */
  public String tx(ShownTx tx) {
    return new String(written(json -> MessageWriter.tx(json, tx), 256), StandardCharsets.UTF_8);
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static byte[] written(Writing writing, int size) {
    var bytes = new ByteArrayOutputStream(size);
    try (var json = FACTORY.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static String oneLine(IOException e) {
    var message = e instanceof JacksonException j ? j.getOriginalMessage() : String.valueOf(e.getMessage());
    var clean = message.replaceAll("\\p{Cntrl}+", " ");
    return clean.length() > 200 ? clean.substring(0, 200) + "…" : clean;
  }

  static Malformed unexpected(JsonParser parser, String wanted) throws IOException {
    return new Malformed("expected " + wanted + " at byte " + parser.currentTokenLocation().getByteOffset());
  }
}
