package fr.preau.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import fr.preau.board.Op;
import fr.preau.protocol.Codec;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A connection that keeps every character which the server ever sent on it. Any thread. */
final class Ear implements WebSocket.Listener, AutoCloseable {

  private static final Codec CODEC = new Codec();
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final StringBuilder heard = new StringBuilder();
  private final boolean sockJs;
  private final boolean bridge;
  private final WebSocket socket;
  private CompletableFuture<?> said = CompletableFuture.completedFuture(null);
  private int counter;

  private Ear(URI base, String path, boolean sockJs) {
    this.sockJs = sockJs;
    this.bridge = path.startsWith("/eventbus");
    var builder = Http.CLIENT.newWebSocketBuilder();
    if (path.equals("/ws")) builder.subprotocols(Routes.SUBPROTOCOL);
    socket = builder.buildAsync(URI.create("ws://" + base.getAuthority() + path), this).join();
  }

  /** On the board, after what it has already ({@code since}), or afresh (-1). */
  static Ear board(URI base, String token, long since) {
    return greeted(new Ear(base, "/ws", false), token, since);
  }

  /** The same over SockJS. */
  static Ear sockJs(URI base, String token, String name) {
    return greeted(new Ear(base, "/sockjs/000/" + name + "/websocket", true), token, -1);
  }

  private static Ear greeted(Ear ear, String token, long since) {
    ear.say("{\"t\":\"hello\",\"token\":\"" + token + "\"" + (since < 0 ? "" : ",\"since\":" + since) + "}");
    ear.await("welcome");
    return ear;
  }

  /** At the dashboard's counts of a workshop. */
  static Ear bridge(URI base, String token, String workshop) {
    var ear = new Ear(base, "/eventbus/websocket", false);
    ear.say("{\"type\":\"register\",\"address\":\"preau.workshop." + workshop + ".live\",\"headers\":{\"authorization\":\"Bearer " + token + "\"}}");
    return ear;
  }

  /** Whether it hears counts alone, not the board. */
  boolean isBridge() {
    return bridge;
  }

  synchronized void say(String frame) {
    var text = sockJs ? quoted(frame) : frame;
    said = said.thenCompose(nothing -> socket.sendText(text, true));
  }

  /** Sends a transaction under an id that begins so, and waits for its answer. */
  void submit(String prefix, Op... ops) {
    var id = prefix + "-" + ++counter;
    say("{\"t\":\"tx\",\"id\":\"" + id + "\",\"ops\":" + CODEC.ops(List.of(ops)) + "}");
    await(id);
  }

  private static String quoted(String frame) {
    try {
      return TestServer.JSON.writeValueAsString(List.of(frame));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    hear(data, last);
    from.request(1);
    return null;
  }

  /** What the bridge sends: no letter of it is cut in two, since nothing there but names of families could be. */
  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    hear(StandardCharsets.UTF_8.decode(data), last);
    from.request(1);
    return null;
  }

  private synchronized void hear(CharSequence data, boolean last) {
    heard.append(data);
    if (last) heard.append('\n');
    notifyAll();
  }

  /** Waits until it has heard this. */
  void await(String part) {
    await(Pattern.compile(Pattern.quote(part)));
  }

  /** Likewise, for what is written in one way or another. */
  void await(Pattern part) {
    await(part, false);
  }

  /** Likewise, whether or not the frames come in quotes, as they do over SockJS. */
  void awaitPlain(Pattern part) {
    await(part, true);
  }

  private synchronized void await(Pattern part, boolean plain) {
    long deadline = System.nanoTime() + WAIT_NANOS;
    while (!part.matcher(plain ? heard.toString().replace("\\\"", "\"") : heard).find()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) throw new AssertionError("not heard: " + part + " in\n" + heard);
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  synchronized String heard() {
    return heard.toString();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
