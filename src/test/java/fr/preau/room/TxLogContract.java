package fr.preau.room;

import static fr.preau.room.port.TxLog.Outcome.COMMITTED;
import static fr.preau.room.port.TxLog.Outcome.CONFLICT;
import static fr.preau.room.port.TxLog.Outcome.NOT_OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.protocol.Tx;
import fr.preau.room.port.Directory;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.Directory.NewWorkshop;
import fr.preau.room.port.Directory.Person;
import fr.preau.room.port.TxLog.Append;
import fr.preau.room.port.TxLog.Opened;
import fr.preau.room.port.TxLog.Outcome;
import fr.preau.room.port.UnreadableLog;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every log owes to the rooms. */
abstract class TxLogContract {

  abstract TxLog log();

  abstract Directory directory();

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private final List<Op> firstOps = List.of(new Op.Put("board", "main", Map.of("title", "Carte")));

  /** A new workshop, whose seq is 1. */
  String workshop() {
    var id = "w_" + UUID.randomUUID();
    var code = UUID.randomUUID().toString().substring(0, 8);
    var workshop = new NewWorkshop(id, code, Long.MAX_VALUE / 1_000_000, 1_000, "Atelier", null, "fr", null, null, null);
    assertThat(await(directory().create(workshop, new Person("p_1", "Anne", null), UUID.randomUUID().toString().getBytes(), firstOps))).isTrue();
    return id;
  }

  static Tx tx(long seq, String by, String id, Op... ops) {
    return new Tx(seq, id, by, 1_700_000_000_000L + seq, seq * 31, List.of(ops));
  }

  static Tx tx(long seq) {
    return tx(seq, "p_1", "k-" + seq, new Op.Set("main", Map.of("title", "Carte " + seq)));
  }

  static Append append(String workshop, long epoch, Tx... txs) {
    return new Append(workshop, epoch, List.of(txs));
  }

  private Outcome commit(String workshop, long epoch, Tx... txs) {
    return await(log().append(List.of(append(workshop, epoch, txs)))).get(workshop);
  }

  private Opened open(String workshop) {
    return await(log().open(workshop)).orElseThrow();
  }

  private List<Tx> read(String workshop) {
    return await(log().read(workshop, 0, 1_000));
  }

  @Test
  @DisplayName("a workshop that does not exist cannot be opened")
  void unknownWorkshop() {
    assertThat(await(log().open("nowhere"))).isEmpty();
    assertThat(commit("nowhere", 1, tx(1))).isEqualTo(NOT_OWNER);
    assertThat(read("nowhere")).isEmpty();
  }

  @Test
  @DisplayName("a new workshop opens with the server's first transaction")
  void newWorkshop() {
    var opened = open(workshop());
    assertThat(opened.seq()).isEqualTo(1);
    assertThat(opened.records()).isEmpty();
    assertThat(opened.tail()).singleElement().satisfies(first -> {
      assertThat(first.seq()).isEqualTo(1);
      assertThat(first.by()).isEqualTo(Tx.SERVER);
      assertThat(first.at()).isEqualTo(1_000);
      assertThat(first.ops()).isEqualTo(firstOps);
    });
  }

  @Test
  @DisplayName("R16 what was committed is read back in order, as it was")
  void order() {
    var workshop = workshop();
    long epoch = open(workshop).epoch();
    assertThat(commit(workshop, epoch, tx(2), tx(3))).isEqualTo(COMMITTED);
    assertThat(commit(workshop, epoch, tx(4))).isEqualTo(COMMITTED);
    assertThat(read(workshop).subList(1, 4)).containsExactly(tx(2), tx(3), tx(4));
  }

  @Test
  @DisplayName("every kind of operation and any text comes back as it went in")
  void content() {
    var workshop = workshop();
    var big = "é😀\u2028\\\"\u202Eأهلا".repeat(20_000);
    var wild = new Tx(2, "k-1", "p_1", 5, Long.MIN_VALUE, List.of(
        new Op.Put("card", "c_1", Map.of("title", big, "x", 12L, "y", -3.25, "tag:eau", true)),
        new Op.Set("c_1", changes()),
        new Op.Text("pr_1", "vision", 7, TextEdit.of(List.of(12, "commune", -3, 40))), new Op.Del("c_1"), new Op.Restore("c_1")));
    assertThat(commit(workshop, open(workshop).epoch(), wild)).isEqualTo(COMMITTED);
    assertThat(read(workshop).getLast()).isEqualTo(wild);
  }

