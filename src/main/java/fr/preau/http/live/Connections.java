package fr.preau.http.live;

import fr.preau.protocol.CloseCode;
import fr.preau.room.port.Clock;
import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every live connection, and the one timer that looks after all of them, so that a connection that is refused or leaves
 * has no timer to leak. Thread rule: the event loop of the rooms.
 */
public final class Connections {

  private static final long TICK = 500;

  private final Gateway gateway;
  private final int most;
  private final Set<BoardConnection> open = new HashSet<>();
  private final WebSocketSink.Last last = new WebSocketSink.Last();
  private Clock.Timer timer;
  private boolean closing;

  /** @param most connections at the same time */
  public Connections(Gateway gateway, int most) {
    this.most = most;
    this.gateway = gateway;
  }

  /**
   * @param channel  that the socket stands on
   * @param language for what is said to the person before they are known
   */
  public void accept(ServerWebSocket socket, ChannelHandlerContext channel, String language) {
    var transport = new WebSocketTransport(socket, channel, last);
    var connection = new BoardConnection(gateway, transport, language);
    transport.serve(connection);
    add(connection);
  }

  public void accept(SockJSSocket socket, String language) {
    var transport = new SockJsTransport(socket);
    var connection = new BoardConnection(gateway, transport, language);
    transport.serve(connection);
    add(connection);
  }

  /** Whether there are as many as may be. */
  public boolean full() {
    return closing || open.size() >= most;
  }

  private void add(BoardConnection connection) {
    if (closing) connection.close(CloseCode.GOING_AWAY);
    else if (full()) connection.close(CloseCode.OVERLOADED);
    open.add(connection);
    if (timer == null) timer = gateway.clock().after(TICK, this::tick);
  }

  private void tick() {
    timer = open.isEmpty() ? null : gateway.clock().after(TICK, this::tick);
    var now = gateway.clock().now();
    for (var connection : List.copyOf(open)) if (connection.tick(now)) open.remove(connection);
  }

  /** Connections that are open or not yet forgotten. */
  public int size() {
    return open.size();
  }

  /** Bytes that wait for clients to read, over all connections. */
  public long queued() {
    long sum = 0;
    for (var connection : open) sum += connection.queued();
    return sum;
  }

  /** Tells everybody that the server goes away, and refuses whoever comes now. */
  public void close() {
    closing = true;
    for (var connection : List.copyOf(open)) connection.close(CloseCode.GOING_AWAY);
  }
}
