package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
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
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a workshop, on every screen. */
class ClosingE2E {

  private static final String LAST = "Ce temps en valait-il la peine ?";

  @RegisterExtension
  static final Stage stage = new Stage();

  private Api.Workshop workshop;
  private Visitor host;
  private CockpitPage cockpit;
  private Page wall;

  @BeforeEach
  void workshop() {
    workshop = stage.api().create("Se nourrir dans la vallée");
    stage.steer(workshop, new Op.Put("phase", "ph_alone", Map.of("title", "Seul", "place", 1L, "mode", "private", "add:enjeu", true)),
        new Op.Put("phase", "ph_last", Map.of("title", LAST, "place", 2L, "mode", "read", "vote_way", "roti")),
        new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Manger local")), new Op.Put("card", "c_2", Map.of("kind", "acteur", "title", "Maraîchers")),
        new Op.Put("link", "l_1", Map.of("kind", "concerne", "from", "c_2", "to", "c_1")), new Op.Put("proposal", "pr_1", Map.of("title", "Cantine du Val")));
  }

  @Test
  @DisplayName("R229 R230 a facilitator ends a workshop at its last step: every screen says so and asks for nothing more, also after a reload and to who comes late; opened again, it is where it was")
  void ends() {
    open(Device.DESKTOP);
    cockpit.next();
    var ada = phone("Ada");
    var eva = stage.visitor(Device.DESKTOP);
    JoinPage.open(eva, "/" + workshop.code()).as("Eva").enterOnDesktop();
    ada.answer("enjeu", "Rien qu’à moi");
    cockpit.next();
    cockpit.button("polls.open-planned", "title", LAST).click();
    ada.score(4);
    page(ada).getByRole(AriaRole.BUTTON, named("step.hand")).tap();
    assertThat(page(ada).getByRole(AriaRole.BUTTON, named("step.hand-up"))).isVisible();
    assertThat(cockpit.root().locator(".now-progress").last()).containsText(host.say("polls.voted", "n", 1, "of", 2));

    var ask = cockpit.root().locator(".now-close");
    ask.click();
    var dialog = host.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText(host.say("closing.votes", "n", 1));
    assertThat(dialog).containsText(host.say("closing.kept-cards", "n", 1, "title", "Seul"));
    dialog.getByRole(AriaRole.BUTTON, in("common.cancel")).click();
    assertThat(cockpit.title()).hasText(LAST);
    assertThat(ask).isFocused();
    cockpit.close();
    assertThat(cockpit.title()).isFocused();
    ended(ada, eva);
    for (var page : List.of(host.page(), page(ada), eva.page(), wall)) page.reload();
    ended(ada, eva);

    var late = phone("Dan");
    assertThat(page(late).locator("#ending-title")).isVisible();
    assertThat(page(late).locator(".kind-button, .mine")).hasCount(0);
    assertThat(late.see().rows()).hasCount(3);

    page(ada).navigate("/");
    assertThat(page(ada).locator(".known-ended")).hasText(host.say("home.ended"));
    page(ada).navigate("/w/" + workshop.id());
    cockpit.button("closing.reopen").click();
    assertThat(cockpit.title()).hasText(LAST);
    assertThat(cockpit.root().locator(".reveal .chip")).hasText(host.say("polls.is-closed"));
    assertThat(page(ada).locator("#step-title")).hasText(LAST);
    assertThat(page(ada).getByText(host.say("vote.closed"))).isVisible();
    assertThat(page(ada).getByRole(AriaRole.BUTTON, named("step.hand"))).hasAttribute("aria-pressed", "false");
    assertThat(eva.page().locator(".desk-step .ending")).hasCount(0);
    assertThat(wall.locator(".qr")).isVisible();
    assertThat(wall.locator("h1")).hasText(LAST);
    page(ada).navigate("/");
    assertThat(page(ada).locator(".known-link")).isVisible();
    assertThat(page(ada).locator(".known-ended")).hasCount(0);
  }

