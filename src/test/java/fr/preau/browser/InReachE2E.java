package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.board.Op;
import fr.preau.client.Api;
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
        const seen = element => element.checkVisibility() && !element.closest('.toast, .phone-head, .desk-head, .map-world');
        return [...document.querySelectorAll('button, input, select, textarea, summary, a')].filter(seen).filter(element => {
          const box = element.getBoundingClientRect();
          return box.left < toast.right && toast.left < box.right && box.top < toast.bottom && toast.top < box.bottom;
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
    var soon = heading(ana, "awaited.title");
    assertThat(soon).isVisible();
    assertThat(ana.page().locator(".kind-button, #give-form")).hasCount(0);
    cockpit.next();
    assertThat(ana.page().locator("#give-form")).isVisible();
    assertThat(soon).hasCount(0);
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
