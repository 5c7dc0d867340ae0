package fr.preau;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.Polis.Vote;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.Attendee;
import fr.preau.client.ServerProcess;
import fr.preau.store.TestStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The votes of {@link Polis}, each sent by its voter over a connection of their own to a real server, with a projector and an observer in the room. */
@DisplayName("A vote of hundreds of people over real connections")
class PolisIT {

  /** Votes after which it is quiet, until all that was counted is told. */
  private static final int MOMENT = 100;
  /** Votes that are under way at once where nobody waits for the count. */
  private static final int FEW = 15;
  private static final String DOTS = "po";
  private static final Pattern BALLOT = Pattern.compile("\"((?:v_" + DOTS + "|s)_[0-9_]+)\"");

  private static Polis polis;
  private static Path data;
  private static ServerProcess server;

  private final Attendee.Hall hall = new Attendee.Hall();
  private final Polis.Dots dots = new Polis.Dots(DOTS);
  private final Map<String, Attendee> voters = new LinkedHashMap<>();
  /** The ids of members → voters. */
  private final Map<String, String> voterOf = new HashMap<>();
  private final Polis.Count count = new Polis.Count();
  private final Map<String, Integer> scored = new HashMap<>();
  private final Map<String, Vote> sent = new HashMap<>();
  private Api.Workshop workshop;
  private String observer;
  private Attendee ana;
  private Attendee wall;
  private Attendee olive;

  @BeforeAll
  static void start() {
    polis = Polis.orSkip();
    data = TestStorage.newFolder();
    server = ServerProcess.start(data, ServerProcess.freePort(), Map.of());
  }

  @AfterAll
  static void stop() {
    if (server == null) return;
    server.close();
    TestStorage.delete(data);
  }

  @BeforeEach
  void enter() {
    var api = server.api();
    workshop = api.create("15 dollars de l’heure");
    ana = new Attendee(server.base(), workshop.token(), hall);
    wall = new Attendee(server.base(), workshop.token(), hall);
    var watching = api.join(workshop.code(), "Olive");
    observer = watching.token();
    ana.submit(new Op.Set(watching.id(), Map.of("role", "observer")));
    ana.submit(polis.statements().stream().map(Polis.Statement::card).toArray(Op[]::new));
    ana.awaitAnswers();
    olive = new Attendee(server.base(), observer, hall);
    for (var voter : polis.voters()) {
      var member = api.join(workshop.code(), "Votant " + voter);
      voterOf.put(member.id(), voter);
      voters.put(voter, new Attendee(server.base(), member.token(), hall));
    }
    assertThat(voters).hasSize(339);
  }

  @AfterEach
  void leave() {
    everybody().forEach(Attendee::close);
  }

  private Stream<Attendee> everybody() {
    return Stream.concat(Stream.of(ana, wall, olive), voters.values().stream());
  }

  @Test
  @DisplayName("R214 339 people vote in secret and change their minds: the facilitator is told at every moment who has voted, exactly; nobody gets totals or a ballot of others before the reveal, and everybody the right ones after it")
  void secret() {
    ana.submit(Stream.concat(Stream.of(dots.poll(false)), polis.statements().stream().map(statement ->
        new Op.Put("poll", scale(statement.id()), Map.of("title", "D’accord ?", "way", "five")))).toArray(Op[]::new));
    ana.awaitAnswers();
    int replaced = 0;
    for (int i = 0; i < polis.votes().size(); i++) {
      var vote = polis.votes().get(i);
      if (count.add(vote)) replaced++;
      send(vote, dots.of(vote), scored(vote));
      if ((i + 1) % MOMENT == 0 || i == polis.votes().size() - 1) toldRight(vote);
    }
    assertThat(replaced).as("votes that replace an earlier one").isEqualTo(123);
    everyFigureStood(ana, figure -> voters(figure.get("who")));
    nothingIsTold();
    nothingIsAsked();
    show();
    for (var one : everybody().toList()) resultsAreRight(one);
    try (var late = new Attendee(server.base(), observer, hall)) {
      resultsAreRight(late);
    }
  }

  @Test
  @DisplayName("R214 where a vote is open, all that anybody is told while 339 people vote and change their minds is a right count, never of an earlier moment than the one before")
  void open() {
    ana.submit(dots.poll(true));
    ana.awaitAnswers();
    for (int i = 0; i < polis.votes().size(); i++) {
      var vote = polis.votes().get(i);
      count.add(vote);
      send(vote, dots.of(vote));
      if ((i + 1) % FEW == 0) voters.get(vote.voter()).awaitAnswers();
    }
    voters.values().forEach(Attendee::awaitAnswers);
    for (var one : everybody().toList()) one.await("the last count", () -> isTotals(one.figure(DOTS)));
    for (var one : List.of(ana, wall, olive, voters.values().iterator().next())) everyFigureStood(one, figure -> totals(figure));
    othersBallotsStayUnknown();
  }

  // ---- voting

  private static String scale(String statement) {
    return "sc_" + statement;
  }

  private void send(Vote vote, Op... ops) {
    sent.put(voters.get(vote.voter()).submit(ops), vote);
  }

  /** What someone thinks of a statement as a score of its own poll: so each vote is counted, also that of who disagrees. */
  private Op scored(Vote vote) {
    var id = "s_" + vote.statement() + "_" + vote.voter();
    boolean first = scored.put(id, vote.opinion()) == null;
    return first ? new Op.Put("ballot", id, Map.of("poll", scale(vote.statement()), "score", (long) vote.score())) : new Op.Set(id, Map.of("score", (long) vote.score()));
  }

