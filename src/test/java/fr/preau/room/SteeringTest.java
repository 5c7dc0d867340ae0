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
import fr.preau.room.port.Directory;
import fr.preau.room.port.StorageAway;
import fr.preau.workshop.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A facilitator steers a workshop. */
class SteeringTest {

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

  private void phase(String id, Map<String, Object> values) {
    var all = new HashMap<String, Object>(Map.of("title", "Étape " + id));
    all.putAll(values);
    steer(new Op.Put("phase", id, all), new Op.Set("workshop", Map.of("phase", id)));
  }

  private void steer(Op... ops) {
    var id = ana.submit(ops);
    world.clock.pass(1_000);
    assertThat(ana.acknowledged()).as(ana.rejected().toString()).contains(id);
  }

  private static Op set(String id, String name, Object value) {
    var values = new HashMap<String, Object>();
    values.put(name, value);
    return new Op.Set(id, values);
  }

  private String reason(RoomWorld.Client client, Op... ops) {
    var id = client.submit(ops);
    world.clock.pass(1_000);
    return client.rejected().stream().filter(rejected -> rejected.startsWith(id + " ")).map(rejected -> rejected.substring(id.length() + 1)).findFirst().orElse("");
  }

  private static List<String> ids(JsonNode records) {
    return records.findValuesAsText("id");
  }

  // ---- what a phase allows

  @Test
  @DisplayName("R190 a phase takes the kinds that it names, and any where it names none; facilitators may add anything")
  void kinds() {
    phase("ph1", Map.of("add:enjeu", true, "add:influence", true));
    assertThat(reason(bea, card("c1", "Note"))).isEqualTo("phase-kind");
    assertThat(reason(bea, new Op.Put("card", "c2", Map.of("kind", "enjeu", "title", "Se loger")))).isEmpty();
    assertThat(reason(bea, new Op.Put("proposal", "pr1", Map.of("title", "Ensemble")))).isEqualTo("phase-kind");
    assertThat(reason(ana, card("c3", "Note"))).isEmpty();
    assertThat(reason(bea, move("c3", 4))).isEqualTo("phase-kind");
    assertThat(reason(bea, link("l1", "c2", "c3"))).as("what only says « see also »").isEmpty();
    phase("ph2", Map.of());
    assertThat(reason(bea, card("c4", "Note"))).isEmpty();
  }

  @Test
  @DisplayName("R191 a phase can be read only, one person's alone, or over; a workshop can be locked; raising a hand and being done always work")
  void closed() {
    steer(card("c1", "Note"));
    phase("ph1", Map.of("mode", "read"));
    assertThat(reason(bea, move("c1", 1))).isEqualTo("phase-closed");
    assertThat(reason(bea, new Op.Set("p_1", Map.of("hand", 5L, "done", "ph1")))).isEmpty();
    phase("ph2", Map.of("mode", "one", "writer", "p_2"));
    assertThat(reason(bea, move("c1", 1))).isEqualTo("phase-writer");
    assertThat(reason(cleo, move("c1", 1))).isEmpty();
    phase("ph3", Map.of("hard", true));
    steer(set("workshop", "timer_ends", world.clock.now() + 10_000));
    assertThat(reason(bea, move("c1", 2))).isEmpty();
    world.clock.pass(10_000);
    assertThat(reason(bea, move("c1", 3))).isEqualTo("phase-over");
    steer(set("workshop", "timer_ends", null));
    assertThat(reason(bea, move("c1", 3))).isEmpty();
    steer(set("workshop", "locked", true));
    assertThat(reason(bea, move("c1", 4))).isEqualTo("locked");
    assertThat(reason(ana, move("c1", 4))).isEmpty();
  }

  @Test
  @DisplayName("R192 who has written in a phase is refused nothing of what the next one opens again; going back destroys nothing")
  void back() {
    phase("ph1", Map.of());
    bea.submit(card("c1", "Première"));
    phase("ph2", Map.of());
    bea.submit(card("c2", "Seconde"));
    steer(set("workshop", "phase", "ph1"));
    assertThat(List.of(world.room().committed().get("c1").text("phase"), world.room().committed().get("c2").text("phase"))).containsExactly("ph1", "ph2");
    assertThat(reason(bea, move("c2", 9))).isEmpty();
  }

  @Test
  @DisplayName("R193 only the server says in which phase a card was written")
  void forged() {
    phase("ph1", Map.of());
    assertThat(reason(bea, new Op.Put("card", "c1", Map.of("kind", "note", "title", "x", "phase", "ph1")))).isEqualTo("forbidden");
    assertThat(reason(bea, new Op.Put("card", "c2", Map.of("kind", "note", "title", "x", "hidden", true)))).isEqualTo("forbidden");
    assertThat(reason(bea, set("p_1", "role", "facilitator"))).isEqualTo("forbidden");
    assertThat(reason(bea, set("p_2", "hand", 3L))).isEqualTo("forbidden");
  }

  // ---- who sees what

