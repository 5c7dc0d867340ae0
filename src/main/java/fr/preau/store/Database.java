package fr.preau.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;

/**
 * The pool of connections, with deadlines of our own: the pool itself may wait for ever. Any thread; futures complete on
 * the caller's event loop.
 *
 * <p>A statement ends within {@link #STATEMENT_SECONDS}: PostgreSQL cancels it, and where PostgreSQL does not answer at all
 * the connection is given up a little later. Connections that broke leave the pool.
 */
final class Database {

  /** For a connection to be had. */
  static final int CONNECTION_SECONDS = 5;
  /** For a statement to be answered. */
  static final int STATEMENT_SECONDS = 5;
  private static final int SILENT_SECONDS = STATEMENT_SECONDS + 3;
  private static final int UNUSED_SECONDS = 5;

  private final Pool pool;

  Database(Vertx vertx, DatabaseAddress address, int connections) {
    var options = new PgConnectOptions().setHost(address.host()).setPort(address.port()).setDatabase(address.database())
        .setUser(address.user()).setPassword(address.password())
        .setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(8_192)
        .addProperty("application_name", "preau")
        .addProperty("statement_timeout", STATEMENT_SECONDS + "s")
        .addProperty("idle_in_transaction_session_timeout", STATEMENT_SECONDS + "s")
        .addProperty("plan_cache_mode", "force_generic_plan");
    // A connection that is used and silent for longer than any statement may take is dead; an unused one has left before.
    var network = new NetClientOptions().setConnectTimeout(CONNECTION_SECONDS * 1_000).setReadIdleTimeout(SILENT_SECONDS).setTcpKeepAlive(true);
    pool = PgBuilder.pool().connectingTo(options).with(network).using(vertx)
        .with(new PoolOptions().setMaxSize(connections).setMaxWaitQueueSize(10_000)
            .setConnectionTimeout(CONNECTION_SECONDS).setIdleTimeout(UNUSED_SECONDS).setPoolCleanerPeriod(1_000))
        .build();
  }

  /** Runs a statement that changes something, once: a failed future may mean that it was carried out all the same. */
  Future<RowSet<Row>> write(String sql, Tuple values) {
    return connection().compose(connection -> run(connection, sql, values));
  }

  /** Runs a statement that may be repeated: when its connection turns out to be dead, once more on another. */
  Future<RowSet<Row>> read(String sql, Tuple values) {
    return write(sql, values).recover(failure -> failure instanceof DatabaseException refused && !isGoingAway(refused)
        ? Future.failedFuture(failure) : write(sql, values));
  }

  /** Whether the database answers now. */
  Future<Boolean> reachable() {
    return read("select 1", Tuple.tuple()).map(true).otherwise(false);
  }

  private Future<SqlConnection> connection() {
    var connection = pool.getConnection();
    return connection.timeout(CONNECTION_SECONDS, TimeUnit.SECONDS).onFailure(late -> connection.onSuccess(SqlConnection::close));
  }

  private static Future<RowSet<Row>> run(SqlConnection connection, String sql, Tuple values) {
    var answer = connection.preparedQuery(sql).execute(values);
    answer.onComplete(done -> connection.close());
    return answer.timeout(SILENT_SECONDS, TimeUnit.SECONDS);
  }

  /** SQLSTATE 57P0x: the server is shutting down, crashed, or is not ready yet. */
  private static boolean isGoingAway(DatabaseException failure) {
    return failure.getSqlState() != null && failure.getSqlState().startsWith("57P0");
  }

  Future<Void> close() {
    return pool.close();
  }
}
