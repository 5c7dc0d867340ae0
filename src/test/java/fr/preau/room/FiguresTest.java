package fr.preau.room;

import static fr.preau.room.RoomWorld.card;
import static fr.preau.room.RoomWorld.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.workshop.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the room counts, and whom it tells. */
class FiguresTest {

  private final RoomWorld world = new RoomWorld();
  private RoomWorld.Client ana;
  private RoomWorld.Client bea;
  private RoomWorld.Client cleo;

  @BeforeEach
  void enter() {
    ana = world.enter("p_fac");
    bea = world.enter("p_1");
    cleo = world.enter("p_2");
  }

  private void does(RoomWorld.Client client, Op... ops) {
    var id = client.submit(ops);
    world.clock.pass(1_000);
    assertThat(client.acknowledged()).as(client.rejected().toString()).contains(id);
  }

  private static Op set(String id, String name, Object value) {
    var values = new HashMap<String, Object>();
    values.put(name, value);
    return new Op.Set(id, values);
  }

  private static Op ballot(String id, Map<String, Object> values) {
    var all = new HashMap<String, Object>(Map.of("poll", "po1"));
    all.putAll(values);
    return new Op.Put("ballot", id, all);
  }

  private RoomWorld.Client another(String id) {
    world.join(id, id, Role.PARTICIPANT);
    world.clock.pass(1_000);
    return world.enter(id);
  }

  /** Bea's table, with a card on its board beside one that everybody sees, and a poll on both. */
  private void table(Map<String, Object> poll) {
    var all = new HashMap<String, Object>(Map.of("title", "Lequel ?", "way", "dots", "budget", 3L));
    all.putAll(poll);
    does(ana, new Op.Put("table", "t1", Map.of("title", "Table 1")), new Op.Put("board", "b1", Map.of("title", "Table 1", "table", "t1")), set("t1", "board", "b1"), set("p_1", "table", "t1"), card("c_all", "Pour tous"),
        new Op.Put("card", "c_ours", Map.of("kind", "note", "title", "Entre nous", "board", "b1")), new Op.Put("card", "c_too", Map.of("kind", "note", "title", "Aussi", "board", "b1")), new Op.Put("poll", "po1", all));
  }

  private static void assertTotals(RoomWorld.Client client, String... totals) {
    assertCounts(client, "totals", totals);
  }

  private static void assertCounts(RoomWorld.Client client, String name, String... counts) {
    assertThat(client.figure("po1").get(name).properties()).as(client.participant).extracting(one -> one.getKey() + " " + one.getValue()).containsExactlyInAnyOrder(counts);
  }

  // ---- at tables

  @Test
  @DisplayName("R257, R206, R250 hands counted for what is on a table's board are told to those who see it, without a ballot in the poll")
  void handsAtATable() {
    table(Map.of("way", "hands"));
    does(ana, new Op.Put("tally", "ta1", Map.of("poll", "po1", "on", "c_ours", "count", 4L)), new Op.Put("tally", "ta2", Map.of("poll", "po1", "on", "c_all", "count", 2L)), set("po1", "state", "shown"));
    for (var client : List.of(ana, bea)) {
      assertTotals(client, "c_ours 4", "c_all 2");
      assertCounts(client, "hands", "c_ours 4", "c_all 2");
    }
    assertTotals(cleo, "c_all 2");
    assertThat(cleo.everything()).doesNotContain("c_ours");
  }

  @Test
  @DisplayName("R257 of a card with hands and too few ballots the hands are told alone")
  void handsBesideDots() {
    table(Map.of());
    does(ana, new Op.Put("tally", "ta1", Map.of("poll", "po1", "on", "c_ours", "count", 4L)));
    does(bea, ballot("v1", Map.of("on:c_ours", 2L)));
    does(ana, set("po1", "state", "shown"));
    assertTotals(ana, "c_ours 4");
    does(ana, set("c_ours", "board", "main"));
    assertTotals(cleo, "c_ours 6");
  }

