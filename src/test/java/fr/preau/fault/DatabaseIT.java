package fr.preau.fault;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.Extent;
import fr.preau.board.Op;
import fr.preau.client.BoardClient;
import fr.preau.client.Crowd;
import fr.preau.client.ServerProcess;
import fr.preau.client.WorkshopLog;
import fr.preau.fault.CommitFaults.Fault;
import fr.preau.store.TestPostgres;
import fr.preau.store.TestStorage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A server whose database, and the way to it, go wrong while people write. */
@DisplayName("When the database, or the way to it, fails")
class DatabaseIT {

  private static final long SEED = Extent.seed();
  /** Changes of a workshop after which the next one is made, so that reading its log stays quick. */
  private static final int FULL = 20_000;
  private static final int BURST = 10_000;
  private static final List<Fault> EVERY_FAULT = List.of(Fault.LATE, Fault.ANSWER_LATE, Fault.LOST, Fault.TORN, Fault.ANSWER_LOST);

  private static final Random random = new Random(SEED);
  private static final CommitFaults commits = new CommitFaults(DatabaseIT::nextFault);
  private static volatile Plan plan = () -> Fault.NONE;

  private static Path data;
  private static TestPostgres postgres;
  private static FaultProxy toDatabase;
  private static ServerProcess server;
  private static FaultProxy toServer;

  private interface Plan {
    Fault next();
  }

  private static Fault nextFault() {
    return plan.next();
  }

  @BeforeAll
  static void start() {
    data = TestStorage.newFolder();
    postgres = new TestPostgres();
    toDatabase = new FaultProxy(postgres.port(), SEED, commits);
    int port = ServerProcess.freePort();
    server = ServerProcess.start(data, port, Map.of("PREAU_DB_URL", postgres.url(toDatabase.port()), "PREAU_TX_PER_SECOND", "4000"));
    toServer = new FaultProxy(port, SEED);
  }

  @AfterAll
  static void stop() {
    if (toServer != null) toServer.close();
    if (server != null) server.close();
    if (toDatabase != null) toDatabase.close();
    if (postgres != null) postgres.close();
    TestStorage.delete(data);
  }

  private static void told(String what, int count, String faults, int acknowledged) {
    System.out.println(what + ": " + count + " " + faults + ", " + acknowledged + " acknowledged changes, lost: 0, doubled: 0 (seed " + SEED + ")");
  }

  /** What happens to one workshop, until it has happened so often or the workshop is full; gives how often it has. */
  private interface Trouble {
    int happens(Crowd crowd, int most);
  }

  /** The same trouble so many times, in as many workshops as that takes; everything is checked at the end of each. */
  private static void trouble(String what, int count, String faults, Trouble trouble) {
    int done = 0;
    int acknowledged = 0;
    while (done < count) {
      var workshop = server.api().create(what);
      try (var crowd = new Crowd(toServer.base(), server.api(), workshop, 6, random.nextLong())) {
        done += trouble.happens(crowd, count - done);
        crowd.finish();
        crowd.check(new WorkshopLog(server.api(), workshop), what + ", " + done + ", seed " + SEED);
        acknowledged += crowd.acknowledged();
      }
    }
    told(what, count, faults, acknowledged);
  }

  @Test
  @DisplayName("R19 a change whose commit was never confirmed is sent again and is there once: the answer is lost again and again, with or without the clients' connections")
  void answersLost() {
    trouble("lost answers", Extent.count(50, 1_000), "answers to commits lost", (crowd, most) -> {
      int before = commits.happened(Fault.ANSWER_LOST);
      plan = () -> {
        if (commits.happened(Fault.ANSWER_LOST) >= before + most || random.nextInt(4) > 0) return Fault.NONE;
        if (random.nextBoolean()) toServer.cut();
        return Fault.ANSWER_LOST;
      };
      while (commits.happened(Fault.ANSWER_LOST) < before + most && crowd.acknowledged() < FULL) crowd.awaitMore(random.nextInt(crowd.size()), 5);
      plan = () -> Fault.NONE;
      return commits.happened(Fault.ANSWER_LOST) - before;
    });
  }

