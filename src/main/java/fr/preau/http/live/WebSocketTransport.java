package fr.preau.http.live;

import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Frame;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;

/** A WebSocket. Puts fragments together, within the size of a frame. */
final class WebSocketTransport implements Transport {

  /** Bytes that the socket takes before it is full. */
  static final int HIGH_WATER = 64 * 1024;
  private static final int MAX_FRAGMENTS = 256;
  private static final short UNKNOWN_FRAMING = 1002;

  private final ServerWebSocket socket;
  private final ChannelHandlerContext channel;
  private final WebSocketSink sink;
  private BoardConnection connection;
  private Buffer fragments;
  private int fragmentCount;
  private boolean closed;

  /** @param last what goes to many in a row: one for all transports */
  WebSocketTransport(ServerWebSocket socket, ChannelHandlerContext channel, WebSocketSink.Last last) {
    this.socket = socket;
    this.channel = channel;
    this.sink = new WebSocketSink(last, () -> connection.drained());
  }

  void serve(BoardConnection served) {
    connection = served;
    if (!sink.enter(channel.pipeline())) {
      closed = true;
      served.gone();
      socket.close(UNKNOWN_FRAMING);
      return;
    }
    socket.setWriteQueueMaxSize(HIGH_WATER);
    socket.frameHandler(this::frame);
    socket.exceptionHandler(this::failed);
    socket.closeHandler(nothing -> {
      closed = true;
      served.gone();
    });
  }

  /** A frame whose head already says that it is too large is never read. */
  private void failed(Throwable failure) {
    if (failure instanceof CorruptedWebSocketFrameException broken) {
      connection.close(broken.closeStatus().code() == WebSocketCloseStatus.MESSAGE_TOO_BIG.code() ? CloseCode.TOO_LARGE : CloseCode.MALFORMED);
    }
  }

  private void frame(WebSocketFrame frame) {
    switch (frame.type()) {
      case TEXT, CONTINUATION -> text(frame);
      case BINARY -> connection.close(CloseCode.MALFORMED);
      case PING, PONG -> connection.heard();
      case CLOSE -> connection.gone();
    }
  }

  private void text(WebSocketFrame frame) {
    if (fragments == null && frame.isFinal()) {
      connection.received(frame.binaryData().getBytes());
      return;
    }
    if (fragments == null) fragments = Buffer.buffer();
    fragments.appendBuffer(frame.binaryData());
    if (fragments.length() > BoardConnection.MAX_FRAME || ++fragmentCount > MAX_FRAGMENTS) {
      fragments = null;
      connection.close(CloseCode.TOO_LARGE);
    } else if (frame.isFinal()) {
      var whole = fragments.getBytes();
      fragments = null;
      fragmentCount = 0;
      connection.received(whole);
    } else {
      connection.heard();
    }
  }

  @Override
  public void write(Frame frame) {
    if (!closed) sink.write(frame);
  }

  @Override
  public boolean full() {
    return closed || sink.full();
  }

  @Override
  public void pause() {
    socket.pause();
  }

  @Override
  public void resume() {
    if (!closed) socket.resume();
  }

  @Override
  public void ping() {
    if (!closed) socket.writePing(Buffer.buffer());
  }

  @Override
  public boolean canPing() {
    return true;
  }

  @Override
  public void close(int code) {
    if (!closed) socket.close((short) code);
    socket.resume();
  }

  @Override
  public void kill() {
    if (!closed) channel.close();
  }
}
