package fr.preau.client;

import fr.preau.board.Op;
import fr.preau.protocol.Codec;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes until everybody in a full room has what their facilitator does: connects people to a running server, lets them write in a private
 * phase, and prints the time from the moment at which the facilitator's change is sent until it has arrived, whole, at each of them.
 */
public final class RevealTimes {

  private static final Codec CODEC = new Codec();
  private static final int CARDS_EACH = 2;
  private static final int TIMES = 20;
  private static final int WAIT_SECONDS = 60;

  private final Api api;
  private final List<Person> people = new ArrayList<>();
  private Person facilitator;
  private volatile Arrival expected = new Arrival("", 0);
  private int counter;

  private RevealTimes(URI base) {
    api = new Api(base);
  }

  /** @param args the server's address, and how many people */
  public static void main(String[] args) throws Exception {
    var times = new RevealTimes(URI.create(args[0]));
    times.enter(args.length > 1 ? Integer.parseInt(args[1]) : 300);
    times.measure();
    System.exit(0);
  }

  /** A change on its way to everybody, with when it has arrived where. */
  private static final class Arrival {
    final String mark;
    final long start = System.nanoTime();
    final long[] nanos;
    final CountDownLatch left;

    Arrival(String id, int people) {
      mark = "\"id\":\"" + id + "\"";
      nanos = new long[people];
      left = new CountDownLatch(people);
    }
  }

  private final class Person implements WebSocket.Listener {
    private final int number;
    private final WebSocket socket;
    private final StringBuilder frame = new StringBuilder();
    private CompletableFuture<?> said = CompletableFuture.completedFuture(null);

    Person(int number, URI base, String token) {
      this.number = number;
      socket = Api.HTTP.newWebSocketBuilder().subprotocols("preau.v1").buildAsync(URI.create("ws://" + base.getAuthority() + "/ws"), this).join();
      say("{\"t\":\"hello\",\"token\":\"" + token + "\"}");
    }

    synchronized void say(String text) {
      said = said.thenCompose(nothing -> socket.sendText(text, true));
    }

    void submit(Op... ops) {
      submit("k" + number + "-" + ++counter, ops);
    }

    void submit(String id, Op... ops) {
      say("{\"t\":\"tx\",\"id\":\"" + id + "\",\"ops\":" + CODEC.ops(List.of(ops)) + "}");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      frame.append(data);
      if (last) {
        var waited = expected;
        if (waited.nanos.length > number && waited.nanos[number] == 0 && frame.indexOf(waited.mark) >= 0) {
          waited.nanos[number] = System.nanoTime() - waited.start;
          waited.left.countDown();
        }
        frame.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void enter(int count) throws InterruptedException {
    var made = api.create("Mesures");
    people.add(facilitator = new Person(0, api.base(), made.token()));
    var members = new ArrayList<Op>();
    for (int table = 1; table <= 3; table++) members.add(new Op.Put("table", "t" + table, Map.of("title", "Table " + table)));
    for (int i = 1; i < count; i++) {
      var person = api.join(made.code(), "Personne " + i);
      people.add(new Person(i, api.base(), person.token()));
      members.add(new Op.Set(person.id(), Map.of("table", "t" + (1 + i % 3))));
      if (members.size() == 100) arrives(1, taken(members));
    }
    arrives(1, taken(members));
  }

  private static Op[] taken(List<Op> ops) {
    var taken = ops.toArray(Op[]::new);
    ops.clear();
    return taken;
  }

  private void measure() throws InterruptedException {
    arrives(new Op.Put("phase", "ph0", Map.of("title", "Ensemble")), new Op.Put("phase", "ph1", Map.of("title", "Chacun pour soi", "mode", "private")));
    var changes = new ArrayList<long[]>();
    for (int i = 0; i < TIMES; i++) changes.add(arrives(set("workshop", "phase", i % 2 == 0 ? "ph0" : "ph1")));
    print("a phase begins", changes);
    write();
    var reveals = new ArrayList<long[]>();
    for (int i = 0; i < TIMES; i++) {
      reveals.add(arrives(set("ph1", "revealed", true)));
      arrives(set("ph1", "revealed", null));
    }
    print((people.size() - 1) * CARDS_EACH + " private cards are shown", reveals);
    var votes = new ArrayList<long[]>();
    for (int i = 0; i < TIMES; i++) votes.add(arrives(new Op.Put("poll", "po" + i, Map.of("title", "Lequel ?", "way", "dots", "budget", 3L))));
    print("a vote is opened", votes);
  }

  private static Op set(String id, String name, Object value) {
    var values = new HashMap<String, Object>();
    values.put(name, value);
    return new Op.Set(id, values);
  }

  private void write() throws InterruptedException {
    for (int i = 1; i < people.size(); i++) {
      for (int card = 0; card < CARDS_EACH; card++) {
        people.get(i).submit(new Op.Put("card", "c" + i + "_" + card, Map.of("kind", "note", "title", "Ce que " + i + " a sur le cœur", "x", (long) i, "y", (long) card)));
      }
    }
    for (int i = 0; i < 3; i++) arrives(set("workshop", "title", "Mesures " + i));
  }

  /** The facilitator does something; nanoseconds until each person has it. */
  private long[] arrives(Op... ops) throws InterruptedException {
    return arrives(people.size(), ops);
  }

  /** @param among how many people, the facilitator first: who changes tables gets a new state, and not what changed it */
  private long[] arrives(int among, Op... ops) throws InterruptedException {
    var id = "k-" + ++counter;
    expected = new Arrival(id, among);
    facilitator.submit(id, ops);
    if (!expected.left.await(WAIT_SECONDS, TimeUnit.SECONDS)) throw new IllegalStateException(expected.left.getCount() + " people did not get " + expected.mark);
    return expected.nanos;
  }

  private static void print(String what, List<long[]> times) {
    var all = times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    var last = times.stream().mapToLong(one -> Arrays.stream(one).max().orElse(0)).sorted().toArray();
    System.out.printf("%-32s p50 %5d ms, p99 %5d ms; the last person: median %5d ms, worst %5d ms%n", what, millis(all, 50), millis(all, 99), millis(last, 50), millis(last, 100));
  }

  private static long millis(long[] sorted, int percent) {
    return TimeUnit.NANOSECONDS.toMillis(sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)]);
  }
}
