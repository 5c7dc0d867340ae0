package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people reach for while a workshop goes on is there, wherever they have scrolled and whatever is being told. */
class InReachE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  /** The buttons, fields and tabs of the page, but for its head, that lie below the message. */
  private static final String BELOW_THE_MESSAGE = """
      () => {
        const toast = document.querySelector('.toast').getBoundingClientRect();
        const head = document.querySelector('.phone-head, .desk-head').getBoundingClientRect().bottom;
        const seen = element => element.checkVisibility() && !element.closest('.toast, .phone-head, .desk-head, .map-world');
        return [...document.querySelectorAll('button, input, select, textarea, summary, a')].filter(seen).filter(element => {
          const box = element.getBoundingClientRect();
          const top = Math.max(box.top, head);
          return top < box.bottom && box.left < toast.right && toast.left < box.right && top < toast.bottom && toast.top < box.bottom;
        }).map(element => element.outerHTML);
      }""";

  private Api.Workshop workshop;

  @BeforeEach
  void workshop() {
    workshop = stage.api().create("Se déplacer sans voiture");
  }

  @ParameterizedTest(name = "on a phone: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("R185 the time and the next step stay in a facilitator's sight, however far they scroll")
  void steady(boolean phone) {
    agenda(30);
    var host = stage.visitor(phone ? Device.PHONE : Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop);
    cockpit.next();
    cockpit.phases().last().scrollIntoViewIfNeeded();
    assertThat(cockpit.timer()).isInViewport();
    assertThat(cockpit.root().locator(".now-next")).isInViewport();
    assertThat(cockpit.root().locator(".parts")).isInViewport();
    cockpit.next();
    assertThat(cockpit.title()).hasText("Étape 2");
  }

  @ParameterizedTest(name = "on a phone: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("R240, R241, R243 a step begins at its top, with what is to be done first in sight below a long instruction; figures say who is offline, a step to read blames nobody, and one that starts again starts from zero")
  void due(boolean phone) {
    var ben = stage.api().join(workshop.code(), "Ben");
    var words = Map.<String, Object>of("instruction", "Écrivez un ou deux enjeux que vous rencontrez dans votre travail. ".repeat(5).strip(), "hint", "Relancer. ".repeat(80));
    stage.steer(workshop, phase("ph_1", 1, "read", words), phase("ph_2", 2, "private", words), phase("ph_3", 3, "group", words), new Op.Set("ph_1", Map.of("vote_way", "roti")));
    var host = stage.visitor(phone ? Device.PHONE : Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop);
    cockpit.next();
    atHand(cockpit.button("polls.open-planned", "title", "Étape 1"));
    cockpit.part("crew");
    assertThat(cockpit.root().locator(".crew-head").first()).isInViewport();
    assertThat(cockpit.root().locator(".crew")).containsText(host.say("crew.offline", "n", 1));
    try (var ana = new BoardClient(stage.server().base(), ben.token(), BoardClient.model(stage.api()))) {
      assertThat(cockpit.root().locator(".now-progress")).hasText(host.say("now.done", "n", 0, "of", 1));
      assertThat(cockpit.root().locator(".crew-head", new Locator.LocatorOptions().setHasText("Ben"))).isVisible();
      assertThat(cockpit.root().locator(".crew")).not().containsText(host.say("crew.nothing-yet"));
      ana.submit(new Op.Set(ben.id(), Map.of("done", "ph_1")));
      assertThat(cockpit.root().locator(".now-progress")).hasText(host.say("now.done", "n", 1, "of", 1));
      for (var due : List.of(cockpit.button("reveal.all"), cockpit.button("now.make-tables"))) {
        cockpit.root().locator(".door").scrollIntoViewIfNeeded();
        cockpit.next();
        assertThat(cockpit.title()).isInViewport();
        atHand(due);
      }
      cockpit.back();
      cockpit.back();
      assertThat(cockpit.title()).hasText("Étape 1");
      assertThat(cockpit.root().locator(".now-progress")).hasText(host.say("now.done", "n", 0, "of", 1));
    }
    assertThat(cockpit.root().locator(".now-progress")).hasCount(0);
  }

  @Test
  @DisplayName("R242 a card that is hidden looks so to facilitators and to its author; a lock stands in the head of all, who does not get in stands in the facilitator's and on the wall; a title that is too long is neither cut nor sent")
  void signsOfWhatHolds() {
    var host = stage.visitor(Device.DESKTOP);
    CockpitPage.open(host, workshop);
    var ana = participant("Ana");
    var phone = new PhonePage(ana);
    var lengthy = "Le dernier bus ".repeat(10).strip();
    phone.choose("enjeu").field("enjeu", "title").fill(lengthy);
    phone.send().tap();
    assertThat(ana.page().locator("#give-form .error")).isVisible();
    assertThat(phone.field("enjeu", "title")).hasValue(lengthy);
    phone.answer("enjeu", "Le dernier bus");
    var card = new BoardPage(host).card("Le dernier bus");
    stage.steer(workshop, new Op.Set(card.getAttribute("data-id"), Map.of("hidden", true)), new Op.Set("workshop", Map.of("locked", true, "door", "closed")));
    assertThat(card.locator(".map-card-apart")).hasText(host.say("apart.hidden-short"));
    assertThat(phone.mine("Le dernier bus")).containsText(ana.say("apart.hidden-own"));
    assertThat(ana.page().locator(".phone-head")).containsText(ana.say("head.locked"));
    assertThat(host.page().locator(".desk-head .head-sign")).hasText(new String[] {host.say("head.locked"), host.say("head.door-closed")});
    assertThat(ana.page().locator(".head-sign")).hasCount(1);
    var wall = stage.visitor(new Device(1920, 1080, false, "fr", Device.PHONE.scheme()));
    wall.page().navigate("/w/" + workshop.id() + "/projector#token=" + workshop.token());
    assertThat(wall.page().locator(".wall-shut")).isVisible();
    assertThat(wall.page().locator(".wall .qr")).hasCount(0);
  }

  @Test
  @DisplayName("R165 cards that people placed without seeing each other's lie apart once they are shown")
  void apart() {
    stage.steer(workshop, phase("ph_1", 1, "private", Map.of()), new Op.Set("workshop", Map.of("phase", "ph_1")));
    var host = stage.visitor(Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop);
    var model = BoardClient.model(stage.api());
    try (var ana = new BoardClient(stage.server().base(), stage.api().join(workshop.code(), "Ana").token(), model); var ben = new BoardClient(stage.server().base(), stage.api().join(workshop.code(), "Ben").token(), model)) {
      ana.submit(new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Le dernier bus")));
      ben.submit(new Op.Put("card", "c_2", Map.of("kind", "enjeu", "title", "Le covoiturage")));
      assertThat(cockpit.root().locator(".reveal")).containsText(host.say("reveal.written", "n", 2, "of", 2));
      cockpit.button("reveal.all").click();
      assertThat(host.page().locator(".map-card")).hasCount(2);
      ana.await("the cards lie apart", () -> Math.abs(number(ana.records().get("c_1"), "x") - number(ana.records().get("c_2"), "x")) + Math.abs(number(ana.records().get("c_1"), "y") - number(ana.records().get("c_2"), "y")) > 50);
    }
  }

  @Test
  @DisplayName("R185 a hand and that one is done are within the thumb's reach, while one writes and while one reads")
  void signs() {
    agenda(2);
    var ana = participant("Ana");
    begin("ph_1");
    var phone = new PhonePage(ana).choose("acteur");
    for (var tab : List.of(phone.tab("phone.give"), phone.tab("phone.see"))) {
      tab.tap();
      for (var key : List.of("step.hand", "step.done")) assertThat(button(ana, key)).isInViewport();
    }
    button(ana, "step.hand").tap();
    assertThat(button(ana, "step.hand-up")).hasAttribute("aria-pressed", "true");
    button(ana, "step.done").tap();
    assertThat(button(ana, "step.is-done")).hasAttribute("aria-pressed", "true");
  }

  @Test
  @DisplayName("R185 a message covers no button that one works with: on a phone that gives, on one that facilitates, and beside the board")
  void messages() {
    agenda(3);
    var ana = participant("Ana");
    begin("ph_1");
    new PhonePage(ana).give("acteur", "La Régie des transports du Val d’Ombre et ses douze conductrices");
    uncovered(ana);
    for (var device : List.of(Device.PHONE, Device.DESKTOP)) {
      var host = stage.visitor(device);
      var cockpit = CockpitPage.open(host, workshop);
      cockpit.phases().last().click();
      cockpit.button("agenda.delete").click();
      uncovered(host);
      host.leave();
    }
  }

  @Test
  @DisplayName("R186 before the first step phones say that the workshop begins soon; they offer what the step asks once it begins, or everything where the facilitator says so, who can take that back")
  void awaited() {
    stage.steer(workshop, new Op.Put("phase", "ph_1", Map.of("title", "Le cadre", "place", 1L, "add:enjeu", true)));
    var host = stage.visitor(Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop);
    var ana = participant("Ana");
    var eva = stage.visitor(Device.DESKTOP);
    JoinPage.open(eva, "/" + workshop.code()).as("Eva").enterOnDesktop();
    var soon = heading(ana, "awaited.title");
    assertThat(soon).isVisible();
    assertThat(heading(eva, "awaited.title")).isVisible();
    var adds = eva.page().locator(".map-tools").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(eva.say("map.new")));
    assertThat(eva.page().locator(".map-tools").getByRole(AriaRole.BUTTON).first()).isVisible();
    assertThat(adds).hasCount(0);
    assertThat(ana.page().locator(".kind-button, #give-form")).hasCount(0);
    cockpit.next();
    assertThat(ana.page().locator("#give-form")).isVisible();
    assertThat(soon).hasCount(0);
    assertThat(adds).isVisible();
    cockpit.button("agenda.free").click();
    cockpit.confirm();
    assertThat(heading(ana, "contribute.title")).isVisible();

    workshop = stage.api().create("Un autre atelier");
    stage.steer(workshop, new Op.Put("phase", "ph_1", Map.of("title", "Le cadre", "place", 1L, "add:enjeu", true)));
    var other = CockpitPage.open(host, workshop);
    other.button("now.open").click();
    var ben = participant("Ben");
    assertThat(heading(ben, "contribute.title")).isVisible();
    other.button("now.await").click();
    assertThat(heading(ben, "awaited.title")).isVisible();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hidden", "parked"})
  @DisplayName("R187 a card that is hidden or set aside leaves the spotlight, on every screen and in the facilitator's list, and does not come back to it")
  void spotlightEnds(String flag) {
    stage.steer(workshop, new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Air du bourg")), new Op.Set("workshop", Map.of("spotlight", "c_1")));
    var host = stage.visitor(Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop).part("together");
    var ana = participant("Ana");
    var wall = stage.visitor(new Device(1920, 1080, false, "fr", Device.PHONE.scheme()));
    wall.page().navigate("/w/" + workshop.id() + "/projector#token=" + workshop.token());
    assertThat(wall.page().locator(".wall-card")).containsText("Air du bourg");
    assertThat(ana.page().locator(".spotlight")).containsText("Air du bourg");
    new BoardPage(host).select("Air du bourg");
    host.page().locator(".map-selection").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("deed.actions"))).click();
    host.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("deed." + flag))).click();
    assertThat(ana.page().locator(".spotlight")).hasCount(0);
    assertThat(wall.page().locator(".wall-card")).hasCount(0);
    assertThat(cockpit.root().getByText(host.say("room.spotlight-hint"))).isVisible();
    stage.steer(workshop, new Op.Set("c_1", flagOff(flag)));
    assertThat(cockpit.root().getByText(host.say("room." + flag + "-hint"))).isVisible();
    assertThat(ana.page().locator(".spotlight")).hasCount(0);
  }

  @Test
  @DisplayName("R185 the small map is there while one moves about, and lies over no card afterwards")
  void smallMap() {
    var ops = new ArrayList<Op>();
    for (int i = 0; i < 40; i++) ops.add(new Op.Put("card", "c_" + i, Map.of("kind", "enjeu", "title", "Enjeu " + i, "x", 240L * (i % 8), "y", 150L * (i / 8))));
    stage.steer(workshop, ops.toArray(Op[]::new));
    var host = stage.visitor(Device.DESKTOP);
    CockpitPage.open(host, workshop);
    var page = host.page();
    assertThat(page.locator(".map-card").first()).isVisible();
    var larger = page.locator(".map-tools").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("map.zoom-in")));
    for (int i = 0; i < 4; i++) larger.click();
    assertThat(page.locator(".map-mini")).isVisible();
    assertThat(page.locator(".map-mini")).isHidden();
  }

  @Test
  @DisplayName("R169 how the votes of earlier steps went is found where one sees what was given, on phones and beside the board")
  void earlierVotes() {
    agenda(2);
    stage.steer(workshop, new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Air du bourg")), new Op.Set("workshop", Map.of("phase", "ph_1")),
        new Op.Put("poll", "po_1", Map.of("title", "Quel enjeu ?", "phase", "ph_1", "way", "dots", "budget", 1L)), new Op.Put("tally", "ta_1", Map.of("poll", "po_1", "on", "c_1", "count", 7L)),
        new Op.Set("po_1", Map.of("state", "shown")));
    begin("ph_2");
    var ana = participant("Ana");
    new PhonePage(ana).see();
    var eva = stage.visitor(Device.DESKTOP);
    JoinPage.open(eva, "/" + workshop.code()).as("Eva").enterOnDesktop();
    for (var visitor : List.of(ana, eva)) {
      visitor.page().getByText(visitor.say("vote.past", "n", 1)).click();
      assertThat(visitor.page().locator(".past-votes .ranking")).containsText("Air du bourg");
    }
  }

  @Test
  @DisplayName("the bin calls a table a table and a step a step, lists no people, and a table comes back with its board")
  void bin() {
    agenda(1);
    var ben = stage.api().join(workshop.code(), "Ben");
    stage.steer(workshop, new Op.Put("table", "t_1", Map.of("title", "Tilleuls")));
    stage.steer(workshop, new Op.Put("board", "b_1", Map.of("title", "Tilleuls", "table", "t_1")));
    stage.steer(workshop, new Op.Set("t_1", Map.of("board", "b_1")));
    stage.steer(workshop, new Op.Del("b_1"), new Op.Del("t_1"), new Op.Del("ph_1"), new Op.Del(ben.id()));
    var host = stage.visitor(Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop).part("tables");
    host.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(host.say("menu.bin")).setExact(true)).click();
    var rows = host.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.LISTITEM);
    assertThat(rows.locator(".card-note")).hasText(new String[] {host.texts().type("table"), host.texts().type("phase")});
    rows.first().getByRole(AriaRole.BUTTON).click();
    host.page().keyboard().press("Escape");
    cockpit.button("tables.visit-of", "title", "Tilleuls").click();
    assertThat(cockpit.button("tables.visit-of", "title", "Tilleuls")).hasAttribute("aria-disabled", "true");
  }

  @Test
  @DisplayName("R164 who is given the workshop to facilitate is told so at once, and finds the cockpit")
  void handedOver() {
    agenda(2);
    begin("ph_1");
    var host = stage.visitor(Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop).part("crew");
    var ana = participant("Ana");
    assertThat(button(ana, "step.hand")).isVisible();
    cockpit.person("Ana").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("crew.hand-over"))).click();
    cockpit.confirm();
    assertThat(ana.page().locator(".toast")).containsText(ana.say("step.you-steer"));
    assertThat(button(ana, "step.hand")).hasCount(0);
    new PhonePage(ana).tab("phone.steer").tap();
    assertThat(ana.page().locator(".cockpit .now-next")).isInViewport();
    assertThat(host.page().locator(".cockpit")).hasCount(0);
  }

  @Test
  @DisplayName("R244 who becomes a facilitator beside others is told what they can do, until they have read it")
  void beside() {
    var ben = stage.api().join(workshop.code(), "Ben");
    var phone = stage.visitor(Device.PHONE);
    phone.page().navigate("/w/" + workshop.id() + "#token=" + ben.token());
    assertThat(phone.page().locator(".kind-button").first()).isVisible();
    stage.steer(workshop, new Op.Set("workshop", Map.of("free", true)), new Op.Set(ben.id(), Map.of("role", "facilitator")));
    assertThat(phone.page().locator(".newly")).containsText(phone.say("step.steer-what"));
    button(phone, "step.steer-read").tap();
    assertThat(phone.page().locator(".newly")).hasCount(0);
  }

  private static double number(BoardRecord record, String property) {
    return record != null && record.values().get(property) instanceof Number n ? n.doubleValue() : 0;
  }

  private static Op phase(String id, long place, String mode, Map<String, Object> more) {
    var values = new HashMap<String, Object>(more);
    values.putAll(Map.of("title", "Étape " + place, "place", place, "mode", mode));
    return new Op.Put("phase", id, values);
  }

  private void agenda(int steps) {
    var ops = new Op[steps];
    for (int i = 1; i <= steps; i++) ops[i - 1] = new Op.Put("phase", "ph_" + i, Map.of("title", "Étape " + i, "place", (long) i, "minutes", 10L, "hint", "Relancer. ".repeat(60)));
    stage.steer(workshop, ops);
  }

  private void begin(String phase) {
    stage.steer(workshop, new Op.Set("workshop", Map.of("phase", phase)));
  }

  private Visitor participant(String name) {
    var visitor = stage.visitor(Device.PHONE);
    JoinPage.open(visitor, "/" + workshop.code()).as(name).enterOnPhone();
    return visitor;
  }

  private static void uncovered(Visitor visitor) {
    assertThat(visitor.page().locator(".toast")).isInViewport();
    assertThat((List<?>) visitor.page().evaluate(BELOW_THE_MESSAGE)).isEmpty();
  }

  /** It can be seen where it is, below nothing, without scrolling. */
  private static void atHand(Locator locator) {
    assertThat(locator).isVisible();
    locator.page().waitForCondition(() -> (boolean) locator.evaluate("element => { const { x, y, width, height } = element.getBoundingClientRect(); return element.contains(document.elementFromPoint(x + width / 2, y + height - 4)); }"));
  }

  private static Map<String, Object> flagOff(String flag) {
    var changes = new HashMap<String, Object>();
    changes.put(flag, null);
    return changes;
  }

  private static Locator button(Visitor visitor, String key) {
    return visitor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say(key)).setExact(true));
  }

  private static Locator heading(Visitor visitor, String key) {
    return visitor.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(visitor.say(key)));
  }
}