  private static Map<String, Object> changes() {
    var changes = new HashMap<String, Object>(Map.of("x", 9_007_199_254_740_992L, "y", 1e300));
    changes.put("title", null);
    return changes;
  }

  @Test
  @DisplayName("a transaction that leaves a gap, or comes twice, is refused")
  void gaps() {
    var workshop = workshop();
    long epoch = open(workshop).epoch();
    assertThat(commit(workshop, epoch, tx(3))).isEqualTo(CONFLICT);
    assertThat(commit(workshop, epoch, tx(2))).isEqualTo(COMMITTED);
    assertThat(commit(workshop, epoch, tx(2, "p_1", "k-99"))).isEqualTo(CONFLICT);
    assertThat(read(workshop)).hasSize(2);
  }

  @Test
  @DisplayName("R26 after a workshop was opened again, its former owner writes nothing")
  void staleEpoch() {
    var workshop = workshop();
    long former = open(workshop).epoch();
    long current = open(workshop).epoch();
    assertThat(current).isGreaterThan(former);
    assertThat(commit(workshop, former, tx(2))).isEqualTo(NOT_OWNER);
    assertThat(commit(workshop, current, tx(2))).isEqualTo(COMMITTED);
    assertThat(commit(workshop, former, tx(3))).isEqualTo(NOT_OWNER);
    assertThat(read(workshop)).hasSize(2);
  }

  @Test
  @DisplayName("R21 one workshop's failure leaves the others of its batch alone")
  void eachForItself() {
    var names = List.of(workshop(), workshop(), workshop(), workshop());
    var epochs = names.stream().map(name -> open(name).epoch()).toList();
    open(names.get(1));
    commit(names.get(3), epochs.get(3), tx(2));
    var outcomes = await(log().append(List.of(
        append(names.get(0), epochs.get(0), tx(2), tx(3)),
        append(names.get(1), epochs.get(1), tx(2)),
        append(names.get(2), epochs.get(2), tx(5)),
        append(names.get(3), epochs.get(3), tx(3), tx(4, "p_1", "k-2")))));
    assertThat(outcomes).isEqualTo(Map.of(names.get(0), COMMITTED, names.get(1), NOT_OWNER, names.get(2), CONFLICT, names.get(3), CONFLICT));
    assertThat(names.stream().map(name -> read(name).size())).containsExactly(3, 1, 1, 2);
  }

  @Test
  @DisplayName("an id that its author has used before fails that workshop alone, also within one batch")
  void duplicateInBatch() {
    var good = workshop();
    var twice = workshop();
    var outcomes = await(log().append(List.of(
        append(good, open(good).epoch(), tx(2), tx(3)),
        append(twice, open(twice).epoch(), tx(2, "p_1", "a-1"), tx(3, "p_1", "a-1")))));
    assertThat(outcomes).isEqualTo(Map.of(good, COMMITTED, twice, CONFLICT));
    assertThat(read(good)).hasSize(3);
    assertThat(read(twice)).hasSize(1);
  }

  @Test
  @DisplayName("R20 an id belongs to its author: someone else may use the same")
  void idsArePerAuthor() {
    var workshop = workshop();
    assertThat(commit(workshop, open(workshop).epoch(), tx(2, "p_1", "a-1"), tx(3, "p_2", "a-1"))).isEqualTo(COMMITTED);
    assertThat(await(log().find(workshop, "p_2", "a-1"))).contains(tx(3, "p_2", "a-1"));
    assertThat(await(log().find(workshop, "p_1", "a-1"))).contains(tx(2, "p_1", "a-1"));
  }

  @Test
  @DisplayName("a transaction is found by its author and id, and by nothing else")
  void find() {
    var workshop = workshop();
    commit(workshop, open(workshop).epoch(), tx(2, "p_1", "a-1"), tx(3, "p_1", "no counter"), tx(4, "p_1", "a-01"));
    assertThat(await(log().find(workshop, "p_1", "no counter"))).contains(tx(3, "p_1", "no counter"));
    assertThat(await(log().find(workshop, "p_1", "a-01"))).contains(tx(4, "p_1", "a-01"));
    assertThat(await(log().find(workshop, "p_1", "A-1"))).isEmpty();
    assertThat(await(log().find(workshop, "p_1", "a-2"))).isEmpty();
    assertThat(await(log().find(workshop(), "p_1", "a-1"))).isEmpty();
  }