  @Test
  @DisplayName("R250 totals on a board that not everybody sees are told once three ballots have dots on it, whoever else sees it and voted elsewhere; where everybody sees the cards, always")
  void tableOfTwo() {
    table(Map.of());
    var dora = another("p_3");
    does(ana, set("p_2", "table", "t1"));
    does(bea, ballot("vb", Map.of("on:c_ours", 1L, "on:c_all", 1L)));
    does(cleo, ballot("vc", Map.of("on:c_ours", 2L)));
    does(dora, ballot("vd", Map.of("on:c_all", 1L)));
    does(ana, ballot("va", Map.of("on:c_all", 1L)), set("po1", "state", "shown"));
    for (var client : List.of(ana, bea, cleo)) assertTotals(client, "c_all 3");
    does(ana, set("p_3", "table", "t1"));
    for (var client : List.of(ana, bea, cleo, dora)) assertTotals(client, "c_all 3");
    does(ana, set("po1", "state", "open"));
    does(dora, set("vd", "on:c_too", 1L));
    does(ana, set("po1", "state", "shown"));
    for (var client : List.of(ana, bea, cleo, dora)) assertTotals(client, "c_all 3", "c_ours 3", "c_too 1");
    does(ana, set("c_too", "board", "main"));
    for (var client : List.of(ana, bea, cleo, dora)) assertTotals(client, "c_all 3", "c_too 1");
    does(ana, set("b1", "open", true));
    for (var client : List.of(ana, bea, cleo, dora)) assertTotals(client, "c_all 3", "c_ours 3", "c_too 1");
  }

  @Test
  @DisplayName("R250 dots on what is still its author's alone are not among those that let the totals of a board be told")
  void dotsOnOnesOwn() {
    table(Map.of());
    does(ana, set("p_2", "table", "t1"), new Op.Put("phase", "ph1", Map.of("title", "Seul", "mode", "private", "board", "b1")), set("workshop", "phase", "ph1"));
    does(bea, new Op.Put("card", "own", Map.of("kind", "note", "title", "À moi", "board", "b1")));
    does(bea, ballot("vb", Map.of("on:own", 3L)));
    does(cleo, ballot("vc", Map.of("on:c_ours", 2L)));
    does(ana, ballot("va", Map.of("on:c_ours", 1L)), set("po1", "state", "shown"));
    assertTotals(ana);
    does(bea, set("own", "shown", true));
    for (var client : List.of(ana, bea, cleo)) assertTotals(client, "own 3", "c_ours 3");
  }

  // ---- what changes afterwards

  @Test
  @DisplayName("R258, R219 who is told to be of another family after the vote still voted for the one they were of: nothing is learned from what changes")
  void familyCorrected() {
    table(Map.of("open", true));
    for (int i = 0; i < 7; i++) {
      var voter = another("x_" + i);
      does(ana, set("x_" + i, "family", i < 4 ? "citoyen" : "entreprise"));
      does(voter, ballot("v" + i, Map.of("on:c_all", 1L)));
    }
    var before = cleo.figure("po1").get("families");
    assertThat(before.toString()).contains("\"citoyen\":{\"c_all\":4}", "\"entreprise\":{\"c_all\":3}");
    does(ana, set("x_0", "family", "entreprise"), set("po1", "state", "shown"));
    assertThat(cleo.figure("po1").get("families")).isEqualTo(before);
    assertThat(world.replayed().get("v0").text("family")).as("in the log").isEqualTo("citoyen");
  }

  @Test
  @DisplayName("R258 only the server says for whom a ballot is, anew whenever it is changed")
  void familyForged() {
    table(Map.of());
    var id = bea.submit(ballot("v1", Map.of("on:c_all", 1L, "family", "etat")));
    world.clock.pass(1_000);
    assertThat(bea.rejected()).containsExactly(id + " forbidden");
    does(bea, ballot("v1", Map.of("on:c_all", 1L)));
    does(ana, set("p_1", "family", "etat"));
    does(bea, set("v1", "on:c_all", 2L));
    assertThat(world.room().committed().get("v1").text("family")).isEqualTo("etat");
    does(ana, set("p_1", "family", null));
    does(bea, set("v1", "on:c_all", 1L));
    assertThat(world.room().committed().get("v1").text("family")).isNull();
  }

  @Test
  @DisplayName("R262 facilitators keep the totals of what they hide; the others lose them, and have them again with the card")
  void hiddenAfterTheVote() {
    table(Map.of());
    does(bea, ballot("v1", Map.of("on:c_all", 2L)));
    does(ana, set("po1", "state", "shown"));
    does(ana, set("c_all", "hidden", true));
    assertTotals(ana, "c_all 2");
    for (var client : List.of(bea, cleo)) assertTotals(client);
    does(ana, set("c_all", "hidden", null));
    for (var client : List.of(ana, bea, cleo)) assertTotals(client, "c_all 2");
  }

  @Test
  @DisplayName("R262 a closed vote whose totals were seen as they came is told anew when its cards are gathered or thrown away")
  void closedAndGathered() {
    table(Map.of("open", true));
    does(bea, ballot("v1", Map.of("on:c_ours", 2L)));
    does(ana, set("po1", "state", "closed"));
    assertTotals(cleo);
    does(ana, set("c_ours", "board", "main"));
    assertTotals(cleo, "c_ours 2");
    does(ana, new Op.Del("c_ours"));
    assertTotals(cleo);
  }

