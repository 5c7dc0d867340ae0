package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes to people while they do something: it is told, takes nothing from under their hands, and shows the way back. */
class BroughtE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  private Api.Workshop workshop;

  @BeforeEach
  void workshop() {
    workshop = stage.api().create("Se déplacer sans voiture");
    stage.steer(workshop, new Op.Put("phase", "ph_1", Map.of("title", "Les enjeux", "place", 1L, "add:enjeu", true, "instruction", "Écrivez un ou deux enjeux.")),
        new Op.Put("phase", "ph_2", Map.of("title", "À table", "place", 2L, "mode", "group", "add:enjeu", true)), new Op.Put("phase", "ph_3", Map.of("title", "Ensemble", "place", 3L, "add:enjeu", true)),
        new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Le dernier bus")), new Op.Put("card", "c_2", Map.of("kind", "enjeu", "title", "Le covoiturage")), new Op.Set("workshop", Map.of("phase", "ph_1")));
  }

  @Test
  @DisplayName("R269 the field in which somebody writes stays where it is on the screen when a card comes into the spotlight or a call arrives above it, and when they go; a message says what cannot be seen")
  void stays() {
    var ana = participant("Ana");
    var phone = new PhonePage(ana);
    var field = phone.field("enjeu", "title");
    field.pressSequentially("Le marché du jeudi");
    for (int scrolled : new int[] {0, 60}) {
      ana.page().evaluate("y => window.scrollTo(0, y)", scrolled);
      var top = field.boundingBox().y;
      set(Map.of("spotlight", "c_1"));
      assertThat(ana.page().locator(".spotlight")).hasCount(1);
      assertThat(field.boundingBox().y).isCloseTo(top, within(1.5));
      set(Map.of("gather", "invite", "gather_at", "c_2"));
      assertThat(ana.page().locator(".call")).hasCount(1);
      assertThat(ana.page().locator(".toast")).containsText(ana.say("gather.calls", "title", "Le covoiturage"));
      assertThat(field.boundingBox().y).isCloseTo(top, within(1.5));
      assertThat(field).isFocused();
      unset("spotlight", "gather", "gather_at");
      assertThat(ana.page().locator(".call, .spotlight")).hasCount(0);
      assertThat(field.boundingBox().y).isCloseTo(top, within(1.5));
    }
    assertThat(field).hasValue("Le marché du jeudi");
  }

  @Test
  @DisplayName("R270 who is taken to a card reads why, in one sheet however often they are called there; let go, they read so and find what they had begun to write; a step that begins ends the call and brings them back")
  void taken() {
    var ana = participant("Ana");
    var phone = new PhonePage(ana);
    var dialogs = ana.page().locator("dialog[open]");
    phone.field("enjeu", "title").fill("Le marché du jeudi");
    set(Map.of("gather", "invite", "gather_at", "c_1"));
    ana.page().locator(".call .primary").tap();
    assertThat(dialogs).hasCount(1);
    set(Map.of("gather", "take"));
    assertThat(ana.page().locator(".toast")).containsText(ana.say("gather.here", "title", "Le dernier bus"));
    assertThat(dialogs).hasCount(1);
    unset("gather", "gather_at");
    assertThat(ana.page().locator(".toast")).containsText(ana.say("gather.free"));
    ana.page().keyboard().press("Escape");
    assertThat(dialogs).hasCount(0);
    ana.page().locator(".call").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ana.say("gather.back"))).tap();
    assertThat(phone.field("enjeu", "title")).hasValue("Le marché du jeudi");

    ana.page().waitForCondition(() -> { set(Map.of("gather", "take", "gather_at", "c_2")); return dialogs.count() == 1; });
    var host = stage.visitor(Device.DESKTOP);
    CockpitPage.open(host, workshop).next();
    assertThat(dialogs).hasCount(0);
    assertThat(ana.page().locator("#step-title")).hasText("À table");
    assertThat(ana.page().locator(".call")).hasCount(0);
  }

  @Test
  @DisplayName("R270 who reads the cards when a step begins is told, and led to what it asks")
  void elsewhere() {
    var ana = participant("Ana");
    assertThat(ana.page().locator("#step-title")).hasText("Les enjeux");
    var phone = new PhonePage(ana).see();
    set(Map.of("phase", "ph_3"));
    assertThat(ana.page().locator("#tab-give .badge")).isVisible();
    assertThat(ana.page().locator(".call")).containsText(ana.say("step.now", "title", "Ensemble"));
    button(ana, "step.to-step").tap();
    assertThat(phone.tab("phone.give")).hasAttribute("aria-selected", "true");
    assertThat(ana.page().locator("#tab-give .badge")).hasCount(0);
  }

  @Test
  @DisplayName("undoing on a phone takes away nothing of an earlier step that is not in sight")
  void undone() {
    var ana = participant("Ana");
    var phone = new PhonePage(ana);
    phone.answer("enjeu", "Le marché du jeudi");
    var undo = ana.page().locator(".mine-head").getByRole(AriaRole.BUTTON);
    assertThat(undo).isVisible();
    set(Map.of("phase", "ph_3"));
    assertThat(ana.page().locator("#step-title")).hasText("Ensemble");
    assertThat(undo).hasCount(0);
    phone.answer("enjeu", "Le vélobus");
    assertThat(undo).isVisible();
  }

  @Test
  @DisplayName("R235 a key that is pressed twice goes to one step")
  void twice() {
    var host = stage.visitor(Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop);
    assertThat(cockpit.root().locator(".now-next")).isVisible();
    host.page().evaluate("""
        async () => {
          document.querySelector('.now-next').click();
          for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
          document.querySelector('.now-next').click();
        }""");
    assertThat(cockpit.title()).hasText("À table");
    host.page().keyboard().press("Escape");
    assertThat(cockpit.title()).hasText("À table");
  }

  @Test
  @DisplayName("R185 beside the board the page itself never scrolls, however long a part of it is")
  void page() {
    for (int i = 0; i < 6; i++) {
      stage.steer(workshop, new Op.Put("poll", "po_" + i, Map.of("title", "Quel enjeu ?", "way", "hands")), new Op.Put("tally", "ta_" + i, Map.of("poll", "po_" + i, "on", "c_1", "count", 7L)), new Op.Set("po_" + i, Map.of("state", "shown")));
    }
    var host = stage.visitor(new Device(1280, 500, false, "fr", Device.PHONE.scheme()));
    CockpitPage.open(host, workshop).part("polls");
    assertThat(host.page().locator(".cockpit .ranking")).hasCount(6);
    assertThat((int) host.page().evaluate("() => { window.scrollTo(0, 9999); return Math.round(window.scrollY) + Math.max(0, document.documentElement.scrollHeight - innerHeight); }")).isZero();
  }

  @Test
  @DisplayName("R271, R272 who comes to a table finds what it has written; once the tables’ cards are gathered, the wall shows them at once and phones lead there")
  void tables() {
    var wall = stage.visitor(new Device(1920, 1080, false, "fr", Device.PHONE.scheme()));
    wall.page().navigate("/w/" + workshop.id() + "/projector#token=" + workshop.token());
    var ana = participant("Ana");
    var ben = stage.api().join(workshop.code(), "Ben");
    var eva = stage.api().join(workshop.code(), "Eva");
    table("t_1", "b_1", "Tilleuls");
    table("t_2", "b_2", "Platanes");
    stage.steer(workshop, new Op.Set("workshop", Map.of("phase", "ph_2")), new Op.Set(ben.id(), Map.of("table", "t_1")), new Op.Set(eva.id(), Map.of("table", "t_2")));
    try (var client = new BoardClient(stage.server().base(), ben.token(), BoardClient.model(stage.api()))) {
      client.submit(new Op.Put("card", "c_9", Map.of("kind", "enjeu", "title", "Le vélobus", "board", "b_1")));
      client.awaitAnswers();
    }
    var member = Rows.records(stage.api(), workshop.id(), workshop.token()).stream().filter(record -> record.path("type").asText().equals("member") && record.path("role").asText().equals("participant"))
        .map(record -> record.get("id").asText()).filter(id -> !id.equals(ben.id()) && !id.equals(eva.id())).findFirst().orElseThrow();
    stage.steer(workshop, new Op.Set(member, Map.of("table", "t_1")));
    var phone = new PhonePage(ana);
    ana.page().locator(".step-wrote").tap();
    assertThat(phone.rows()).hasCount(1);
    assertThat(phone.rows()).containsText("Le vélobus");

    set(Map.of("phase", "ph_3"));
    assertThat(wall.page().getByText("Le dernier bus")).isVisible();
    stage.steer(workshop, new Op.Set(member, Map.of("table", "t_2")), new Op.Set(ben.id(), Map.of("table", "t_2")));
    assertThat(wall.page().locator(".wall-tables")).isVisible();
    stage.steer(workshop, new Op.Set("c_9", Map.of("board", "main", "x", 600L)));
    assertThat(wall.page().getByText("Le vélobus")).isVisible();
    assertThat(wall.page().locator(".wall-tables")).hasCount(0);
    assertThat(ana.page().getByText(ana.say("step.gathered"))).isVisible();
    button(ana, "step.see-gathered").tap();
    assertThat(phone.rows().filter(new Locator.FilterOptions().setHasText("Le vélobus"))).isVisible();
    assertThat(ana.page().getByText(ana.say("step.gathered"))).hasCount(0);
  }

  @Test
  @DisplayName("R273 a facilitator who visits a table reads on the map whose board it is, whatever part is open, with the way back; the tools do not move when the list opens")
  void visits() {
    table("t_1", "b_1", "Tilleuls");
    for (var device : new Device[] {Device.DESKTOP, Device.PHONE}) {
      var host = stage.visitor(device);
      var cockpit = CockpitPage.open(host, workshop).part("tables");
      var sign = host.page().locator(".board-sign");
      assertThat(sign).hasCount(0);
      cockpit.named(host.say("tables.visit-of", "title", "Tilleuls")).click();
      assertThat(sign).containsText("Tilleuls");
      if (!device.touch()) {
        cockpit.part("crew");
        assertThat(sign).containsText("Tilleuls");
        var list = host.page().locator(".rail .tool").nth(1);
        var before = list.boundingBox();
        list.click();
        assertThat(host.page().locator(".desk-step")).isVisible();
        assertThat(list.boundingBox().y).isCloseTo(before.y, within(1.0));
        assertThat(sign).containsText("Tilleuls");
      }
      sign.getByRole(AriaRole.BUTTON).click();
      assertThat(sign).hasCount(0);
    }
  }

  @Test
  @DisplayName("R274 on a phone a part begins under its tab, the badge's call first; a step moved by its arrows stays under the finger, one that is added comes into view, what was shown is a touch away, and a table is renamed at once")
  void parts() {
    var ops = new ArrayList<Op>();
    for (int i = 4; i < 16; i++) ops.add(new Op.Put("phase", "ph_" + i, Map.of("title", "Étape " + i, "place", (long) i)));
    stage.steer(workshop, ops.toArray(Op[]::new));
    table("t_1", "b_1", "Tilleuls");
    for (int i = 0; i < 9; i++) stage.api().join(workshop.code(), "Personne " + i);
    var ben = stage.api().join(workshop.code(), "Ben");
    var host = stage.visitor(Device.PHONE);
    var page = host.page();
    var cockpit = CockpitPage.open(host, workshop).part("crew");
    try (var client = new BoardClient(stage.server().base(), ben.token(), BoardClient.model(stage.api()))) {
      page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)");
      client.submit(new Op.Set(ben.id(), Map.of("hand", 5L)));
      assertThat(page.locator("#part-tab-crew .badge")).isVisible();
      cockpit.part("crew");
      assertThat(page.locator("#hands-title")).isInViewport();
      page.waitForFunction("() => document.querySelector('#hands-title').getBoundingClientRect().top >= document.querySelector('.parts').getBoundingClientRect().bottom");
    }
    cockpit.part("agenda").phase("Étape 9").click();
    var up = page.locator("[data-key=up-ph_9]");
    up.evaluate("element => element.scrollIntoView({ block: 'center' })");
    var top = up.boundingBox().y;
    for (int i = 0; i < 3; i++) {
      var before = cockpit.phases().allTextContents();
      up.tap();
      page.waitForCondition(() -> !cockpit.phases().allTextContents().equals(before));
      assertThat(up).isFocused();
      page.waitForCondition(() -> Math.abs(up.boundingBox().y - top) < 8);
    }
    cockpit.button("agenda.add").click();
    page.locator("#phase-title").fill("Le pot");
    cockpit.save();
    assertThat(cockpit.phase("Le pot")).isInViewport();
    assertThat(cockpit.phase("Le pot")).isFocused();

    page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)");
    cockpit.part("tables");
    page.waitForFunction("() => document.querySelector('#table-t_1').getBoundingClientRect().top >= document.querySelector('.parts').getBoundingClientRect().bottom");
    cockpit.named(host.say("tables.rename-of", "title", "Tilleuls")).click();
    assertThat(page.locator("#table-title")).isFocused();
    page.keyboard().type("Platanes");
    page.keyboard().press("Enter");
    assertThat(page.locator("#table-t_1")).hasText("Platanes");

    stage.steer(workshop, new Op.Put("phase", "ph_alone", Map.of("title", "Seul d’abord", "place", 20L, "mode", "private", "revealed", true)), new Op.Set("workshop", Map.of("phase", "ph_alone")));
    cockpit.button("reveal.see").click();
    assertThat(new PhonePage(host).rows()).hasCount(2);
  }

  @Test
  @DisplayName("R275 who looks as a participant finds the way back to facilitating; on a phone there is one way there")
  void looks() {
    for (var device : new Device[] {Device.PHONE, Device.DESKTOP}) {
      var host = stage.visitor(device);
      var cockpit = CockpitPage.open(host, workshop).part("together");
      var large = cockpit.root().getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(host.say("room.as-large")));
      if (device.touch()) assertThat(large).isHidden();
      var as = host.context().waitForPage(() -> (device.touch() ? cockpit.root().getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(host.say("room.as-phone"))) : large).click());
      assertThat(as.locator(device.touch() ? ".tabs" : ".map-tools")).isVisible();
      // A click of the driver waits for an answer of the page, which closes itself.
      as.waitForClose(() -> as.locator(".as-back").evaluate("button => { setTimeout(() => button.click()); }"));
      host.page().navigate("/w/" + workshop.id() + "?as=participant");
      assertThat(host.page().locator(device.touch() ? ".tabs" : ".map-tools")).isVisible();
      host.page().locator(".as-back").click();
      assertThat(host.page().locator(device.touch() ? "#tab-steer" : ".desk-cockpit")).isVisible();
      assertThat(host.page().locator(".as-bar")).hasCount(0);
    }
  }

  @Test
  @DisplayName("on a phone the form of a new workshop is a touch away from the top of the first page")
  void home() {
    var host = stage.visitor(Device.PHONE);
    HomePage.open(host);
    button(host, "home.to-create").tap();
    assertThat(host.page().getByLabel(host.say("home.create-name"))).isFocused();
    assertThat(host.page().getByLabel(host.say("home.create-name"))).isInViewport();
  }

  @Test
  @DisplayName("R185 what is offered for a card lies on no card that it is offered for, and a card that opens comes above the map's buttons")
  void offered() {
    var host = stage.visitor(Device.DESKTOP);
    CockpitPage.open(host, workshop);
    var board = new BoardPage(host).fit();
    var page = host.page();
    var map = board.map().boundingBox();
    for (boolean atTop : new boolean[] {true, false}) {
      var box = board.card("Le dernier bus").boundingBox();
      page.mouse().move(map.x + 60, map.y + 300);
      page.mouse().down();
      page.mouse().move(map.x + 60 + map.x + map.width / 2 - box.x - box.width / 2, map.y + 300 + (atTop ? map.y + 14 : map.y + map.height - box.height - 10) - box.y);
      page.mouse().up();
      box = board.card("Le dernier bus").boundingBox();
      page.mouse().click(box.x + 12, box.y + (atTop ? box.height - 6 : 6));
      assertThat(board.selected()).hasCount(1);
      apart(page, ".map-selection");
    }
    page.locator(".map-selection").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("map.open"))).click();
    assertThat(page.locator(".desk-card")).isVisible();
    apart(page, ".map-tools");
    apart(page, ".map-selection");
  }

  private static void apart(Page page, String bar) {
    page.waitForFunction("bar => { const one = document.querySelector(bar).getBoundingClientRect(), other = document.querySelector('.map-card[aria-selected=true]').getBoundingClientRect(); return one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top; }", bar);
  }

  private void table(String id, String board, String title) {
    stage.steer(workshop, new Op.Put("table", id, Map.of("title", title)));
    stage.steer(workshop, new Op.Put("board", board, Map.of("title", title, "table", id)));
    stage.steer(workshop, new Op.Set(id, Map.of("board", board)));
  }

  private void set(Map<String, Object> changes) {
    stage.steer(workshop, new Op.Set("workshop", changes));
  }

  private void unset(String... names) {
    var changes = new HashMap<String, Object>();
    for (var name : names) changes.put(name, null);
    set(changes);
  }

  private Visitor participant(String name) {
    var visitor = stage.visitor(Device.PHONE);
    JoinPage.open(visitor, "/" + workshop.code()).as(name).enterOnPhone();
    return visitor;
  }

  private static Locator button(Visitor visitor, String key) {
    return visitor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say(key)).setExact(true));
  }
}