  /** What stands on each screen. */
  private void ended(PhonePage ada, Visitor eva) {
    assertThat(cockpit.title()).hasText(host.say("closing.title"));
    assertThat(figures(host.page())).hasText(new String[] {"2", "2", "1", "1"});
    assertThat(cockpit.root()).containsText(host.say("closing.kept-cards", "n", 1, "title", "Seul"));
    assertThat(cockpit.root()).containsText(host.say("closing.unshown", "n", 1));
    assertThat(cockpit.root().locator(".steady, .now-close")).hasCount(0);

    assertThat(page(ada).locator("#ending-title")).hasText(host.say("ended.thanks"));
    assertThat(figures(page(ada))).hasText(new String[] {"2", "1", "1"});
    assertThat(ada.mine("Rien qu’à moi")).isVisible();
    assertThat(page(ada).getByText(host.say("ended.kept"))).isVisible();
    assertThat(page(ada).locator("form, .kind-button, .scale-step, .sign, .row-actions button, #step-title")).hasCount(0);
    page(ada).getByRole(AriaRole.BUTTON, named("ended.look")).tap();
    assertThat(ada.rows()).hasCount(4);
    ada.contribute();

    assertThat(eva.page().locator(".desk-step #ending-title")).hasText(host.say("ended.thanks"));
    assertThat(figures(eva.page())).hasText(new String[] {"2", "1", "1"});
    assertThat(eva.page().locator(".sign, .vote")).hasCount(0);
    assertThat(new BoardPage(eva).tool("map.new")).hasCount(0);

    assertThat(wall.locator("h1")).hasText(host.say("ended.thanks"));
    assertThat(wall.locator("main")).containsText("Se nourrir dans la vallée");
    assertThat(figures(wall)).hasText(new String[] {"2", "2", "1", "1"});
    assertThat(wall.locator(".qr, .code, .ranking, .wall-figure, preau-clock")).hasCount(0);
  }

  @Test
  @DisplayName("R228 what a participant sends to a workshop that has ended is refused, whatever it is, and a facilitator's is not; without an agenda it ends from the cockpit all the same")
  void refused() {
    stage.steer(workshop, new Op.Del("ph_alone"), new Op.Del("ph_last"), new Op.Put("poll", "po", Map.of("title", "Lequel ?", "way", "dots", "budget", 3L)));
    open(Device.DESKTOP);
    var pia = stage.api().join(workshop.code(), "Pia");
    try (var device = new BoardClient(stage.server().base(), pia.token(), BoardClient.model(stage.api()))) {
      var mine = device.submit(new Op.Put("card", "c_mine", Map.of("kind", "note", "title", "Avant la fin")));
      device.awaitAnswers();
      assertThat(device.acknowledged()).containsKey(mine);
      cockpit.part("agenda").button("closing.do").click();
      cockpit.confirm();
      assertThat(cockpit.title()).hasText(host.say("closing.title"));
      device.await("the end is the server's too", () -> device.records().get("workshop").values().get("ended") != null);
      var tried = List.of(new Op.Put("card", "c_late", Map.of("kind", "note", "title", "Après")), new Op.Set("c_1", Map.of("title", "Changé")), new Op.Text("c_mine", "body", 0, TextEdit.of(List.of("a"))),
          new Op.Del("c_mine"), new Op.Put("link", "l_late", Map.of("kind", "renvoie_a", "from", "c_1", "to", "c_mine")), new Op.Put("ballot", "v_1", Map.of("poll", "po", "on:c_1", 1L)), new Op.Set(pia.id(), Map.of("hand", 5L)));
      for (var op : tried) {
        var id = device.submit(op);
        device.awaitAnswers();
        assertThat(device.rejected().get(id)).as(op.toString()).isEqualTo("ended");
      }
    }
    stage.steer(workshop, new Op.Set("c_1", Map.of("title", "Manger local, et bien")));
    assertThat(Rows.titled(stage.api(), workshop.id(), workshop.token(), "Manger local, et bien").get("id").asText()).isEqualTo("c_1");
  }

