package fr.preau;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Model;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import fr.preau.client.ServerProcess;
import fr.preau.client.WorkshopLog;
import fr.preau.store.TestStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * {@code kill -9} of the whole server at random moments under load. The long form:
 * {@code mvn verify -Dit.test=KillIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dtest.kills=1000 -Dtest.seed=1}.
 */
class KillIT {

  private static final int KILLS = Integer.getInteger("test.kills", 10);
  private static final long SEED = Long.getLong("test.seed", System.nanoTime());
  private static final int PEOPLE = 6;
  private static final int MOST_ACKNOWLEDGED = 600;

  /** One acknowledged transaction: who sent what, and where the server said that it stands. */
  private record Acknowledged(String by, String id, List<Op> ops) {}

  private final Random random = new Random(SEED);
  private final Map<Long, Acknowledged> journal = new TreeMap<>();

  @Test
  @DisplayName("what the server has acknowledged is never lost, however often it is killed")
  void killed() {
    var data = TestStorage.newFolder();
    int port = ServerProcess.freePort();
    var server = ServerProcess.start(data, port, Map.of());
    try {
      var api = server.api();
      var workshop = api.create("Tenir bon");
      var model = BoardClient.model(api);
      var people = new ArrayList<Api.Participant>();
      for (int i = 0; i < PEOPLE; i++) people.add(api.join(workshop.code(), "Personne " + i));
      for (int kill = 1; kill <= KILLS; kill++) {
        workUntilKilled(server, people, model);
        server = ServerProcess.start(data, port, Map.of());
        check(new WorkshopLog(server.api(), workshop), model, kill);
      }
      System.out.println("KillIT: " + KILLS + " kills, " + journal.size() + " acknowledged transactions, lost: 0 (seed " + SEED + ")");
    } finally {
      server.close();
    }
    TestStorage.delete(data);
  }

  private void workUntilKilled(ServerProcess server, List<Api.Participant> people, Model model) {
    var clients = people.stream().map(person -> new BoardClient(server.base(), person.token(), model)).toList();
    var workers = new ArrayList<Thread>();
    for (var client : clients) workers.add(Thread.ofVirtual().start(new Worker(client, random.nextLong())::run));
    int enough = 1 + random.nextInt(MOST_ACKNOWLEDGED / PEOPLE);
    var watched = clients.get(random.nextInt(PEOPLE));
    watched.await(enough + " acknowledgements", () -> watched.acknowledged().size() >= enough || watched.closeCode() != 0);
    server.kill();
    for (int i = 0; i < PEOPLE; i++) {
      var client = clients.get(i);
      client.await("the end of the connection", () -> client.closeCode() != 0);
      var by = people.get(i).id();
      client.acknowledged().forEach((id, seq) -> journal.put(seq, new Acknowledged(by, id, client.submitted(id))));
      assertThat(client.rejected()).as("seed " + SEED).isEmpty();
    }
    workers.forEach(KillIT::ended);
  }

  private static void ended(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Adds, changes and deletes its own cards as fast as the server acknowledges, a few ahead. */
  private static final class Worker {

    private static final int AHEAD = 20;

    private final BoardClient client;
    private final Random random;
    private int sent;

    Worker(BoardClient client, long seed) {
      this.client = client;
      this.random = new Random(seed);
    }

    void run() {
      while (client.closeCode() == 0) {
        var card = "c" + Long.toString(random.nextLong(1L << 60), 36);
        submit(new Op.Put("card", card, Map.of("kind", "enjeu", "title", "Idée n° " + random.nextInt(1_000), "x", 10L, "y", 2.5)));
        submit(new Op.Set(card, Map.of("x", (long) random.nextInt(4_000), "y", random.nextInt(8_000) / 2 + 0.5)));
        if (random.nextInt(4) == 0) submit(new Op.Del(card));
      }
    }

    private void submit(Op op) {
      client.submit(op);
      sent++;
      client.await("acknowledgement", () -> client.acknowledged().size() > sent - AHEAD || client.closeCode() != 0);
    }
  }

  private void check(WorkshopLog log, Model model, int kill) {
    var txs = log.txs();
    journal.forEach((seq, acknowledged) -> {
      assertThat(txs.size()).as("kill %d, seed %d: the log reaches", kill, SEED).isGreaterThanOrEqualTo(seq.intValue());
      same(txs.get(seq.intValue() - 1), acknowledged);
    });
    assertThat(log.replayed(model)).as("kill %d, seed %d: the log applied from the start", kill, SEED).isEqualTo(log.state());
  }

  private static void same(JsonNode tx, Acknowledged acknowledged) {
    assertThat(tx.get("id").asText()).isEqualTo(acknowledged.id());
    assertThat(tx.get("by").asText()).isEqualTo(acknowledged.by());
    var logged = WorkshopLog.ops(tx).getFirst();
    var sent = acknowledged.ops().getFirst();
    if (sent instanceof Op.Put put) {
      assertThat(logged).isInstanceOfSatisfying(Op.Put.class, completed -> {
        assertThat(completed.id()).isEqualTo(put.id());
        assertThat(completed.values()).containsAllEntriesOf(put.values());
      });
    } else {
      assertThat(logged).isEqualTo(sent);
    }
  }
}
