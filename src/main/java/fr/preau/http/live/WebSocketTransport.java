package fr.preau.http.live;

import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.ws.WebSocketFrameImpl;

/** A WebSocket. Puts fragments together, within the size of a frame. */
final class WebSocketTransport implements Transport {

  /** Bytes that the socket takes before it is full. */
  static final int HIGH_WATER = 64 * 1024;
  private static final int MAX_FRAGMENTS = 256;

  private final ServerWebSocket socket;
  private final Runnable hangUp;
  private BoardConnection connection;
  private Buffer fragments;
  private int fragmentCount;
  private boolean closed;

  WebSocketTransport(ServerWebSocket socket, Runnable hangUp) {
    this.socket = socket;
    this.hangUp = hangUp;
  }

  void serve(BoardConnection served) {
    connection = served;
    socket.setWriteQueueMaxSize(HIGH_WATER);
    socket.frameHandler(this::frame);
    socket.drainHandler(nothing -> served.drained());
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

  /** The public API takes texts as Strings only, which would be encoded again for each recipient. */
  @Override
  public void write(Frame frame) {
    if (!closed) socket.writeFrame(new WebSocketFrameImpl(WebSocketFrameType.TEXT, bytes(frame), true));
  }

  /** Without a copy of the rest: it goes to the kernel from where it stands, for all recipients. Read-only, since Vert.x copies other compositions. */
  private static ByteBuf bytes(Frame frame) {
    if (frame.rest() == null) return Unpooled.wrappedBuffer(frame.head());
    var head = Unpooled.directBuffer(frame.head().length).writeBytes(frame.head());
    return Unpooled.wrappedBuffer(head, Unpooled.wrappedBuffer(frame.rest())).asReadOnly();
  }

  @Override
  public boolean full() {
    return closed || socket.isClosed() || socket.writeQueueFull();
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
    if (!closed) hangUp.run();
  }
}