  @Test
  @DisplayName("R194 what is written in a private phase reaches nobody's device but its author's, facilitators' included, until it is shown; then everybody's, whole")
  void privateUntilShown() {
    phase("ph1", Map.of("mode", "private"));
    bea.submit(new Op.Put("card", "c1", Map.of("kind", "note", "title", "SECRET-1", "body", "SECRET-2")));
    bea.submit(new Op.Text("c1", "body", 0, TextEdit.of(List.of("SECRET-3"))));
    bea.submit(set("c1", "title", "SECRET-4"));
    world.clock.pass(5_000);
    var late = world.enter("p_2");
    for (var other : List.of(ana, cleo, late)) assertThat(other.everything()).doesNotContain("SECRET");
    assertThat(bea.acknowledged()).hasSize(3);
    assertThat(world.enter("p_1").held()).containsKey("c1");
    assertThat(reason(cleo, set("c1", "title", "Vu"))).as("as if it were not there").isEqualTo("unknown-record");
    assertThat(ana.figure("ph1").get("written").asInt()).isEqualTo(1);
    assertThat(cleo.figure("ph1").has("who")).isFalse();
    assertThat(ids(ana.figure("ph1")).isEmpty() && ana.figure("ph1").get("waiting").get(0).asText().equals("c1")).isTrue();
    steer(set("ph1", "revealed", true));
    for (var other : List.of(ana, cleo, late)) assertThat(other.everything()).contains("SECRET-3SECRET-2", "SECRET-4");
    assertThat(late.frames("txs").getLast().at("/txs/0/ops").findValuesAsText("title")).containsExactly("SECRET-4");
    cleo.submit(move("c1", 5));
    assertThat(cleo.rejected()).hasSize(1);
  }

  @Test
  @DisplayName("R194 a private card is shown alone, by its author or a facilitator; links on what is not shown are not shown")
  void oneByOne() {
    phase("ph1", Map.of("mode", "private"));
    bea.submit(card("c1", "SECRET-1"));
    bea.submit(card("c2", "SECRET-2"));
    bea.submit(link("l1", "c1", "c2"));
    world.clock.pass(1_000);
    assertThat(reason(bea, set("c1", "shown", true))).isEmpty();
    assertThat(cleo.everything()).contains("SECRET-1").doesNotContain("SECRET-2", "l1");
    steer(set("c2", "shown", true));
    assertThat(cleo.everything()).contains("SECRET-2", "l1");
  }

  @Test
  @DisplayName("R195 what was written for few and would reach more now is refused, and stays with its author")
  void moved() {
    phase("ph1", Map.of("mode", "private"));
    steer(set("ph1", "revealed", true));
    var id = bea.submitIn("ph1", card("c1", "SECRET"));
    assertThat(bea.rejected()).containsExactly(id + " phase-moved");
    phase("ph2", Map.of("mode", "private"));
    var kept = bea.submitIn("ph1", card("c2", "Encore à moi"));
    world.clock.pass(1_000);
    assertThat(bea.acknowledged()).containsExactly(kept);
    assertThat(cleo.everything()).doesNotContain("SECRET", "Encore");
  }

  @Test
  @DisplayName("R255 what is added to a private phase without names after its reveal goes to everybody, without a name, a facilitator's own too; what was written for oneself before it still does not")
  void afterTheReveal() {
    phase("ph1", Map.of("mode", "private", "anonymous", true));
    steer(set("ph1", "revealed", true));
    var late = bea.submitIn("ph1", card("c1", "Écrit avant"));
    var added = bea.submitShownIn("ph1", card("c2", "Ajouté après"));
    var entered = ana.submitShownIn("ph1", card("c3", "Saisi après"));
    world.clock.pass(1_000);
    assertThat(bea.rejected()).containsExactly(late + " phase-moved");
    assertThat(bea.acknowledged()).contains(added);
    assertThat(ana.acknowledged()).contains(entered);
    assertThat(cleo.everything()).contains("Ajouté après", "Saisi après").doesNotContain("Écrit avant");
    phase("ph2", Map.of("mode", "shared"));
    var afterwards = bea.submitShownIn("ph1", card("c4", "Trop tard pour rester sans nom"));
    world.clock.pass(1_000);
    assertThat(bea.rejected()).contains(afterwards + " phase-moved");
  }

  @Test
  @DisplayName("R196 in an anonymous phase nobody else learns who wrote: neither author, nor by, nor id, in no frame and no state")
  void anonymous() {
    phase("ph1", Map.of("anonymous", true));
    int before = cleo.frames.size();
    bea.submit(card("c1", "Sans nom"));
    bea.submit(set("c1", "title", "Toujours sans nom"));
    world.clock.pass(1_000);
    assertThat(cleo.frames.subList(before, cleo.frames.size()).toString()).contains("Toujours sans nom").doesNotContain("p_1", bea.prefix);
    assertThat(bea.acknowledged()).hasSize(2);
    world.restart();
    var records = world.enter("p_2").welcome().get("records");
    assertThat(RoomWorld.each(records).filter(record -> record.get("id").asText().equals("c1")).findFirst().orElseThrow().has("author")).isFalse();
    assertThat(world.enter("p_1").held().get("c1").path("author").asText()).isEqualTo("p_1");
  }

  @Test
  @DisplayName("R196 a private phase that becomes anonymous takes the names from who sees some of it already")
  void anonymousLater() {
    phase("ph1", Map.of("mode", "private"));
    bea.submit(card("c1", "À moi"));
    steer(card("c2", "De l’animation"), set("c2", "shown", true));
    bea.submit(link("l1", "c1", "c2"));
    steer(new Op.Put("link", "l2", Map.of("kind", "renvoie_a", "from", "c2", "to", "c2")), set("c1", "shown", true), set("c1", "hidden", true));
    steer(new Op.Put("link", "l3", Map.of("kind", "renvoie_a", "from", "c2", "to", "c1")));
    assertThat(author(bea, "l3")).isEqualTo("p_fac");
    steer(set("ph1", "anonymous", true));
    assertThat(author(bea, "l3")).isEmpty();
  }

  /** Who wrote a record, as somebody was last told. */
  private static String author(RoomWorld.Client client, String id) {
    return client.held().get(id).path("author").asText();
  }

