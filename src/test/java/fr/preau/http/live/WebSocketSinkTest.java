package fr.preau.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket00FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketSinkTest {

  private final WebSocketSink.Last last = new WebSocketSink.Last();

  private record Socket(EmbeddedChannel channel, WebSocketSink sink) {}

  private Socket socket(Runnable writable) {
    var channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
    var sink = new WebSocketSink(last, writable);
    assertThat(sink.enter(channel.pipeline())).isTrue();
    return new Socket(channel, sink);
  }

  private static Frame frame(int size) {
    return Frame.of("x".repeat(size).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> read(EmbeddedChannel written) {
    var client = new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, 1 << 20));
    for (ByteBuf bytes; (bytes = written.readOutbound()) != null; ) client.writeInbound(Unpooled.copiedBuffer(bytes));
    var texts = new ArrayList<String>();
    for (TextWebSocketFrame text; (text = client.readInbound()) != null; ) {
      assertThat(text.isFinalFragment()).isTrue();
      texts.add(text.text());
      text.release();
    }
    return texts;
  }

  @ParameterizedTest(name = "R96 a frame of {0} bytes arrives whole, as one text")
  @ValueSource(ints = {2, 125, 126, 65_535, 65_536, 300_000})
  void everyLength(int size) {
    var socket = socket(() -> { });
    socket.sink().write(frame(size));
    assertThat(read(socket.channel())).containsExactly("x".repeat(size));
  }

  @Test
  @DisplayName("R96 what goes to many is framed once: each gets the same memory, and each gets all of it")
  void sharedBytes() {
    var sockets = List.of(socket(() -> { }), socket(() -> { }), socket(() -> { }));
    var first = frame(500);
    var second = frame(40);
    for (var frame : List.of(first, second)) for (var socket : sockets) socket.sink().write(frame);
    var addresses = new ArrayList<Long>();
    for (var socket : sockets) {
      ByteBuf bytes = socket.channel().outboundMessages().isEmpty() ? null : (ByteBuf) socket.channel().outboundMessages().peek();
      addresses.add(bytes.memoryAddress());
      assertThat(read(socket.channel())).containsExactly("x".repeat(500), "x".repeat(40));
    }
    assertThat(addresses.stream().distinct()).hasSize(1);
  }

  @Test
  @DisplayName("R37 a socket that takes no more says so, and tells when it does again")
  void backPressure() {
    var told = new ArrayList<String>();
    var socket = socket(() -> told.add("room"));
    var config = socket.channel().config();
    config.setWriteBufferWaterMark(new WriteBufferWaterMark(100, 200));
    assertThat(socket.sink().full()).isFalse();
    socket.channel().pipeline().firstContext().channel().unsafe().outboundBuffer().addMessage(Unpooled.copiedBuffer(new byte[300]), 300, socket.channel().newPromise());
    assertThat(socket.sink().full()).isTrue();
    assertThat(told).isEmpty();
    socket.channel().flush();
    assertThat(socket.sink().full()).isFalse();
    assertThat(told).containsExactly("room");
  }

  @Test
  @DisplayName("R96 a version of the protocol that frames in another way is not served")
  void otherVersion() {
    assertThat(new WebSocketSink(last, () -> { }).enter(new EmbeddedChannel(new WebSocket00FrameEncoder()).pipeline())).isFalse();
  }
}