  // ---- who has given something

  @Test
  @DisplayName("R259, R241 facilitators are told who voted while a vote is open and nobody sees its totals; beside totals, or once it is closed, nobody is")
  void whoVoted() {
    table(Map.of());
    does(bea, ballot("v1", Map.of("on:c_all", 2L)));
    assertThat(ana.figure("po1").get("who")).extracting(JsonNode::asText).containsExactly("p_1");
    assertThat(cleo.figure("po1").has("who")).isFalse();
    for (var state : List.of("closed", "shown")) {
      does(ana, set("po1", "state", state));
      assertThat(ana.figure("po1").has("who")).as(state).isFalse();
      assertThat(ana.figure("po1").get("voted").asInt()).isEqualTo(1);
    }
    does(ana, new Op.Put("poll", "po2", Map.of("title", "Au fur et à mesure", "way", "roti", "open", true)));
    does(bea, new Op.Put("ballot", "v2", Map.of("poll", "po2", "score", 4L)));
    assertThat(ana.figure("po2").has("who")).as("its totals are seen as they come").isFalse();
  }

  private void alone(Map<String, Object> more) {
    var values = new HashMap<String, Object>(Map.of("title", "Seul", "mode", "private"));
    values.putAll(more);
    does(ana, new Op.Put("phase", "ph1", values), set("workshop", "phase", "ph1"));
  }

  @Test
  @DisplayName("R261 how many have written, and of how many, is of participants: a facilitator who writes is in neither")
  void participantsWrite() {
    alone(Map.of());
    does(ana, card("c1", "De l’animation"));
    for (var client : List.of(ana, bea)) assertThat(List.of(client.figure("ph1").get("written").asInt(), client.figure("ph1").get("of").asInt())).containsExactly(0, 2);
    assertThat(ana.figure("ph1").get("who")).isEmpty();
    does(bea, card("c2", "De Bea"));
    assertThat(List.of(ana.figure("ph1").get("written").asInt(), ana.figure("ph1").get("of").asInt())).containsExactly(1, 2);
    assertThat(ana.figure("ph1").get("who")).extracting(JsonNode::asText).containsExactly("p_1");
  }

  @Test
  @DisplayName("R261 what was shown is not waiting to be shown, though it was hidden since, or lies on a table's board")
  void notWaiting() {
    table(Map.of());
    alone(Map.of());
    does(bea, card("c1", "Un"), card("c2", "Deux"), new Op.Put("card", "c3", Map.of("kind", "note", "title", "Trois", "board", "b1")));
    assertThat(ana.figure("ph1").get("waiting")).extracting(JsonNode::asText).containsExactlyInAnyOrder("c1", "c2", "c3");
    for (var id : List.of("c1", "c3")) does(ana, set(id, "shown", true));
    does(ana, set("c1", "hidden", true));
    assertThat(ana.figure("ph1").get("waiting")).extracting(JsonNode::asText).containsExactly("c2");
  }

  private List<Integer> written(RoomWorld.Client client, String phase) {
    return List.of(client.figure(phase).get("written").asInt(), client.figure(phase).get("of").asInt());
  }

  @Test
  @DisplayName("R213, R261 of an anonymous private phase facilitators are told how many have written, at no time who, nor which cards wait: as each card arrives, when it is revealed, or as they come back")
  void nobodyIsNamed() {
    alone(Map.of("anonymous", true));
    does(bea, card("c1", "De Bea"));
    does(cleo, card("c2", "De Cleo"), link("l1", "c2", "c2"));
    does(bea, set("c1", "shown", true));
    assertThat(written(ana, "ph1")).containsExactly(2, 2);
    does(ana, set("ph1", "revealed", true));
    does(bea, card("c3", "Encore"));
    var back = world.enter("p_fac");
    world.clock.pass(1_000);
    assertThat(back.figure("ph1")).isNotNull();
    for (var client : List.of(ana, back)) assertThat(client.frames("derived").toString()).contains("ph1").doesNotContain("p_1", "p_2", "who", "waiting");
  }

  @Test
  @DisplayName("R245, R261 who listens is not among those who are to write")
  void listener() {
    alone(Map.of("listener", "p_2"));
    does(bea, card("c1", "De Bea"));
    assertThat(written(ana, "ph1")).containsExactly(1, 1);
    does(ana, set("ph1", "listener", null));
    assertThat(written(ana, "ph1")).containsExactly(1, 2);
  }

