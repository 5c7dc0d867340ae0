package fr.preau.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.preau.board.Op;
import fr.preau.protocol.Tx;
import fr.preau.room.port.Directory.NewWorkshop;
import fr.preau.room.port.Directory.Person;
import fr.preau.room.port.TxLog.Append;
import fr.preau.room.port.TxLog.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class OutageIT {

  private final Path folder = TestStorage.newFolder();
  private final Vertx vertx = Vertx.vertx();
  private EmbeddedPostgres postgres;
  private Storage storage;

  @BeforeEach
  void start() {
    postgres = EmbeddedPostgres.start(folder);
    storage = Storage.start(vertx, Optional.of(postgres.address()), folder, 3, System::currentTimeMillis);
    var workshop = new NewWorkshop("w_1", "ABCD2345", Long.MAX_VALUE, 0, "Atelier", null, "fr", null, null, null);
    await(storage.directory().create(workshop, new Person("p_1", "Anne", null), new byte[32], List.of()));
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    postgres.close();
    await(vertx.close());
    PostgresFiles.delete(folder);
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void stopped() throws IOException {
    postgres.stopCluster();
  }

  private void started() throws IOException {
    assertThat(postgres.startCluster(postgres.address().port())).isTrue();
  }

  private Future<Map<String, Outcome>> append(long epoch, long seq) {
    return storage.log().append(List.of(new Append("w_1", epoch, List.of(new Tx(seq, "k-" + seq, "p_1", 0, 0, List.of(new Op.Del("c_1")))))));
  }

  @Test
  @DisplayName("after a restart of the database every connection of the pool works again, and reading does not notice")
  void restart() throws IOException {
    long epoch = await(storage.log().open("w_1")).orElseThrow().epoch();
    for (int i = 0; i < 6; i++) storage.reachable();
    assertThat(await(append(epoch, 2))).containsValue(Outcome.COMMITTED);
    stopped();
    started();
    for (int i = 0; i < 6; i++) assertThat(await(storage.log().read("w_1", 0, 10))).hasSize(2);
    assertThat(await(append(epoch, 3))).containsValue(Outcome.COMMITTED);
  }

  @Test
  @DisplayName("while the database is away everything fails soon, and works when it is back")
  void away() throws IOException {
    long epoch = await(storage.log().open("w_1")).orElseThrow().epoch();
    stopped();
    assertThat(await(storage.reachable())).isFalse();
    assertThatThrownBy(() -> append(epoch, 2).await(15, TimeUnit.SECONDS)).isNotInstanceOf(TimeoutException.class);
    started();
    assertThat(await(storage.reachable())).isTrue();
    assertThat(await(append(epoch, 2))).containsValue(Outcome.COMMITTED);
  }

  @Test
  @DisplayName("a database that does not answer at all fails a commit within ten seconds; later it is known what became of it")
  void frozen() throws Exception {
    long epoch = await(storage.log().open("w_1")).orElseThrow().epoch();
    assertThat(await(append(epoch, 2))).containsValue(Outcome.COMMITTED);
    var processes = ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(folder.toString())
        || process.parent().flatMap(parent -> parent.info().commandLine()).orElse("").contains(folder.resolve("postgres").toString())).toList();
    signal("STOP", processes);
    try {
      var frozen = append(epoch, 3);
      assertThatThrownBy(() -> frozen.await(12, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class).hasMessageContaining("8");
      assertThat(frozen.isComplete()).isTrue();
    } finally {
      signal("CONT", processes);
    }
    Map<String, Outcome> reopened = await(insisting(() -> storage.log().open("w_1").compose(opened -> append(opened.get().epoch(), opened.get().seq() + 1)), 10));
    assertThat(reopened).containsValue(Outcome.COMMITTED);
    Map<String, Outcome> stale = await(insisting(() -> append(epoch, 3), 10));
    assertThat(stale).containsValue(Outcome.NOT_OWNER);
  }

  /** As rooms do: again until the connections that died in the meantime have left the pool. */
  private <T> Future<T> insisting(Supplier<Future<T>> attempt, int tries) {
    return attempt.get().recover(failure -> tries > 1
        ? vertx.timer(100, TimeUnit.MILLISECONDS).compose(later -> insisting(attempt, tries - 1)) : Future.failedFuture(failure));
  }

  private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
    for (var process : processes) new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }
}