  private void show() {
    ana.submit(Stream.concat(Stream.of(DOTS), polis.statements().stream().map(statement -> scale(statement.id()))).map(poll -> new Op.Set(poll, Map.of("state", "shown"))).toArray(Op[]::new));
    ana.awaitAnswers();
  }

  // ---- what is told

  /** When all is answered, what people are told of how many have voted becomes what it is. */
  private void toldRight(Vote last) {
    voters.values().forEach(Attendee::awaitAnswers);
    for (var one : List.of(ana, wall, olive, voters.get(last.voter()))) {
      one.await("who votes with dots", () -> isVoted(one.figure(DOTS), count.agreeing().size()));
      for (var statement : polis.statements()) one.await("who voted on " + statement.id(), () -> isVoted(one.figure(scale(statement.id())), count.votersOn(statement.id()).size()));
    }
    assertThat(voters(ana.figure(DOTS).get("who"))).isEqualTo(count.agreeing());
    for (var statement : polis.statements()) assertThat(voters(ana.figure(scale(statement.id())).get("who"))).as(statement.text()).isEqualTo(count.votersOn(statement.id()));
  }

  private boolean isVoted(JsonNode figure, int voted) {
    return figure != null && figure.get("voted").asInt() == voted && figure.get("of").asInt() == voters.size();
  }

  private Set<String> voters(JsonNode members) {
    var all = new TreeSet<String>();
    members.forEach(member -> all.add(voterOf.get(member.asText())));
    return all;
  }

  private interface Reading {
    Object of(JsonNode figure);
  }

  /** Every figure that somebody was ever told of the dots is the count after some vote, and none of a vote before that of the figure before it. */
  private void everyFigureStood(Attendee one, Reading reading) {
    var order = new TreeMap<Long, Vote>();
    voters.values().forEach(voter -> voter.acknowledged().forEach((id, seq) -> order.put(seq, sent.get(id))));
    assertThat(order).hasSameSizeAs(polis.votes());
    var later = order.values().iterator();
    var upTo = new Polis.Count();
    boolean totals = reading.of(one.figure(DOTS)) instanceof Map;
    int figures = 0;
    for (var frame : one.frames()) {
      if (!frame.is().equals("derived") || !(frame.json().get("of").get(DOTS) instanceof JsonNode figure)) continue;
      var told = reading.of(figure);
      while (!told.equals(totals ? upTo.totals() : upTo.agreeing())) {
        assertThat(later).as("votes until it is right that " + figure).hasNext();
        upTo.add(later.next());
      }
      assertThat(figure.get("voted").asInt()).isEqualTo(upTo.agreeing().size());
      figures++;
    }
    assertThat(figures).as("figures told").isGreaterThan(10);
  }

  private void nothingIsTold() {
    othersBallotsStayUnknown();
    everybody().forEach(one -> one.frames().forEach(frame -> assertThat(frame.text()).doesNotContain("\"totals\":", "\"scores\":", "\"families\":", "\"hands\":")));
    Stream.concat(Stream.of(olive), voters.values().stream()).forEach(one -> one.frames().forEach(frame -> assertThat(frame.text()).doesNotContain("\"who\":")));
  }

  /** Neither ballots nor transactions of others come to anybody. */
  private void othersBallotsStayUnknown() {
    for (var one : List.of(ana, wall, olive)) assertThat(ballots(one)).isEmpty();
    voters.forEach((voter, one) -> {
      assertThat(one.refused()).as(voter).isEmpty();
      assertThat(ballots(one)).as(voter).isNotEmpty().allMatch(ballot -> ballot.endsWith("_" + voter));
    });
    everybody().forEach(one -> one.frames().stream().filter(frame -> frame.is().equals("txs")).flatMap(frame -> Attendee.each(frame.json().get("txs"))).forEach(tx -> {
      var by = voterOf.get(tx.get("by").asText());
      assertThat(by == null || one == voters.get(by)).as("a transaction of " + by).isTrue();
    }));
  }

  private static Set<String> ballots(Attendee one) {
    return one.frames().stream().flatMap(frame -> BALLOT.matcher(frame.text()).results()).map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Nor does anything that can be asked for tell more to a facilitator or an observer. */
  private void nothingIsAsked() {
    var paths = new ArrayList<>(List.of("", "/state", "/bin", "/exports/json"));
    for (var token : List.of(workshop.token(), observer)) {
      for (var path : paths) assertThat(server.api().text("/api/workshops/" + workshop.id() + path, token)).doesNotContain("\"totals\":", "\"scores\":").doesNotContainPattern(BALLOT);
    }
    for (int since = 0; since < 3_000; since += 1_000) assertThat(server.api().text("/api/workshops/" + workshop.id() + "/log?limit=1000&since=" + since, workshop.token())).doesNotContainPattern(BALLOT);
  }

  // ---- the results

  private void resultsAreRight(Attendee one) {
    one.await("the totals", () -> isTotals(one.figure(DOTS)));
    assertThat(isVoted(one.figure(DOTS), count.agreeing().size())).isTrue();
    for (var statement : polis.statements()) {
      one.await("the scores of " + statement.id(), () -> one.figure(scale(statement.id())) instanceof JsonNode figure && figure.has("scores"));
      var scores = Attendee.each(one.figure(scale(statement.id())).get("scores")).map(JsonNode::asInt).toList();
      assertThat(scores).as(statement.text()).isEqualTo(count.scores(statement.id()));
    }
  }

  private boolean isTotals(JsonNode figure) {
    return figure != null && figure.has("totals") && totals(figure).equals(count.totals());
  }

  private static Map<String, Long> totals(JsonNode figure) {
    var totals = new TreeMap<String, Long>();
    figure.get("totals").properties().forEach(entry -> totals.put(entry.getKey(), entry.getValue().asLong()));
    return totals;
  }
}
