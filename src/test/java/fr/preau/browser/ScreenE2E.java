package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import fr.preau.board.Op;
import fr.preau.client.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A computer that is there for the wall of the room alone, beside which nobody stands: how it comes in with the code, stays and goes. */
class ScreenE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  private static final String NAME = "Écran de la salle";
  /** Longer than a page of the wall stands, and new seats do. */
  private static final int LATER = 61_000;

  private Api.Workshop workshop;
  private Visitor wall;
  private Page page;

  @BeforeEach
  void workshop() {
    workshop = stage.api().create("Se nourrir dans la vallée");
    steer(new Op.Put("phase", "ph_all", Map.of("title", "Enjeux : tous ensemble", "place", 1L, "add:enjeu", true)));
    wall = stage.visitor(new Device(1920, 1080, false, "fr", ColorScheme.LIGHT));
    page = wall.page();
  }

  @Test
  @DisplayName("R256 the room's computer shows the wall with the code alone: it signs nobody in, counts as nobody, waits at a door that lets in one by one, and is out as soon as it is taken out")
  void anotherComputer() {
    var host = stage.visitor(Device.PHONE);
    var cockpit = CockpitPage.open(host, workshop).part("crew");
    cockpit.root().locator("input[name=door]").nth(1).check();
    page.navigate("/" + workshop.code());
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(wall.say("ready.screen-here"))).click();
    assertThat(page.getByText(wall.say("projector.waiting"))).isVisible();
    cockpit.button("crew.admit-of", "name", NAME).click();
    assertThat(page.getByText(wall.say("projector.nobody"))).isVisible();
    assertThat(cockpit.root().locator("#crew-title")).hasText(host.say("crew.here", "n", 1));
    set("workshop", Map.of("door", "open", "phase", "ph_all"));
    assertThat(page.locator(".wall-main h1")).hasText("Enjeux : tous ensemble");
    page.navigate("/" + workshop.code() + "/Écran");
    assertThat(page.locator(".wall-main h1")).hasText("Enjeux : tous ensemble");
    assertThat(cockpit.root().locator(".crew .crew-name", new Locator.LocatorOptions().setHasText(NAME))).hasCount(1);
    page.navigate("/" + workshop.code());
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(wall.say("join.title")))).isVisible();
    page.navigate("/w/" + workshop.id() + "/projector");
    assertThat(page.locator(".wall-main h1")).isVisible();
    cockpit.root().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("common.action", "action", host.say("crew.remove"), "title", NAME))).click();
    assertThat(page.getByText(wall.say("screen.out"))).isVisible();
    assertThat(page.locator(".wall-main")).hasCount(0);
  }

  @Test
  @DisplayName("R256 a screen that was taken out shows nothing of the workshop any more, whoever turns its pages and however long it stands there")
  void takenOut() {
    page.clock().install();
    open();
    var people = List.of(join("Ana"), join("Bo"));
    set("workshop", Map.of("phase", "ph_all"));
    assertThat(page.locator(".wall-main h1")).isVisible();
    steer(new Op.Put("table", "t_1", Map.of("title", "Tilleuls", "place", 1L)), new Op.Put("phase", "ph_more", Map.of("title", "Encore", "place", 2L, "add:enjeu", true)));
    steer(people.stream().map(id -> (Op) new Op.Set(id, Map.of("table", "t_1"))).toArray(Op[]::new));
    assertThat(page.locator(".wall-tables li")).hasCount(1);
    var cards = new ArrayList<Op>();
    for (int i = 0; i < 12; i++) cards.add(new Op.Put("card", "c_" + i, Map.of("kind", "enjeu", "title", "Enjeu " + i)));
    steer(cards.toArray(Op[]::new));
    set("workshop", Map.of("phase", "ph_more"));
    assertThat(page.locator(".wall-page")).isVisible();
    steer(new Op.Del(screens().getFirst()));
    assertThat(page.getByText(wall.say("screen.out"))).isVisible();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(".wall-main")).hasCount(0);
    page.clock().fastForward(LATER);
    assertThat(page.locator(".wall-main")).hasCount(0);
    assertThat(page.getByText(wall.say("screen.out"))).isVisible();
  }

  @Test
  @DisplayName("R256 a screen that was taken out while its page was closed comes in anew with the code, and what its token no longer opens is not said to be a facilitator's doing")
  void comesBack() {
    open();
    page.navigate("/");
    steer(new Op.Del(screens().getFirst()));
    open();
    assertThat(page.locator(".projector-people")).hasText(wall.say("projector.nobody"));
    assertThat(screens()).hasSize(1);
    keep("preau.screen:" + workshop.id(), "A".repeat(43));
    page.navigate("/w/" + workshop.id() + "/projector");
    assertThat(page.getByText(wall.say("screen.gone"))).isVisible();
    open();
  }

  @Test
  @DisplayName("R256 on a device on which somebody takes part, the screen is nobody: not even after the page is loaded again")
  void ofSomebody() {
    var ana = stage.api().join(workshop.code(), "Ana");
    page.navigate("/");
    keep("preau:" + workshop.id(), ana.token());
    keep("preau.code:" + workshop.code(), workshop.id());
    open();
    assertThat(page.locator(".projector-people")).hasText(wall.say("projector.nobody"));
    page.reload();
    assertThat(page.locator(".projector-people")).hasText(wall.say("projector.nobody"));
    assertThat(screens()).hasSize(1);
    page.navigate("/" + workshop.code());
    page.waitForURL("**/w/" + workshop.id());
  }

  @Test
  @DisplayName("R256 a screen that is loaded while the server is away says so, and shows the wall as soon as the server answers, without anybody")
  void away() {
    open();
    page.waitForFunction("() => navigator.serviceWorker.controller !== null");
    wall.context().setOffline(true);
    page.reload();
    assertThat(page.getByText(wall.say("screen.away"))).isVisible();
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(wall.say("screen.again"))).click();
    assertThat(page.getByText(wall.say("screen.away"))).isVisible();
    wall.context().setOffline(false);
    assertThat(page.locator(".projector-people")).hasText(wall.say("projector.nobody"));
  }

  @Test
  @DisplayName("R256 a wall without a connection says so before the start and after it, until it has caught up")
  void alone() {
    var line = new Line(wall.context());
    wall.context().route(Pattern.compile("/sockjs/"), Route::abort);
    open();
    line.cut();
    assertThat(page.locator(".projector-people")).hasText(wall.say("projector.offline"));
    assertThat((List<?>) page.evaluate(WallE2E.UNREADABLE)).isEmpty();
    line.mend();
    assertThat(page.locator(".projector-people")).hasText(wall.say("projector.nobody"));
    set("workshop", Map.of("phase", "ph_all"));
    assertThat(page.locator(".wall-people")).hasText(wall.say("projector.nobody"));
    line.cut();
    assertThat(page.locator(".wall-people")).hasText(wall.say("projector.offline"));
    assertThat((List<?>) page.evaluate(WallE2E.UNREADABLE)).isEmpty();
    line.mend();
    assertThat(page.locator(".wall-people")).hasText(wall.say("projector.nobody"));
  }

  @Test
  @DisplayName("R256 a facilitator sees which screens are offline, and takes them out as well")
  void offline() {
    open();
    var host = stage.visitor(Device.PHONE);
    var cockpit = CockpitPage.open(host, workshop).part("crew");
    var screens = cockpit.root().locator(".crew .crew-name", new Locator.LocatorOptions().setHasText(NAME));
    assertThat(screens).hasText(NAME);
    page.navigate("/");
    assertThat(screens).hasText(NAME + " " + host.say("crew.screen-offline"));
    cockpit.named(host.say("common.action", "action", host.say("crew.remove"), "title", NAME)).click();
    assertThat(screens).hasCount(0);
  }

  @Test
  @DisplayName("R256 where nobody tells how the room's computer comes in, the cockpit does not ask at every change")
  void unanswered() {
    var asked = new AtomicInteger();
    var host = stage.visitor(Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop);
    host.context().route("**/api/workshops/" + workshop.id(), route -> {
      asked.incrementAndGet();
      route.abort();
    });
    cockpit.part("together");
    for (int i = 0; i < 5; i++) {
      steer(new Op.Put("card", "c_" + i, Map.of("kind", "enjeu", "title", "Enjeu " + i, "parked", true)));
      assertThat(cockpit.root().locator("#part-together .cards li")).hasCount(i + 1);
    }
    assertThat(asked).hasValue(1);
  }

  /** Types what facilitators are told to type there, and waits for the entrance. */
  private void open() {
    page.navigate("/" + workshop.code() + "/ecran");
    assertThat(page.locator("main .qr")).isVisible();
  }

  private void keep(String key, String value) {
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", List.of(key, value));
  }

  private String join(String name) {
    return stage.api().join(workshop.code(), name).id();
  }

  /** Those that are in. */
  private List<String> screens() {
    var found = new ArrayList<String>();
    for (var record : stage.api().get("/api/workshops/" + workshop.id() + "/state", workshop.token()).get("records")) if (record.path("screen").asBoolean()) found.add(record.get("id").asText());
    return found;
  }

  private void steer(Op... ops) {
    stage.steer(workshop, ops);
  }

  private void set(String id, Map<String, Object> changes) {
    steer(new Op.Set(id, changes));
  }
}