  @Test
  @DisplayName("R197 a table's board is seen by its table and the facilitators until it is opened; changing tables changes what one sees")
  void tables() {
    steer(new Op.Put("table", "t1", Map.of("title", "Table 1")), new Op.Put("board", "b1", Map.of("title", "Table 1", "table", "t1")), set("t1", "board", "b1"),
        set("p_1", "table", "t1"));
    phase("ph1", Map.of("mode", "group"));
    assertThat(reason(bea, new Op.Put("card", "c1", Map.of("kind", "note", "title", "ENTRE-NOUS", "board", "b1")))).isEmpty();
    assertThat(world.room().committed().get("c1").text("from_table")).isEqualTo("t1");
    assertThat(reason(bea, card("c2", "Ailleurs"))).isEqualTo("phase-board");
    assertThat(reason(cleo, card("c3", "Sans table"))).isEqualTo("phase-board");
    assertThat(cleo.everything()).doesNotContain("ENTRE-NOUS");
    assertThat(ana.everything()).contains("ENTRE-NOUS");
    steer(set("p_2", "table", "t1"));
    assertThat(cleo.held()).containsKeys("b1", "c1");
    assertThat(world.enter("p_2").held()).as("who comes").isEqualTo(cleo.held());
    steer(set("p_2", "table", null));
    assertThat(cleo.held()).doesNotContainKeys("c1", "b1");
    assertThat(cleo.frames("welcome")).as("whole states").hasSize(1);
    steer(set("b1", "open", true));
    assertThat(cleo.frames("txs").getLast().toString()).contains("ENTRE-NOUS");
  }

  /** So many more people, each with an open connection. */
  private List<RoomWorld.Client> crowd(int people) {
    var crowd = new ArrayList<RoomWorld.Client>();
    for (int i = 0; i < people; i++) {
      world.join("x_" + i, "Personne " + i, Role.PARTICIPANT);
      world.clock.pass(1_000);
      crowd.add(world.enter("x_" + i));
    }
    return crowd;
  }

  /** Each holds what somebody of theirs who comes afresh is sent. */
  private void assertUpToDate(List<RoomWorld.Client> clients) {
    for (var client : clients) assertThat(client.held()).as(client.participant).isEqualTo(world.enter(client.participant).held());
  }

  @Test
  @DisplayName("R225 people who each have things of their own come back to one state, encoded once, with what is theirs beside it")
  void entries() {
    var crowd = crowd(12);
    steer(new Op.Put("table", "t1", Map.of("title", "Table 1")), new Op.Put("board", "b1", Map.of("title", "Table 1", "table", "t1")), set("x_3", "table", "t1"));
    poll(Map.of());
    phase("ph1", Map.of("mode", "private", "anonymous", true));
    for (var client : crowd) client.submit(new Op.Put("card", "c_" + client.participant, Map.of("kind", "note", "title", "DE-" + client.participant, "body", "SUITE")));
    world.clock.pass(1_000);
    for (var client : crowd) client.submit(new Op.Text("c_" + client.participant, "body", 0, TextEdit.of(List.of("PUIS-"))));
    world.clock.pass(1_000);
    world.restart();
    int before = world.statesEncoded;
    for (var client : crowd) {
      var back = world.enter(client.participant);
      assertThat(back.held()).isEqualTo(client.held());
      assertThat(back.everything()).contains("PUIS-SUITE").containsOnlyOnce("DE-");
      assertThat(back.welcome().at("/own").findValue("c_" + client.participant).get("body").asInt()).as("its revision").isEqualTo(1);
    }
    assertThat(world.enter("x_3").held()).containsKey("b1");
    assertThat(world.enter("x_4").held()).doesNotContainKey("b1");
    assertThat(world.statesEncoded - before).isEqualTo(1);
  }

  @Test
  @DisplayName("R225 people of many tables who missed the same come back to it encoded once, but for the table on whose board some of it is")
  void entriesByTable() {
    var crowd = crowd(12);
    for (int table = 0; table < 6; table++) {
      steer(new Op.Put("table", "t" + table, Map.of("title", "Table " + table)), new Op.Put("board", "b" + table, Map.of("title", "Table " + table, "table", "t" + table)),
          set("x_" + table, "table", "t" + table), set("x_" + (table + 6), "table", "t" + table));
    }
    long since = world.room().seq();
    steer(card("c1", "Pour tous"), new Op.Put("card", "c2", Map.of("kind", "note", "title", "Table 3", "board", "b3")));
    int before = world.statesEncoded;
    var back = crowd.stream().map(client -> world.enter(client.participant, since)).toList();
    assertThat(world.statesEncoded - before).isEqualTo(2);
    for (var client : back) assertThat(client.everything().contains("\"c2\"")).as(client.participant).isEqualTo(List.of("x_3", "x_9").contains(client.participant));
  }

  @Test
  @DisplayName("R225 whose role changes in the commit that has what they wrote last holds that, too")
  void lastWordAndRole() {
    poll(Map.of());
    bea.submit(card("c9", "Qui occupe le journal"));
    cleo.submit(new Op.Put("ballot", "v1", Map.of("poll", "po1", "on:c1", 1L)));
    steer(set("p_2", "role", "observer"));
    assertThat(world.log.commits).last().as("committed together").isEqualTo(2);
    assertThat(cleo.held()).containsKey("v1").isEqualTo(world.enter("p_2").held());
  }

