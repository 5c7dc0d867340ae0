package fr.preau.store;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One real PostgreSQL for all the tests of a run: {@code @ExtendWith(TestStorage.class)} and a parameter {@link TestStorage}. */
public final class TestStorage implements ParameterResolver, AutoCloseable {

  private Vertx vertx;
  private Path folder;
  private EmbeddedPostgres postgres;

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestStorage.class;
  }

  @Override
  public TestStorage resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(TestStorage.class, key -> started(), TestStorage.class);
  }

  private static TestStorage started() {
    var storage = new TestStorage();
    storage.vertx = Vertx.vertx();
    storage.folder = newFolder();
    storage.postgres = EmbeddedPostgres.start(storage.folder);
    Migrations.apply(storage.postgres.address());
    return storage;
  }

  /** A data folder for one server of this run, which shares PostgreSQL's unpacked programs with the others. */
  public static Path newFolder() {
    try {
      var shared = Files.createDirectories(Path.of("target/postgres-programs"));
      var programs = PostgresFiles.unpackedIn(shared.toAbsolutePath());
      var folder = Files.createTempDirectory(Path.of("target"), "data-").toAbsolutePath();
      Files.createSymbolicLink(folder.resolve(programs.getFileName()), programs);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a data folder whose server has stopped. */
  public static void delete(Path folder) {
    try {
      PostgresFiles.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Vertx vertx() {
    return vertx;
  }

  public DatabaseAddress address() {
    return postgres.address();
  }

  /** @param now epoch milliseconds */
  public Storage connect(LongSupplier now) {
    return Storage.start(vertx, Optional.of(address()), Path.of("unused"), 4, now);
  }

  /** For what no server does, such as damage. */
  public Connection sql() throws SQLException {
    return address().dataSource().getConnection();
  }

  @Override
  public void close() {
    vertx.close();
    postgres.close();
    delete(folder);
  }
}
