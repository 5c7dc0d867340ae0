package fr.preau.store;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the schema of this version. Blocks. */
final class Migrations {

  private static final int OLDEST_POSTGRES = 15;

  private Migrations() {}

  /** @throws StorageFailure when the database cannot be reached, is too old, or was migrated by a newer Préau */
  static void apply(DatabaseAddress address) {
    checkVersion(address);
    try {
      Flyway.configure(Migrations.class.getClassLoader()).dataSource(address.dataSource()).locations("classpath:db/migration")
          .connectRetries(0).load().migrate();
    } catch (FlywayException e) {
      throw new StorageFailure("The database " + address + " cannot be brought to this version", e);
    }
  }

  private static void checkVersion(DatabaseAddress address) {
    try (var connection = address.dataSource().getConnection()) {
      int major = connection.getMetaData().getDatabaseMajorVersion();
      if (major < OLDEST_POSTGRES) throw new StorageFailure("The database " + address + " is PostgreSQL " + major + ": " + OLDEST_POSTGRES + " or newer is needed.");
    } catch (SQLException e) {
      throw new StorageFailure("The database " + address + " cannot be reached", e);
    }
  }
}