  @Test
  @DisplayName("R226 an anonymous private phase is shown in the same bytes to all, and to each their own cards with their name")
  void anonymousReveal() {
    var crowd = crowd(12);
    phase("ph1", Map.of("mode", "private", "anonymous", true));
    for (var client : crowd) client.submit(new Op.Put("card", "c_" + client.participant, Map.of("kind", "note", "title", "De l’un")));
    world.clock.pass(1_000);
    int before = world.txsEncoded;
    steer(set("ph1", "revealed", true));
    assertThat(world.txsEncoded - before).as("for facilitators and participants").isEqualTo(2);
    for (var client : crowd) {
      assertThat(author(client, "c_" + client.participant)).isEqualTo(client.participant);
      assertThat(client.held().values().stream().filter(record -> record.path("author").isTextual())).hasSize(1);
      assertThat(client.held().keySet().stream().filter(id -> id.startsWith("c_"))).hasSize(12);
    }
    assertUpToDate(crowd);
  }

  @Test
  @DisplayName("R226 who wrote what is shown and kept back again in one commit still holds it")
  void shownAndKeptBack() {
    phase("ph1", Map.of("mode", "private"));
    cleo.submit(card("c1", "À moi"));
    world.clock.pass(1_000);
    ana.submit(card("c9", "Qui occupe le journal"));
    ana.submit(set("ph1", "revealed", true));
    steer(set("ph1", "revealed", null));
    assertThat(world.log.commits).last().as("committed together").isEqualTo(2);
    assertThat(bea.held()).doesNotContainKey("c1");
    assertThat(cleo.held()).containsKey("c1").isEqualTo(world.enter("p_2").held());
  }

  @Test
  @DisplayName("R246 who never held what is shown and thrown away in one transaction learns nothing of it, also where its phase is shown; who wrote it sees it go")
  void shownAndThrownAway() {
    phase("ph1", Map.of("mode", "private"));
    cleo.submit(card("c1", "À moi"), card("c2", "À moi aussi"), link("l1", "c1", "c2"));
    world.clock.pass(1_000);
    cleo.submit(set("c1", "shown", true), new Op.Del("c1"));
    world.clock.pass(1_000);
    steer(set("ph1", "revealed", true), new Op.Del("c2"));
    for (var other : List.of(ana, bea)) assertThat(other.frames("txs").toString()).doesNotContain("\"c1\"", "\"c2\"", "\"l1\"");
    assertThat(cleo.held()).doesNotContainKeys("c1", "c2");
    assertThat(cleo.acknowledged()).hasSize(2);
    assertThat(cleo.frames("txs").getLast().toString()).contains("[\"del\",\"c2\"]");
    steer(new Op.Restore("c1"), new Op.Restore("c2"));
    for (var other : List.of(ana, bea, cleo)) assertThat(other.held()).containsKeys("c1", "c2", "l1").isEqualTo(world.enter(other.participant).held());
  }

  @Test
  @DisplayName("R246 a facilitator who shows a card and throws it away at once is told that this was accepted, and not what it was")
  void shownAndThrownAwayUnseen() {
    phase("ph1", Map.of("mode", "private"));
    cleo.submit(new Op.Put("card", "c1", Map.of("kind", "note", "title", "SECRET-1")));
    world.clock.pass(1_000);
    steer(set("c1", "shown", true), new Op.Del("c1"));
    for (var other : List.of(ana, bea)) assertThat(other.frames("txs").toString()).doesNotContain("SECRET", "\"c1\"");
    assertThat(cleo.held()).doesNotContainKey("c1");
  }

  @Test
  @DisplayName("R226 who wrote what is shown to all just as its board closes does not see it any more either")
  void shownAsItsBoardCloses() {
    steer(new Op.Put("table", "t1", Map.of("title", "Table 1")), new Op.Put("board", "b1", Map.of("title", "Table 1", "table", "t1", "open", true)));
    phase("ph1", Map.of("mode", "private", "board", "b1"));
    cleo.submit(new Op.Put("card", "c1", Map.of("kind", "note", "title", "À moi", "board", "b1")));
    world.clock.pass(1_000);
    assertThat(cleo.held()).containsKey("c1");
    steer(set("b1", "open", null), set("ph1", "revealed", true));
    assertThat(cleo.held()).doesNotContainKey("c1").isEqualTo(world.enter("p_2").held());
  }

  @Test
  @DisplayName("R227 who changes tables is told what came into sight and what went out of it, in bytes shared with those who go the same way; what is one’s own is in sight with the board that it lies on")
  void rotation() {
    var crowd = crowd(12);
    for (int table = 0; table < 3; table++) {
      steer(new Op.Put("table", "t" + table, Map.of("title", "Table " + table)), new Op.Put("board", "b" + table, Map.of("title", "Table " + table, "table", "t" + table)), set("t" + table, "board", "b" + table));
    }
    steer(seats(0));
    phase("ph1", Map.of("mode", "group"));
    for (int i = 0; i < 12; i++) crowd.get(i).submit(new Op.Put("card", "c" + i, Map.of("kind", "note", "title", "T" + i % 3, "board", "b" + i % 3)));
    world.clock.pass(1_000);
    int before = world.txsEncoded;
    steer(seats(1));
    assertThat(world.txsEncoded - before).as("for three ways, and those who stay").isLessThanOrEqualTo(5);
    assertUpToDate(crowd);
    assertThat(crowd.get(0).held()).containsKeys("b1", "c1", "c4").doesNotContainKeys("b0", "c0", "c3");
    phase("ph2", Map.of("mode", "private", "board", "b1"));
    crowd.get(0).submit(new Op.Put("card", "alone", Map.of("kind", "note", "title", "SEUL", "board", "b1")));
    world.clock.pass(1_000);
    assertThat(crowd.get(0).held()).containsKey("alone");
    steer(seats(2));
    assertThat(crowd.get(0).held()).as("its board is out of sight").doesNotContainKeys("alone", "b1");
    steer(seats(1));
    assertThat(crowd.get(0).held()).containsKeys("alone", "b1");
    crowd.remove(0);
    assertThat(crowd.toString() + crowd.stream().map(RoomWorld.Client::everything).toList()).doesNotContain("SEUL");
    steer(set("x_1", "table", "t0"), set("x_1", "table", null), set("x_2", "table", "t2"));
    assertUpToDate(crowd);
  }

