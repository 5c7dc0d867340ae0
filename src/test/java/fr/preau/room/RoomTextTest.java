package fr.preau.room;

import static fr.preau.room.RoomWorld.card;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.protocol.Tx;
import fr.preau.room.port.TxLog;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomTextTest {

  private final RoomWorld world = new RoomWorld();
  private final RoomWorld.Client bea = world.enter("p_1");
  private final RoomWorld.Client cleo = world.enter("p_2");

  RoomTextTest() {
    bea.submit(new Op.Put("proposal", "pr_1", Map.of("title", "Cantine", "visee", "Tous mangent local")));
    commits();
  }

  private void commits() {
    world.clock.pass(100);
  }

  private static Op edit(long revision, Object... parts) {
    return new Op.Text("pr_1", "visee", revision, TextEdit.of(List.of(parts)));
  }

  private String text() {
    commits();
    return world.room().committed().get("pr_1").text("visee");
  }

  private JsonNode lastOp(RoomWorld.Client client) {
    commits();
    var txs = client.frames("txs").getLast().get("txs");
    return txs.get(txs.size() - 1).at("/ops/0");
  }

  @Test
  @DisplayName("R67 two people write in one text at once: both see both, the first in the order standing first")
  void atOnce() {
    bea.submit(edit(0, 18, ", tous"));
    cleo.submit(edit(0, 18, " bio"));
    assertThat(text()).isEqualTo("Tous mangent local, tous bio");
    assertThat(lastOp(bea).toString()).isEqualTo("[\"text\",\"pr_1\",\"visee\",1,[24,\" bio\"]]");
    assertThat(lastOp(cleo)).isEqualTo(lastOp(bea));
  }

  @Test
  @DisplayName("R88 who goes on writing behind their own words asks to stand first there, also on a revision that only the log has")
  void inOnePiece() {
    bea.submit(edit(0, 18, ", tous"));
    cleo.submit(new Op.Text("pr_1", "visee", 0, TextEdit.of(List.of(18, " bio")), true));
    assertThat(text()).isEqualTo("Tous mangent local bio, tous");
    bea.submit(new Op.Text("pr_1", "visee", 1, TextEdit.of(List.of(24, " ici")), true));
    assertThat(text()).isEqualTo("Tous mangent local bio, tous ici");
    world.restart();
    world.enter("p_2").submit(new Op.Text("pr_1", "visee", 0, TextEdit.of(List.of(18, " et")), true));
    assertThat(text()).isEqualTo("Tous mangent local et bio, tous ici");
  }

  @Test
  @DisplayName("R67 an edit is judged by those that are accepted and not yet in the log, and waits for them")
  void onPending() {
    world.log.hold();
    bea.submit(edit(0, 5, "ici "));
    cleo.submit(edit(0, 18, " bio"));
    assertThat(text()).isEqualTo("Tous mangent local");
    world.log.release();
    assertThat(text()).isEqualTo("Tous ici mangent local bio");
  }

  @Test
  @DisplayName("R111 a log of before, in which a text was set, gives what it gave; now the text is edited, and setting it is refused")
  void setBefore() {
    world.restart();
    var opened = world.memory.open("w1").result().orElseThrow();
    world.memory.append(List.of(new TxLog.Append("w1", opened.epoch(), List.of(
        new Tx(opened.seq() + 1, "k-1", "p_1", 5, 0, List.of(card("c1", "Verger"), new Op.Set("c1", Map.of("body", "Un verger", "x", 7L)))),
        new Tx(opened.seq() + 2, "k-2", "p_2", 5, 0, List.of(new Op.Set("c1", Map.of("body", "Deux vergers"))))))));
    var back = world.enter("p_1");
    assertThat(world.room().committed().get("c1").text("body")).isEqualTo("Deux vergers");
    back.submit(new Op.Text("c1", "body", 0, TextEdit.of(List.of(4, " grands"))));
    back.submit(new Op.Set("c1", Map.of("body", "Trois vergers")));
    commits();
    assertThat(world.room().committed().get("c1").text("body")).isEqualTo("Deux grands vergers");
    assertThat(back.rejected().getFirst()).contains("fixed-property");
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  @Test
  @DisplayName("R24 what was accepted on a commit that failed is judged again: no edit is lost or shifted twice")
  void afterAFailedCommit() {
    world.log.hold();
    bea.submit(edit(0, 5, "ici "));
    cleo.submit(edit(0, 18, " bio"));
    world.log.fail();
    world.clock.pass(1_000);
    world.log.release();
    assertThat(text()).isEqualTo("Tous ici mangent local bio");
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  @Test
  @DisplayName("R24 after a commit whose answer was lost what follows stands on it")
  void afterALostAnswer() {
    world.log.hold();
    bea.submit(edit(0, 5, "ici "));
    cleo.submit(edit(0, 18, " bio"));
    world.log.loseReply();
    world.clock.pass(1_000);
    world.log.release();
    assertThat(text()).isEqualTo("Tous ici mangent local bio");
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  @Test
  @DisplayName("R13 an edit in a transaction that is refused leaves no trace in those that follow")
  void refusedWithTheRest() {
    bea.submit(edit(0, 5, "ici "), card("c1", ""));
    commits();
    assertThat(bea.rejected()).hasSize(1);
    cleo.submit(edit(0, 18, " bio"));
    bea.submit(edit(0, 18, ", tous"));
    assertThat(text()).isEqualTo("Tous mangent local bio, tous");
  }

  @Test
  @DisplayName("R127 an import of many edits, made on what only the log remembers, is brought forward as a whole; one that is refused leaves no trace")
  void oldImport() {
    for (int revision = 0; revision < 10; revision++) bea.submit(edit(revision, "x"));
    world.clock.pass(1_000);
    world.restart();
    var many = IntStream.range(0, 21).mapToObj(i -> edit(0, 18, "y")).toList();
    var refused = world.room().submit("p_1", Stream.concat(many.stream(), Stream.of(card("c1", ""))).toList());
    commits();
    assertThat(refused.result()).isInstanceOf(Verdict.Refused.class);
    var accepted = world.room().submit("p_1", many);
    commits();
    assertThat(accepted.result()).isInstanceOf(Verdict.Accepted.class);
    assertThat(text()).isEqualTo("x".repeat(10) + "Tous mangent local" + "y".repeat(21));
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  @Test
  @DisplayName("R67 an edit as old as the text is brought over thousands, found in the log after a restart")
  void veryOld() {
    for (int revision = 0; revision < 2_500; revision++) {
      bea.submit(edit(revision, "x"));
      world.clock.pass(30);
    }
    world.restart();
    var back = world.enter("p_2");
    assertThat(back.welcome().at("/revs/pr_1/visee").asLong()).isEqualTo(2_500);
    back.submit(edit(0, 5, "ici "));
    assertThat(lastOp(back).toString()).isEqualTo("[\"text\",\"pr_1\",\"visee\",2500,[2505,\"ici \"]]");
    assertThat(text()).isEqualTo("x".repeat(2_500) + "Tous ici mangent local");
  }

  @Test
  @DisplayName("R67 what is looked up in the log keeps its place before what the same person did after it")
  void orderWhileLookedUp() {
    for (int revision = 0; revision < 10; revision++) bea.submit(edit(revision, "x"));
    world.clock.pass(1_000);
    world.restart();
    var back = world.enter("p_1");
    back.submit(card("c0", "Avant"));
    world.log.holdAnswers(true);
    back.submit(edit(0, 5, "ici "));
    back.submit(new Op.Del("pr_1"));
    assertThat(world.log.answersHeld()).isEqualTo(1);
    world.log.answerNext();
    world.clock.pass(1_000);
    assertThat(back.rejected()).isEmpty();
    assertThat(text()).isEqualTo("x".repeat(10) + "Tous ici mangent local");
    assertThat(world.room().committed().onBoard("pr_1")).isFalse();
  }

  @Test
  @DisplayName("R67 the memory of edits is bounded, and what it has let go of is in the log")
  void boundedMemory() {
    var large = "x".repeat(10_000);
    bea.submit(new Op.Put("proposal", "pr_2", Map.of("title", "Autre")));
    for (int revision = 0; revision < 80; revision += 2) {
      bea.submit(new Op.Text("pr_2", "visee", revision, TextEdit.of(List.of(large))));
      bea.submit(new Op.Text("pr_2", "visee", revision + 1, TextEdit.of(List.of(-10_000))));
      world.clock.pass(60);
    }
    cleo.submit(card("c0", "Avant"));
    commits();
    world.log.holdAnswers(true);
    cleo.submit(new Op.Text("pr_2", "visee", 0, TextEdit.of(List.of("ici"))));
    assertThat(world.log.answersHeld()).isEqualTo(1);
    world.log.answerNext();
    world.log.holdAnswers(false);
    world.clock.pass(1_000);
    assertThat(world.room().committed().get("pr_2").text("visee")).isEqualTo("ici");
  }

  /** Changes so many places of the text, from its start. */
  private static Op places(long revision, int places, Object what) {
    return edit(revision, IntStream.range(0, 2 * places).mapToObj(i -> i % 2 == 0 ? (Object) 1 : what).toArray());
  }

  @Test
  @DisplayName("R126 edits of many places are remembered as far as their parts are few enough, and the rest is in the log")
  void boundedParts() {
    bea.submit(edit(0, "x".repeat(1_000)));
    for (int revision = 1; revision <= 60; revision++) bea.submit(places(revision, 200, "y"));
    cleo.submit(card("c0", "Avant"));
    commits();
    world.log.holdAnswers(true);
    cleo.submit(edit(1, "ici "));
    assertThat(world.log.answersHeld()).isEqualTo(1);
    world.log.answerNext();
    world.log.holdAnswers(false);
    assertThat(text()).startsWith("ici x").hasSize(4 + 1_000 + 60 * 200 + 18);
  }

  @Test
  @DisplayName("R126 an edit that takes long to bring over what came in between waits for turns in which others are served, and is the same")
  void manyPlacesOverMany() {
    bea.submit(edit(0, "x".repeat(1_000)));
    for (int revision = 1; revision <= 300; revision++) bea.submit(edit(revision, "y"));
    cleo.submit(card("c0", "Avant"));
    commits();
    var edit = cleo.submit(places(1, 200, "z"));
    var behind = cleo.submit(card("c1", "Derrière"));
    var other = bea.submit(card("c2", "Entre-temps"));
    assertThat(text()).isEqualTo("y".repeat(300) + "xz".repeat(200) + "x".repeat(800) + "Tous mangent local");
    assertThat(bea.shown()).endsWith(other, edit, behind);
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  @Test
  @DisplayName("R126 a deletion that comes apart where others wrote within it costs what it has become")
  void deletionOverMany() {
    bea.submit(edit(0, "x".repeat(1_000)));
    for (int revision = 1; revision <= 100; revision++) bea.submit(places(revision, 20, "y"));
    cleo.submit(card("c0", "Avant"));
    commits();
    var edit = cleo.submit(edit(1, -1_000));
    var other = bea.submit(card("c1", "Entre-temps"));
    assertThat(text()).isEqualTo("y".repeat(2_000) + "Tous mangent local");
    assertThat(bea.shown()).endsWith(other, edit);
  }

  @Test
  @DisplayName("R126 what is brought forward in turns stands on what is committed: a commit that fails under it shifts nothing")
  void forwardOverAFailedCommit() {
    bea.submit(edit(0, "x".repeat(1_000)));
    for (int revision = 1; revision <= 150; revision++) bea.submit(edit(revision, "y"));
    cleo.submit(card("c0", "Avant"));
    commits();
    world.log.hold();
    for (int revision = 151; revision <= 300; revision++) bea.submit(edit(revision, "w"));
    cleo.submit(places(1, 200, "z"));
    world.clock.pass(20);
    world.log.fail();
    world.clock.pass(1_000);
    world.log.release();
    assertThat(text()).isEqualTo("w".repeat(150) + "y".repeat(150) + "xz".repeat(200) + "x".repeat(800) + "Tous mangent local");
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  @Test
  @DisplayName("R107 an edit whose history the log cannot tell is refused, however often it comes; nobody else notices")
  void unreadableHistory() {
    for (int revision = 0; revision < 10; revision++) bea.submit(edit(revision, "x"));
    world.clock.pass(1_000);
    world.restart();
    var back = world.enter("p_1");
    var other = world.enter("p_2");
    back.submit(card("c0", "Avant"));
    commits();
    world.log.unreadable(true);
    var first = back.submit(edit(0, 5, "ici "));
    var second = back.submit(edit(0, 5, "ici "));
    var third = back.submit(card("c1", "Cantine"));
    commits();
    assertThat(back.rejected()).containsExactly(first + " unreadable", second + " unreadable");
    assertThat(back.acknowledged()).endsWith(third);
    assertThat(back.storage()).isEmpty();
    assertThat(other.storage()).isEmpty();
    assertThat(other.closed).isNull();
  }

  @Test
  @DisplayName("R107 what cannot be read is refused also when the room comes back, and the rest goes on")
  void unreadableWhenBack() {
    world.log.hold();
    var first = bea.submit(edit(0, 5, "ici "));
    var card = cleo.submit(card("c1", "Cantine"));
    world.log.unreadable(true);
    world.log.fail();
    world.clock.pass(1_000);
    assertThat(bea.rejected()).containsExactly(first + " unreadable");
    assertThat(cleo.rejected()).containsExactly(card + " unreadable");
    assertThat(bea.storage()).containsExactly("away", "ok");
    world.log.unreadable(false);
    world.log.release();
    var next = cleo.submit(card("c2", "Jardin"));
    commits();
    assertThat(cleo.acknowledged()).containsExactly(next);
  }

  @Test
  @DisplayName("R32 what would take long to bring over what came in between is refused before the log is asked")
  void tooManyPlacesAtOnce() {
    for (int revision = 0; revision < 10; revision++) bea.submit(edit(revision, "x"));
    world.clock.pass(1_000);
    world.restart();
    var back = world.enter("p_1");
    back.submit(card("c0", "Avant"));
    commits();
    world.log.holdAnswers(true);
    var parts = IntStream.range(0, 2_010).mapToObj(i -> i % 2 == 0 ? (Object) 1 : "y").toArray();
    var places = back.submit(edit(0, parts));
    var edits = back.submit(IntStream.range(0, 21).mapToObj(i -> edit(0, "y")).toArray(Op[]::new));
    assertThat(back.rejected()).containsExactly(places + " too-many-edits", edits + " too-many-edits");
  }

  @Test
  @DisplayName("R14 who may not write costs no look into the log")
  void observer() {
    for (int revision = 0; revision < 10; revision++) bea.submit(edit(revision, "x"));
    world.clock.pass(1_000);
    world.restart();
    var watching = world.enter("p_obs");
    watching.submit(card("c0", "Avant"));
    world.log.holdAnswers(true);
    var id = watching.submit(edit(0, "y"));
    assertThat(watching.rejected()).contains(id + " forbidden");
  }

  @Test
  @DisplayName("R11 a proposal that comes back out of the bin tells the revisions of its texts")
  void restored() {
    bea.submit(edit(0, 5, "ici "));
    bea.submit(new Op.Del("pr_1"));
    bea.submit(new Op.Restore("pr_1"));
    assertThat(lastOp(cleo).get(3).toString()).isEqualTo("{\"pr_1\":{\"visee\":1}}");
  }

  @Test
  @DisplayName("R129 what comes back and is changed at once is told as it came back, so that the change is not applied twice")
  void restoredAndEdited() {
    bea.submit(new Op.Del("pr_1"));
    bea.submit(new Op.Restore("pr_1"), new Op.Set("pr_1", Map.of("title", "Halle")), edit(0, 5, "ici "));
    var restore = lastOp(cleo);
    assertThat(restore.at("/2/0/visee").asText()).isEqualTo("Tous mangent local");
    assertThat(restore.at("/2/0/title").asText()).isEqualTo("Cantine");
    assertThat(restore.has(3)).isFalse();
    assertThat(text()).isEqualTo("Tous ici mangent local");
  }

  @Test
  @DisplayName("R19 an edit sent again is acknowledged as it stands in the log")
  void sentAgain() {
    bea.submit(edit(0, 5, "ici "));
    var id = cleo.submit(edit(0, 18, " bio"));
    commits();
    cleo.submitAs(id, edit(0, 18, " bio"));
    assertThat(lastOp(cleo).toString()).isEqualTo("[\"text\",\"pr_1\",\"visee\",1,[22,\" bio\"]]");
    assertThat(text()).isEqualTo("Tous ici mangent local bio");
    cleo.submitAs(id, edit(1, 18, " bio"));
    commits();
    assertThat(cleo.rejected()).containsExactly(id + " id-reused");
  }
}
