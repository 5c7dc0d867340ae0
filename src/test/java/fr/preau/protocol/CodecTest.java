package fr.preau.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.protocol.ServerMessage.PersonView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {

  private final Codec codec = new Codec();

  private ClientMessage decode(String frame) throws Malformed {
    return codec.decode(frame.getBytes(StandardCharsets.UTF_8));
  }

  private String encode(ServerMessage message) {
    return new String(codec.encode(message).utf8(), StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("a transaction is read with every verb, its fields in any order, unknown ones passed over")
  void transaction() throws Malformed {
    var removal = new HashMap<String, Object>();
    removal.put("body", null);
    var read = (ClientMessage.Submit) decode("""
        {"ops":[["put","card","c1",{"kind":"note","title":"É","x":1.5,"y":2.0,"agreed":true}],["set","c1",{"body":null}],
        ["del","c1"],["restore","c1"],["text","c1","visee",3,[12,"à",-4]],["text","c1","visee",4,["x"],"first"]],"more":{"a":[1]},"phase":null,"id":"a-1","t":"tx"}""");
    assertThat(read.id()).isEqualTo("a-1");
    assertThat(read.ops()).containsExactly(
        new Op.Put("card", "c1", Map.of("kind", "note", "title", "É", "x", 1.5, "y", 2L, "agreed", true)),
        new Op.Set("c1", removal), new Op.Del("c1"), new Op.Restore("c1"), new Op.Text("c1", "visee", 3, TextEdit.of(List.of(12, "à", -4))),
        new Op.Text("c1", "visee", 4, TextEdit.of(List.of("x")), true));
  }

  @Test
  @DisplayName("hello, presence and ping are read")
  void others() throws Malformed {
    assertThat(decode("{\"t\":\"hello\",\"token\":\"x\",\"since\":12}")).isEqualTo(new ClientMessage.Hello("x", 12));
    assertThat(decode("{\"t\":\"hello\",\"token\":\"x\"}")).isEqualTo(new ClientMessage.Hello("x", -1));
    assertThat(decode("{\"t\":\"ping\"}")).isEqualTo(new ClientMessage.Ping());
    assertThat(((ClientMessage.Presence) decode("{\"t\":\"presence\",\"data\":{\"x\":1}}")).data().get("x").asInt()).isEqualTo(1);
  }

  @ParameterizedTest(name = "<{0}>")
  @DisplayName("R31 what is not a frame of the contract is malformed, never a crash")
  @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"t\":1}", "{\"t\":\"nope\"}", "{\"t\":\"hello\"}", "{\"t\":\"tx\",\"id\":\"a-1\"}",
      "{\"t\":\"tx\",\"id\":\"é\",\"ops\":[]}", "{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":{}}", "{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"fly\",\"c1\"]]}",
      "{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"del\"]]}", "{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"del\",\"c1\",3]]}",
      "{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"set\",\"c1\",{\"x\":1e999}]]}", "{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"set\",\"c1\",{\"x\":1,\"x\":2}]]}",
      "{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"text\",\"c1\",\"visee\",-1,[]]]}", "{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"text\",\"c1\",\"visee\",1,[1.5]]]}",
      "{\"t\":\"ping\"} {\"t\":\"ping\"}", "{\"t\":\"presence\",\"data\":[]}", "{\"t\":\"hello\",\"token\":\"x\",\"since\":99999999999999999999}"})
  void malformed(String frame) {
    assertThatThrownBy(() -> decode(frame)).isInstanceOf(Malformed.class).hasMessageMatching("[^\\p{Cntrl}]{1,300}");
  }

  @Test
  @DisplayName("R32 deep JSON and numbers of a thousand digits are refused before they cost anything")
  void bombs() {
    assertThatThrownBy(() -> decode("{\"t\":\"presence\",\"data\":" + "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_001))).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> decode("{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"set\",\"c\",{\"x\":" + "9".repeat(1_000) + "}]]}")).isInstanceOf(Malformed.class);
  }

  @Test
  @DisplayName("bytes that are not UTF-8 are malformed")
  void notUtf8() {
    assertThatThrownBy(() -> codec.decode(new byte[] {'{', '"', (byte) 0xC3, '"', '}'})).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> codec.decode("{\"t\":\"ping\"}".getBytes(StandardCharsets.UTF_16LE))).isInstanceOf(Malformed.class);
  }

  @ParameterizedTest(name = "<{0}>")
  @DisplayName("whatever a pointer carries, what is told of it is JSON that every client can read, or it is malformed")
  @ValueSource(strings = {"\\ud800", "\\udc00\\ud800", "\\u0000", "\u2028", "</script>"})
  void presenceTexts(String text) throws Exception {
    for (var json : List.of("{\"a\":\"" + text + "\"}", "{\"" + text + "\":1}")) {
      var read = (ClientMessage.Presence) decode("{\"t\":\"presence\",\"data\":" + json + "}");
      var told = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(codec.encode(new ServerMessage.Presence(Map.of("p", read.data()))).utf8())).toString();
      assertThat(Codec.MAPPER.readTree(told).at("/of/p").isObject()).isTrue();
    }
  }

  @ParameterizedTest
  @DisplayName("a pointer with a number that is none, or with more than 4 KiB, is malformed")
  @ValueSource(strings = {"{\"a\":1e400}", "{\"a\":[[1e999]]}"})
  void presenceNumbers(String json) {
    assertThatThrownBy(() -> decode("{\"t\":\"presence\",\"data\":" + json + "}")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> decode("{\"t\":\"presence\",\"data\":{\"a\":\"" + "x".repeat(5_000) + "\"}}")).isInstanceOf(Malformed.class);
  }

  @Test
  @DisplayName("a nested value is read as something that no property accepts, so that its sender is told which")
  void nested() throws Malformed {
    var read = (ClientMessage.Submit) decode("{\"t\":\"tx\",\"id\":\"a-1\",\"ops\":[[\"set\",\"c1\",{\"title\":{\"a\":[1]},\"x\":2}]]}");
    assertThat(((Op.Set) read.ops().getFirst()).values()).containsEntry("title", List.of()).containsEntry("x", 2L);
  }

  @Test
  @DisplayName("whole numbers are the same however they are written; larger ones than JavaScript knows exactly are not whole")
  void numbers() throws Malformed {
    assertThat(codec.parseValues("{\"a\":1,\"b\":1.0,\"c\":1e0,\"d\":-0,\"e\":9007199254740993,\"f\":0.1}"))
        .containsEntry("a", 1L).containsEntry("b", 1L).containsEntry("c", 1L).containsEntry("d", 0L).containsEntry("e", 9007199254740992L).containsEntry("f", 0.1);
  }

  @Test
  @DisplayName("what is written for the log is read back as it was")
  void roundTrip() throws Malformed {
    var ops = List.<Op>of(new Op.Put("card", "c1", Map.of("title", "« l'été » \uD83C\uDF33\n\u202Eא", "x", -1.25, "tag:eau", true)), new Op.Del("c1"),
        new Op.Text("p", "visee", 4, TextEdit.of(List.of(3, "x", -1))));
    assertThat(codec.parseOps(codec.ops(ops))).isEqualTo(ops);
  }

  @Test
  @DisplayName("a digest is the same for the same body in another order, and differs for any other")
  void digest() throws Malformed {
    assertThat(Digest.of(codec.parseOps("[[\"set\",\"c\",{\"x\":1,\"y\":2}]]"))).isEqualTo(Digest.of(codec.parseOps("[[\"set\",\"c\",{\"y\":2,\"x\":1.0}]]")));
    assertThat(List.of("[[\"set\",\"c\",{\"x\":1}]]", "[[\"set\",\"c\",{\"x\":\"1\"}]]", "[[\"set\",\"c\",{\"x\":null}]]", "[[\"set\",\"d\",{\"x\":1}]]",
        "[[\"set\",\"c\",{\"x\":1}],[\"del\",\"c\"]]", "[[\"del\",\"c\"]]", "[[\"restore\",\"c\"]]", "[[\"text\",\"c\",\"x\",1,[1]]]", "[[\"text\",\"c\",\"x\",11,[]]]"))
        .extracting(json -> Digest.of(codec.parseOps(json))).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("R22 a large state is not copied for each who comes: every welcome holds the same bytes")
  void largeWelcome() throws Exception {
    var records = IntStream.range(0, 2_000).mapToObj(i -> new BoardRecord("c" + i, "card", Map.of("kind", "note", "title", "Carte n° " + i))).toList();
    var message = new ServerMessage.State("w1", 12, records, null, Map.of());
    var state = codec.encode(message);
    var first = codec.encode(new ServerMessage.Welcome("p_1", "participant", 99, List.of(), state));
    var second = codec.encode(new ServerMessage.Welcome("p_2", "facilitator", 100, List.of(), state));
    assertThat(first.rest()).isSameAs(second.rest());
    assertThat(first.head().length).isLessThan(100);
    var read = Codec.MAPPER.readTree(second.utf8());
    assertThat(second.size()).isEqualTo(second.utf8().length);
    assertThat(read.at("/you/id").asText()).isEqualTo("p_2");
    assertThat(read.at("/records/1999/title").asText()).isEqualTo("Carte n° 1999");
    assertThat(Codec.MAPPER.readTree(state.utf8()).get("records")).isEqualTo(read.get("records"));
  }

  @Test
  @DisplayName("a welcome carries the shared state behind what is its viewer's own")
  void welcome() {
    var state = codec.encode(new ServerMessage.State("w1", 12, List.of(new BoardRecord("c1", "card", Map.of("x", 1L))), null,
        Map.of("p_1", new PersonView("Léa", null, null, "participant", true))));
    assertThat(encode(new ServerMessage.Welcome("p_1", "participant", 99, List.of(), state))).isEqualTo(
        "{\"t\":\"welcome\",\"you\":{\"id\":\"p_1\",\"role\":\"participant\"},\"time\":99,\"workshop\":\"w1\",\"seq\":12,"
            + "\"records\":[{\"id\":\"c1\",\"type\":\"card\",\"x\":1}],\"revs\":{},\"people\":{\"p_1\":{\"name\":\"Léa\",\"role\":\"participant\",\"here\":true}}}");
  }

  @Test
  @DisplayName("what somebody alone is told stands before what all are told, in a state as in transactions")
  void own() {
    var own = List.<ShownTx.ShownOp>of(new ShownTx.ShownOp.Whole(new BoardRecord("c2", "card", Map.of("x", 2L))), new ShownTx.ShownOp.Gone("c3"));
    assertThat(encode(new ServerMessage.Welcome("p_1", "participant", 99, own, codec.encode(new ServerMessage.State("w1", 12, List.of(), null, Map.of()))))).isEqualTo(
        "{\"t\":\"welcome\",\"you\":{\"id\":\"p_1\",\"role\":\"participant\"},\"time\":99,\"own\":[[\"put\",\"card\",\"c2\",{\"x\":2}],[\"gone\",\"c3\"]],"
            + "\"workshop\":\"w1\",\"seq\":12,\"records\":[],\"revs\":{},\"people\":{}}");
    assertThat(encode(new ServerMessage.OwnTxs(own, codec.encode(new ServerMessage.Txs(13, List.of()))))).isEqualTo(
        "{\"own\":[[\"put\",\"card\",\"c2\",{\"x\":2}],[\"gone\",\"c3\"]],\"t\":\"txs\",\"seq\":13,\"txs\":[]}");
  }

  @Test
  @DisplayName("a lone surrogate in a text of ours cannot break the frame it travels in")
  void loneSurrogate() {
    assertThat(encode(new ServerMessage.Failure("x", "a\uD800b"))).startsWith("{\"t\":\"error\"").endsWith("}");
  }
}