  private static Op[] seats(int by) {
    var seats = new Op[12];
    for (int i = 0; i < 12; i++) seats[i] = set("x_" + i, "table", "t" + (i + by) % 3);
    return seats;
  }

  @Test
  @DisplayName("R198 what a facilitator hides is gone from others' screens, and there again when it is shown")
  void hidden() {
    bea.submit(card("c1", "Blessant"));
    steer(set("c1", "hidden", true));
    assertThat(cleo.frames("txs").getLast().at("/txs/0/ops").toString()).isEqualTo("[[\"gone\",\"c1\"]]");
    assertThat(ids(world.enter("p_2").welcome().get("records"))).doesNotContain("c1");
    steer(set("c1", "hidden", null));
    assertThat(cleo.frames("txs").getLast().at("/txs/0/ops/0/0").asText()).isEqualTo("put");
  }

  @Test
  @DisplayName("R198 a link on what is hidden is told to who wrote that, and to nobody who would see the same otherwise")
  void linkOnHidden() {
    bea.submit(card("c1", "Blessant"));
    steer(card("c2", "Autre"), set("c1", "hidden", true));
    steer(new Op.Put("link", "l1", Map.of("kind", "renvoie_a", "from", "c1", "to", "c2", "label", "POUR-BEA")));
    assertThat(bea.everything()).contains("POUR-BEA");
    assertThat(cleo.everything()).doesNotContain("POUR-BEA");
  }

  @Test
  @DisplayName("R198 what is hidden while it is off the board stays hidden when the board is back")
  void hiddenInBin() {
    phase("ph1", Map.of("mode", "private", "revealed", true));
    steer(new Op.Put("board", "b1", Map.of("title", "Autre")));
    bea.submit(new Op.Put("card", "c1", Map.of("kind", "note", "title", "À bea", "board", "b1")));
    steer(new Op.Del("b1"));
    steer(set("ph1", "revealed", null));
    assertThat(cleo.frames("txs").getLast().at("/txs/0/ops").toString()).contains("[\"gone\",\"c1\"]");
    steer(new Op.Restore("b1"));
    assertThat(cleo.frames("txs").getLast().toString()).doesNotContain("c1");
  }

  @Test
  @DisplayName("R199 while people work apart, nobody is told where others write and what they have selected")
  void presences() {
    phase("ph1", Map.of("mode", "private"));
    var data = JsonNodeFactory.instance.objectNode().put("x", 3);
    data.putArray("sel").add("c1");
    data.putObject("text").put("record", "c1");
    bea.session.presence(data);
    world.clock.pass(1_000);
    assertThat(cleo.frames("presence").getLast().at("/of/p_1").toString()).isEqualTo("{\"x\":3}");
  }

  @Test
  @DisplayName("R216 what is about no record is refused, whatever it is, and takes nobody along")
  void nothingThere() {
    for (var op : List.<Op>of(set("nope", "shown", true), set("nope", "x", 1L), new Op.Del("nope"), new Op.Restore("nope"), new Op.Text("nope", "body", 0, TextEdit.of(List.of("a"))))) {
      for (var client : List.of(ana, bea)) assertThat(reason(client, op)).as(op.toString()).isEqualTo("unknown-record");
    }
    assertThat(bea.closed).isNull();
  }

  @Test
  @DisplayName("R217 a phase in which people wrote for themselves or without names keeps that, whatever is changed of it; what comes late keeps it, too")
  void promises() {
    phase("ph1", Map.of("anonymous", true));
    bea.submit(card("c1", "Sans nom"));
    world.clock.pass(1_000);
    assertThat(reason(ana, set("ph1", "anonymous", null))).isEqualTo("phase-written");
    phase("ph2", Map.of("mode", "private"));
    var late = bea.submitIn("ph1", card("c2", "En retard"));
    world.clock.pass(1_000);
    assertThat(bea.rejected()).contains(late + " phase-moved");
    bea.submit(card("c3", "Pour moi"));
    world.clock.pass(1_000);
    assertThat(reason(ana, set("ph2", "mode", "shared"))).isEqualTo("phase-written");
    steer(set("ph2", "revealed", true), set("ph2", "mode", "shared"));
  }

  @Test
  @DisplayName("R218 nobody takes others' cards out of their sight: neither to a table's board, nor by what only the author and facilitators may set")
  void takingAway() {
    steer(new Op.Put("table", "t1", Map.of("title", "Table 1")), new Op.Put("board", "b1", Map.of("title", "Table 1", "table", "t1")), set("t1", "board", "b1"), set("p_1", "table", "t1"));
    cleo.submit(card("c1", "À Cleo"));
    world.clock.pass(1_000);
    assertThat(reason(bea, set("c1", "board", "b1"))).isEqualTo("phase-board");
    assertThat(reason(bea, set("c1", "shown", null))).isEqualTo("forbidden");
    assertThat(reason(bea, set("c1", "status", "archived"))).isEqualTo("forbidden");
    assertThat(reason(cleo, set("c1", "shown", true))).isEmpty();
  }

