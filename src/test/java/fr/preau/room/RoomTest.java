package fr.preau.room;

import static fr.preau.room.RoomWorld.card;
import static fr.preau.room.RoomWorld.link;
import static fr.preau.room.RoomWorld.move;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.protocol.CloseCode;
import fr.preau.protocol.Tx;
import fr.preau.room.port.Directory;
import fr.preau.room.port.StorageAway;
import fr.preau.room.port.TxLog;
import fr.preau.workshop.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomTest {

  private final RoomWorld world = new RoomWorld();

  @Test
  @DisplayName("R16, R17 nobody, not even its author, sees a change before it is in the log; then everybody does, in one order")
  void durableBeforeVisible() {
    var bea = world.enter("p_1");
    var cleo = world.enter("p_2");
    world.log.hold();
    var id = bea.submit(card("c1", "Cantine"));
    assertThat(bea.shown()).isEmpty();
    assertThat(cleo.shown()).isEmpty();
    assertThat(world.enter("p_obs").welcome().get("records").findValuesAsText("id")).doesNotContain("c1");
    assertThat(world.room().committed().get("c1")).isNull();
    world.log.release();
    assertThat(bea.shown()).containsExactly(id);
    assertThat(cleo.shown()).containsExactly(id);
  }

  @Test
  @DisplayName("R2 what everyone sees carries the defaults and the author that the server filled in")
  void completed() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    var values = bea.frames("txs").getFirst().at("/txs/0/ops/0/3");
    assertThat(values.get("board").asText()).isEqualTo("main");
    assertThat(values.get("author").asText()).isEqualTo("p_1");
    assertThat(values.get("x").asInt()).isZero();
  }

  @Test
  @DisplayName("R13 a transaction is applied whole or not at all, and its refusal names record, property and limit in the workshop's language")
  void refusedWhole() {
    var bea = world.enter("p_1");
    var id = bea.submit(card("c1", "Cantine"), card("c2", "x".repeat(121)));
    assertThat(bea.rejected()).containsExactly(id + " too-long");
    assertThat(bea.frames("reject").getFirst().get("message").asText()).contains("c2").contains("title").contains("120").contains("trop long");
    assertThat(world.room().committed().get("c1")).isNull();
    bea.submit(card("c1", "Cantine"));
    assertThat(bea.shown()).hasSize(1);
  }

  @Test
  @DisplayName("R18 a refusal is told only when what it was judged on is committed")
  void refusalWaits() {
    var bea = world.enter("p_1");
    world.log.hold();
    bea.submit(card("c1", "Cantine"));
    bea.submit(card("c1", "Encore"));
    assertThat(bea.rejected()).isEmpty();
    world.log.release();
    assertThat(bea.rejected()).hasSize(1);
    assertThat(bea.frames.getLast().get("t").asText()).isEqualTo("reject");
  }

  @Test
  @DisplayName("R19 a transaction sent again is acknowledged to its sender alone, with its original seq, and not applied twice")
  void sentAgain() {
    var bea = world.enter("p_1");
    var cleo = world.enter("p_2");
    var id = bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    long seq = world.room().seq();
    bea.submitAs(id, card("c1", "Cantine"));
    world.clock.pass(100);
    assertThat(world.room().seq()).isEqualTo(seq);
    assertThat(bea.shown()).containsExactly(id, id);
    assertThat(bea.frames("txs").getLast().at("/txs/0/seq").asLong()).isEqualTo(seq);
    assertThat(cleo.shown()).containsExactly(id);
  }

  @Test
  @DisplayName("R19 a transaction sent again after the server was restarted is still known")
  void sentAgainAfterRestart() {
    var bea = world.enter("p_1");
    var first = bea.submit(card("c1", "Cantine"));
    var second = bea.submit(move("c1", 7));
    world.clock.pass(100);
    world.restart();
    var again = world.enter("p_1");
    again.submitAs(first, card("c1", "Cantine"));
    again.submitAs(second, move("c1", 7));
    again.submitAs(bea.prefix + "-3", move("c1", 8));
    world.clock.pass(100);
    assertThat(again.shown()).containsExactly(first, second, bea.prefix + "-3");
    assertThat(again.rejected()).isEmpty();
    assertThat(world.room().committed().get("c1").values()).containsEntry("x", 8L);
  }

  @Test
  @DisplayName("R84 what was refused stays refused: a copy that an older connection delivers late is not judged by what has become possible")
  void refusedOnce() {
    var cleo = world.enter("p_2");
    cleo.submit(card("c1", "Cantine"));
    var old = world.enter("p_2");
    var present = world.enter("p_2");
    present.submitAs("k-1", new Op.Restore("c1"));
    cleo.submit(new Op.Del("c1"));
    world.clock.pass(100);
    old.submitAs("k-1", new Op.Restore("c1"));
    world.clock.pass(100);
    assertThat(present.rejected()).containsExactly("k-1 not-in-bin");
    assertThat(old.rejected()).containsExactly("k-1 not-in-bin");
    assertThat(world.room().committed().onBoard("c1")).isFalse();
  }

  @Test
  @DisplayName("R20 the same id with another body is refused, in flight and in the log")
  void idReused() {
    var bea = world.enter("p_1");
    world.log.hold();
    var id = bea.submit(card("c1", "Cantine"));
    bea.submitAs(id, card("c2", "Autre"));
    assertThat(bea.rejected()).as("the first is not in the log yet").isEmpty();
    world.log.release();
    bea.submitAs(id, card("c3", "Encore"));
    assertThat(bea.rejected()).containsExactly(id + " id-reused", id + " id-reused");
    assertThat(world.room().committed().get("c2")).isNull();
  }

  @Test
  @DisplayName("R20 another body under the id of what did not get into the log is told after that is settled, and never before it")
  void idReusedOverAFailedCommit() {
    var bea = world.enter("p_1");
    world.log.hold();
    var id = bea.submit(card("c1", "Cantine"));
    bea.submitAs(id, card("c2", "Autre"));
    world.log.fail();
    world.clock.pass(1_000);
    assertThat(bea.rejected()).isEmpty();
    world.log.release();
    world.clock.pass(1_000);
    assertThat(bea.shown()).containsExactly(id);
    assertThat(bea.rejected()).containsExactly(id + " id-reused");
    assertThat(bea.frames.getLast().get("t").asText()).isEqualTo("reject");
    assertThat(world.room().committed().get("c2")).isNull();
  }

  @Test
  @DisplayName("R84 a copy sent over a new connection while the first is in flight is told, too, where that is refused in the end")
  void copyOfWhatIsRefusedLater() {
    var cleo = world.enter("p_2");
    var bea = world.enter("p_1");
    cleo.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    world.log.hold();
    cleo.submit(card("c2", "Jardin"));
    bea.submitAs("k-1", RoomWorld.link("l1", "c1", "c2"));
    var again = world.enter("p_1");
    again.submitAs("k-1", RoomWorld.link("l1", "c1", "c2"));
    world.log.fail();
    cleo.session.leave();
    elsewhere(world.room().epoch(), world.room().seq() + 1, new Op.Del("c1"));
    world.clock.pass(1_000);
    world.log.release();
    world.clock.pass(1_000);
    assertThat(again.rejected()).containsExactly("k-1 dangling");
  }

  @Test
  @DisplayName("R20 a copy of what is in the log and not shown yet is answered once it is shown, after what comes before it")
  void copyOfWhatIsNotShown() {
    var old = world.enter("p_1");
    var present = world.enter("p_1");
    var cleo = world.enter("p_2");
    world.log.hold();
    world.log.holdAnswers(true);
    world.log.readLate(true);
    old.submitAs("abc", card("c1", "Cantine"));
    present.submitAs("abc", card("c1", "Cantine"));
    var before = cleo.submit(card("c2", "Jardin"));
    world.log.answerNext();
    world.clock.pass(1_000);
    world.log.releaseNext();
    var tell = world.log.commitNext();
    world.log.answerNext();
    assertThat(present.shown()).containsExactly(before);
    tell.run();
    assertThat(present.shown()).containsExactly(before, "abc");
    assertThat(world.room().seq()).isEqualTo(present.frames("txs").getLast().get("seq").asLong());
  }

  @Test
  @DisplayName("R20 what is looked up under an id without a counter is judged at the first answer, however much others write meanwhile")
  void lookedUpOnce() {
    var bea = world.enter("p_1");
    var cleo = world.enter("p_2");
    world.log.holdAnswers(true);
    bea.submitAs("abc", card("c1", "Cantine"));
    var other = cleo.submit(card("c2", "Jardin"));
    world.clock.pass(100);
    world.log.answerNext();
    world.clock.pass(100);
    assertThat(bea.shown()).containsExactly(other, "abc");
  }

  @Test
  @DisplayName("R24 after a failed commit everything is judged again in the order in which it was sent, what was refused as well")
  void judgedAgainInOrder() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    world.log.hold();
    bea.submit(new Op.Del("c1"));
    var refused = bea.submit(new Op.Set("c1", Map.of("title", "Première")));
    bea.submit(new Op.Restore("c1"));
    bea.submit(new Op.Set("c1", Map.of("title", "Seconde")));
    world.log.fail();
    world.clock.pass(1_000);
    world.log.release();
    world.clock.pass(1_000);
    assertThat(world.room().committed().get("c1").text("title")).isEqualTo("Seconde");
    assertThat(bea.rejected()).containsExactly(refused + " gone");
  }

  @Test
  @DisplayName("R24 what was refused because of a change that never came to be is judged again without it")
  void refusedOverNothing() {
    var bea = world.enter("p_1");
    var facilitator = world.enter("p_fac");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    world.log.hold();
    var deletion = facilitator.submit(new Op.Del("c1"));
    var move = bea.submit(move("c1", 7));
    world.log.fail();
    elsewhere(world.room().epoch(), world.room().seq() + 1, new Op.Set("p_fac", Map.of("role", "observer")));
    world.log.release();
    world.clock.pass(2_000);
    assertThat(facilitator.rejected()).containsExactly(deletion + " forbidden");
    assertThat(bea.shown()).contains(move);
    assertThat(bea.rejected()).isEmpty();
  }

  /** Another server writes to the log under this epoch. */
  private void elsewhere(long epoch, long seq, Op op) {
    world.memory.append(List.of(new TxLog.Append("w1", epoch, List.of(new Tx(seq, "elsewhere-" + seq, "p_2", 0, 0, List.of(op))))));
  }

  @Test
  @DisplayName("R20 somebody who uses the next id of another person takes nothing from them")
  void idsArePerParticipant() {
    var bea = world.enter("p_1");
    var cleo = world.enter("p_2");
    cleo.submitAs(bea.prefix + "-1", card("c2", "Jardin"));
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    assertThat(world.room().committed().get("c1")).isNotNull();
    assertThat(world.room().committed().get("c2")).isNotNull();
  }

  @Test
  @DisplayName("R21 a lone change is committed at once; a burst shares a few commits")
  void pacing() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    assertThat(world.log.commits).containsExactly(1);
    IntStream.range(0, 20).forEach(i -> bea.submit(move("c1", i)));
    assertThat(world.log.commits).containsExactly(1);
    world.clock.pass(10);
    assertThat(world.log.commits).containsExactly(1, 20);
    IntStream.range(0, 80).forEach(i -> bea.submit(move("c1", i)));
    assertThat(world.log.commits).as("32 waiting do not wait for the gap").containsExactly(1, 20, 32, 32);
  }

  @Test
  @DisplayName("R95 the more people see a commit, the longer changes are gathered for it, up to 42 ms")
  void pacedByPeople() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    bea.submit(move("c1", 1));
    world.clock.pass(10);
    assertThat(world.log.commits).as("alone").containsExactly(1, 1);
    IntStream.range(0, 150).forEach(i -> world.enter("p_2"));
    world.clock.pass(1_000);
    bea.submit(move("c1", 2));
    bea.submit(move("c1", 3));
    world.clock.pass(41);
    assertThat(world.log.commits).as("with 150 others").containsExactly(1, 1, 1);
    world.clock.pass(1);
    assertThat(world.log.commits).containsExactly(1, 1, 1, 1);
  }

  @Test
  @DisplayName("R22 all transactions of one commit travel in one frame")
  void oneFrame() {
    var cleo = world.enter("p_2");
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    IntStream.range(0, 20).forEach(i -> bea.submit(move("c1", i)));
    world.clock.pass(25);
    assertThat(cleo.frames("txs")).hasSize(2);
    assertThat(cleo.frames("txs").getLast().get("seq").asLong()).isEqualTo(world.room().seq());
  }

  @Test
  @DisplayName("R23 who comes back gets just what was missed")
  void resume() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    long since = world.room().seq();
    var missed = bea.submit(move("c1", 5));
    world.clock.pass(100);
    var back = world.enter("p_2", since);
    assertThat(back.welcome().has("records")).isFalse();
    assertThat(back.welcome().get("txs").findValuesAsText("id")).containsExactly(missed);
    assertThat(back.welcome().get("seq").asLong()).isEqualTo(world.room().seq());
  }

  @Test
  @DisplayName("R23 who comes back from before the history kept, or from a future that never was, starts afresh")
  void resumeTooOld() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    world.restart();
    assertThat(world.enter("p_2", 1).welcome().has("records")).isTrue();
    assertThat(world.enter("p_2", 9_999).welcome().has("records")).isTrue();
  }

  @Test
  @DisplayName("R130 who comes back after half a megabyte of changes starts afresh, after less gets just that")
  void resumeAfterMuch() {
    var bea = world.enter("p_1");
    bea.submit(new Op.Put("proposal", "pr_1", Map.of("title", "Cantine")));
    world.clock.pass(100);
    long since = world.room().seq();
    for (int revision = 0; revision < 28; revision++) bea.submit(new Op.Text("pr_1", "visee", revision, TextEdit.of(List.of(revision % 2 == 0 ? "x".repeat(40_000) : -40_000))));
    world.clock.pass(1_000);
    assertThat(world.enter("p_2", since).welcome().has("records")).isTrue();
    assertThat(world.enter("p_2", since + 4).welcome().get("txs")).hasSize(24);
  }

  @Test
  @DisplayName("R130 those who come back together, with the same missed, cost one encoding of it, and each ends with the latest state and all people")
  void resumeTogether() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    long since = world.room().seq();
    var missed = bea.submit(move("c1", 5));
    world.clock.pass(100);
    int before = world.statesEncoded;
    var expected = new ArrayList<>(List.of(missed));
    for (int i = 0; i < 20; i++) {
      var back = world.enter(i % 2 == 0 ? "p_2" : "p_obs", since);
      assertThat(RoomWorld.each(back.welcome().get("txs")).count() + back.shown().size()).isEqualTo(expected.size());
      assertThat(back.welcome().get("seq").asLong() + back.shown().size()).isEqualTo(world.room().seq());
      assertThat(back.welcome().at("/people/" + back.participant + "/here").asBoolean() || back.frames("people").getLast().at("/of/" + back.participant + "/here").asBoolean()).as("one sees oneself").isTrue();
      expected.add(bea.submit(move("c1", i)));
      world.clock.pass(30);
    }
    assertThat(world.statesEncoded - before).isEqualTo(1);
    assertThat(world.enter("p_2", since + 1).welcome().get("txs")).hasSize(20);
  }

  @Test
  @DisplayName("R130 what is behind a kept state stays small, or the state is encoded anew")
  void behindKeptState() {
    var bea = world.enter("p_1");
    bea.submit(new Op.Put("proposal", "pr_1", Map.of("title", "Cantine")), card("c1", "Cantine"));
    world.clock.pass(100);
    int before = world.statesEncoded;
    world.enter("p_2");
    for (int revision = 0; revision < 4; revision++) bea.submit(new Op.Text("pr_1", "visee", revision, TextEdit.of(List.of(revision % 2 == 0 ? "x".repeat(40_000) : -40_000))));
    world.clock.pass(100);
    var newcomer = world.enter("p_2");
    assertThat(world.statesEncoded - before).isEqualTo(1);
    assertThat(newcomer.shown()).isEmpty();
  }

  @Test
  @DisplayName("R108 who has seen more than this server, because another one wrote meanwhile, is not sent an older state: the room catches up first")
  void resumeAhead() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    var stale = world.room();
    var another = world.anotherServer();
    another.room("w1").result().submit("p_2", List.of(card("c2", "Jardin")));
    world.clock.pass(100);
    long since = another.room("w1").result().seq();
    assertThat(stale.seq()).isLessThan(since);
    var ahead = world.enter("p_2", since);
    assertThat(ahead.frames("welcome")).isEmpty();
    assertThat(ahead.closed).isEqualTo(CloseCode.OVERLOADED);
    world.clock.pass(1_000);
    assertThat(bea.shown()).hasSize(2);
    assertThat(bea.storage()).containsExactly("away", "ok");
    assertThat(world.enter("p_2", since).welcome().get("txs")).isEmpty();
  }

  @Test
  @DisplayName("R108 nor where something is on its way from here under the very number that the newcomer has seen")
  void resumeAheadOfWhatIsPending() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    var stale = world.room();
    world.log.hold();
    bea.submit(card("c2", "Jardin"));
    var another = world.anotherServer().room("w1").result();
    long since = stale.seq() + 1;
    elsewhere(another.epoch(), since, move("c1", 9));
    var ahead = world.enter("p_2", since);
    assertThat(ahead.frames("welcome")).isEmpty();
    assertThat(ahead.closed).isEqualTo(CloseCode.OVERLOADED);
  }

  @Test
  @DisplayName("R108 while the log is asked whether a newcomer has seen more, what they send waits; a future that never was disturbs nobody")
  void resumeFromNowhere() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    world.log.holdAnswers(true);
    var ahead = world.enter("p_2", 9_999);
    var id = ahead.submit(card("c2", "Jardin"));
    assertThat(ahead.frames).isEmpty();
    world.log.answerNext();
    world.log.holdAnswers(false);
    world.clock.pass(100);
    assertThat(ahead.welcome().has("records")).isTrue();
    assertThat(ahead.acknowledged()).containsExactly(id);
    assertThat(bea.storage()).isEmpty();
  }

  @Test
  @DisplayName("R87 a newcomer who is cut off by their own welcome, once the log has answered, is not counted as here")
  void cutOffByTheirWelcome() {
    world.log.holdAnswers(true);
    var ahead = world.enter("p_2", 9_999);
    ahead.full = true;
    world.log.answerNext();
    world.log.holdAnswers(false);
    assertThat(world.rooms.connections()).isZero();
    assertThat(world.room().here()).isZero();
    world.clock.pass(RoomSettings.DEFAULT.idleMillis() + 5_000);
    assertThat(world.rooms.open()).isZero();
  }

  @Test
  @DisplayName("R22 a hundred newcomers cost one encoding of the board, and each ends with the latest state")
  void newcomers() {
    var bea = world.enter("p_1");
    int before = world.statesEncoded;
    for (int i = 0; i < 100; i++) {
      var newcomer = world.enter("p_2");
      assertThat(newcomer.welcome().get("seq").asLong() + newcomer.shown().size()).isEqualTo(world.room().seq());
      bea.submit(card("n" + i, "Note " + i));
      world.clock.pass(30);
    }
    assertThat(world.statesEncoded - before).isZero();
  }

  @Test
  @DisplayName("R248 a state that nobody has asked for in a minute is not kept; one that is asked for is")
  void unusedStates() {
    int before = world.statesEncoded;
    for (int i = 0; i < 4; i++) {
      world.enter("p_1");
      world.clock.pass(40_000);
    }
    assertThat(world.statesEncoded - before).isEqualTo(1);
    world.clock.pass(20_000);
    world.enter("p_1");
    assertThat(world.statesEncoded - before).isEqualTo(2);
  }

  @Test
  @DisplayName("R248 of large states no more than eight megabytes are kept, and the latest whatever its size")
  void largeStates() {
    var bea = world.enter("p_1");
    int before = world.statesEncoded;
    for (int i = 0; i < 4; i++) world.enter(i % 2 == 0 ? "p_fac" : "p_1");
    assertThat(world.statesEncoded - before).as("small ones are kept side by side").isEqualTo(1);
    for (int tx = 0; tx < 13; tx++) {
      int first = tx * 200;
      bea.submit(IntStream.range(first, first + 200).mapToObj(i -> new Op.Put("card", "n" + i, Map.of("kind", "note", "title", "Note", "body", "x".repeat(2_000)))).toArray(Op[]::new));
      world.clock.pass(100);
    }
    before = world.statesEncoded;
    for (int i = 0; i < 4; i++) world.enter(i % 2 == 0 ? "p_fac" : "p_1");
    assertThat(world.statesEncoded - before).as("two of five megabytes take turns").isEqualTo(4);
    for (int i = 0; i < 4; i++) world.enter("p_1");
    assertThat(world.statesEncoded - before).isEqualTo(4);
  }

  @Test
  @DisplayName("R22 those who come together cost one encoding of where everybody is, and each gets the latest")
  void presencesOfNewcomers() {
    var bea = world.enter("p_1");
    for (int x = 1; x <= 2; x++) {
      bea.session.presence(JsonNodeFactory.instance.objectNode().put("x", x));
      world.clock.pass(1_000);
      int before = world.presencesEncoded;
      for (int i = 0; i < 10; i++) assertThat(world.enter("p_2").frames("presence").getFirst().at("/of/p_1/x").asInt()).isEqualTo(x);
      assertThat(world.presencesEncoded - before).isEqualTo(1);
    }
    bea.session.leave();
    assertThat(world.enter("p_2").frames("presence")).isEmpty();
  }

  @Test
  @DisplayName("R10 deleting a card takes its links off the board; restoring it tells every record that is back")
  void restored() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"), card("c2", "Jardin"), link("l1", "c1", "c2"));
    bea.submit(new Op.Del("c1"));
    bea.submit(new Op.Restore("c1"));
    world.clock.pass(100);
    var restore = RoomWorld.each(bea.frames("txs").getLast().get("txs")).toList().getLast().at("/ops/0");
    assertThat(restore.get(0).asText()).isEqualTo("restore");
    assertThat(restore.get(2).findValuesAsText("id")).containsExactlyInAnyOrder("c1", "l1");
  }

  @Test
  @DisplayName("R128 what comes back because of several operations of one transaction is told once, with the last of them")
  void restoredOften() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"), card("c2", "Jardin"), link("l1", "c1", "c2"));
    bea.submit(IntStream.range(0, 100).mapToObj(i -> i % 2 == 0 ? (Op) new Op.Del("c1") : new Op.Restore("c1")).toArray(Op[]::new));
    bea.submit(new Op.Del("c1"), new Op.Del("c2"));
    bea.submit(new Op.Restore("c1"), new Op.Restore("c2"));
    world.clock.pass(100);
    var txs = bea.frames("txs").stream().flatMap(frame -> RoomWorld.each(frame.get("txs"))).toList();
    assertThat(txs.get(1).findValuesAsText("id").stream().filter(List.of("c1", "l1")::contains)).containsExactlyInAnyOrder("c1", "l1");
    assertThat(txs.get(1).at("/ops/99/2").findValuesAsText("id")).containsExactlyInAnyOrder("c1", "l1");
    assertThat(txs.getLast().at("/ops/0/2").findValuesAsText("id")).containsExactly("c1");
    assertThat(txs.getLast().at("/ops/1/2").findValuesAsText("id")).containsExactlyInAnyOrder("c2", "l1");
  }

  @Test
  @DisplayName("R14 participants delete their own cards only, facilitators any, observers change nothing")
  void rights() {
    var bea = world.enter("p_1");
    var cleo = world.enter("p_2");
    var facilitator = world.enter("p_fac");
    var observer = world.enter("p_obs");
    bea.submit(card("c1", "Cantine"));
    cleo.submit(new Op.Del("c1"));
    observer.submit(move("c1", 3));
    world.clock.pass(100);
    assertThat(cleo.rejected()).singleElement().asString().endsWith("forbidden");
    assertThat(observer.rejected()).singleElement().asString().endsWith("forbidden");
    facilitator.submit(new Op.Del("c1"));
    world.clock.pass(100);
    assertThat(world.room().committed().onBoard("c1")).isFalse();
  }

  @Test
  @DisplayName("R24 when the log goes away again while the first of what is judged again is committed, the rest waits behind it")
  void awayWhileJudgingAgain() {
    var bea = world.enter("p_1");
    world.log.hold();
    var first = bea.submit(card("c1", "Cantine"));
    var second = bea.submit(card("c2", "Jardin"));
    world.clock.pass(1_000);
    world.log.breakAtNext();
    world.log.fail();
    world.log.release();
    world.clock.pass(1);
    world.log.away(false);
    world.clock.pass(2_000);
    assertThat(bea.closed).isNull();
    assertThat(bea.shown()).containsExactly(first, second);
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  @Test
  @DisplayName("R24 a commit whose reply is lost is found in the log: nothing lost, nothing twice, people are told")
  void replyLost() {
    var bea = world.enter("p_1");
    var cleo = world.enter("p_2");
    world.log.hold();
    var id = bea.submit(card("c1", "Cantine"));
    world.log.loseReply();
    world.log.release();
    world.clock.pass(1_000);
    assertThat(bea.shown()).containsExactly(id);
    assertThat(cleo.shown()).containsExactly(id);
    assertThat(bea.storage()).containsExactly("away", "ok");
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  @Test
  @DisplayName("R25 while the database is away changes wait, none is refused; when it is back all are kept, once and in order")
  void databaseAway() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    world.log.away(true);
    IntStream.range(0, 50).forEach(i -> bea.submit(move("c1", i)));
    world.clock.pass(60_000);
    assertThat(bea.storage()).containsExactly("away");
    assertThat(bea.shown()).hasSize(1);
    assertThat(bea.closed).isNull();
    world.log.away(false);
    world.clock.pass(1_000);
    assertThat(bea.storage()).containsExactly("away", "ok");
    assertThat(bea.shown()).hasSize(51).doesNotHaveDuplicates();
    assertThat(bea.rejected()).isEmpty();
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  @Test
  @DisplayName("R25 a client that sends more than is kept while the database is away is cut off, to come back later")
  void boundedWaiting() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.log.away(true);
    IntStream.range(0, 1_100).forEach(i -> bea.submit(move("c1", i)));
    assertThat(bea.closed).isEqualTo(CloseCode.OVERLOADED);
  }

  @Test
  @DisplayName("R26 a server that lost the workshop to another writes nothing more and sends everyone away")
  void lostOwnership() {
    var bea = world.enter("p_1");
    world.memory.open("w1");
    bea.submit(card("c1", "Cantine"));
    assertThat(bea.closed).isEqualTo(CloseCode.OVERLOADED);
    assertThat(world.replayed().get("c1")).isNull();
    var again = world.enter("p_1");
    again.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    assertThat(again.shown()).hasSize(1);
  }

  @Test
  @DisplayName("R30 pointers are told at most ten times a second, the latest only, and end with their person")
  void presence() {
    var bea = world.enter("p_1");
    var cleo = world.enter("p_2");
    world.clock.pass(1_000);
    for (int i = 0; i < 50; i++) {
      bea.session.presence(JsonNodeFactory.instance.objectNode().put("x", i));
      world.clock.pass(10);
    }
    world.clock.pass(100);
    assertThat(cleo.frames("presence")).hasSizeBetween(4, 7);
    assertThat(cleo.frames("presence").getLast().at("/of/p_1/x").asInt()).isEqualTo(49);
    bea.session.leave();
    world.clock.pass(200);
    assertThat(cleo.frames("presence").getLast().at("/of/p_1").isNull()).isTrue();
  }

  @Test
  @DisplayName("R117 a page of somebody on which nothing is done takes nothing from the one on which they write, until that one is closed")
  void presenceOfTwoPages() {
    var text = JsonNodeFactory.instance.objectNode();
    text.putObject("text").put("record", "main");
    var writing = world.enter("p_1");
    var idle = world.enter("p_1");
    var cleo = world.enter("p_2");
    writing.session.presence(text);
    idle.session.presence(JsonNodeFactory.instance.objectNode().put("x", 1));
    world.clock.pass(200);
    assertThat(cleo.frames("presence").getLast().at("/of/p_1").toString()).isEqualTo("{\"text\":{\"record\":\"main\"},\"x\":1}");
    assertThat(world.enter("p_fac").frames("presence").getFirst().at("/of/p_1/text/record").asText()).isEqualTo("main");
    writing.session.presence(JsonNodeFactory.instance.objectNode().put("x", 2));
    world.clock.pass(200);
    assertThat(cleo.frames("presence").getLast().at("/of/p_1").toString()).as("the latest word of each part").isEqualTo("{\"x\":2}");
    idle.session.presence(text);
    idle.session.leave();
    world.clock.pass(200);
    assertThat(cleo.frames("presence").getLast().at("/of/p_1").toString()).as("the page on which they wrote is closed").isEqualTo("{\"x\":2}");
    writing.session.leave();
    world.clock.pass(200);
    assertThat(cleo.frames("presence").getLast().at("/of/p_1").isNull()).isTrue();
  }

  @Test
  @DisplayName("everyone sees who comes and who goes, by name, role and whether here")
  void people() {
    var bea = world.enter("p_1");
    assertThat(bea.welcome().at("/people/p_2/name").asText()).isEqualTo("Cleo");
    var cleo = world.enter("p_2");
    world.clock.pass(300);
    assertThat(here(bea, "p_2")).isTrue();
    cleo.session.leave();
    world.clock.pass(300);
    assertThat(here(bea, "p_2")).isFalse();
  }

  @Test
  @DisplayName("R256 a screen of the room is none of the people who take part, nor of those who are here")
  void screenIsNobody() {
    int people = world.room().peopleCount();
    world.room().join(new Directory.Person("p_screen", "Écran", null), new byte[] {1}, board -> Map.of("role", "observer", "screen", true));
    var bea = world.enter("p_1");
    world.enter("p_screen");
    world.clock.pass(300);
    assertThat(world.room().here()).isEqualTo(1);
    assertThat(world.room().peopleCount()).isEqualTo(people);
    assertThat(here(bea, "p_screen")).as("it can be seen and taken out").isTrue();
  }

  private static boolean here(RoomWorld.Client client, String participant) {
    return client.frames("people").stream().map(frame -> frame.at("/of/" + participant)).filter(JsonNode::isObject).reduce((earlier, later) -> later).map(view -> view.get("here").asBoolean()).orElse(false);
  }

  @Test
  @DisplayName("who was removed is none of the people who take part, until they are let back in")
  void removedIsNobody() {
    var ana = world.enter("p_fac");
    int people = world.room().peopleCount();
    ana.submit(new Op.Del("p_2"));
    world.clock.pass(1_000);
    assertThat(world.room().peopleCount()).isEqualTo(people - 1);
    ana.submit(new Op.Restore("p_2"));
    world.clock.pass(1_000);
    assertThat(world.room().peopleCount()).isEqualTo(people);
  }

  @Test
  @DisplayName("R28 an empty workshop closes after a while, leaves no timer behind, and opens again as it was")
  void closesWhenIdle() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(1_000);
    var before = world.room().committed();
    bea.session.leave();
    world.clock.pass(RoomSettings.DEFAULT.idleMillis() + 5_000);
    assertThat(world.rooms.open()).isZero();
    assertThat(world.clock.timers()).isZero();
    assertThat(world.memory.open("w1").result().orElseThrow().tail()).as("all of it is in the checkpoint").isEmpty();
    assertThat(world.room().committed()).isEqualTo(before);
  }

  @Test
  @DisplayName("R29 stopping commits what was accepted and tells people that the server is going away")
  void drains() {
    var bea = world.enter("p_1");
    world.log.hold();
    bea.submit(card("c1", "Cantine"));
    var closing = world.rooms.close();
    assertThat(bea.closed).isEqualTo(CloseCode.GOING_AWAY);
    assertThat(closing.isComplete()).isFalse();
    world.log.release();
    assertThat(closing.succeeded()).isTrue();
    assertThat(world.replayed().get("c1")).isNotNull();
  }

  @Test
  @DisplayName("R15 the server's own transactions are judged by the rights of who asked for them and logged as the server's")
  void serverTransactions() {
    var accepted = (Verdict.Accepted) world.room().submit("p_1", List.of(card("c1", "Importée"))).result();
    assertThat(accepted.tx().by()).isEqualTo("server");
    assertThat(world.room().committed().get("c1").text("author")).isEqualTo("p_1");
    assertThat(world.room().submit("p_obs", List.of(card("c2", "Non"))).result()).isInstanceOf(Verdict.Refused.class);
    assertThat(world.room().submit("p_1", List.of(new Op.Put("member", "p_x", Map.of("role", "facilitator")))).result()).isInstanceOf(Verdict.Refused.class);
  }

  @Test
  @DisplayName("after a transaction as large as an import, who was there before it starts afresh: the state costs no more")
  void resumeOverImport() {
    var bea = world.enter("p_1");
    long before = world.room().seq();
    world.room().submit("p_fac", IntStream.range(0, 150).mapToObj(i -> card("i" + i, "Importée " + i)).toList());
    world.clock.pass(100);
    long after = world.room().seq();
    bea.submit(move("i1", 5));
    world.clock.pass(100);
    assertThat(world.enter("p_2", before).welcome().get("records")).hasSizeGreaterThan(150);
    assertThat(world.enter("p_2", after).welcome().get("txs")).hasSize(1);
  }

  @Test
  @DisplayName("a client's transaction has at most 200 operations; one without any is refused, too")
  void boundedTransactions() {
    var bea = world.enter("p_1");
    var full = bea.submit(IntStream.range(0, 200).mapToObj(i -> card("c" + i, "Carte " + i)).toArray(Op[]::new));
    world.clock.pass(100);
    var more = bea.submit(IntStream.range(0, 201).mapToObj(i -> move("c1", i)).toArray(Op[]::new));
    var empty = bea.submit();
    assertThat(bea.shown()).containsExactly(full);
    assertThat(bea.rejected()).containsExactly(more + " too-many-ops", empty + " empty");
  }

  @Test
  @DisplayName("a checkpoint that comes too late, after the workshop was opened anew, loses nothing of what it stood for")
  void lateCheckpoint() {
    var bea = world.enter("p_1");
    world.log.holdAnswers(true);
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(3_000);
    world.log.hold();
    world.log.holdAnswers(false);
    bea.submit(card("c2", "Jardin"));
    world.log.loseReply();
    world.log.release();
    world.clock.pass(100);
    while (world.log.answersHeld() > 0) world.log.answerNext();
    world.clock.pass(5_000);
    bea.submit(card("c3", "Four"));
    world.clock.pass(5_000);
    world.restart();
    assertThat(world.room().committed()).isEqualTo(world.replayed());
    assertThat(world.room().committed().get("c1")).isNotNull();
  }

  @Test
  @DisplayName("an old id sent over two connections at once is judged once, and nobody else is disturbed")
  void sentAgainTwice() {
    var bea = world.enter("p_1");
    bea.submitAs("k-5", card("c5", "Cantine"));
    world.clock.pass(100);
    var other = world.enter("p_1");
    world.log.holdAnswers(true);
    bea.submitAs("k-3", move("c5", 3));
    other.submitAs("k-3", move("c5", 3));
    world.log.answerNext();
    world.clock.pass(1_000);
    world.log.holdAnswers(false);
    while (world.log.answersHeld() > 0) world.log.answerNext();
    bea.submitAs("k-9", move("c5", 9));
    world.clock.pass(1_000);
    assertThat(other.storage()).isEmpty();
    assertThat(bea.shown()).containsExactly("k-5", "k-3", "k-9");
    assertThat(other.shown()).endsWith("k-3", "k-3", "k-9");
    assertThat(world.room().committed().get("c5").values()).containsEntry("x", 9L);
  }

  @Test
  @DisplayName("a refusal whose ground was lost with a commit is judged again")
  void refusalJudgedAgain() {
    var bea = world.enter("p_1");
    var cleo = world.enter("p_2");
    world.log.hold();
    bea.submit(card("c1", "Cantine"));
    var second = cleo.submit(card("c1", "Autre"));
    world.log.fail();
    world.log.release();
    world.clock.pass(1_000);
    assertThat(bea.shown()).hasSize(1);
    assertThat(cleo.rejected()).containsExactly(second + " id-exists");
    assertThat(cleo.frames.stream().map(frame -> frame.get("t").asText()).filter(kind -> kind.equals("txs") || kind.equals("reject"))).containsExactly("txs", "reject");
  }

  @Test
  @DisplayName("a checkpoint that fails is written later, with all that it stood for")
  void failedCheckpoint() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.log.away(true);
    world.clock.pass(RoomSettings.DEFAULT.checkpointMillis() + 1_000);
    world.log.away(false);
    world.clock.pass(RoomSettings.DEFAULT.checkpointMillis() + 1_000);
    assertThat(world.memory.open("w1").result().orElseThrow().records()).extracting("id").contains("c1", "workshop", "p_1");
  }

  @Test
  @DisplayName("workshops that begin to be busy at one moment write their checkpoints at different ones, all in time")
  void checkpointsApart() {
    var workshops = List.of("mairie", "ecole", "halle", "moulin", "gare");
    world.clock.pass(RoomSettings.DEFAULT.checkpointMillis());
    for (var workshop : workshops) {
      world.found(workshop, "p_" + workshop);
      world.enter(workshop, "p_" + workshop).submit(card("c1", "Cantine"));
    }
    world.log.checkpoints.clear();
    var moments = new HashSet<Integer>();
    int step = RoomSettings.DEFAULT.checkpointMillis() / 3_000;
    for (int at = 0; at <= 3_000; at++) {
      int before = world.log.checkpoints.size();
      world.clock.pass(step);
      if (world.log.checkpoints.size() > before) moments.add(at);
    }
    assertThat(world.log.checkpoints).containsExactlyInAnyOrderElementsOf(workshops);
    assertThat(moments).hasSameSizeAs(workshops);
  }

  @Test
  @DisplayName("a log that is shorter than what was shown is not carried on: everyone starts afresh")
  void shorterLog() {
    var bea = world.enter("p_1");
    world.log.hold();
    bea.submit(card("c1", "Cantine"));
    world.log.shorten(1);
    world.log.fail();
    world.clock.pass(1_000);
    assertThat(bea.closed).isEqualTo(CloseCode.OVERLOADED);
  }

  @Test
  @DisplayName("who waits for an import is told when the workshop is lost meanwhile, also of a refusal that was held")
  void verdictWhenLost() {
    world.log.hold();
    var accepted = world.room().submit("p_1", List.of(card("c1", "Importée")));
    var refused = world.room().submit("p_1", List.of(card("c1", "Encore")));
    world.memory.open("w1");
    world.log.release();
    world.clock.pass(100);
    assertThat(accepted.cause()).isInstanceOf(StorageAway.class);
    assertThat(refused.cause()).isInstanceOf(StorageAway.class);
  }

  @Test
  @DisplayName("an empty workshop that another server has taken over is let go")
  void idleAndLost() {
    world.room().submit("p_1", List.of(card("c1", "Importée")));
    world.memory.open("w1");
    world.clock.pass(RoomSettings.DEFAULT.checkpointMillis() + 3_000);
    assertThat(world.rooms.open()).isZero();
  }

  @Test
  @DisplayName("a newcomer knows who came since the kept state, where everyone's pointer is, and that the database is away")
  void newcomerKnowsAll() {
    var bea = world.enter("p_1");
    bea.session.presence(JsonNodeFactory.instance.objectNode().put("x", 7));
    world.clock.pass(200);
    var cleo = world.enter("p_2");
    assertThat(here(cleo, "p_1") || cleo.welcome().at("/people/p_1/here").asBoolean()).isTrue();
    assertThat(here(cleo, "p_2")).isTrue();
    assertThat(cleo.frames("presence").getFirst().at("/of/p_1/x").asInt()).isEqualTo(7);
    world.log.away(true);
    bea.submit(card("c1", "Cantine"));
    assertThat(world.enter("p_fac").storage()).containsExactly("away");
  }

  @Test
  @DisplayName("R36 who sends faster than the log commits is asked to pause, and everything is committed in order; others go on meanwhile")
  void pausedWhileCommitsAreSlow() {
    var bea = world.enter("p_1");
    var cleo = world.enter("p_2");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    world.log.hold();
    int sent = 0;
    while (!bea.paused) bea.submit(move("c1", sent++));
    assertThat(sent).isBetween(1_000, 1_010);
    cleo.submit(card("c2", "Jardin"));
    assertThat(world.room().takes(new Share())).isTrue();
    world.log.release();
    world.clock.pass(1_000);
    assertThat(bea.paused).isFalse();
    assertThat(bea.closed).isNull();
    assertThat(bea.acknowledged()).hasSize(sent + 1).isSortedAccordingTo(java.util.Comparator.comparingInt(id -> Integer.parseInt(id.substring(id.indexOf('-') + 1))));
    assertThat(cleo.acknowledged()).hasSize(1);
  }

  @Test
  @DisplayName("R36 refusals that wait for a commit are bounded like what is accepted")
  void pausedByRefusals() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    world.log.hold();
    bea.submit(move("c1", 1));
    for (int sent = 0; sent < 7_000 && !bea.paused; sent++) bea.submit(card("c1", "Encore"));
    assertThat(bea.paused).isTrue();
    world.log.release();
    world.clock.pass(1_000);
    assertThat(bea.paused).isFalse();
    assertThat(bea.closed).isNull();
  }

  @Test
  @DisplayName("R36 who sends again what the log must be asked for, one after the other, is asked to pause as well")
  void pausedWhileLookedUp() {
    var bea = world.enter("p_1");
    for (int i = 0; i < 600; i++) bea.submit(i == 0 ? card("c1", "Cantine") : move("c1", i));
    world.clock.pass(1_000);
    world.log.holdAnswers(true);
    for (int i = 0; i < 600; i++) bea.submitAs(bea.prefix + "-" + (i + 1), i == 0 ? card("c1", "Cantine") : move("c1", i));
    assertThat(bea.paused).isTrue();
    world.log.holdAnswers(false);
    world.log.answerNext();
    assertThat(bea.paused).isFalse();
    assertThat(bea.closed).isNull();
    assertThat(world.room().seq()).as("nothing was applied twice").isEqualTo(world.memory.read("w1", 0, Integer.MAX_VALUE).result().size());
  }

  @Test
  @DisplayName("R106 one person who floods over many connections is paused, then cut off; the others of the workshop and other workshops go on")
  void floodOfOne() {
    world.found("w2", "p_other");
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    var cleo = world.enter("p_2");
    var elsewhere = world.enter("w2", "p_other");
    world.log.hold();
    int paused = 0;
    int closed = 0;
    for (int connection = 0; connection < 100; connection++) {
      var flood = world.enter("p_1");
      for (int i = 0; i < 20 && !flood.paused && flood.closed == null; i++) flood.submitLarge(60_000, move("c1", i));
      if (flood.closed != null) closed++;
      else if (flood.paused) paused++;
    }
    assertThat(paused).isPositive();
    assertThat(closed).isGreaterThan(50);
    var mine = cleo.submit(move("c1", 7));
    var theirs = elsewhere.submit(card("c1", "Ailleurs"));
    world.log.release();
    world.clock.pass(1_000);
    assertThat(cleo.closed).isNull();
    assertThat(cleo.paused).isFalse();
    assertThat(cleo.acknowledged()).containsExactly(mine);
    assertThat(elsewhere.acknowledged()).containsExactly(theirs);
    assertThat(world.rooms.tooMuchWaits()).isFalse();
  }

  @Test
  @DisplayName("R106 what does not wait with a connection is turned away while as much is on its way as may be")
  void tooManyImports() {
    world.log.hold();
    for (int i = 0; i < RoomSettings.DEFAULT.maxWaiting(); i++) assertThat(world.room().submit("p_1", List.of(card("n" + i, "Note"))).failed()).isFalse();
    assertThat(world.room().submit("p_1", List.of(card("last", "Note"))).cause()).isInstanceOf(StorageAway.class);
    world.log.release();
    world.clock.pass(20_000);
    assertThat(world.room().submit("p_1", List.of(card("last", "Note"))).failed()).isFalse();
  }

  @Test
  @DisplayName("R106 many people of one workshop who flood while the database is away do not stand in the way of another workshop")
  void floodOfMany() {
    world.found("w2", "p_other");
    IntStream.range(0, 200).forEach(i -> world.join("p_m" + i, "M" + i, Role.PARTICIPANT));
    world.clock.pass(1_000);
    var elsewhere = world.enter("w2", "p_other");
    world.log.hold();
    for (int person = 0; person < 200; person++) {
      var flood = world.enter("p_m" + person);
      for (int i = 0; i < 20 && !flood.paused && flood.closed == null; i++) flood.submitLarge(60_000, card("c" + person + "_" + i, "Carte"));
    }
    assertThat(world.rooms.tooMuchWaits()).isFalse();
    var theirs = elsewhere.submit(card("c1", "Ailleurs"));
    world.log.release();
    world.clock.pass(2_000);
    assertThat(elsewhere.acknowledged()).containsExactly(theirs);
  }

  @Test
  @DisplayName("a client that goes on delivering while its accepted changes fill the server's memory is cut off")
  void boundedInFlight() {
    var bea = world.enter("p_1");
    bea.submit(card("c1", "Cantine"));
    world.clock.pass(100);
    world.log.hold();
    for (int i = 0; i < 1_200 && bea.closed == null; i++) bea.submitLarge(60_000, move("c1", i));
    assertThat(bea.closed).isEqualTo(CloseCode.OVERLOADED);
    world.log.release();
    world.clock.pass(1_000);
    var again = world.enter("p_1");
    again.submit(move("c1", 5));
    world.clock.pass(1_000);
    assertThat(again.shown()).isNotEmpty();
  }
}
