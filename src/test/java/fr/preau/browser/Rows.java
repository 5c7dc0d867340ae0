package fr.preau.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.TimeoutError;
import fr.preau.client.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Lists of cards, as screens show them and as the server says they should be. */
final class Rows {

  private Rows() {}

  /** Each row as the titles and the number of links it shows, sorted. */
  static List<String> read(Locator rows) {
    return rows.all().stream().map(row -> {
      var links = row.locator(".links-count span[aria-hidden]");
      return row.locator(".card-title").textContent() + " · " + (links.count() == 0 ? "0" : links.first().textContent());
    }).sorted().toList();
  }

  /** Waits until a list shows what it should. */
  static void awaitShown(Locator rows, List<String> expected) {
    try {
      rows.page().waitForCondition(() -> read(rows).equals(expected));
    } catch (TimeoutError late) {
      assertThat(read(rows)).isEqualTo(expected);
    }
  }

  /** The same from the state that the server has. */
  static List<String> expected(Api api, String workshop, String token) {
    var titles = new HashMap<String, String>();
    var links = new HashMap<String, Integer>();
    for (var record : records(api, workshop, token)) {
      switch (record.get("type").asText()) {
        case "card", "proposal" -> titles.put(record.get("id").asText(), record.get("title").asText());
        case "link" -> {
          links.merge(record.get("from").asText(), 1, Integer::sum);
          links.merge(record.get("to").asText(), 1, Integer::sum);
        }
        default -> { }
      }
    }
    return titles.entrySet().stream().map(card -> card.getValue() + " · " + links.getOrDefault(card.getKey(), 0)).sorted().toList();
  }

  static List<JsonNode> records(Api api, String workshop, String token) {
    var records = new ArrayList<JsonNode>();
    api.get("/api/workshops/" + workshop + "/state", token).get("records").forEach(records::add);
    return records;
  }

  /** The record of this type whose title it is. */
  static JsonNode titled(Api api, String workshop, String token, String title) {
    return records(api, workshop, token).stream().filter(record -> record.path("title").asText().equals(title)).findFirst().orElseThrow(() -> new AssertionError("no record titled " + title));
  }
}
