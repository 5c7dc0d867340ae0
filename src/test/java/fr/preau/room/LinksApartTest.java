package fr.preau.room;

import static fr.preau.room.RoomWorld.card;
import static fr.preau.room.RoomWorld.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What people link while they write alone, or without names. */
class LinksApartTest {

  private final RoomWorld world = new RoomWorld();
  private RoomWorld.Client ana;
  private RoomWorld.Client bea;
  private RoomWorld.Client cleo;

  @BeforeEach
  void enter() {
    ana = world.enter("p_fac");
    bea = world.enter("p_1");
    cleo = world.enter("p_2");
    does(ana, card("k1", "Commune"), card("k2", "Commune aussi"));
  }

  private void does(RoomWorld.Client client, Op... ops) {
    assertThat(reason(client, ops)).isEmpty();
  }

  private String reason(RoomWorld.Client client, Op... ops) {
    var id = client.submit(ops);
    world.clock.pass(1_000);
    return client.rejected().stream().filter(rejected -> rejected.startsWith(id + " ")).map(rejected -> rejected.substring(id.length() + 1)).findFirst().orElse("");
  }

  private static Op set(String id, String name, Object value) {
    var values = new HashMap<String, Object>();
    values.put(name, value);
    return new Op.Set(id, values);
  }

  private void phase(Map<String, Object> more) {
    var values = new HashMap<String, Object>(Map.of("title", "Étape"));
    values.putAll(more);
    does(ana, new Op.Put("phase", "ph1", values), set("workshop", "phase", "ph1"));
  }

  private void assertUpToDate() {
    for (var client : List.of(ana, bea, cleo)) assertThat(client.held()).as(client.participant).isEqualTo(world.enter(client.participant).held());
  }

  @Test
  @DisplayName("R260 a link between what everybody sees, made while people write alone, reaches nobody else until its step is shown; then it is there, whole")
  void aloneUntilShown() {
    phase(Map.of("mode", "private"));
    does(bea, new Op.Put("link", "l1", Map.of("kind", "renvoie_a", "from", "k1", "to", "k2", "label", "SECRET-1")));
    does(bea, set("l1", "label", "SECRET-2"));
    world.clock.pass(5_000);
    var late = world.enter("p_2");
    for (var other : List.of(ana, cleo, late)) assertThat(other.everything()).doesNotContain("SECRET", "\"l1\"");
    assertThat(world.enter("p_1").held()).containsKey("l1");
    for (var client : List.of(ana, cleo)) for (var op : List.<Op>of(set("l1", "label", "Vu"), set("l1", "shown", true), new Op.Del("l1"))) assertThat(reason(client, op)).isEqualTo("unknown-record");
    does(ana, set("ph1", "revealed", true));
    for (var other : List.of(ana, cleo, late)) assertThat(other.held().get("l1").toString()).contains("SECRET-2", "p_1");
    assertUpToDate();
  }

  @Test
  @DisplayName("R260 a link is shown with what its author wrote and linked by it, and not with what somebody else did")
  void shownWithItsEnd() {
    phase(Map.of("mode", "private"));
    does(bea, card("c1", "De Bea"), link("l1", "c1", "k1"));
    does(cleo, card("c2", "De Cleo"));
    does(cleo, set("c2", "shown", true));
    does(bea, link("l2", "c2", "k1"));
    does(ana, set("c1", "shown", true));
    for (var other : List.of(ana, cleo)) assertThat(other.held()).containsKeys("c1", "l1").doesNotContainKey("l2");
    assertUpToDate();
    does(ana, set("ph1", "revealed", true));
    for (var other : List.of(ana, cleo)) assertThat(other.held()).containsKey("l2");
  }

  @Test
  @DisplayName("R260 several people make the same link alone: nobody is told that there is one, and all are there once they are shown; what one sees is not made twice")
  void theSameLink() {
    phase(Map.of("mode", "private"));
    does(bea, link("l1", "k1", "k2"));
    does(cleo, link("l2", "k1", "k2"));
    for (var client : List.of(bea, cleo)) assertThat(reason(client, link("l3", "k1", "k2"))).as(client.participant).isEqualTo("link-exists");
    does(cleo, new Op.Del("l2"), new Op.Restore("l2"));
    assertThat(cleo.everything()).doesNotContain("\"l1\"");
    does(ana, set("ph1", "revealed", true));
    for (var client : List.of(ana, bea, cleo)) assertThat(client.held()).containsKeys("l1", "l2");
    assertThat(reason(bea, link("l4", "k1", "k2"))).isEqualTo("link-exists");
    does(cleo, new Op.Del("l2"));
    assertThat(reason(bea, link("l4", "k1", "k2"))).as("the other is there yet").isEqualTo("link-exists");
    does(bea, new Op.Del("l1"), link("l4", "k1", "k2"));
  }

  @Test
  @DisplayName("R260, R213 in a step without names nobody else learns who linked what everybody sees: neither author, nor by, nor id, also after a restart")
  void nameless() {
    phase(Map.of("anonymous", true));
    int before = cleo.frames.size();
    does(bea, new Op.Put("link", "l1", Map.of("kind", "renvoie_a", "from", "k1", "to", "k2", "label", "Sans nom")));
    does(bea, set("l1", "label", "Toujours sans nom"));
    assertThat(cleo.frames.subList(before, cleo.frames.size()).toString()).contains("Toujours sans nom").doesNotContain("p_1", bea.prefix);
    world.restart();
    assertThat(world.enter("p_2").held().get("l1").has("author")).isFalse();
    assertThat(world.enter("p_1").held().get("l1").path("author").asText()).isEqualTo("p_1");
    assertThat(reason(world.enter("p_fac"), set("ph1", "anonymous", null))).as("who linked without a name stays without").isEqualTo("phase-written");
  }