  @Test
  @DisplayName("R197 of a table's board nothing is told to others: no totals of its cards, no pointer on it, and nobody who writes there")
  void tablesKeepToThemselves() {
    steer(new Op.Put("table", "t1", Map.of("title", "Table 1")), new Op.Put("board", "b1", Map.of("title", "Table 1", "table", "t1")), set("t1", "board", "b1"), set("p_1", "table", "t1"),
        new Op.Put("poll", "po1", Map.of("title", "Lequel ?", "way", "dots", "budget", 3L, "open", true)));
    world.clock.pass(1_000);
    bea = world.enter("p_1");
    bea.submit(new Op.Put("card", "c_secret", Map.of("kind", "note", "title", "Entre nous", "board", "b1")));
    bea.submit(new Op.Put("ballot", "v1", Map.of("poll", "po1", "on:c_secret", 2L)));
    for (var id : List.of("x_1", "x_2")) {
      world.join(id, id, Role.PARTICIPANT);
      world.clock.pass(1_000);
      steer(set(id, "table", "t1"));
      world.enter(id).submit(new Op.Put("ballot", "v_" + id, Map.of("poll", "po1", "on:c_secret", 1L)));
    }
    var data = JsonNodeFactory.instance.objectNode().put("x", 3).put("board", "b1");
    data.putArray("sel").add("c_secret").add("main");
    data.putObject("text").put("record", "c_secret");
    bea.session.presence(data);
    world.clock.pass(1_000);
    assertThat(cleo.everything()).doesNotContain("c_secret");
    assertThat(cleo.frames("presence").getLast().at("/of/p_1").toString()).isEqualTo("{\"sel\":[\"main\"]}");
    assertThat(ana.figure("po1").get("totals").toString()).isEqualTo("{\"c_secret\":4}");
  }

  @Test
  @DisplayName("R250 how votes went on a table's board is told to those who sit there, and to all once its cards are gathered; nobody else is told before, nor how a family voted there")
  void tablesOwnTotals() {
    steer(new Op.Put("table", "t1", Map.of("title", "Table 1")), new Op.Put("board", "b1", Map.of("title", "Table 1", "table", "t1")), set("t1", "board", "b1"), set("p_1", "table", "t1"), card("c_all", "Pour tous"),
        new Op.Put("card", "c_ours", Map.of("kind", "note", "title", "Entre nous", "board", "b1")), new Op.Put("poll", "po1", Map.of("title", "Lequel ?", "way", "dots", "budget", 3L)));
    for (int i = 0; i < 4; i++) {
      world.join("x_" + i, "X" + i, Role.PARTICIPANT);
      world.clock.pass(1_000);
      steer(new Op.Set("x_" + i, Map.of("family", "entreprise", "table", "t1")));
      world.enter("x_" + i).submit(new Op.Put("ballot", "v" + i, Map.of("poll", "po1", "on:c_ours", 1L, "on:c_all", 1L)));
    }
    steer(set("po1", "state", "shown"));
    assertThat(bea.figure("po1").get("totals").properties()).extracting(total -> total.getKey() + " " + total.getValue()).containsExactlyInAnyOrder("c_ours 4", "c_all 4");
    assertThat(cleo.figure("po1").get("totals").toString()).isEqualTo("{\"c_all\":4}");
    for (var client : List.of(ana, bea, cleo)) assertThat(client.figure("po1").get("families").toString()).isEqualTo("{\"entreprise\":{\"c_all\":4}}");
    steer(set("p_2", "table", "t1"));
    assertThat(cleo.figure("po1").get("totals").has("c_ours")).as("who comes to sit there").isTrue();
    steer(set("p_2", "table", null));
    assertThat(cleo.figure("po1").get("totals").has("c_ours")).isFalse();
    steer(set("c_ours", "board", "main"));
    assertThat(cleo.figure("po1").get("totals").has("c_ours")).as("gathered").isTrue();
  }

  // ---- people

  @Test
  @DisplayName("R200 who is removed is out within a second on every connection, and comes back in when restored")
  void removed() {
    var other = world.enter("p_1");
    var observer = world.enter("p_obs");
    steer(new Op.Del("p_1"), new Op.Del("p_obs"));
    assertThat(List.of(bea.closed, other.closed, observer.closed)).containsOnly(CloseCode.REMOVED);
    assertThat(cleo.frames("people").getLast().get("of").get("p_1").isNull()).as("told as gone").isTrue();
    assertThat(world.enter("p_1").closed).isEqualTo(CloseCode.REMOVED);
    steer(new Op.Restore("p_1"));
    assertThat(cleo.frames("people").getLast().at("/of/p_1/name").asText()).isEqualTo("Bea");
    assertThat(world.enter("p_1").welcome().at("/you/role").asText()).isEqualTo("participant");
  }

  @Test
  @DisplayName("R201 a role that changes counts at once; the last facilitator can neither go nor become something else")
  void roles() {
    assertThat(reason(ana, set("p_fac", "role", "participant"))).isEqualTo("last-facilitator");
    assertThat(reason(ana, new Op.Del("p_fac"))).isEqualTo("last-facilitator");
    steer(set("p_1", "role", "facilitator"));
    assertThat(bea.frames("welcome").getLast().at("/you/role").asText()).isEqualTo("facilitator");
    assertThat(reason(bea, set("p_fac", "role", "participant"))).isEmpty();
    assertThat(reason(ana, set("workshop", "title", "Non"))).isEqualTo("forbidden");
  }

  @Test
  @DisplayName("R202 who waits at the door sees the workshop and themselves only, does nothing, and sees everything once admitted")
  void door() {
    bea.submit(card("c1", "DEDANS"));
    world.join("p_3", "Eli", Role.WAITING);
    world.clock.pass(1_000);
    var eli = world.enter("p_3");
    bea.submit(card("c2", "DEDANS-2"));
    world.clock.pass(5_000);
    assertThat(ids(eli.welcome().get("records"))).containsExactlyInAnyOrder("workshop", "p_3");
    assertThat(eli.everything()).doesNotContain("DEDANS");
    steer(set("workshop", "title", "Renommé"));
    assertThat(eli.everything()).contains("Renommé", "Eli").doesNotContain("Ana", "Bea", "Cleo", "p_1");
    assertThat(reason(eli, card("c3", "Entrer"))).isEqualTo("forbidden");
    steer(set("p_3", "role", "participant"));
    assertThat(ids(eli.frames("welcome").getLast().get("records"))).contains("c1", "c2");
  }

