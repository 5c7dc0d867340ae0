package fr.preau.store;

import fr.preau.protocol.Codec;
import fr.preau.room.port.Directory;
import fr.preau.room.port.TxLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/** Everything that outlives the server: started, migrated and ready to use. {@link #start} and {@link #close} block. */
public final class Storage implements AutoCloseable {

  private final Optional<EmbeddedPostgres> embedded;
  private final DatabaseAddress address;
  private final Database database;
  private final TxLog log;
  private final Directory directory;

  private Storage(Optional<EmbeddedPostgres> embedded, DatabaseAddress address, Database database, Codec codec, LongSupplier now) {
    this.embedded = embedded;
    this.address = address;
    this.database = database;
    log = new PgTxLog(database, codec);
    directory = new PgDirectory(database, codec, now);
  }

  /**
   * @param external    the database to use; empty: one of our own, in the data folder
   * @param connections at most so many
   * @param now         epoch milliseconds
   * @throws StorageFailure with one line for the person who starts the server
   */
  public static Storage start(Vertx vertx, Optional<DatabaseAddress> external, Path dataFolder, int connections, LongSupplier now) {
    var embedded = external.isPresent() ? Optional.<EmbeddedPostgres>empty() : Optional.of(EmbeddedPostgres.start(dataFolder));
    try {
      var address = external.orElseGet(() -> embedded.get().address());
      Migrations.apply(address);
      return new Storage(embedded, address, new Database(vertx, address, connections), new Codec(), now);
    } catch (RuntimeException e) {
      embedded.ifPresent(EmbeddedPostgres::close);
      throw e;
    }
  }

  public TxLog log() {
    return log;
  }

  public Directory directory() {
    return directory;
  }

  /** Where the data is, for those who query it with plain SQL. */
  public DatabaseAddress address() {
    return address;
  }

  /** Whether the database answers now; never fails. */
  public Future<Boolean> reachable() {
    return database.reachable();
  }

  /** Lets go of the connections and stops a database of our own. */
  @Override
  public void close() {
    try {
      database.close().await(2, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      // What still runs is cut off by the stop of the database, or by the end of the process.
    } finally {
      embedded.ifPresent(EmbeddedPostgres::close);
    }
  }
}