  @Test
  @DisplayName("R228 R167 what somebody was writing when the workshop ended, and what they sent from a phone without a connection, is told with its words, and can be given once it is open again")
  void tooLate() {
    var ada = stage.visitor(Device.PHONE);
    var line = new Line(ada.context());
    stage.steer(workshop, new Op.Set("workshop", Map.of("phase", "ph_alone")));
    var phone = JoinPage.open(ada, "/" + workshop.code()).as("Ada").enterOnPhone();
    assertThat(phone.field("enjeu", "title")).isVisible();
    line.cut();
    assertThat(phone.connection()).containsText(ada.say("connection.again"));
    phone.answer("enjeu", "Sur la route");
    phone.field("enjeu", "title").fill("Encore en train d’éc");
    end(1L);
    line.mend();
    assertThat(ada.page().locator("#ending-title")).isVisible();
    assertThat(ada.page().locator(".late")).containsText("Encore en train d’éc");
    assertThat(ada.page().getByText(ada.say("late.ended"))).isVisible();
    assertThat(phone.send()).hasCount(0);
    var refusals = RefusedDialog.open(ada, 1);
    assertThat(refusals.items()).containsText(ada.say("reject.why-ended"));
    assertThat(refusals.items()).containsText(ada.say("reject.todo-ended"));
    assertThat(refusals.items().getByLabel(ada.say("reject.words"))).hasValue("Sur la route");
    end(null);
    refusals.items().getByRole(AriaRole.BUTTON, in("reject.apply-words")).tap();
    assertThat(phone.mine("Sur la route")).isVisible();
    assertThat(phone.field("enjeu", "title")).hasValue("Encore en train d’éc");
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"fr, LIGHT", "en, DARK"})
  @DisplayName("R230 the end is fit for assistive technologies and bad eyes on a phone of any width, a large screen, the wall and in the cockpit")
  void accessible(String language, ColorScheme scheme) {
    var found = new LinkedHashSet<String>();
    stage.steer(workshop, new Op.Set("workshop", Map.of("phase", "ph_last")));
    open(Device.DESKTOP.speaking(language).in(scheme));
    cockpit.root().locator(".now-close").click();
    examine(host.page(), "question", found);
    cockpit.confirm();
    assertThat(cockpit.title()).isFocused();
    examine(host.page(), "cockpit", found);
    examine(wall, "wall", found);
    for (var device : List.of(Device.PHONE, Device.NARROW, Device.DESKTOP)) {
      var visitor = stage.visitor(device.speaking(language).in(scheme));
      var join = JoinPage.open(visitor, "/" + workshop.code()).as("Ada");
      if (device.touch()) join.enterOnPhone();
      else join.enterOnDesktop();
      assertThat(visitor.page().locator("#ending-title")).isVisible();
      assertThat(visitor.page().locator(".brought")).isVisible();
      examine(visitor.page(), "participant, " + device.width(), found);
    }
    var steering = CockpitPage.open(stage.visitor(Device.NARROW.speaking(language).in(scheme)), workshop);
    assertThat(steering.root().locator(".brought")).isVisible();
    examine(steering.visitor().page(), "cockpit on a phone", found);
    assertThat(found).isEmpty();
  }

  private static void examine(Page page, String screen, Set<String> found) {
    page.waitForFunction("() => document.getAnimations().every(animation => animation.playState !== 'running')");
    for (var violation : new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()) {
      for (var node : violation.getNodes()) found.add(screen + ": " + violation.getId() + " " + node.getTarget() + " " + node.getFailureSummary().replaceAll("\\s+", " "));
    }
    var wide = (Number) page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (wide.intValue() > 0) found.add(screen + ": scrolls sideways by " + wide);
  }

  /** The cockpit and the wall. */
  private void open(Device device) {
    host = stage.visitor(device);
    cockpit = CockpitPage.open(host, workshop);
    wall = stage.visitor(new Device(1920, 1080, false, device.language(), device.scheme())).page();
    wall.navigate("/w/" + workshop.id() + "/projector#token=" + workshop.token());
    assertThat(wall.locator("main .qr")).isVisible();
  }

  /** The facilitator, at another device. @param at epoch milliseconds; null opens it again */
  private void end(Long at) {
    var ended = new HashMap<String, Object>();
    ended.put("ended", at);
    stage.steer(workshop, new Op.Set("workshop", ended));
  }

  private PhonePage phone(String name) {
    return JoinPage.open(stage.visitor(Device.PHONE), "/" + workshop.code()).as(name).enterOnPhone();
  }

  private static Page page(PhonePage phone) {
    return phone.visitor().page();
  }

  private static Locator figures(Page page) {
    return page.locator(".brought dd");
  }

  private Page.GetByRoleOptions named(String key) {
    return new Page.GetByRoleOptions().setName(host.say(key)).setExact(true);
  }

  private static Locator.GetByRoleOptions in(String key) {
    return new Locator.GetByRoleOptions().setName(new Texts("fr").say(key)).setExact(true);
  }
}