  @Test
  @DisplayName("R17, R24 nobody is told what is not in the database, and nothing is left out, while commits are late, refused, torn or lost")
  void toldAndCommitted() throws SQLException {
    int count = Extent.count(30, 1_000);
    var workshop = server.api().create("Ce que l'on voit");
    try (var witness = new Witness(postgres, workshop.id()); var crowd = new Crowd(toServer.base(), server.api(), workshop, 4, random.nextLong(), witness)) {
      for (int i = 0; i < count; i++) {
        var fault = EVERY_FAULT.get(random.nextInt(EVERY_FAULT.size()));
        int before = commits.happened(fault);
        plan = once(fault);
        while (commits.happened(fault) == before) crowd.awaitMore(random.nextInt(crowd.size()), 1);
        if (random.nextInt(10) == 0) refuseSome(crowd);
        if (random.nextInt(5) == 0) toServer.cut();
      }
      crowd.finish();
      crowd.check(new WorkshopLog(server.api(), workshop), "seed " + SEED);
      witness.compare(new WorkshopLog(server.api(), workshop));
      told("told and committed", count, "commits late, torn, lost or refused", crowd.acknowledged());
    }
  }

  private static Plan once(Fault fault) {
    var left = new AtomicReference<>(fault);
    return () -> left.getAndSet(Fault.NONE);
  }

  private static void refuseSome(Crowd crowd) {
    postgres.refuseCommits(true);
    crowd.client(0).await("word that the database is away", () -> crowd.client(0).isStorageAway());
    postgres.refuseCommits(false);
  }

  @Test
  @DisplayName("R57, R86 what was acknowledged outlives immediate stops of PostgreSQL under load, and the server finds its way back alone")
  void stoppedImmediately() {
    trouble("immediate stops", Extent.count(3, 200), "immediate stops of PostgreSQL", (crowd, most) -> {
      int stops = 0;
      while (stops < most && crowd.acknowledged() < FULL) {
        crowd.awaitMore(random.nextInt(crowd.size()), 1 + random.nextInt(60));
        postgres.stopImmediately();
        postgres.start();
        stops++;
      }
      return stops;
    });
  }

  @Test
  @DisplayName("R25, R86 a database that is away for a minute under load: the server stays up and says so, acknowledges nothing meanwhile, recovers alone, and every change is there once")
  void away() {
    var seconds = Duration.ofSeconds(Integer.getInteger("test.away", 60));
    trouble("database away", Extent.count(1, 100), "times away for " + seconds.toSeconds() + " s", (crowd, most) -> {
      crowd.awaitMore(0, 50);
      postgres.stop();
      long start = System.nanoTime();
      for (int i = 0; i < crowd.size(); i++) awaitAway(crowd, i);
      int acknowledged = crowd.acknowledged();
      var api = server.api();
      while (System.nanoTime() - start < seconds.toNanos()) {
        assertThat(api.get("/health/live", null).get("status").asText()).isEqualTo("up");
        assertThat(api.status("/health/ready")).isEqualTo(503);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
      assertThat(crowd.acknowledged()).as("acknowledged while nothing could be kept").isEqualTo(acknowledged);
      postgres.start();
      for (int i = 0; i < crowd.size(); i++) crowd.awaitMore(i, 20);
      assertThat(api.status("/health/ready")).isEqualTo(200);
      return 1;
    });
  }

  private static void awaitAway(Crowd crowd, int person) {
    crowd.client(person).await("word that the database is away", () -> crowd.client(person).isStorageAway());
  }

  @Test
  @DisplayName("R36 a burst of 10,000 changes from one client, while commits are late, is slowed down: all are committed in order over one connection, and others go on meanwhile")
  void burst() throws InterruptedException {
    var workshop = server.api().create("Rafale");
    var model = BoardClient.model(server.api());
    plan = () -> Fault.ANSWER_LATE;
    try (var fast = new BoardClient(server.base(), workshop.token(), model); var calm = new BoardClient(server.base(), server.api().join(workshop.code(), "Calme").token(), model)) {
      fast.submit(new Op.Put("card", "c1", Map.of("kind", "note", "title", "Carte")));
      var bursting = Thread.ofVirtual().start(() -> {
        for (int i = 0; i < BURST; i++) fast.submit(new Op.Set("c1", Map.of("x", (long) i)));
      });
      fast.await("the first of the burst", () -> fast.acknowledged().size() > 1);
      calm.submit(new Op.Put("card", "c2", Map.of("kind", "note", "title", "Tranquille")));
      calm.awaitAnswers();
      assertThat(fast.acknowledged()).as("changes of the burst that were kept before the other's").hasSizeLessThan(BURST);
      bursting.join();
      fast.awaitAnswers();
      assertThat(fast.closeCode()).isZero();
      assertThat(new ArrayList<>(fast.acknowledged().values())).isSorted().hasSize(BURST + 1);
      assertThat(new WorkshopLog(server.api(), workshop).replayed(model)).isEqualTo(fast.records());
    } finally {
      plan = () -> Fault.NONE;
    }
  }
}
