package fr.preau;

import fr.preau.client.Crowd;
import fr.preau.client.ServerProcess;
import fr.preau.client.WorkshopLog;
import fr.preau.store.TestStorage;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The whole server ended while people write: at random moments by {@code kill -9}, and in good order. */
class KillIT {

  private static final long SEED = Extent.seed();
  private static final int PEOPLE = 6;
  private static final int MANY = 20;
  private static final int MOST_ACKNOWLEDGED = 100;
  /** Ends of the server that one workshop sees. */
  private static final int ENDS = 25;

  private interface End {
    void of(ServerProcess server);
  }

  private static void ended(String how, int count, int people, End end) {
    var random = new Random(SEED);
    var data = TestStorage.newFolder();
    int port = ServerProcess.freePort();
    int acknowledged = 0;
    var server = ServerProcess.start(data, port, Map.of());
    try {
      for (int done = 0; done < count; ) {
        var workshop = server.api().create("Tenir bon");
        try (var crowd = new Crowd(server.base(), server.api(), workshop, people, random.nextLong())) {
          for (int i = 0; i < ENDS && done < count; i++, done++) {
            crowd.awaitMore(random.nextInt(people), 1 + random.nextInt(MOST_ACKNOWLEDGED));
            end.of(server);
            server = ServerProcess.start(data, port, Map.of());
          }
          crowd.finish();
          crowd.check(new WorkshopLog(server.api(), workshop), done + " " + how + ", seed " + SEED);
          acknowledged += crowd.acknowledged();
        }
      }
      System.out.println("KillIT: " + count + " " + how + ", " + acknowledged + " acknowledged changes, lost: 0, doubled: 0 (seed " + SEED + ")");
    } finally {
      server.close();
    }
    TestStorage.delete(data);
  }

  @Test
  @DisplayName("R60 what the server has acknowledged is never lost, however often it is killed, and what it has not is sent again and is there once")
  void killed() {
    ended("kills", Extent.count(10, 1_000), PEOPLE, ServerProcess::kill);
  }

  @Test
  @DisplayName("R29 a server stopped in good order and started again while twenty people write loses and doubles nothing, and everyone goes on")
  void stopped() {
    ended("stops", Extent.count(3, 100), MANY, ServerProcess::stop);
  }
}
