package fr.preau.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A whole server in a process of its own, started from the packaged jar as a user would. */
public final class ServerProcess implements AutoCloseable {

  private final Process process;
  private final URI base;
  private final List<String> output = new ArrayList<>();
  private boolean ended;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.base = URI.create("http://127.0.0.1:" + port);
    var reader = new Thread(this::read, "server output");
    reader.setDaemon(true);
    reader.start();
  }

  /** A server on this data folder, listening; {@code settings} are environment variables such as {@code PREAU_DEMO}. */
  public static ServerProcess start(Path data, int port, Map<String, String> settings) {
    var server = launch(data, port, settings);
    server.awaitLine("http://");
    return server;
  }

  /** The same without waiting for it to listen. */
  public static ServerProcess launch(Path data, int port, Map<String, String> settings) {
    var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1"));
    command.addAll(Arrays.asList("-jar", System.getProperty("packed.jar", "target/preau.jar")));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PREAU_"));
    builder.environment().putAll(settings);
    builder.environment().put("PREAU_DATA", data.toString());
    builder.environment().put("PREAU_PORT", Integer.toString(port));
    try {
      return new ServerProcess(builder.start(), port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) note(line, false);
    } catch (IOException e) {
      note("output ended: " + e.getMessage(), false);
    }
    note(null, true);
  }

  private synchronized void note(String line, boolean end) {
    if (line != null) output.add(line);
    ended |= end;
    notifyAll();
  }

  /** Waits until the server has printed a line with this in it. */
  public synchronized String awaitLine(String part) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
    while (true) {
      var found = output.stream().filter(line -> line.contains(part)).findFirst();
      if (found.isPresent()) return found.get();
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (ended || left <= 0) throw new AssertionError("no line with " + part + " in:\n" + String.join("\n", output));
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }

  public synchronized List<String> output() {
    return List.copyOf(output);
  }

  public URI base() {
    return base;
  }

  public Api api() {
    return new Api(base);
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(10_000);
  }

  /** SIGTERM, as Ctrl+C and service managers do; gives the exit code. */
  public int stop() {
    process.destroy();
    return awaitEnd(20_000);
  }

  /** Waits for the process to end by itself; gives its exit code. */
  public int awaitEnd(long millis) {
    try {
      if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) throw new AssertionError("still running after " + millis + " ms:\n" + String.join("\n", output()));
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) stop();
  }
}
