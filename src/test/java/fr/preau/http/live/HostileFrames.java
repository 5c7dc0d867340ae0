package fr.preau.http.live;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Frames that no client of ours would send, none of which may change a board: noise, broken JSON, wrong shapes, wrong values. */
final class HostileFrames {

  private static final List<String> VALUES = List.of("null", "true", "-1", "1e400", "-0.0", "9223372036854775808", "1" + "0".repeat(60), "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"\u202eabc\"",
      "[]", "{}", "[[]]", "{\"a\":{}}", "\"" + "x".repeat(3_000) + "\"", "NaN", "0x10", "'a'", "\"card\"", "\"p_1\"", "\"__proto__\"");
  private static final List<String> FIELDS = List.of("t", "id", "ops", "phase", "token", "since", "data", "x", "");
  private static final List<String> VERBS = List.of("put", "set", "del", "restore", "text", "gone", "drop", "");

  private static final List<String> EDITS = List.of("1", "-1", "3", "\"\"", "\"é\"", "0", "-2", "\"\uD83D\uDE00\"");
  private static final List<String> WRONG_EDITS = List.of("2147483640,\"x\"", "-2147483648", "-2147483647", "2147483647,-2147483647", "9999999999", "60000,\"x\"", "-60000", "\"\\ud800\"", "\"\\udc00x\"", "\"\\u0000\"",
      "[]", "{}", "null", "true", "1.5", "1e2", "\"" + "x".repeat(50_001) + "\"", "\"x\",1,".repeat(3_000) + "-60000");

  private final SplittableRandom random;
  private final List<Supplier<byte[]>> kinds = List.of(this::noise, this::truncated, this::flipped, this::deep, this::wide, this::wrongFields, this::wrongOps, this::refusedOps, this::wrongEdits, this::duplicateKeys);

  HostileFrames(SplittableRandom random) {
    this.random = random;
  }

  byte[] next() {
    return kinds.get(random.nextInt(kinds.size())).get();
  }

  static String shown(byte[] frame) {
    return new String(frame, 0, Math.min(300, frame.length), StandardCharsets.UTF_8);
  }

  private byte[] noise() {
    var bytes = new byte[random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A transaction without its last bracket: all of it or nothing counts. */
  private byte[] truncated() {
    var whole = utf8("{\"t\":\"tx\",\"id\":\"f-" + random.nextInt() + "\",\"ops\":[[\"put\",\"card\",\"f" + random.nextInt(1_000) + "\",{\"kind\":\"note\",\"title\":\"x\"}]]}");
    return Arrays.copyOf(whole, random.nextInt(whole.length));
  }

  /** A refused transaction with some bytes changed to others that cannot make it right. */
  private byte[] flipped() {
    var bytes = refusedOps();
    for (int i = random.nextInt(1, 4); i > 0; i--) bytes[random.nextInt(bytes.length)] = (byte) (random.nextInt(128) + 128);
    return bytes;
  }

  private byte[] deep() {
    int depth = random.nextInt(1, 600);
    var open = random.nextBoolean() ? "[" : "{\"a\":";
    return utf8("{\"t\":\"presence\",\"data\":" + open.repeat(depth) + (random.nextBoolean() ? "1" + (open.equals("[") ? "]" : "}").repeat(depth) + "}" : ""));
  }

  private byte[] wide() {
    var ops = new StringBuilder("{\"t\":\"tx\",\"id\":\"w-1\",\"ops\":[");
    for (int i = random.nextInt(201, 400); i > 0; i--) ops.append("[\"del\",\"nothing\"],");
    return utf8(ops.append("[\"del\",\"nothing\"]]}").toString());
  }

  private byte[] wrongFields() {
    var frame = new StringBuilder("{\"t\":" + pick(List.of("\"tx\"", "\"hello\"", "\"presence\"", "\"ping\"", "\"welcome\"", "7", "null")));
    for (int i = random.nextInt(5); i > 0; i--) frame.append(",\"").append(pick(FIELDS)).append("\":").append(pick(VALUES));
    return utf8(frame.append('}').toString());
  }

  private byte[] wrongOps() {
    var frame = new StringBuilder("{\"t\":\"tx\",\"id\":\"o-" + random.nextInt(1_000_000) + "\",\"ops\":[");
    for (int i = random.nextInt(4); i > 0; i--) {
      frame.append("[\"").append(pick(VERBS)).append('"');
      for (int j = random.nextInt(5); j > 0; j--) frame.append(',').append(pick(VALUES));
      frame.append("],");
    }
    return utf8(frame.append(pick(VALUES)).append("]}").toString());
  }

  /** Well-formed, and refused by the rules. */
  private byte[] refusedOps() {
    var op = switch (random.nextInt(8)) {
      case 0 -> "[\"put\",\"member\",\"m" + random.nextInt() + "\",{\"role\":\"facilitator\"}]";
      case 1 -> "[\"set\",\"p_1\",{\"role\":\"facilitator\"}]";
      case 2 -> "[\"set\",\"workshop\",{\"title\":" + pick(VALUES) + "}]";
      case 3 -> "[\"put\",\"card\",\"c" + random.nextInt(100) + "\",{\"kind\":\"licorne\",\"title\":\"x\"}]";
      case 4 -> "[\"put\",\"card\",\"" + "c".repeat(41) + "\",{\"kind\":\"note\",\"title\":\"x\"}]";
      case 5 -> "[\"put\",\"link\",\"l1\",{\"kind\":\"influence\",\"from\":\"nothing\",\"to\":\"main\"}]";
      case 6 -> "[\"put\",\"card\",\"c1\",{\"kind\":\"note\",\"title\":\"x\",\"author\":\"p_2\"}]";
      default -> "[\"text\",\"workshop\",\"title\"," + random.nextInt() + ",[" + random.nextInt() + ",\"x\"]]";
    };
    return utf8("{\"t\":\"tx\",\"id\":\"r-" + random.nextInt(1_000_000_000) + "\",\"ops\":[" + op + "]}");
  }

  /** Edits of the long text of {@code pr1}, each with a part that fits nothing; some on a revision that others have edited since. */
  private byte[] wrongEdits() {
    var edit = new StringBuilder("[");
    for (int i = random.nextInt(4); i > 0; i--) edit.append(pick(EDITS)).append(',');
    var wrong = edit.append(pick(WRONG_EDITS)).append(']');
    return utf8("{\"t\":\"tx\",\"id\":\"e-" + random.nextInt(1_000_000_000) + "\",\"ops\":[[\"text\",\"pr1\",\"visee\"," + pick(List.of("0", "1", "2", "3", "7", "-1", "1e3", "9007199254740993")) + "," + wrong + "]]}");
  }

  private byte[] duplicateKeys() {
    return utf8("{\"t\":\"tx\",\"id\":\"d-1\",\"ops\":[],\"ops\":[[\"put\",\"card\",\"dup\",{\"kind\":\"note\",\"title\":\"x\"}]]}");
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
