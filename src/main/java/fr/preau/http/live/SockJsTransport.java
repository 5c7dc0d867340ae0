package fr.preau.http.live;

import fr.preau.protocol.Frame;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;

/**
 * A SockJS session. What was handed to it counts as unsent until its transport has written it, since SockJS itself
 * reports room as soon as it passed a message on.
 */
final class SockJsTransport implements Transport {

  private static final int HIGH_WATER = WebSocketTransport.HIGH_WATER;

  private final SockJSSocket socket;
  private BoardConnection connection;
  private long unsent;
  private boolean wasFull;
  private boolean closed;

  SockJsTransport(SockJSSocket socket) {
    this.socket = socket;
  }

  void serve(BoardConnection served) {
    connection = served;
    socket.handler(message -> served.received(message.getBytes()));
    socket.exceptionHandler(failure -> {});
    socket.closeHandler(nothing -> {
      closed = true;
      served.gone();
    });
  }

  @Override
  public void write(Frame frame) {
    if (closed) return;
    unsent += frame.size();
    socket.write(Buffer.buffer(frame.utf8())).onComplete((done, failure) -> {
      unsent -= frame.size();
      if (wasFull && unsent <= HIGH_WATER / 2) {
        wasFull = false;
        connection.drained();
      }
    });
  }

  @Override
  public boolean full() {
    if (unsent >= HIGH_WATER) wasFull = true;
    return closed || wasFull;
  }

  /** A paused SockJS session goes on reading, into a queue without end; so what comes is handed on, and counted there. */
  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void ping() {}

  @Override
  public boolean canPing() {
    return false;
  }

  /** SockJS has no codes of our own on most of its transports: the {@code error} frame before it says why. */
  @Override
  public void close(int code) {
    if (!closed) socket.close();
  }

  @Override
  public void kill() {
    if (!closed) socket.close();
  }
}
