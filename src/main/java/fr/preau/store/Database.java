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
import java.util.concurrent.TimeoutException;

/**
 * The connections, with deadlines of our own: the pool itself may wait for ever. Any thread; futures complete on
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
  /** A change after a pause finds its connection open. */
  private static final int WARM_MILLIS = 2_000;
  private static final int READ_TRIES = 3;
  /** The pool still offers a broken connection to those who ask at once. */
  private static final int LEAVING_MILLIS = 50;
  /** SQLSTATE of a server that is shutting down, has crashed, or is not ready yet. */
  private static final String GOING_AWAY = "57P0";

  private final Vertx vertx;
  private final Pool pool;
  /** One connection for what changes something, so that no crowd of readers stands before a commit. */
  private final Pool writing;
  private final long warming;

  Database(Vertx vertx, DatabaseAddress address, int connections) {
    this.vertx = vertx;
    var options = new PgConnectOptions().setHost(address.host()).setPort(address.port()).setDatabase(address.database())
        .setUser(address.user()).setPassword(address.password())
        .setCachePreparedStatements(true).setPreparedStatementCacheSqlLimit(8_192)
        .addProperty("application_name", "preau")
        .addProperty("statement_timeout", STATEMENT_SECONDS + "s")
        .addProperty("idle_in_transaction_session_timeout", STATEMENT_SECONDS + "s")
        .addProperty("plan_cache_mode", "force_generic_plan");
    // A connection that is used and silent for longer than any statement may take is dead; an unused one has left before.
    var network = new NetClientOptions().setConnectTimeout(CONNECTION_SECONDS * 1_000).setReadIdleTimeout(SILENT_SECONDS).setTcpKeepAlive(true);
    pool = pool(options, network, connections - 1);
    writing = pool(options, network, 1);
    warming = vertx.setPeriodic(WARM_MILLIS, id -> connection(writing).compose(connection -> run(connection, "select 1", Tuple.tuple())));
  }

  private Pool pool(PgConnectOptions options, NetClientOptions network, int connections) {
    return PgBuilder.pool().connectingTo(options).with(network).using(vertx)
        .with(new PoolOptions().setMaxSize(connections).setMaxWaitQueueSize(10_000)
            .setConnectionTimeout(CONNECTION_SECONDS).setIdleTimeout(UNUSED_SECONDS).setPoolCleanerPeriod(1_000))
        .build();
  }

  /** Runs a statement that changes something, once: a failed future may mean that it was carried out all the same. */
  Future<RowSet<Row>> write(String sql, Tuple values) {
    return connection(writing).compose(connection -> run(connection, sql, values));
  }

  /** Runs a statement that changes something, behind no commit and before none: where its connection turns out to be dead, again on another, so that it may be carried out twice. */
  Future<RowSet<Row>> writeRepeatably(String sql, Tuple values) {
    return read(sql, values);
  }

  /** Runs a statement that changes nothing: where its connection turns out to be dead, again on another. */
  Future<RowSet<Row>> read(String sql, Tuple values) {
    return read(sql, values, READ_TRIES);
  }

  private Future<RowSet<Row>> read(String sql, Tuple values, int tries) {
    return connection(pool).compose(connection -> run(connection, sql, values)).recover(failure -> tries > 1 && isConnectionLost(failure)
        ? vertx.timer(LEAVING_MILLIS, TimeUnit.MILLISECONDS).compose(left -> read(sql, values, tries - 1)) : Future.failedFuture(failure));
  }

  /** Whether the database answers now. */
  Future<Boolean> reachable() {
    return read("select 1", Tuple.tuple()).map(true).otherwise(false);
  }

  private static Future<SqlConnection> connection(Pool pool) {
    var connection = pool.getConnection();
    return connection.timeout(CONNECTION_SECONDS, TimeUnit.SECONDS).onFailure(late -> connection.onSuccess(SqlConnection::close));
  }

  private static Future<RowSet<Row>> run(SqlConnection connection, String sql, Tuple values) {
    var answer = connection.preparedQuery(sql).execute(values);
    answer.onComplete(done -> connection.close());
    return answer.timeout(SILENT_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean isConnectionLost(Throwable failure) {
    if (failure instanceof DatabaseException answered) return answered.getSqlState() != null && answered.getSqlState().startsWith(GOING_AWAY);
    return !(failure instanceof TimeoutException);
  }

  Future<Void> close() {
    vertx.cancelTimer(warming);
    return Future.join(pool.close(), writing.close()).mapEmpty();
  }
}
