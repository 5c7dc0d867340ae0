package fr.preau.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The postmaster that a server which was killed may have left running on its cluster. */
final class LeftPostmaster {

  private static final int STOP_SECONDS = 10;

  private final Path cluster;

  LeftPostmaster(Path cluster) {
    this.cluster = cluster;
  }

  interface Stop {
    void run() throws IOException;
  }

  /** Stops it, where there is one, and removes what a dead one left, so that PostgreSQL can start on the folder. */
  void stop(Stop stop) throws IOException {
    var file = cluster.resolve("postmaster.pid");
    if (!Files.exists(file)) return;
    var left = find(Files.readAllLines(file));
    if (left.isPresent()) {
      stop.run();
      awaitEnd(left.get());
    }
    Files.deleteIfExists(file);
  }

  /** The process of this pid file, where it is alive and really serves this folder: pids are used again. */
  private Optional<ProcessHandle> find(List<String> pidFile) throws IOException {
    if (pidFile.size() < 2 || !pidFile.get(0).strip().matches("\\d{1,18}") || !sameFolder(pidFile.get(1))) return Optional.empty();
    return ProcessHandle.of(Long.parseLong(pidFile.get(0).strip())).filter(ProcessHandle::isAlive).filter(this::servesThisFolder);
  }

  private boolean sameFolder(String path) throws IOException {
    var named = Path.of(path);
    return Files.exists(named) && Files.isSameFile(named, cluster);
  }

  private boolean servesThisFolder(ProcessHandle process) {
    var command = process.info().commandLine().orElse("");
    return command.contains("postgres") && command.contains(cluster.toString());
  }

  private static void awaitEnd(ProcessHandle process) throws IOException {
    try {
      process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new StorageFailure("A PostgreSQL left by an earlier start does not stop (process " + process.pid() + "): end it and start again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
