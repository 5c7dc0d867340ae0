package fr.preau.client;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.Polis;
import fr.preau.Polis.Vote;
import fr.preau.board.Op;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * How long it takes until a ballot is kept and counted in a full room: connects the 339 voters of {@link Polis} to a running server, lets them vote
 * at a pace at which people do, once in secret and once with open totals, and prints the time from the moment at which a ballot is sent until its
 * voter knows that it is kept, and until each person has been told the figures with it.
 */
public final class PolisTimes {

  private static final Pattern CPU = Pattern.compile("(?m)^process_cpu_time_ns_total (\\S+)$");

  private final Api api;
  private final double pace;
  private final Polis polis = Polis.read();
  private final Attendee.Hall hall = new Attendee.Hall();
  private final Map<String, Attendee> voters = new LinkedHashMap<>();
  private final List<Attendee> everybody = new ArrayList<>();
  /** For each of everybody, when each frame with figures came. */
  private final List<List<Told>> told = new ArrayList<>();
  /** Transactions → nanosecond at which their voters knew that they are kept. */
  private final Map<String, Long> kept = new ConcurrentHashMap<>();
  private Attendee facilitator;

  private record Told(long at, Attendee.Frame frame) {}

  /** @param at nanosecond at which it was sent */
  private record Sent(Vote vote, String voter, String id, long at) {}

  private PolisTimes(URI base, double pace) {
    api = new Api(base);
    this.pace = pace;
  }

  /** @param args the server's address, and how many votes come in a second, of all people together */
  public static void main(String[] args) {
    var times = new PolisTimes(URI.create(args[0]), args.length > 1 ? Double.parseDouble(args[1]) : 30);
    if (times.polis == null) {
      System.out.println("no folder shared/data/polis-seattle beside the project");
      return;
    }
    times.enter();
    times.secret();
    times.open();
    System.exit(0);
  }

  private void enter() {
    var made = api.create("Mesures");
    facilitator = come(made.token());
    facilitator.submit(polis.statements().stream().map(Polis.Statement::card).toArray(Op[]::new));
    facilitator.awaitAnswers();
    for (var voter : polis.voters()) voters.put(voter, come(api.join(made.code(), "Votant " + voter).token()));
    System.out.printf("%d people, %,d ballots, %.0f a second%n", everybody.size(), polis.votes().size(), pace);
  }

  private Attendee come(String token) {
    var heard = new ArrayList<Told>();
    told.add(heard);
    var one = new Attendee(api.base(), token, hall, frame -> note(frame, heard));
    everybody.add(one);
    return one;
  }

  private void note(Attendee.Frame frame, List<Told> heard) {
    long now = System.nanoTime();
    if (frame.is().equals("derived")) heard.add(new Told(now, frame));
    else if (frame.is().equals("txs")) frame.json().get("txs").forEach(tx -> kept.putIfAbsent(tx.get("id").asText(), now));
  }

  private void secret() {
    var sent = vote("secret", false);
    print("  how many have voted, each person", figures("secret", sent, count -> count.agreeing().size(), figure -> figure.get("voted").asInt()));
    long start = System.nanoTime();
    facilitator.submit(new Op.Set("secret", Map.of("state", "shown")));
    for (var one : everybody) one.await("totals", () -> one.figure("secret").has("totals"));
    var arrivals = told.stream().mapToLong(heard -> heard.stream().filter(frame -> frame.frame().json().at("/of/secret").has("totals")).findFirst().orElseThrow().at() - start).sorted().toArray();
    print("  shown at the end, each person", arrivals);
  }

  private void open() {
    var sent = vote("open", true);
    print("  totals with the ballot, each person", figures("open", sent, Polis.Count::totals, PolisTimes::totals));
  }

  /** All votes of one poll. */
  private List<Sent> vote(String poll, boolean open) {
    var dots = new Polis.Dots(poll);
    facilitator.submit(dots.poll(open));
    facilitator.awaitAnswers();
    long cpu = cpu();
    var sent = new ArrayList<Sent>();
    var random = new Random(1);
    double due = System.nanoTime();
    for (var vote : polis.votes()) {
      due += -Math.log(1 - random.nextDouble()) / pace * TimeUnit.SECONDS.toNanos(1);
      for (long left = (long) due - System.nanoTime(); left > 0; left = (long) due - System.nanoTime()) LockSupport.parkNanos(left);
      long now = System.nanoTime();
      sent.add(new Sent(vote, vote.voter(), voters.get(vote.voter()).submit(dots.of(vote)), now));
    }
    voters.values().forEach(Attendee::awaitAnswers);
    System.out.printf("%s vote: %d µs of the server's CPU a ballot, PostgreSQL's aside%n", poll, (cpu() - cpu) / 1_000 / sent.size());
    voters.values().forEach(voter -> voter.refused().forEach((id, code) -> System.out.println("  refused: " + code)));
    print("  a ballot is kept, its voter", sent.stream().mapToLong(one -> kept.get(one.id()) - one.at()).sorted().toArray());
    return sent;
  }

  private long cpu() {
    var found = CPU.matcher(api.text("/metrics", null));
    if (!found.find()) throw new IllegalStateException("the server does not tell its CPU time");
    return (long) Double.parseDouble(found.group(1));
  }

  /** For each ballot that changes a figure, and each person: nanoseconds from sending it until they have a figure with it; sorted. */
  private long[] figures(String poll, List<Sent> sent, Function<Polis.Count, Object> counted, Function<JsonNode, Object> read) {
    var order = new TreeMap<Long, Sent>();
    sent.forEach(one -> order.put(voters.get(one.voter()).acknowledged().get(one.id()), one));
    var count = new Polis.Count();
    var states = new ArrayList<>(List.of(counted.apply(count)));
    var changing = new ArrayList<Integer>();
    var ordered = List.copyOf(order.values());
    for (var one : ordered) {
      count.add(one.vote());
      states.add(counted.apply(count));
      if (!states.getLast().equals(states.get(states.size() - 2))) changing.add(states.size() - 1);
    }
    for (var one : everybody) one.await("the last figure", () -> read.apply(one.figure(poll)).equals(states.getLast()));
    var values = new IdentityHashMap<Attendee.Frame, Object>();
    var times = LongStream.builder();
    for (var heard : told) {
      int next = 0;
      int upTo = 0;
      for (var frame : List.copyOf(heard)) {
        var figure = frame.frame().json().get("of").get(poll);
        if (figure == null) continue;
        var value = values.computeIfAbsent(frame.frame(), unread -> read.apply(figure));
        while (!states.get(upTo).equals(value)) upTo++;
        for (; next < changing.size() && changing.get(next) <= upTo; next++) times.add(frame.at() - ordered.get(changing.get(next) - 1).at());
      }
    }
    return times.build().sorted().toArray();
  }

  private static Map<String, Long> totals(JsonNode figure) {
    var totals = new HashMap<String, Long>();
    figure.get("totals").properties().forEach(entry -> totals.put(entry.getKey(), entry.getValue().asLong()));
    return totals;
  }

  private static void print(String what, long[] sorted) {
    System.out.printf("%-36s p50 %4d ms, p99 %4d ms, longest %4d ms%n", what, millis(sorted, 50), millis(sorted, 99), millis(sorted, 100));
  }

  private static long millis(long[] sorted, int percent) {
    return TimeUnit.NANOSECONDS.toMillis(sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)]);
  }
}
