package fr.preau.fault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.client.WorkshopLog;
import fr.preau.store.TestPostgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Asks the database, behind the server's back, whether what somebody is told is already in it, and keeps all of it. Any thread. */
final class Witness implements Consumer<JsonNode>, AutoCloseable {

  private record Told(String id, String by, List<Op> ops) {
    static Told of(JsonNode tx) {
      return new Told(tx.get("id").asText(), tx.get("by").asText(), WorkshopLog.ops(tx));
    }
  }

  private final Connection connection;
  private final PreparedStatement last;
  private final Map<Long, Told> told = new TreeMap<>();
  private long committed;

  Witness(TestPostgres postgres, String workshop) throws SQLException {
    connection = postgres.connect();
    last = connection.prepareStatement("select seq from workshop where id = ?");
    last.setString(1, workshop);
  }

  @Override
  public synchronized void accept(JsonNode tx) {
    long seq = tx.get("seq").asLong();
    if (seq > committed) committed = ask();
    if (seq > committed) throw new AssertionError("told of " + tx + " when " + committed + " was the last that is committed");
    var before = told.put(seq, Told.of(tx));
    if (before != null && !before.equals(Told.of(tx))) throw new AssertionError("told of " + before + " and of " + tx);
  }

  private long ask() {
    try (var row = last.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What anybody was told is what the log has. */
  synchronized void compare(WorkshopLog log) {
    var txs = log.txs();
    assertThat(told).isNotEmpty();
    told.forEach((seq, tx) -> assertThat(tx).as("told as %d", seq).isEqualTo(Told.of(txs.get(seq.intValue() - 1))));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
