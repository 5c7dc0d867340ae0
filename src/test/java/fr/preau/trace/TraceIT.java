package fr.preau.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.preau.board.Model;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import fr.preau.client.ServerProcess;
import fr.preau.client.WorkshopLog;
import fr.preau.fault.FaultProxy;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Malformed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trace typed again over real sockets, with a delay on every line: {@code -Dtrace.delay=100 -Dtrace.seeds=3} for a slow network. */
class TraceIT {

  /** Milliseconds on each way. */
  private static final int DELAY = Integer.getInteger("trace.delay", 2);
  private static final int SEEDS = Integer.getInteger("trace.seeds", 1);
  private static final Codec CODEC = new Codec();

  private final Trace trace = Trace.friends();

  @Test
  @DisplayName("R67 two people type a real document at once through slow lines: both, the server and its log end with its known text")
  void knownEnd(@TempDir Path data) {
    try (var server = ServerProcess.start(data, ServerProcess.freePort(), Map.of())) {
      LongStream.rangeClosed(1, SEEDS).forEach(seed -> {
        try (var line = new FaultProxy(server.base().getPort(), seed)) {
          line.delay(DELAY, DELAY / 2);
          type(server, line, seed);
        }
      });
    }
  }

  private void type(ServerProcess server, FaultProxy line, long seed) {
    var workshop = server.api().create("Un texte à deux");
    var model = BoardClient.model(server.api());
    try (var host = new BoardClient(server.base(), workshop.token(), model)) {
      host.submit(new Op.Put("proposal", "pr_1", Map.of("title", "Un texte")));
      host.awaitAnswers();
      var sent = List.of(new CopyOnWriteArrayList<Typist.Sent>(), new CopyOnWriteArrayList<Typist.Sent>());
      var people = List.of(new Person(0, sent, seed), new Person(1, sent, seed));
      for (var person : people) person.come(line, server.api().join(workshop.code(), "Personne"), model);
      for (var person : people) person.awaitEnd();
      long seq = people.stream().mapToLong(person -> person.client.seq()).max().orElseThrow();
      for (var person : people) {
        person.client.awaitSeq(seq);
        assertThat(person.typist.text()).isEqualTo(trace.end());
        assertThat(person.client.rejected()).isEmpty();
      }
      assertThat(new WorkshopLog(server.api(), workshop).state().get("pr_1").text("visee")).isEqualTo(trace.end());
      assertThat(new WorkshopLog(server.api(), workshop).replayed(model).get("pr_1").text("visee")).isEqualTo(trace.end());
      people.forEach(person -> person.client.close());
    }
  }

  /** One of the two, who types whenever something was heard. */
  private final class Person {

    private final Typist typist;
    private final SplittableRandom random;
    private BoardClient client;

    Person(int author, List<? extends List<Typist.Sent>> sent, long seed) {
      typist = new Typist(trace, author, sent);
      random = new SplittableRandom(seed * 2 + author);
    }

    void come(FaultProxy line, Api.Participant member, Model model) {
      client = new BoardClient(line.base(), member.token(), model, tx -> hear(tx, member.id()));
      goOn();
    }

    void awaitEnd() {
      while (!typist.settled()) {
        int before = typist.revision();
        client.await("more of the text", () -> typist.revision() > before || typist.settled());
      }
    }

    private void hear(JsonNode tx, String self) {
      for (var op : ops(tx)) {
        if (!(op instanceof Op.Text edit)) continue;
        if (tx.get("by").asText().equals(self)) typist.acknowledged(edit.edit());
        else typist.take(edit.edit());
      }
      goOn();
    }

    private static List<Op> ops(JsonNode tx) {
      try {
        return CODEC.parseOps(tx.get("ops").toString());
      } catch (Malformed e) {
        throw new IllegalStateException(e);
      }
    }

    private void goOn() {
      if (client == null) return;
      synchronized (client) {
        typist.type(1 + random.nextInt(40));
        long revision = typist.revision();
        var edit = typist.send();
        if (edit != null) client.submit(new Op.Text("pr_1", "visee", revision, edit));
      }
    }
  }
}
