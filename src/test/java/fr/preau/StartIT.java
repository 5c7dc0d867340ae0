package fr.preau;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.client.ServerProcess;
import fr.preau.client.WorkshopLog;
import fr.preau.store.TestStorage;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting and stopping the server as the person who runs it sees it. */
class StartIT {

  /** What a process that ended because of SIGTERM gives. */
  private static final int TERMINATED = 143;

  private final Path data = TestStorage.newFolder();
  private final int port = ServerProcess.freePort();

  @AfterEach
  void clean() {
    TestStorage.delete(data);
  }

  private void refused(Map<String, String> settings, String... parts) {
    try (var server = ServerProcess.launch(data, port, settings)) {
      assertThat(server.awaitEnd(60_000)).isEqualTo(1);
      assertThat(server.output()).singleElement().satisfies(line -> assertThat(line).contains(parts));
    }
  }

  @Test
  @DisplayName("a wrong setting stops the start with one line that names it, its value and what is allowed")
  void wrongSetting() {
    refused(Map.of("PREAU_LANGUAGE", "klingon"), "PREAU_LANGUAGE", "\"klingon\"", "fr or en");
    refused(Map.of("PREAU_PROT", "8080"), "PREAU_PROT", "Did you mean port?");
  }

  @Test
  @DisplayName("R141 a template that cannot be used stops the start with one line that names its file, the line and why")
  void wrongTemplate(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("forum.json"), "{\n\"title\": \"Forum\",\n\"description\": \"x\",\n\"phases\": []}");
    refused(Map.of("PREAU_TEMPLATES", folder.toString()), file.toString(), "line 4: \"phases\" must be a list of 1 to 60 phases");
    refused(Map.of("PREAU_TEMPLATES", folder.resolve("nowhere").toString()), "PREAU_TEMPLATES", "a folder that exists");
  }

  @Test
  @DisplayName("a database that is away stops the start with one line that does not show the password")
  void databaseAway() throws IOException {
    try (var closed = new ServerSocket(0)) {
      int nobody = closed.getLocalPort();
      closed.close();
      refused(Map.of("PREAU_DB_URL", "postgresql://anne:secret@127.0.0.1:" + nobody + "/preau"), "anne@127.0.0.1:" + nobody + "/preau", "cannot be reached");
    }
  }

  @Test
  @DisplayName("a port that is taken stops the start with one line, and leaves the data folder free")
  void portTaken() throws IOException {
    try (var taken = new ServerSocket(port)) {
      assertThat(taken.isBound()).isTrue();
      refused(Map.of(), "PREAU_PORT");
    }
    try (var server = ServerProcess.start(data, port, Map.of())) {
      assertThat(server.stop()).isEqualTo(TERMINATED);
    }
  }

  @Test
  @DisplayName("a second server on the same data folder is told so in one line")
  void sameFolder() {
    try (var server = ServerProcess.start(data, port, Map.of()); var second = ServerProcess.launch(data, ServerProcess.freePort(), Map.of())) {
      assertThat(second.awaitEnd(60_000)).isEqualTo(1);
      assertThat(second.output()).singleElement().satisfies(line -> assertThat(line).contains("Another Préau", data.toString()));
      assertThat(server.api().get("/health/ready", null)).isNotNull();
    }
  }

  @Test
  @DisplayName("the first start prints in a few lines the address, the demo's code and the facilitator's link, and no noise")
  void banner() {
    try (var server = ServerProcess.start(data, port, Map.of("PREAU_DEMO", "true"))) {
      server.awaitLine("#token=");
      server.stop();
      assertThat(server.output()).hasSizeLessThanOrEqualTo(8).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
      assertThat(String.join("\n", server.output())).contains(":" + port).containsPattern("[2-9A-Z]{4} [2-9A-Z]{4}");
    }
  }

  @Test
  @DisplayName("a stop takes less than five seconds, and everything is there after the next start")
  void restart() {
    var server = ServerProcess.start(data, port, Map.of());
    var workshop = server.api().create("Se déplacer");
    var person = server.api().join(workshop.code(), "Zoë");
    var before = new WorkshopLog(server.api(), workshop).state();
    long start = System.nanoTime();
    assertThat(server.stop()).isEqualTo(TERMINATED);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    try (var again = ServerProcess.start(data, port, Map.of())) {
      assertThat(new WorkshopLog(again.api(), workshop).state()).isEqualTo(before);
      assertThat(again.api().get("/api/workshops/" + workshop.id() + "/state", person.token()).get("people").toString()).contains("Zoë");
    }
  }

  @Test
  @DisplayName("after kill -9 the next start takes the data over from the database that was left running")
  void killed() {
    var server = ServerProcess.start(data, port, Map.of());
    var workshop = server.api().create("Se loger");
    server.kill();
    try (var again = ServerProcess.start(data, port, Map.of())) {
      assertThat(new WorkshopLog(again.api(), workshop).txs()).isNotEmpty();
    }
  }
}
