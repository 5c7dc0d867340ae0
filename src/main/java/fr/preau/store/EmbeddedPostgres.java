package fr.preau.store;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of our own, kept in a folder that outlives us. Starting and stopping block; any thread, one at a time.
 *
 * <p>In the data folder: {@code postgres} (the cluster), {@code postgres.log}, {@code postgres.password} and the unpacked
 * programs. {@code preau.lock} is locked while a server uses the folder.
 *
 * <p>Zonky's own launcher is not used, only its packed programs: it keeps the postmaster in our process group, so that Ctrl+C
 * would stop the database under the rooms that are still writing. {@code pg_ctl} gives it a session of its own. A
 * postmaster that a killed server left on the folder is stopped first.
 */
public final class EmbeddedPostgres implements AutoCloseable {

  private static final String USER = "preau";
  private static final String DATABASE = "preau";
  private static final int START_TRIES = 3;

  /** Durable first, then small: a workshop server shares its machine. */
  private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
      Map.entry("fsync", "on"), Map.entry("synchronous_commit", "on"), Map.entry("full_page_writes", "on"),
      Map.entry("listen_addresses", "127.0.0.1"), Map.entry("unix_socket_directories", ""),
      Map.entry("shared_buffers", "32MB"), Map.entry("work_mem", "4MB"), Map.entry("maintenance_work_mem", "32MB"),
      Map.entry("max_connections", "60"), Map.entry("wal_level", "minimal"), Map.entry("max_wal_senders", "0"),
      Map.entry("max_wal_size", "256MB"), Map.entry("max_worker_processes", "2"), Map.entry("autovacuum_max_workers", "1"),
      Map.entry("jit", "off"), Map.entry("timezone", "UTC"), Map.entry("log_min_messages", "warning"), Map.entry("log_checkpoints", "off")));

  private final Path folder;
  private final Path cluster;
  private final Path programs;
  private final FileChannel lock;
  private int port;

  private EmbeddedPostgres(Path folder, Path programs, FileChannel lock) {
    this.folder = folder;
    this.cluster = folder.resolve("postgres");
    this.programs = programs;
    this.lock = lock;
  }

  /**
   * Starts the PostgreSQL of a data folder, which is made where it does not exist.
   *
   * @throws StorageFailure when another server uses the folder, or PostgreSQL cannot run on it
   */
  public static EmbeddedPostgres start(Path dataFolder) {
    var folder = dataFolder.toAbsolutePath().normalize();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new StorageFailure("The data folder " + folder + " cannot be made", e);
    }
    var lock = lock(folder);
    try {
      var postgres = new EmbeddedPostgres(folder, PostgresFiles.unpackedIn(folder), lock);
      postgres.start();
      return postgres;
    } catch (IOException | SQLException e) {
      unlock(lock);
      throw new StorageFailure("PostgreSQL does not start on " + folder, e);
    } catch (RuntimeException e) {
      unlock(lock);
      throw e;
    }
  }

  private static FileChannel lock(Path folder) {
    try {
      var channel = FileChannel.open(folder.resolve("preau.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (held(channel)) return channel;
      channel.close();
    } catch (IOException e) {
      throw new StorageFailure("The data folder " + folder + " cannot be used", e);
    }
    throw new StorageFailure("Another Préau is running on the data folder " + folder + ": stop it, or set PREAU_DATA to another folder.");
  }

  private static boolean held(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void unlock(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new StorageFailure("The lock of the data folder stays", e);
    }
  }

  private void start() throws IOException, SQLException {
    if (!Files.exists(cluster.resolve("PG_VERSION"))) create();
    checkVersion();
    new LeftPostmaster(cluster).stop(this::stopCluster);
    for (int tries = 1; !startCluster(freePort()); tries++) {
      if (tries == START_TRIES) throw new StorageFailure("PostgreSQL does not start on " + cluster + ": " + lastLogLine());
    }
    createDatabase();
  }

  /** Made beside its place and then moved there, so that a start cut short leaves no half cluster. */
  private void create() throws IOException {
    var unfinished = folder.resolve("postgres-new");
    PostgresFiles.delete(unfinished);
    var password = newPassword();
    var made = run(60, "initdb", "-D", unfinished.toString(), "-U", USER, "--pwfile=" + password, "-A", "scram-sha-256",
        "-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions");
    if (made.code != 0) throw new StorageFailure("PostgreSQL cannot make its files in " + folder + ": " + made.lastLine());
    Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private Path newPassword() throws IOException {
    var file = passwordFile();
    Files.deleteIfExists(file);
    Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Files.writeString(file, Base64.getUrlEncoder().encodeToString(bytes) + "\n");
  }

  private void checkVersion() throws IOException {
    var has = Files.readString(cluster.resolve("PG_VERSION")).strip();
    var ours = run(10, "postgres", "--version").output.replaceAll("(?s).*?(\\d+)[.\\d]*\\s.*", "$1");
    if (!has.equals(ours)) throw new StorageFailure("The data in " + cluster + " was written by PostgreSQL " + has + " and this Préau brings PostgreSQL " + ours
        + ": start the Préau that wrote it, export, and import here; or set PREAU_DATA to another folder.");
  }

  /** Whether PostgreSQL now answers on this port. */
  boolean startCluster(int onPort) throws IOException {
    port = onPort;
    var options = new StringBuilder("-p " + port);
    SETTINGS.forEach((name, value) -> options.append(" -c ").append(name).append("=").append(value.isEmpty() ? "''" : value));
    var log = folder.resolve("postgres.log");
    Files.deleteIfExists(log);
    return run(90, "pg_ctl", "start", "-D", cluster.toString(), "-l", log.toString(), "-o", options.toString(), "-w", "-t", "60").code == 0;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private String lastLogLine() throws IOException {
    var log = folder.resolve("postgres.log");
    if (!Files.exists(log)) return "it said nothing";
    return Files.readAllLines(log).stream().filter(line -> line.contains("FATAL") || line.contains("PANIC") || line.contains("ERROR"))
        .reduce((first, second) -> second).orElse("see " + log);
  }

  private void createDatabase() throws SQLException {
    try (var connection = addressOf("postgres").dataSource().getConnection(); var statement = connection.createStatement()) {
      try (var found = statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
        if (found.next()) return;
      }
      statement.execute("create database " + DATABASE);
    }
  }

  public DatabaseAddress address() {
    return addressOf(DATABASE);
  }

  private DatabaseAddress addressOf(String database) {
    try {
      return new DatabaseAddress("127.0.0.1", port, database, USER, Files.readString(passwordFile()).strip());
    } catch (IOException e) {
      throw new StorageFailure("The database's password cannot be read", e);
    }
  }

  private Path passwordFile() {
    return folder.resolve("postgres.password");
  }

  /** Stops cleanly, within about 3 s; what was committed is on disk either way. */
  @Override
  public void close() {
    try {
      stopCluster();
    } catch (IOException e) {
      throw new StorageFailure("PostgreSQL does not stop", e);
    } finally {
      unlock(lock);
    }
  }

  /** Leaves PostgreSQL running without us, as the death of this process would. */
  void abandon() {
    unlock(lock);
  }

  void stopCluster() throws IOException {
    if (run(10, "pg_ctl", "stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "3").code != 0)
      run(10, "pg_ctl", "stop", "-D", cluster.toString(), "-m", "immediate", "-w", "-t", "5");
  }

  private record Ended(int code, String output) {
    String lastLine() {
      return output.lines().filter(line -> !line.isBlank()).reduce((first, second) -> second).orElse("it said nothing");
    }
  }

  /** Runs one of PostgreSQL's programs; root's are run in a user namespace of their own, since PostgreSQL refuses root. */
  private Ended run(int seconds, String program, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    if (LinuxUtils.isUnshareAvailable()) command.addAll(List.of("unshare", "-U"));
    command.add(programs.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    var output = folder.resolve("postgres-tool.log");
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      builder.environment().put("LC_ALL", "C");
      var process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(program + " took more than " + seconds + " s");
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(program + " was interrupted", e);
    }
  }
}
