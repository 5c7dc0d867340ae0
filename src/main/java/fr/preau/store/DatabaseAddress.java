package fr.preau.store;

import org.postgresql.ds.PGSimpleDataSource;

/** Where a PostgreSQL database is and how to log in. Its text never holds the password. */
public record DatabaseAddress(String host, int port, String database, String user, String password) {

  PGSimpleDataSource dataSource() {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    source.setConnectTimeout(5);
    source.setLoginTimeout(10);
    source.setApplicationName("preau");
    return source;
  }

  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
