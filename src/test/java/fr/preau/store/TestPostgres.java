package fr.preau.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;

/** A PostgreSQL of a test's own, stopped and started while a server uses it. */
public final class TestPostgres implements AutoCloseable {

  private final Path folder = TestStorage.newFolder();
  private final EmbeddedPostgres postgres = EmbeddedPostgres.start(folder);
  private final DatabaseAddress address = postgres.address();

  public int port() {
    return address.port();
  }

  /** The setting {@code db-url} of a server that reaches it at this port. */
  public String url(int port) {
    return "postgresql://" + address.user() + ":" + address.password() + "@127.0.0.1:" + port + "/" + address.database();
  }

  public Connection connect() throws SQLException {
    return address.dataSource().getConnection();
  }

  /** Every commit is refused from now on, or none. */
  public void refuseCommits(boolean all) {
    try (var connection = connect(); var statement = connection.createStatement()) {
      statement.execute("alter table tx " + (all ? "add constraint refused check (false) not valid" : "drop constraint refused"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops it in good order. */
  public void stop() {
    try {
      postgres.stopCluster();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as {@code pg_ctl stop -m immediate} does: nothing is written any more, and the next start recovers from the log. */
  public void stopImmediately() {
    try {
      var postmaster = ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst().strip())).orElseThrow();
      new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster.pid())).start().waitFor();
      postmaster.onExit().get();
    } catch (IOException | ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public void start() {
    try {
      if (!postgres.startCluster(address.port())) throw new IllegalStateException("PostgreSQL does not start again");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    postgres.close();
    TestStorage.delete(folder);
  }
}