  @Test
  @DisplayName("the last counter of a client is the greatest number, not the last text")
  void lastCounter() {
    var workshop = workshop();
    commit(workshop, open(workshop).epoch(), tx(2, "p_1", "a-9"), tx(3, "p_1", "a-10"), tx(4, "p_1", "ab-70"), tx(5, "p_2", "a-80"), tx(6, "p_1", "a"));
    assertThat(await(log().lastCounter(workshop, "p_1", "a"))).isEqualTo(10);
    assertThat(await(log().lastCounter(workshop, "p_1", "ab"))).isEqualTo(70);
    assertThat(await(log().lastCounter(workshop, "p_1", "zz"))).isEqualTo(-1);
    assertThat(await(log().lastCounter(workshop(), "p_1", "a"))).isEqualTo(-1);
  }

  @Test
  @DisplayName("reading starts after a seq and stops at a limit")
  void limits() {
    var workshop = workshop();
    commit(workshop, open(workshop).epoch(), LongStream.rangeClosed(2, 9).mapToObj(TxLogContract::tx).toArray(Tx[]::new));
    assertThat(await(log().read(workshop, 4, 3)).stream().map(Tx::seq)).containsExactly(5L, 6L, 7L);
    assertThat(await(log().read(workshop, 9, 3))).isEmpty();
    assertThat(await(log().read(workshop, 8, 0))).isEmpty();
  }

  @Test
  @DisplayName("R27 opening gives the checkpoint and every transaction since")
  void checkpointAndTail() {
    var workshop = workshop();
    long epoch = open(workshop).epoch();
    commit(workshop, epoch, tx(2), tx(3), tx(4));
    var card = new BoardRecord("c_1", "card", Map.of("kind", "enjeu", "title", "Se déplacer 🚲", "x", 1.5, "y", 1e300), false, Map.of());
    var gone = new BoardRecord("c_2", "card", Map.of("kind", "note", "title", "Corbeille"), true, Map.of("body", 3L));
    assertThat(await(log().checkpoint(workshop, epoch, 3, List.of(card, gone)))).isTrue();
    var opened = open(workshop);
    assertThat(opened.seq()).isEqualTo(4);
    assertThat(opened.records()).containsExactlyInAnyOrder(card, gone);
    assertThat(opened.tail()).containsExactly(tx(4));
  }

  @Test
  @DisplayName("R67 the edits of a text are found by record, field and revision, a page at a time, and no other workshop's")
  void edits() {
    var workshop = workshop();
    var other = workshop();
    long epoch = open(workshop).epoch();
    commit(workshop, epoch, new Tx(2, "k-1", "p_1", 5, 0, List.of(edit("pr_1", "visee", 0, "a"), edit("pr_2", "visee", 0, "x"))),
        new Tx(3, "k-2", "p_1", 5, 0, List.of(edit("pr_1", "result", 0, "y"), edit("pr_1", "visee", 1, "b"), edit("pr_1", "visee", 2, "c"))), tx(4),
        new Tx(5, "k-3", "p_1", 5, 0, List.of(edit("pr_1", "visee", 3, "d"))));
    commit(other, open(other).epoch(), new Tx(2, "k-1", "p_1", 5, 0, List.of(edit("pr_1", "visee", 0, "z"))));
    assertThat(edits(workshop, "visee", 0, 10)).containsExactly("a", "b", "c", "d");
    assertThat(edits(workshop, "visee", 1, 2)).containsExactly("b", "c");
    assertThat(edits(workshop, "result", 0, 10)).containsExactly("y");
    assertThat(edits(workshop, "visee", 4, 10)).isEmpty();
    assertThat(edits(other, "visee", 0, 10)).containsExactly("z");
  }

  private static Op.Text edit(String record, String field, long revision, String inserted) {
    return new Op.Text(record, field, revision, TextEdit.of(List.of(inserted)));
  }

  private List<Object> edits(String workshop, String field, long from, int limit) {
    return await(log().edits(workshop, "pr_1", field, from, limit)).stream().map(edit -> edit.parts().getFirst()).toList();
  }