  @Test
  @DisplayName("R260 what facilitators link while people write alone is for everybody at once: links of a card that they merge stay in sight")
  void facilitators() {
    does(ana, card("k3", "Double"), link("l1", "k3", "k2"));
    phase(Map.of("mode", "private"));
    does(ana, new Op.Del("l1"), link("l1-maaaaaaaa", "k1", "k2"), new Op.Set("k3", Map.of("status", "merged", "into", "k1")));
    for (var client : List.of(bea, cleo)) assertThat(client.held()).containsKey("l1-maaaaaaaa");
    does(ana, card("c1", "De l’animation"), link("l2", "c1", "k1"));
    assertThat(bea.held()).as("what hangs on what is still theirs").doesNotContainKeys("c1", "l2");
  }

  @Test
  @DisplayName("R260, R213 what facilitators link while people write alone without names is for everybody at once, and has none: also on a card that they merge, after a restart and the reveal")
  void facilitatorsNameless() {
    does(ana, card("k3", "Double"), link("l1", "k3", "k2"));
    phase(Map.of("mode", "private", "anonymous", true));
    int before = cleo.frames.size();
    does(ana, new Op.Del("l1"), link("l1-maaaaaaaa", "k1", "k2"), new Op.Set("k3", Map.of("status", "merged", "into", "k1")));
    does(ana, set("l1-maaaaaaaa", "label", "Sans nom"));
    does(bea, link("l2", "k2", "k1"));
    var told = cleo.frames.subList(before, cleo.frames.size()).stream().filter(frame -> frame.toString().contains("l1-maaaaaaaa")).toList().toString();
    assertThat(told).contains("Sans nom").doesNotContain("p_fac", ana.prefix);
    for (var other : List.of(ana, cleo)) assertThat(other.held()).containsKey("l1-maaaaaaaa").doesNotContainKey("l2");
    assertUpToDate();
    assertThat(reason(bea, set("l2", "shown", true))).as("one's own is shown with its step").isEqualTo("forbidden");
    assertThat(reason(ana, set("l2", "shown", true))).isEqualTo("unknown-record");
    world.restart();
    ana = world.enter("p_fac");
    cleo = world.enter("p_2");
    does(ana, set("ph1", "revealed", true));
    assertThat(cleo.held().get("l1-maaaaaaaa").has("author")).isFalse();
  }

  @Test
  @DisplayName("R285, R213 once a nameless step is shown no device is told any more which of its links a facilitator made: nor who comes then, or comes back; as long as it is not, it is in sight")
  void whoFacilitatesIsNotTold() {
    phase(Map.of("mode", "private", "anonymous", true));
    long before = world.room().seq();
    does(ana, link("l1", "k1", "k2"));
    does(bea, link("l2", "k2", "k1"));
    for (var client : List.of(ana, cleo, world.enter("p_2"))) assertThat(client.held().get("l1").get("shown").asBoolean()).as(client.participant).isTrue();
    does(ana, set("ph1", "revealed", true));
    int told = cleo.frames.size();
    for (var client : List.of(ana, bea, cleo, world.enter("p_fac"), world.enter("p_2"), world.enter("p_2", before))) {
      for (var id : List.of("l1", "l2")) assertThat(client.held().get(id).has("shown")).as(client.participant + " " + id).isFalse();
      assertThat(client.held().get("l1").has("author")).as(client.participant).isEqualTo(client.participant.equals("p_fac"));
    }
    assertUpToDate();
    does(ana, new Op.Del("l1"), new Op.Restore("l1"), set("l1", "label", "Sans nom"));
    does(ana, link("l3", "k1", "k1"));
    for (var client : List.of(bea, cleo)) assertThat(client.held()).containsKeys("l1", "l2", "l3");
    assertThat(cleo.frames.subList(told, cleo.frames.size()).toString()).doesNotContain("shown");
    assertUpToDate();
    does(ana, set("ph1", "revealed", null));
    for (var client : List.of(bea, cleo, world.enter("p_2"))) assertThat(client.held().get("l1").get("shown").asBoolean()).as(client.participant).isTrue();
    assertThat(cleo.held()).doesNotContainKey("l2");
    assertUpToDate();
  }

  @Test
  @DisplayName("R260, R261 who only linked has given something; links do not wait to be shown one by one, and are not forgotten where nothing else is left")
  void figures() {
    phase(Map.of("mode", "private"));
    does(bea, link("l1", "k1", "k2"));
    does(cleo, card("c1", "De Cleo"));
    assertThat(ana.figure("ph1").get("written").asInt()).isEqualTo(2);
    assertThat(ana.figure("ph1").get("waiting")).extracting(JsonNode::asText).containsExactly("c1");
    does(ana, set("c1", "shown", true));
    assertThat(ana.figure("ph1").has("waiting")).isFalse();
    does(ana, new Op.Del("k1"));
    assertThat(ana.figure("ph1").get("waiting")).as("gone with what it links").isEmpty();
    does(ana, new Op.Restore("k1"));
    assertThat(ana.figure("ph1").has("waiting")).isFalse();
    does(bea, new Op.Del("l1"));
    assertThat(ana.figure("ph1").get("waiting")).isEmpty();
  }
}
