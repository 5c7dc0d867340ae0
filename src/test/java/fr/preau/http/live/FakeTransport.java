package fr.preau.http.live;

import fr.preau.protocol.Frame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A transport whose client reads when the test says so. */
final class FakeTransport implements Transport {

  final List<Frame> written = new ArrayList<>();
  boolean full;
  boolean paused;
  boolean canPing = true;
  boolean killed;
  int pings;
  int closedWith;

  @Override
  public void write(Frame frame) {
    written.add(frame);
  }

  @Override
  public boolean full() {
    return full;
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
  }

  @Override
  public void ping() {
    pings++;
  }

  @Override
  public boolean canPing() {
    return canPing;
  }

  @Override
  public void close(int code) {
    closedWith = code;
  }

  @Override
  public void kill() {
    killed = true;
  }

  String last() {
    return new String(written.getLast().utf8(), StandardCharsets.UTF_8);
  }
}