  @Test
  @DisplayName("R131 edits of a text are never told with one missing among them: that log cannot be read")
  void missingEdit() {
    var workshop = workshop();
    commit(workshop, open(workshop).epoch(), new Tx(2, "k-1", "p_1", 5, 0, List.of(edit("pr_1", "visee", 0, "a"), edit("pr_1", "visee", 2, "c"))),
        new Tx(3, "k-2", "p_1", 5, 0, List.of(edit("pr_1", "visee", 3, "d"))));
    assertThat(edits(workshop, "visee", 0, 1)).containsExactly("a");
    assertThat(edits(workshop, "visee", 2, 10)).containsExactly("c", "d");
    assertThatThrownBy(() -> edits(workshop, "visee", 0, 10)).hasRootCauseInstanceOf(UnreadableLog.class);
    assertThatThrownBy(() -> edits(workshop, "visee", 1, 10)).hasRootCauseInstanceOf(UnreadableLog.class);
  }

  @Test
  @DisplayName("R67 edits of a batch that is not taken leave no trace")
  void editsOfARefusedBatch() {
    var workshop = workshop();
    long former = open(workshop).epoch();
    open(workshop);
    commit(workshop, former, new Tx(2, "k-1", "p_1", 5, 0, List.of(edit("pr_1", "visee", 0, "a"))));
    assertThat(edits(workshop, "visee", 0, 10)).isEmpty();
  }

  @Test
  @DisplayName("a later checkpoint replaces what changed and keeps the rest")
  void secondCheckpoint() {
    var workshop = workshop();
    long epoch = open(workshop).epoch();
    commit(workshop, epoch, tx(2), tx(3));
    var first = new BoardRecord("c_1", "card", Map.of("title", "Avant", "body", "…"));
    var other = new BoardRecord("c_2", "card", Map.of("title", "Autre"));
    var changed = new BoardRecord("c_1", "card", Map.of("title", "Après"), true, Map.of());
    assertThat(await(log().checkpoint(workshop, epoch, 2, List.of(first, other)))).isTrue();
    assertThat(await(log().checkpoint(workshop, epoch, 3, List.of(changed)))).isTrue();
    assertThat(open(workshop).records()).containsExactlyInAnyOrder(changed, other);
  }

  @Test
  @DisplayName("R27 a checkpoint by a former owner, of an older seq or of one not yet logged stores nothing")
  void checkpointRefused() {
    var workshop = workshop();
    long former = open(workshop).epoch();
    long epoch = open(workshop).epoch();
    commit(workshop, epoch, tx(2), tx(3));
    var card = new BoardRecord("c_1", "card", Map.of("title", "Jamais"));
    assertThat(await(log().checkpoint(workshop, former, 2, List.of(card)))).isFalse();
    assertThat(await(log().checkpoint(workshop, epoch, 4, List.of(card)))).isFalse();
    assertThat(await(log().checkpoint(workshop, epoch, 3, List.of()))).isTrue();
    assertThat(await(log().checkpoint(workshop, epoch, 2, List.of(card)))).isFalse();
    assertThat(await(log().checkpoint("nowhere", 1, 0, List.of(card)))).isFalse();
    assertThat(open(workshop).records()).isEmpty();
  }

  @Test
  @DisplayName("R26 two owners at once: the log has no gap, no double, and only the latest owner's last word")
  void twoOwners() {
    var workshop = workshop();
    long former = open(workshop).epoch();
    var pending = new ArrayList<Future<Map<String, Outcome>>>();
    for (int i = 0; i < 20; i++) pending.add(log().append(List.of(append(workshop, former, tx(2 + i, "p_1", "a-" + i)))));
    var current = open(workshop);
    var settled = commit(workshop, current.epoch(), tx(current.seq() + 1, "p_2", "b-1"));
    pending.forEach(TxLogContract::await);
    var logged = read(workshop);
    assertThat(settled).isEqualTo(COMMITTED);
    assertThat(logged.stream().map(Tx::seq)).containsExactlyElementsOf(LongStream.rangeClosed(1, logged.size()).boxed().toList());
    assertThat(logged.getLast().id()).isEqualTo("b-1");
    long acknowledged = pending.stream().filter(future -> future.result().get(workshop) == COMMITTED).count();
    assertThat(logged.stream().filter(tx -> tx.id().startsWith("a-"))).hasSize((int) acknowledged);
  }
}
