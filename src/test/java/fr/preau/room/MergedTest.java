package fr.preau.room;

import static fr.preau.room.RoomWorld.card;
import static fr.preau.room.RoomWorld.link;
import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What somebody links who has not heard that a card was merged into another. */
class MergedTest {

  private final RoomWorld world = new RoomWorld();
  private RoomWorld.Client ana;
  private RoomWorld.Client bea;
  private RoomWorld.Client cleo;

  @BeforeEach
  void enter() {
    ana = world.enter("p_fac");
    bea = world.enter("p_1");
    cleo = world.enter("p_2");
    does(ana, card("c1", "Cantine"), card("c2", "Cantine aussi"), card("c3", "Encore la cantine"), card("k1", "Jardin"));
    does(ana, merged("c3", "c2"));
    does(ana, merged("c2", "c1"));
  }

  private void does(RoomWorld.Client client, Op... ops) {
    assertThat(reason(client, ops)).isEmpty();
  }

  private String reason(RoomWorld.Client client, Op... ops) {
    var id = client.submit(ops);
    world.clock.pass(1_000);
    return client.rejected().stream().filter(rejected -> rejected.startsWith(id + " ")).map(rejected -> rejected.substring(id.length() + 1)).findFirst().orElse("");
  }

  private static Op merged(String id, String into) {
    return new Op.Set(id, Map.of("status", "merged", "into", into));
  }

  private static Op table(String card, String table) {
    return new Op.Set(card, Map.of("board", table));
  }

  private static List<String> ends(RoomWorld.Client client, String id) {
    return List.of(client.held().get(id).get("from").asText(), client.held().get(id).get("to").asText());
  }

  @Test
  @DisplayName("R284 a link that is drawn to or from a card which was merged meanwhile joins what that card went into in the end, to everybody and to who drew it, also after a restart")
  void joinsWhatItWentInto() {
    does(bea, link("l1", "c3", "k1"), link("l2", "k1", "c2"), new Op.Set("l1", Map.of("label", "Légumes")));
    for (var client : List.of(ana, bea, cleo, world.enter("p_1"), world.enter("p_2"))) {
      assertThat(ends(client, "l1")).as(client.participant).containsExactly("c1", "k1");
      assertThat(ends(client, "l2")).as(client.participant).containsExactly("k1", "c1");
      assertThat(client.held().get("l1").get("label").asText()).isEqualTo("Légumes");
    }
    world.restart();
    assertThat(ends(world.enter("p_1"), "l1")).containsExactly("c1", "k1");
    does(world.enter("p_fac"), new Op.Del("c1"));
    assertThat(world.room().committed().onBoard("l1")).as("it hangs on what it joins").isFalse();
  }

  @Test
  @DisplayName("R284 what is sent again is in the log once, and is acknowledged as it became")
  void sentAgain() {
    var id = bea.submit(link("l1", "c3", "k1"));
    world.clock.pass(1_000);
    bea.submitAs(id, link("l1", "c3", "k1"));
    world.clock.pass(1_000);
    assertThat(bea.rejected()).isEmpty();
    assertThat(bea.acknowledged()).containsExactly(id, id);
    assertThat(bea.frames("txs").getLast().at("/txs/0/ops/0/3/from").asText()).isEqualTo("c1");
  }

  @Test
  @DisplayName("R284 where both ends are one card by now, or there is such a link, it is refused with that reason, and nothing else of its transaction happens; who links a card to itself still can")
  void refused() {
    assertThat(reason(bea, card("k2", "Autre"), link("l1", "c3", "c1"))).isEqualTo("link-loop");
    assertThat(reason(bea, link("l1", "c2", "c3"))).isEqualTo("link-loop");
    assertThat(world.room().committed().get("k2")).isNull();
    does(cleo, link("l1", "c1", "k1"));
    assertThat(reason(bea, link("l2", "c3", "k1"))).isEqualTo("link-exists");
    does(bea, link("l3", "c3", "c3"));
    assertThat(ends(cleo, "l3")).containsExactly("c1", "c1");
    does(cleo, link("l4", "k1", "c3"));
    assertThat(ends(bea, "l4")).containsExactly("k1", "c1");
  }

  @Test
  @DisplayName("R284, R249 where what a card went into is in the bin, or is not seen by who draws the link, it is refused like anything that is not there")
  void outOfSight() {
    does(ana, new Op.Put("table", "t1", Map.of("title", "Table 1")), new Op.Put("board", "b1", Map.of("title", "Table 1", "table", "t1")), new Op.Set("p_2", Map.of("table", "t1")));
    does(ana, table("c1", "b1"));
    assertThat(reason(bea, link("l1", "c3", "k1"))).isEqualTo("dangling");
    does(cleo, link("l1", "c3", "k1"));
    assertThat(bea.held()).doesNotContainKey("l1");
    does(ana, table("c2", "b1"), table("c1", "main"));
    assertThat(reason(bea, link("l2", "k1", "c3"))).as("not by way of what is not seen").isEqualTo("dangling");
    does(ana, new Op.Del("c1"), table("c2", "main"));
    assertThat(reason(bea, link("l2", "k1", "c3"))).isEqualTo("dangling");
  }

  @Test
  @DisplayName("R290 a link that was thrown away does not come back to a card that was merged since, where nobody would see it; once that is taken out it does")
  void comesBack() {
    does(ana, link("l1", "k1", "c1"), new Op.Del("l1"), card("k2", "Verger"), merged("k1", "k2"));
    assertThat(reason(ana, new Op.Restore("l1"))).isEqualTo("dangling");
    var out = new HashMap<String, Object>(Map.of("status", "active"));
    out.put("into", null);
    does(ana, new Op.Set("k1", out), new Op.Restore("l1"));
    assertThat(ends(bea, "l1")).containsExactly("k1", "c1");
  }

  @Test
  @DisplayName("R290 two who merge two cards into each other at once put neither out of sight: the second is told")
  void intoEachOther() {
    assertThat(reason(ana, merged("c1", "c2"))).isEqualTo("dangling");
    assertThat(reason(ana, merged("c1", "c3"))).as("also by way of another").isEqualTo("dangling");
    assertThat(reason(ana, merged("k1", "k1"))).isEqualTo("dangling");
    assertThat(reason(ana, merged("c1", "k1"))).isEmpty();
  }

  @Test
  @DisplayName("R284 what merges cards and takes them apart in one transaction joins what its operations say")
  void inOneTransaction() {
    does(ana, new Op.Set("c2", Map.of("status", "active")), link("l1", "c2", "k1"));
    assertThat(ends(bea, "l1")).containsExactly("c2", "k1");
    does(ana, new Op.Del("l1"), link("l2", "c1", "k1"), merged("c2", "c1"));
    assertThat(ends(bea, "l2")).containsExactly("c1", "k1");
  }

  @Test
  @DisplayName("R284 an import keeps the links of merged cards as its file has them")
  void imported() {
    world.room().submit("p_fac", List.of(link("l1", "c3", "k1")));
    world.clock.pass(1_000);
    assertThat(ends(bea, "l1")).containsExactly("c3", "k1");
  }
}
