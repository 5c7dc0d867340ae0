package fr.preau.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.Polis;
import fr.preau.board.Op;
import fr.preau.workshop.Role;
import fr.preau.workshop.Votes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * 339 people vote on 54 statements in the order in which they once did (a Polis conversation of 2014), and change their minds 123 times: who agrees has a dot
 * on the statement's card.
 */
class PolisTest {

  private static final Pattern BALLOT = Pattern.compile("\"(v_\\d+)\"");

  private final RoomWorld world = new RoomWorld();
  private final Map<String, RoomWorld.Client> voters = new LinkedHashMap<>();
  /** Voter → the statements that they agree with now: the count to compare with. */
  private final Map<String, TreeSet<String>> agreed = new HashMap<>();

  @Test
  @DisplayName("R214 hundreds of people who vote and change their minds are counted exactly at every moment, and nobody learns anything before it is shown")
  void replay() {
    var polis = Polis.orSkip();
    var votes = polis.votes();
    var ana = world.enter("p_fac");
    open(ana, polis.statements());
    polis.voters().forEach(voter -> voters.put(voter, comes(voter)));
    assertThat(voters).hasSize(339);
    int changed = 0;
    for (int i = 0; i < votes.size(); i++) {
      if (vote(votes.get(i))) changed++;
      if (i % 50 == 0 || i == votes.size() - 1) countsRight();
    }
    assertThat(changed).as("changed ballots, beside the 339 first ones").isGreaterThan(1_000);
    nothingIsTold(ana);
    ana.submit(new Op.Set("po", Map.of("state", "shown")));
    world.clock.pass(1_000);
    var late = world.enter("p_obs");
    world.clock.pass(1_000);
    for (var client : List.of(ana, late, voters.values().iterator().next())) {
      assertThat(totals(client.figure("po").get("totals"))).isEqualTo(expected());
      assertThat(client.figure("po").get("voted").asInt()).isEqualTo((int) agreed.values().stream().filter(own -> !own.isEmpty()).count());
    }
    assertThat(ballots(ana)).isEmpty();
    assertThat(world.replayed()).isEqualTo(world.room().committed());
  }

  private void open(RoomWorld.Client ana, List<Polis.Statement> statements) {
    statements.forEach(statement -> ana.submit(statement.card()));
    ana.submit(new Op.Put("poll", "po", Map.of("title", "D’accord ?", "way", "dots", "budget", Polis.BUDGET, "most", 1L)));
    world.clock.pass(1_000);
    assertThat(ana.rejected()).isEmpty();
  }

  private RoomWorld.Client comes(String voter) {
    world.join("p_v" + voter, "Votant " + voter, Role.PARTICIPANT);
    world.clock.pass(50);
    return world.enter("p_v" + voter);
  }

  /** Whether it changed a ballot that was there. */
  private boolean vote(Polis.Vote vote) {
    var voter = vote.voter();
    var on = "on:c_" + vote.statement();
    boolean agrees = vote.agrees();
    var before = agreed.get(voter);
    var own = agreed.computeIfAbsent(voter, unknown -> new TreeSet<>());
    boolean differs = agrees ? own.add(on) : own.remove(on);
    var values = new HashMap<String, Object>();
    if (before != null && !differs) return false;
    if (before == null) values.put("poll", "po");
    if (differs) values.put(on, agrees ? 1L : null);
    voters.get(voter).submit(before == null ? new Op.Put("ballot", "v_" + voter, values) : new Op.Set("v_" + voter, values));
    world.clock.pass(10);
    return before != null;
  }

  private void countsRight() {
    world.clock.pass(500);
    var result = Votes.count(world.room().committed(), world.room().committed().get("po"));
    assertThat(new TreeMap<>(result.totals())).isEqualTo(expected());
    assertThat(result.voters()).hasSize((int) agreed.values().stream().filter(own -> !own.isEmpty()).count());
  }

  private Map<String, Long> expected() {
    var totals = new TreeMap<String, Long>();
    agreed.values().forEach(own -> own.forEach(on -> totals.merge(on.substring("on:".length()), 1L, Long::sum)));
    return totals;
  }

  private static Map<String, Long> totals(JsonNode told) {
    var totals = new TreeMap<String, Long>();
    told.properties().forEach(entry -> totals.put(entry.getKey(), entry.getValue().asLong()));
    return totals;
  }

  private void nothingIsTold(RoomWorld.Client ana) {
    voters.forEach((voter, client) -> {
      assertThat(client.rejected()).as(voter).isEmpty();
      assertThat(ballots(client)).as(voter).containsOnly("v_" + voter);
      assertThat(client.everything()).as(voter).doesNotContain("totals");
    });
    assertThat(ballots(ana)).isEmpty();
    assertThat(ana.everything()).doesNotContain("totals");
  }

  /** The ids of ballots in all that somebody was ever sent. */
  private static TreeSet<String> ballots(RoomWorld.Client client) {
    var found = new TreeSet<String>();
    var ballots = BALLOT.matcher(client.everything());
    while (ballots.find()) found.add(ballots.group(1));
    return found;
  }
}