  // ---- votes

  @Test
  @DisplayName("R202 who comes in while the door is being shut is met by it as it stands then")
  void shutting() {
    world.log.hold();
    ana.submit(set("workshop", "door", "ask"));
    world.room().join(new Directory.Person("p_3", "Eli", null), "p_3".getBytes(), board -> Map.of("role", Role.atDoor(board).word()));
    world.log.release();
    world.clock.pass(1_000);
    assertThat(world.room().role("p_3")).isEqualTo(Role.WAITING);
    steer(set("workshop", "door", "closed"));
    assertThat(Role.atDoor(world.room().committed())).isNull();
  }

  @Test
  @DisplayName("R247 of who is turned away while coming in nothing is kept: neither a name nor a way in")
  void turnedAway() {
    steer(set("workshop", "door", "closed"));
    var shut = world.room().join(new Directory.Person("p_3", "Eli", null), "p_3".getBytes(), board -> {
      throw new IllegalStateException("closed");
    });
    assertThat(shut.failed()).isTrue();
    var refused = world.room().join(new Directory.Person("p_4", "Flo", null), "p_4".getBytes(), board -> Map.of("role", "participant", "family", "nulle-part"));
    world.clock.pass(1_000);
    assertThat(refused.result()).isInstanceOf(Verdict.Refused.class);
    assertThat(world.room().name("p_4")).isNull();
    assertThat(world.directory.people("w1").result()).doesNotContainKeys("p_3", "p_4").containsKey("p_2");
    for (var id : List.of("p_3", "p_4")) assertThat(world.directory.byToken(id.getBytes()).result()).isEmpty();
  }

  @Test
  @DisplayName("R247 of who comes in just as the database stops answering nothing is kept either")
  void comingAsTheStorageFails() {
    world.log.hold();
    ana.submit(card("c1", "Bientôt perdue"));
    var joined = world.room().join(new Directory.Person("p_3", "Eli", null), "p_3".getBytes(), board -> {
      world.log.loseReply();
      return Map.of("role", "participant");
    });
    assertThat(joined.cause()).isInstanceOf(StorageAway.class);
    assertThat(world.room().name("p_3")).isNull();
    assertThat(world.directory.people("w1").result()).doesNotContainKey("p_3");
    assertThat(world.directory.byToken("p_3".getBytes()).result()).isEmpty();
  }

  private void poll(Map<String, Object> values) {
    var all = new HashMap<String, Object>(Map.of("title", "Lequel ?", "way", "dots", "budget", 3L, "most", 2L));
    all.putAll(values);
    steer(card("c1", "Un"), card("c2", "Deux"), new Op.Put("card", "e1", Map.of("kind", "enjeu", "title", "Trois")), new Op.Put("poll", "po1", all));
  }

  private static Op ballot(String id, Map<String, Object> values) {
    var all = new HashMap<String, Object>(Map.of("poll", "po1"));
    all.putAll(values);
    return new Op.Put("ballot", id, all);
  }

  @Test
  @DisplayName("R203 nobody spends more dots than they have, from two tabs neither, nor more than the cap on one thing; a person has one ballot")
  void budget() {
    poll(Map.of());
    assertThat(reason(bea, ballot("v1", Map.of("on:c1", 3L)))).isEqualTo("cap");
    assertThat(reason(bea, ballot("v1", Map.of("on:c1", 2L)))).isEmpty();
    var tab = world.enter("p_1");
    assertThat(reason(tab, ballot("v2", Map.of("on:c2", 1L)))).isEqualTo("link-exists");
    assertThat(reason(tab, set("v1", "on:c2", 2L))).isEqualTo("budget");
    assertThat(reason(tab, set("v1", "on:c2", 1L))).isEmpty();
    assertThat(reason(bea, set("v1", "on:e1", 1L))).isEqualTo("budget");
    assertThat(reason(bea, new Op.Set("v1", new HashMap<>() {{ put("on:c1", null); put("on:e1", 2L); }}))).as("changed").isEmpty();
    assertThat(reason(cleo, set("v1", "on:c1", 1L))).as("not seen").isEqualTo("unknown-record");
    assertThat(reason(cleo, ballot("v3", Map.of("on:nowhere", 1L)))).isEqualTo("dangling");
  }

  @Test
  @DisplayName("R204 nobody learns how others voted; totals stay on the server until they are shown, then they are exact")
  void secret() {
    poll(Map.of());
    bea.submit(ballot("v1", Map.of("on:c1", 2L)));
    cleo.submit(ballot("v2", Map.of("on:c1", 1L, "on:c2", 2L)));
    world.clock.pass(5_000);
    assertThat(ana.everything()).doesNotContain("v1", "v2", "totals");
    assertThat(cleo.everything()).doesNotContain("v1", "totals");
    assertThat(List.of(cleo.figure("po1").get("voted").asInt(), cleo.figure("po1").get("of").asInt())).containsExactly(2, 2);
    steer(set("po1", "state", "shown"));
    assertThat(cleo.figure("po1").get("totals").toString()).isEqualTo("{\"c1\":3,\"c2\":2}");
    assertThat(cleo.everything()).doesNotContain("v1");
    assertThat(reason(bea, set("v1", "on:c2", 1L))).isEqualTo("vote-closed");
  }

