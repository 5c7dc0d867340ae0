package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The wall of the room, on a projector of 1920 × 1080: what stands on it in each step, and whether the last row can read it. */
class WallE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  /** The longest that the model lets people write, in words of usual length. */
  private static final String TITLE = "Les cantines n’achètent presque rien ici, faute d’un producteur qui livre assez de légumes chaque semaine de l’année";
  private static final String INSTRUCTION = "Écrivez un ou deux enjeux que vous rencontrez dans votre travail ou votre vie, et que vous ne pouvez pas traiter seul. ".repeat(3);

  /** What is cut off, lies outside or is smaller than a fiftieth of the screen's height. */
  static final String UNREADABLE = """
      () => {
        const found = [];
        const root = document.documentElement;
        if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) found.push(`the page is ${root.scrollWidth} × ${root.scrollHeight}`);
        for (const element of document.querySelectorAll('main, main *')) {
          if (!element.checkVisibility() || element.closest('.visually-hidden, svg')) continue;
          const own = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
          const box = element.getBoundingClientRect();
          const says = `${element.tagName} ${element.className} « ${element.textContent.trim().slice(0, 40)} »`;
          const style = getComputedStyle(element);
          const cut = style.overflow !== 'visible' && (element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2) && !element.matches('.wall-body');
          if (cut && element.clientHeight > 0) found.push(`cut off: ${says}`);
          if (!own) continue;
          if (box.bottom > innerHeight + 1 || box.right > innerWidth + 1 || box.top < -1 || box.left < -1) found.push(`outside: ${says}`);
          if (parseFloat(style.fontSize) < innerHeight / 50) found.push(`small, ${style.fontSize}: ${says}`);
        }
        const parts = [...document.querySelectorAll('.wall-head, .wall-main > *, .wall-foot')].map(element => [element, element.getBoundingClientRect()]);
        for (let i = 1; i < parts.length; i++) if (parts[i][1].height > 0 && parts[i][1].top < parts[i - 1][1].bottom - 1) found.push(`${parts[i][0].className} lies on ${parts[i - 1][0].className}`);
        return found;
      }""";

  private Api.Workshop workshop;
  private Visitor wall;

  @BeforeEach
  void workshop() {
    workshop = stage.api().create("Se nourrir dans la vallée");
    steer(phase("ph_alone", "Enjeux : seul", 1, Map.of("mode", "private", "add:enjeu", true)), phase("ph_all", "Enjeux : tous ensemble", 2, Map.of("add:enjeu", true)),
        phase("ph_read", "On lit", 3, Map.of("mode", "read")), phase("ph_tables", "Par table", 4, Map.of("mode", "group")));
  }

  @Test
  @DisplayName("R188 what people wrote alone is on the wall once it is revealed, and in the step that begins with reading it; one by one as it is shown")
  void revealed() {
    open(ColorScheme.LIGHT);
    set("workshop", Map.of("phase", "ph_alone"));
    assertThat(wall.page().locator(".wall-main h1")).hasText("Enjeux : seul");
    var author = stage.api().join(workshop.code(), "Ana");
    try (var ana = new BoardClient(stage.server().base(), author.token(), BoardClient.model(stage.api()))) {
      ana.submit(card("c_1", "enjeu", "Le dernier bus"), card("c_2", "enjeu", "Se soigner"));
      ana.awaitAnswers();
      assertThat(wall.page().locator(".wall-figure")).isVisible();
      assertThat(cards()).hasCount(0);
      ana.submit(new Op.Set("c_2", Map.of("shown", true)));
      ana.awaitAnswers();
      assertThat(cards()).hasText(new String[] {"Se soigner"});
    }
    set("ph_alone", Map.of("revealed", true));
    assertThat(cards()).hasCount(2);
    set("workshop", Map.of("phase", "ph_all"));
    assertThat(cards()).hasCount(2);
    set("workshop", Map.of("phase", "ph_read"));
    assertThat(cards()).hasCount(2);
    set("c_2", Map.of("hidden", true));
    assertThat(cards()).hasText(new String[] {"Le dernier bus"});
    set("c_1", Map.of("parked", true));
    assertThat(cards()).hasCount(0);
  }

  @Test
  @DisplayName("R178, R188 what a table writes is not on the wall until its board is open to all, or gathered")
  void tables() {
    open(ColorScheme.LIGHT);
    set("workshop", Map.of("phase", "ph_tables"));
    steer(new Op.Put("table", "t_1", Map.of("title", "Tilleuls")));
    steer(new Op.Put("board", "b_1", Map.of("title", "Tilleuls", "table", "t_1")));
    steer(new Op.Set("t_1", Map.of("board", "b_1")), new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Entre nous", "board", "b_1")), new Op.Put("card", "c_2", Map.of("kind", "enjeu", "title", "Pour tous")));
    assertThat(cards()).hasText(new String[] {"Pour tous"});
    set("workshop", Map.of("spotlight", "c_1"));
    steer(new Op.Put("card", "c_3", Map.of("kind", "enjeu", "title", "Aussi pour tous")));
    assertThat(cards()).hasText(new String[] {"Aussi pour tous", "Pour tous"});
    steer(new Op.Del("c_3"));
    var none = new HashMap<String, Object>();
    none.put("spotlight", null);
    set("workshop", none);
    set("b_1", Map.of("open", true));
    assertThat(cards()).hasCount(2);
  }

  @Test
  @DisplayName("R237 who sits where is on the wall in a step by table, however many tables there are, and when people are seated anew")
  void seats() {
    set("workshop", Map.of("phase", "ph_tables"));
    open(ColorScheme.LIGHT);
    var people = new ArrayList<String>();
    var ops = new ArrayList<Op>();
    for (int i = 0; i < 26; i++) {
      people.add(stage.api().join(workshop.code(), "Marie-Antoinette " + i).id());
      if (i % 2 == 0) ops.add(new Op.Put("table", "t_" + i, Map.of("title", "Table " + (i / 2 + 1), "place", (long) i)));
      ops.add(new Op.Set(people.getLast(), Map.of("table", "t_" + i / 2 * 2)));
    }
    steer(ops.toArray(Op[]::new));
    var tables = wall.page().locator(".wall-tables li");
    assertThat(wall.page().locator(".wall-page")).hasText(wall.say("projector.page-tables", "n", 1, "of", 2, "all", 13));
    assertThat(tables.first()).containsText("Marie-Antoinette 0, Marie-Antoinette 1");
    readable("13 tables of two");
    set("workshop", Map.of("phase", "ph_all"));
    assertThat(tables).hasCount(0);
    steer(people.stream().map(id -> (Op) new Op.Set(id, Map.of("table", "t_0"))).toArray(Op[]::new));
    assertThat(tables).hasCount(1);
    readable("one table of 26");
    set("workshop", Map.of("phase", "ph_read"));
    assertThat(tables).hasCount(0);
  }

  @Test
  @DisplayName("R236 the wall says what one may give, and after the vote is closed that it is, and how many voted")
  void rules() {
    open(ColorScheme.LIGHT);
    set("workshop", Map.of("phase", "ph_read"));
    steer(card("c_1", "enjeu", "Le dernier bus"), new Op.Put("poll", "po_1", Map.of("title", "Quel enjeu ?", "phase", "ph_read", "way", "dots", "budget", 3L, "most", 2L)));
    assertThat(wall.page().locator(".wall-rule")).hasText("3 voix par personne, 2 au plus sur une même carte");
    readable("rule");
    var author = stage.api().join(workshop.code(), "Ana");
    try (var ana = new BoardClient(stage.server().base(), author.token(), BoardClient.model(stage.api()))) {
      ana.submit(new Op.Put("ballot", "ba_1", Map.of("poll", "po_1", "on:c_1", 2L)));
      ana.awaitAnswers();
      set("po_1", Map.of("state", "closed"));
      assertThat(wall.page().locator(".wall-vote")).containsText(wall.say("projector.vote-closed"));
      assertThat(wall.page().locator(".wall-vote")).containsText(wall.say("vote.voted", "n", 1, "of", 1));
      readable("closed");
    }
    steer(new Op.Put("poll", "po_2", Map.of("title", "Ce temps en valait-il la peine ?", "phase", "ph_read", "way", "roti", "place", 2L)));
    assertThat(wall.page().locator(".wall-ends")).containsText(wall.say("vote.roti-5"));
    readable("scale");
  }

  @ParameterizedTest
  @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
  @DisplayName("R188 whatever stands on a wall of 1920 × 1080 is whole and large enough for the last row, however much there is: entrance, step, cards, spotlight, vote, results and thanks")
  void readable(ColorScheme scheme) {
    open(scheme);
    readable("entrance");
    set("workshop", Map.of("phase", "ph_alone", "timer_left", 3_725_000L));
    readable("alone");
    set("workshop", Map.of("phase", "ph_all"));
    for (int n : new int[] {1, 4, 9, 23}) {
      write(n, TITLE);
      readable(n + " cards with long titles");
      assertThat(titlesOnAllPages()).hasSize(n);
    }
    write(23, "Le dernier bus part à 18 h, avant la fin du travail");
    readable("23 cards with short titles");
    assertThat(titlesOnAllPages()).hasSize(23);
    set("workshop", Map.of("spotlight", "c_0"));
    steer(new Op.Text("c_0", "body", 0, TextEdit.of(List.of(INSTRUCTION.repeat(4)))));
    assertThat(wall.page().locator(".wall-body")).isVisible();
    readable("spotlight");
    var none = new HashMap<String, Object>();
    none.put("spotlight", null);
    set("workshop", none);
    steer(new Op.Put("poll", "po_1", Map.of("title", TITLE, "phase", "ph_all", "way", "dots", "budget", 3L)));
    assertThat(wall.page().locator(".wall-vote")).isVisible();
    readable("vote");
    for (int i = 0; i < 12; i++) steer(new Op.Put("tally", "ta_" + i, Map.of("poll", "po_1", "on", "c_" + i, "count", 3L + i)));
    set("po_1", Map.of("state", "shown"));
    assertThat(wall.page().locator(".wall-results .ranking tr").first()).isVisible();
    readable("results");
    write(23, TITLE);
    readable("results with long titles");
    steer(new Op.Put("poll", "po_2", Map.of("title", "Ce temps en valait-il la peine ?", "phase", "ph_all", "way", "roti", "place", 2L)));
    for (int i = 0; i <= 5; i++) steer(new Op.Put("tally", "ts_" + i, Map.of("poll", "po_2", "score", (long) i, "count", 1L + i)));
    set("po_2", Map.of("state", "shown"));
    assertThat(wall.page().locator(".wall-results .scores")).isVisible();
    readable("scores");
    set("workshop", Map.of("title", TITLE, "territory", TITLE, "ended", 1L));
    assertThat(wall.page().locator(".wall-ended .brought")).isVisible();
    readable("thanks");
  }

  private void readable(String what) {
    wall.page().waitForFunction("() => document.getAnimations().every(animation => animation.playState !== 'running')");
    assertThat((List<?>) wall.page().evaluate(UNREADABLE)).as(what).isEmpty();
  }

  /** Turns by hand through all pages. */
  private Set<String> titlesOnAllPages() {
    var page = wall.page();
    var titles = new LinkedHashSet<String>();
    var pages = page.locator(".wall-page").count() == 0 ? 1 : Integer.parseInt(page.locator(".wall-page").textContent().replaceAll("^\\D*\\d+ / (\\d+).*$", "$1"));
    for (int i = 0; i < pages; i++) {
      titles.addAll(cards().allTextContents());
      readable("page " + i);
      var before = page.locator(".wall-board ul").textContent();
      page.keyboard().press("ArrowRight");
      if (pages > 1) page.waitForFunction("before => document.querySelector('.wall-board ul').textContent !== before", before);
    }
    return titles;
  }

  private void write(int n, String title) {
    var ops = new ArrayList<Op>();
    var state = stage.api().get("/api/workshops/" + workshop.id() + "/state", workshop.token());
    var there = new LinkedHashSet<String>();
    for (var record : state.get("records")) if (record.get("type").asText().equals("card")) there.add(record.get("id").asText());
    for (int i = 0; i < n; i++) {
      var numbered = i + " " + title;
      ops.add(there.contains("c_" + i) ? new Op.Set("c_" + i, Map.of("title", numbered)) : card("c_" + i, "enjeu", numbered));
    }
    steer(ops.toArray(Op[]::new));
    assertThat(wall.page().locator(".wall-board li, .wall-results .name").first()).containsText(title);
    if (wall.page().locator(".wall-results").count() == 0) assertThat(wall.page().locator(".wall-board")).hasAttribute("aria-label", wall.say("projector.cards", "n", n));
  }

  private void open(ColorScheme scheme) {
    wall = stage.visitor(new Device(1920, 1080, false, "fr", scheme));
    wall.page().navigate("/w/" + workshop.id() + "/projector#token=" + workshop.token());
    assertThat(wall.page().locator("main .qr")).isVisible();
  }

  private Locator cards() {
    return wall.page().locator(".wall-board strong");
  }

  private void steer(Op... ops) {
    stage.steer(workshop, ops);
  }

  private void set(String id, Map<String, Object> changes) {
    steer(new Op.Set(id, changes));
  }

  private static Op card(String id, String kind, String title) {
    return new Op.Put("card", id, Map.of("kind", kind, "title", title));
  }

  private static Op phase(String id, String title, long place, Map<String, Object> values) {
    var all = new HashMap<>(values);
    all.putAll(Map.of("title", title, "place", place, "instruction", INSTRUCTION.strip()));
    return new Op.Put("phase", id, all);
  }
}
