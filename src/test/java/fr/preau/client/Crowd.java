package fr.preau.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Model;
import fr.preau.board.Op;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * People who write into one workshop while things go wrong, and the journal of what each was told to be kept. Any thread but
 * theirs.
 */
public final class Crowd implements AutoCloseable {

  private final List<String> ids = new ArrayList<>();
  private final List<Author> authors = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final Model model;

  /**
   * People come in, and begin to write.
   *
   * @param base    where their programs connect to, which may be a proxy's address
   * @param witness of every transaction that one of them is told of
   */
  public Crowd(URI base, Api api, Api.Workshop workshop, int people, long seed, Consumer<JsonNode> witness) {
    var random = new Random(seed);
    model = BoardClient.model(api);
    for (int i = 0; i < people; i++) {
      var person = api.join(workshop.code(), "Personne " + i);
      ids.add(person.id());
      authors.add(new Author(new BoardClient(base, person.token(), model, witness), "Personne " + i, random.nextLong()));
    }
    for (var author : authors) threads.add(Thread.ofVirtual().uncaughtExceptionHandler((thread, failure) -> failed(failure)).start(author));
  }

  public Crowd(URI base, Api api, Api.Workshop workshop, int people, long seed) {
    this(base, api, workshop, people, seed, tx -> {});
  }

  private synchronized void failed(Throwable failure) {
    failures.add(failure);
  }

  /** Transactions that were acknowledged, of all. */
  public int acknowledged() {
    return authors.stream().mapToInt(author -> author.client().acknowledged().size()).sum();
  }

  public int size() {
    return authors.size();
  }

  public BoardClient client(int person) {
    return authors.get(person).client();
  }

  /** Waits until one of them has had so many more acknowledgements. */
  public void awaitMore(int person, int acknowledgements) {
    var client = client(person);
    int wanted = client.acknowledged().size() + acknowledgements;
    client.await(acknowledgements + " more acknowledgements", () -> client.acknowledged().size() >= wanted);
  }

  /** Everyone stops writing; waits until all is answered. */
  public void finish() {
    authors.forEach(Author::finish);
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
    synchronized (this) {
      failures.forEach(failure -> {
        throw new AssertionError(failure);
      });
    }
  }

  /** After {@link #finish}: every change is in the log once, where its author was told; and everyone has the board that the log leads to. */
  public void check(WorkshopLog log, String when) {
    var txs = log.txs();
    var places = new HashMap<String, Integer>();
    for (var tx : txs) {
      var before = places.put(tx.get("by").asText() + " " + tx.get("id").asText(), tx.get("seq").asInt());
      assertThat(before).as("%s: first place of %s, which is in the log again", when, tx).isNull();
    }
    for (int i = 0; i < authors.size(); i++) {
      var client = client(i);
      var by = ids.get(i);
      assertThat(client.rejected()).as("%s: refused to %s", when, by).isEmpty();
      assertThat(client.unanswered()).as("%s: not answered to %s", when, by).isZero();
      client.acknowledged().forEach((id, seq) -> {
        assertThat(places.remove(by + " " + id)).as("%s: seq of %s", when, id).isEqualTo(seq.intValue());
        same(txs.get(seq.intValue() - 1), client.submitted(id), when);
      });
    }
    assertThat(places.keySet()).as("%s: in the log, and nobody sent it", when).allMatch(key -> ids.stream().noneMatch(key::startsWith));
    sameBoards(log, txs.size(), when);
  }

  private void sameBoards(WorkshopLog log, long last, String when) {
    var replayed = log.replayed(model);
    assertThat(log.state()).as("%s: the server's board", when).isEqualTo(replayed);
    for (int i = 0; i < authors.size(); i++) {
      client(i).awaitSeq(last);
      assertThat(client(i).records()).as("%s: the board of %s", when, ids.get(i)).isEqualTo(replayed);
    }
  }

  private static void same(JsonNode tx, List<Op> sent, String when) {
    var logged = WorkshopLog.ops(tx);
    assertThat(logged).as(when).hasSameSizeAs(sent);
    for (int i = 0; i < sent.size(); i++) {
      if (sent.get(i) instanceof Op.Put put && logged.get(i) instanceof Op.Put completed) {
        assertThat(completed.id()).as(when).isEqualTo(put.id());
        assertThat(completed.values()).as(when).containsAllEntriesOf(put.values());
      } else {
        assertThat(logged.get(i)).as(when).isEqualTo(sent.get(i));
      }
    }
  }

  /** What each was told to be kept so far: who and id → seq. */
  public Map<String, Long> journal() {
    var journal = new HashMap<String, Long>();
    for (int i = 0; i < authors.size(); i++) {
      var by = ids.get(i);
      client(i).acknowledged().forEach((id, seq) -> journal.put(by + " " + id, seq));
    }
    return journal;
  }

  @Override
  public void close() {
    authors.forEach(author -> author.client().close());
  }
}
