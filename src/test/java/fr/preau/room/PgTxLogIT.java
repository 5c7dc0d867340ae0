package fr.preau.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.room.port.Directory;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.UnreadableLog;
import fr.preau.store.Storage;
import fr.preau.store.TestStorage;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestStorage.class)
class PgTxLogIT extends TxLogContract {

  private TestStorage postgres;
  private Storage storage;

  @BeforeEach
  void connect(TestStorage postgres) {
    this.postgres = postgres;
    storage = postgres.connect(() -> 0);
  }

  @AfterEach
  void disconnect() {
    storage.close();
  }

  @Override
  TxLog log() {
    return storage.log();
  }

  @Override
  Directory directory() {
    return storage.directory();
  }

  private String opened() {
    var workshop = workshop();
    long epoch = await(log().open(workshop)).orElseThrow().epoch();
    await(log().append(List.of(append(workshop, epoch, tx(2), tx(3)))));
    await(log().checkpoint(workshop, epoch, 1, List.of(new BoardRecord("c_1", "card", Map.of("title", "Cantine"), false, Map.of("body", 1L)))));
    return workshop;
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "update record set data = '[1]' where workshop_id = ?",
      "update record set revisions = '[1]' where workshop_id = ?",
      "update record set revisions = '{\"body\": \"x\"}' where workshop_id = ?",
      "update tx set ops = '[[\"what\"]]' where workshop_id = ? and seq = 2",
      "delete from tx where workshop_id = ? and seq = 2",
      "delete from tx where workshop_id = ? and seq = 3"})
  @DisplayName("R131 a workshop that is damaged in the database is unreadable, which is not an outage")
  void damaged(String damage) throws SQLException {
    var workshop = opened();
    await(log().open(workshop));
    try (var connection = postgres.sql(); var statement = connection.prepareStatement(damage)) {
      statement.setString(1, workshop);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
    assertThatThrownBy(() -> await(log().open(workshop))).hasStackTraceContaining(UnreadableLog.class.getName());
  }

  @Test
  @DisplayName("R126 large edits of a text are read a few at a time")
  void largeEdits() {
    var workshop = workshop();
    long epoch = await(log().open(workshop)).orElseThrow().epoch();
    var large = List.<Object>of("x".repeat(40_000));
    for (int revision = 0; revision < 20; revision++) {
      await(log().append(List.of(append(workshop, epoch, tx(revision + 2, "p_1", "k-" + revision, new Op.Text("pr_1", "visee", revision, TextEdit.of(large)))))));
    }
    assertThat(await(log().edits(workshop, "pr_1", "visee", 0, 100))).hasSize(7);
    assertThat(await(log().edits(workshop, "pr_1", "visee", 19, 100))).hasSize(1);
  }
}
