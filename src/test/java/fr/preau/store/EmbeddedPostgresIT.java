package fr.preau.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EmbeddedPostgresIT {

  private final Path folder = TestStorage.newFolder();

  @AfterEach
  void clean() throws IOException {
    PostgresFiles.delete(folder);
  }

  private static String ask(EmbeddedPostgres postgres, String query) throws SQLException {
    try (var connection = postgres.address().dataSource().getConnection(); var rows = connection.createStatement().executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private static void tell(EmbeddedPostgres postgres, String statement) throws SQLException {
    try (var connection = postgres.address().dataSource().getConnection()) {
      connection.createStatement().execute(statement);
    }
  }

  @Test
  @DisplayName("R57 what is committed is on disk, and only this machine can connect")
  void durable() throws SQLException, IOException {
    try (var postgres = EmbeddedPostgres.start(folder)) {
      for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) assertThat(ask(postgres, "show " + setting)).as(setting).isEqualTo("on");
      assertThat(ask(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(postgres, "show unix_socket_directories")).isEmpty();
      assertThat(ask(postgres, "show server_encoding")).isEqualTo("UTF8");
      assertThat(ask(postgres, "select lower('ÉTÉ')")).isEqualTo("été");
    }
  }

  @Test
  @DisplayName("R57 nobody gets in without the password, which only its owner can read")
  void password() throws IOException {
    try (var postgres = EmbeddedPostgres.start(folder)) {
      var address = postgres.address();
      var wrong = new DatabaseAddress(address.host(), address.port(), address.database(), address.user(), "wrong");
      assertThatThrownBy(() -> wrong.dataSource().getConnection()).hasMessageContaining("password");
      assertThat(Files.getPosixFilePermissions(folder.resolve("postgres.password"))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(address.toString()).doesNotContain(address.password());
    }
  }

  @Test
  @DisplayName("data survives a restart; a stop takes less than five seconds and leaves no process")
  void restart() throws SQLException {
    ProcessHandle postmaster;
    try (var postgres = EmbeddedPostgres.start(folder)) {
      postmaster = postmaster();
      tell(postgres, "create table kept (id int)");
    }
    assertThat(postmaster.onExit()).succeedsWithin(Duration.ofSeconds(5));
    long start = System.nanoTime();
    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(ask(postgres, "select count(*) from kept")).isEqualTo("0");
      start = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  @DisplayName("R58 a second server on the same folder is told so, and the first goes on")
  void secondServer() throws SQLException {
    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(folder)).isInstanceOf(StorageFailure.class)
          .hasMessageContaining("Another Préau is running on the data folder " + folder).hasMessageContaining("PREAU_DATA");
      assertThat(ask(postgres, "select 1")).isEqualTo("1");
    }
  }

  @Test
  @DisplayName("R58 a database left running by a killed server is stopped, and its data is there")
  void leftRunning() throws SQLException, IOException {
    var killed = EmbeddedPostgres.start(folder);
    tell(killed, "create table kept (id int)");
    var left = postmaster();
    killed.abandon();
    assertThat(left.isAlive()).isTrue();
    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(left.onExit()).succeedsWithin(Duration.ofSeconds(5));
      assertThat(ask(postgres, "select count(*) from kept")).isEqualTo("0");
    }
  }

  @Test
  @DisplayName("a database that crashed with the machine starts again, even when another process now has its number")
  void crashed() throws SQLException, IOException {
    var killed = EmbeddedPostgres.start(folder);
    tell(killed, "create table kept (id int)");
    var pidFile = folder.resolve("postgres/postmaster.pid");
    var lines = Files.readAllLines(pidFile);
    var processes = new ArrayList<>(postmaster().descendants().toList());
    processes.add(postmaster());
    killed.abandon();
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(pidFile, lines);
    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(ask(postgres, "select count(*) from kept")).isEqualTo("0");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @DisplayName("Ctrl+C, which goes to all processes of a terminal, does not reach the database: it stops after the rooms")
  void ownProcessGroup() throws IOException {
    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(postgres.address().port()).isPositive();
      assertThat(processGroup(postmaster().pid())).isNotEqualTo(processGroup(ProcessHandle.current().pid()));
    }
  }

  /** The fifth field of /proc/PID/stat; the second is a name in parentheses. */
  private static String processGroup(long pid) throws IOException {
    var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[2];
  }

  @Test
  @DisplayName("data of another PostgreSQL version is left alone, and the person is told what to do")
  void otherVersion() throws IOException {
    EmbeddedPostgres.start(folder).close();
    Files.writeString(folder.resolve("postgres/PG_VERSION"), "12\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(folder)).isInstanceOf(StorageFailure.class)
        .hasMessageContaining("PostgreSQL 12").hasMessageContaining("PREAU_DATA");
  }

  @Test
  @DisplayName("a first start that was cut short is begun again")
  void cutShort() throws IOException, SQLException {
    Files.createDirectories(folder.resolve("postgres-new/base"));
    Files.writeString(folder.resolve("postgres.password"), "old\n");
    try (var postgres = EmbeddedPostgres.start(folder)) {
      assertThat(ask(postgres, "select 1")).isEqualTo("1");
    }
  }

  @Test
  @DisplayName("a data folder that cannot be made is named")
  void noFolder() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> EmbeddedPostgres.start(file.resolve("data"))).isInstanceOf(StorageFailure.class).hasMessageContaining(file.toString());
  }

  private ProcessHandle postmaster() {
    try {
      return ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst())).orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