  @Test
  @DisplayName("R205 dots on merged cards add up, a person's cap still holds, and dots on what is in the bin are theirs again")
  void merged() {
    poll(Map.of("budget", 4L));
    bea.submit(ballot("v1", Map.of("on:c1", 2L, "on:c2", 2L)));
    cleo.submit(ballot("v2", Map.of("on:c2", 1L, "on:e1", 2L)));
    steer(new Op.Set("c2", Map.of("status", "merged", "into", "c1")));
    steer(set("po1", "state", "shown"));
    assertThat(cleo.figure("po1").get("totals").toString()).isEqualTo("{\"c1\":3,\"e1\":2}");
    steer(set("po1", "state", "open"));
    assertThat(reason(bea, set("v1", "on:e1", 1L))).isEqualTo("budget");
    steer(new Op.Del("c1"));
    assertThat(reason(bea, set("v1", "on:e1", 1L))).isEmpty();
  }

  @Test
  @DisplayName("R203 dots on what was in the bin when they were given elsewhere do not come back with it")
  void binAndBack() {
    poll(Map.of("most", 3L));
    bea.submit(card("own", "À moi"));
    world.clock.pass(1_000);
    assertThat(reason(bea, ballot("v1", Map.of("on:own", 3L)))).isEmpty();
    assertThat(reason(bea, new Op.Del("own"))).isEmpty();
    assertThat(reason(bea, set("v1", "on:c2", 3L))).isEmpty();
    assertThat(reason(bea, new Op.Restore("own"))).isEmpty();
    steer(set("po1", "state", "shown"));
    assertThat(cleo.figure("po1").get("totals").toString()).isEqualTo("{\"c2\":3}");
  }

  @Test
  @DisplayName("R205 totals follow a card into the bin and out of it")
  void totalsFollow() {
    poll(Map.of("open", true));
    bea.submit(ballot("v1", Map.of("on:c1", 2L)));
    steer(new Op.Del("c1"));
    assertThat(cleo.figure("po1").get("totals").toString()).isEqualTo("{}");
    steer(new Op.Restore("c1"));
    assertThat(cleo.figure("po1").get("totals").toString()).isEqualTo("{\"c1\":2}");
  }

  @Test
  @DisplayName("R219 how a family voted is told where neither it nor those who are left are fewer than three")
  void families() {
    poll(Map.of());
    for (int i = 0; i < 4; i++) {
      var id = "p_f" + i;
      world.join(id, "F" + i, Role.PARTICIPANT);
      world.clock.pass(1_000);
      steer(set(id, "family", i < 3 ? "citoyen" : "etat"));
      world.enter(id).submit(ballot("v" + i, Map.of("on:c1", 1L)));
    }
    steer(set("po1", "state", "shown"));
    assertThat(cleo.figure("po1").get("families").toString()).isEqualTo("{}");
    steer(set("p_f3", "family", "citoyen"), set("po1", "state", "open"));
    world.enter("p_f3").submit(set("v3", "on:c1", 2L));
    steer(set("po1", "state", "shown"));
    assertThat(cleo.figure("po1").get("families").toString()).isEqualTo("{\"citoyen\":{\"c1\":5}}");
  }

  @Test
  @DisplayName("R206 scales count who gave what; hands that the facilitator counted add to the totals and stay told apart; only the kinds of the poll can be voted for")
  void scales() {
    poll(Map.of("on:enjeu", true));
    assertThat(reason(bea, ballot("v1", Map.of("on:c1", 1L)))).isEqualTo("vote-kind");
    assertThat(reason(bea, ballot("v1", Map.of("on:e1", 1L)))).isEmpty();
    steer(new Op.Put("tally", "ta1", Map.of("poll", "po1", "on", "e1", "count", 4L)), set("po1", "state", "shown"));
    assertThat(bea.figure("po1").get("totals").toString() + bea.figure("po1").get("hands")).isEqualTo("{\"e1\":5}{\"e1\":4}");
    steer(new Op.Put("poll", "po2", Map.of("title", "Temps bien passé ?", "way", "roti", "open", true)));
    bea.submit(new Op.Put("ballot", "v5", Map.of("poll", "po2", "score", 4L)));
    cleo.submit(new Op.Put("ballot", "v6", Map.of("poll", "po2", "score", 5L)));
    world.clock.pass(1_000);
    assertThat(cleo.figure("po2").get("scores").toString()).isEqualTo("[0,0,0,0,1,1]");
    assertThat(reason(ana, new Op.Put("tally", "ta2", Map.of("poll", "po2", "on", "e1", "count", 4L)))).as("a scale counts scores").isEqualTo("vote-kind");
    assertThat(reason(ana, new Op.Put("tally", "ta2", Map.of("poll", "po1", "score", 4L, "count", 4L)))).isEqualTo("vote-kind");
    assertThat(reason(ana, new Op.Put("tally", "ta2", Map.of("poll", "po1", "on", "c1", "count", 4L)))).as("not of its kinds").isEqualTo("vote-kind");
    assertThat(reason(ana, new Op.Put("tally", "ta2", Map.of("poll", "po2", "score", 4L, "count", 4L)))).isEmpty();
  }

  @Test
  @DisplayName("R207 replaying the log gives the whole session: phases, reveals, votes and tables")
  void replay() {
    phase("ph1", Map.of("mode", "private"));
    bea.submit(card("c9", "Privée"));
    poll(Map.of());
    bea.submit(ballot("v1", Map.of("on:c1", 2L)));
    steer(set("ph1", "revealed", true), set("po1", "state", "shown"));
    assertThat(world.replayed()).isEqualTo(world.room().committed());
    world.restart();
    assertThat(ids(world.enter("p_2").welcome().get("records"))).contains("c9", "ph1", "po1").doesNotContain("v1");
  }
}
