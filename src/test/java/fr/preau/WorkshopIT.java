package fr.preau;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import fr.preau.client.ServerProcess;
import fr.preau.client.WorkshopLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job, from end to end: a real-size map is imported, twenty people change it together, and nothing is lost. */
class WorkshopIT {

  private static final int PEOPLE = 20;
  /** Turns of each person; at most 230, past which the workshop is full. */
  private static final int ROUNDS = Integer.getInteger("test.rounds", 30);

  @Test
  @DisplayName("R60 twenty people build a map of 120 cards and 277 links together: all end with the same state, equal to the log, after kill -9 and restart, and after export and import")
  void mainJob(@TempDir Path data) {
    int port = ServerProcess.freePort();
    Map<String, BoardRecord> shared;
    Api.Workshop workshop;
    long seq;
    try (var server = ServerProcess.start(data, port, Map.of())) {
      workshop = server.api().create("Habiter le pays");
      var imported = server.api().importParts(workshop.id(), workshop.token(), "map-csv", false, StakeMap.parts());
      assertThat(imported.get("problems")).isEmpty();
      assertThat(imported.get("created").asInt()).isEqualTo(StakeMap.NODES + StakeMap.LINKS);
      var again = server.api().importParts(workshop.id(), workshop.token(), "map-csv", false, StakeMap.parts());
      assertThat(again.get("unchanged").asInt()).as("importing the same file twice changes nothing").isEqualTo(StakeMap.NODES + StakeMap.LINKS);

      var clients = new ArrayList<BoardClient>();
      var model = BoardClient.model(server.api());
      for (int i = 0; i < PEOPLE; i++) {
        clients.add(new BoardClient(server.base(), server.api().join(workshop.code(), "Personne " + i).token(), model));
      }
      for (int round = 0; round < ROUNDS; round++) for (int i = 0; i < PEOPLE; i++) act(clients.get(i), new Random(round * 1_000L + i), round);
      clients.forEach(BoardClient::awaitAnswers);
      seq = clients.stream().mapToLong(BoardClient::seq).max().orElseThrow();
      for (var client : clients) client.awaitSeq(seq);
      shared = clients.getFirst().records();
      for (var client : clients) assertThat(client.records()).isEqualTo(shared);
      for (var client : clients) assertThat(client.acknowledged()).hasSizeGreaterThan(ROUNDS * 2);
      assertThat(log(server, workshop).state()).isEqualTo(shared);
      assertThat(log(server, workshop).replayed(model)).isEqualTo(shared);
      server.kill();
    }
    try (var server = ServerProcess.start(data, port, Map.of())) {
      assertThat(log(server, workshop).state()).as("after kill -9").isEqualTo(shared);
      assertThat(log(server, workshop).replayed(BoardClient.model(server.api()))).isEqualTo(shared);
      sameContentElsewhere(server.api(), workshop);
    }
  }

  private static WorkshopLog log(ServerProcess server, Api.Workshop workshop) {
    return new WorkshopLog(server.api(), workshop);
  }

  /** One person's turn: adds, moves somebody's card, links, and now and then deletes. */
  private static void act(BoardClient client, Random random, int round) {
    var own = "c" + Long.toString(random.nextLong(1L << 60), 36);
    client.submit(new Op.Put("card", own, Map.of("kind", "enjeu", "title", "Idée " + round + " d'été « " + random.nextInt(100) + " »", "x", (double) random.nextInt(4_000), "y", 12.5)));
    var cards = client.records().values().stream().filter(record -> record.type().equals("card")).sorted((a, b) -> a.id().compareTo(b.id())).toList();
    var other = cards.get(random.nextInt(cards.size())).id();
    client.submit(new Op.Set(other, Map.of("x", (double) random.nextInt(4_000), "y", (double) random.nextInt(3_000))));
    client.submit(new Op.Put("link", "l" + own, Map.of("kind", "renvoie_a", "from", own, "to", other)));
    if (round % 3 == 0) client.submit(new Op.Del(own));
    if (round % 6 == 0) client.submit(new Op.Restore(own));
  }

  private static void sameContentElsewhere(Api api, Api.Workshop workshop) {
    var native0 = api.text("/api/workshops/" + workshop.id() + "/exports/json", workshop.token());
    var back = api.importParts(workshop.id(), workshop.token(), "json", false, Map.of("file", native0));
    assertThat(back.get("created").asInt() + back.get("updated").asInt()).as("importing the export back changes nothing").isZero();
    var byJson = api.create("Copie");
    assertThat(api.importParts(byJson.id(), byJson.token(), "json", false, Map.of("file", native0)).get("problems")).isEmpty();
    assertThat(content(api, byJson)).isEqualTo(content(api, workshop));

    var nodes = api.text("/api/workshops/" + workshop.id() + "/exports/nodes.csv", workshop.token());
    var links = api.text("/api/workshops/" + workshop.id() + "/exports/links.csv", workshop.token());
    var csvBack = api.importParts(workshop.id(), workshop.token(), "map-csv", false, Map.of("nodes", nodes, "links", links));
    assertThat(csvBack.get("created").asInt() + csvBack.get("updated").asInt()).as("importing the CSV export back changes nothing").isZero();
    var byCsv = api.create("Copie");
    assertThat(api.importParts(byCsv.id(), byCsv.token(), "map-csv", false, Map.of("nodes", nodes, "links", links)).get("problems")).isEmpty();
    assertThat(content(api, byCsv)).isEqualTo(content(api, workshop));
  }

  /** What a workshop says, whoever wrote it. */
  private static Map<String, Map<String, Object>> content(Api api, Api.Workshop workshop) {
    var content = new TreeMap<String, Map<String, Object>>();
    new WorkshopLog(api, workshop).state().values().stream().filter(record -> record.type().equals("card") || record.type().equals("link")).forEach(record -> {
      var values = new TreeMap<>(record.values());
      values.remove("author");
      content.put(record.id(), values);
    });
    return content;
  }
}