  @Test
  @DisplayName("R261 who leaves without having written is not waited for any more, and who has written still counts")
  void leaves() {
    alone(Map.of());
    does(bea, card("c1", "De Bea"));
    cleo.session.leave();
    world.clock.pass(1_000);
    assertThat(written(ana, "ph1")).containsExactly(1, 1);
    bea.session.leave();
    world.clock.pass(1_000);
    assertThat(written(ana, "ph1")).containsExactly(1, 1);
  }

  // ---- of what is counted anew

  /** A private phase after another, each with a card: in ph1 Bea's on the board b2, in ph2 Cleo's on the main one, in ph3 Bea's link between cards that everybody sees. */
  private void threePhases() {
    does(ana, card("k1", "Commune"), new Op.Put("board", "b2", Map.of("title", "Autre")), new Op.Put("card", "k2", Map.of("kind", "note", "title", "Ailleurs", "board", "b2")));
    alone(Map.of());
    does(bea, new Op.Put("card", "c1", Map.of("kind", "note", "title", "De Bea", "board", "b2")));
    does(ana, new Op.Put("phase", "ph2", Map.of("title", "Deux", "mode", "private")), set("workshop", "phase", "ph2"));
    does(cleo, card("c2", "De Cleo"));
    does(ana, new Op.Put("phase", "ph3", Map.of("title", "Trois", "mode", "private")), set("workshop", "phase", "ph3"));
    does(bea, link("l3", "k1", "k2"));
  }

  private void assertWritten(int... each) {
    for (int i = 0; i < each.length; i++) assertThat(written(ana, "ph" + (i + 1))).as("ph" + (i + 1)).containsExactly(each[i], 2);
  }

  @Test
  @DisplayName("R286, R261 how many have written is right in each phase when cards, boards and what is linked go into the bin and come back")
  void binnedWithWhatHangsOnIt() {
    threePhases();
    assertWritten(1, 1, 1);
    does(cleo, new Op.Del("c2"));
    assertWritten(1, 0, 1);
    does(ana, new Op.Del("b2"));
    assertWritten(0, 0, 0);
    does(ana, new Op.Restore("b2"));
    does(cleo, new Op.Restore("c2"));
    assertWritten(1, 1, 1);
    does(ana, new Op.Del("k1"));
    assertWritten(1, 1, 0);
    does(ana, new Op.Restore("k1"));
    does(bea, new Op.Del("l3"));
    assertWritten(1, 1, 0);
    does(bea, new Op.Restore("l3"));
    does(ana, new Op.Del("b2"));
    assertWritten(0, 1, 0);
    does(ana, new Op.Restore("b2"), set("k2", "board", "main"), new Op.Del("b2"));
    assertWritten(0, 1, 1);
    assertThat(ana.figure("ph1").get("waiting")).isEmpty();
  }

  /** Of which phases something was told while this was done. */
  private List<String> told(Runnable what) {
    int before = ana.frames("derived").size();
    what.run();
    return ana.frames("derived").stream().skip(before).flatMap(frame -> frame.get("of").properties().stream()).map(Map.Entry::getKey).distinct().sorted().toList();
  }

  @Test
  @DisplayName("R286 nothing is told of a phase whose figures cannot have changed: not when something of another goes into the bin, nor when words or places change")
  void toldOfWhatChanged() {
    threePhases();
    assertThat(told(() -> does(cleo, new Op.Del("c2")))).containsExactly("ph2");
    assertThat(told(() -> does(cleo, new Op.Restore("c2")))).containsExactly("ph2");
    assertThat(told(() -> does(ana, new Op.Del("b2")))).containsExactly("ph1", "ph3");
    assertThat(told(() -> does(ana, new Op.Restore("b2")))).containsExactly("ph1", "ph3");
    assertThat(told(() -> does(ana, new Op.Del("k1")))).containsExactly("ph3");
    assertThat(told(() -> does(ana, new Op.Restore("k1")))).containsExactly("ph3");
    assertThat(told(() -> {
      does(bea, RoomWorld.move("c1", 40), set("c1", "title", "Mieux"), set("l3", "label", "Dit"));
      does(bea, new Op.Text("c1", "body", 0, TextEdit.of(List.of("Des mots"))));
    })).isEmpty();
    assertThat(told(() -> does(bea, set("c1", "shown", true)))).containsExactly("ph1");
  }

  @Test
  @DisplayName("R286 of a phase or poll that is gone it is told that there is no figure any more")
  void gone() {
    table(Map.of());
    alone(Map.of());
    world.clock.pass(1_000);
    assertThat(told(() -> does(ana, new Op.Del("ph1"), new Op.Del("po1")))).containsExactly("ph1", "po1");
    for (var client : List.of(ana, bea)) for (var id : List.of("ph1", "po1")) assertThat(client.figure(id).isNull()).isTrue();
  }
}
