package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.board.Op;
import fr.preau.client.Api;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A facilitator looks at the workshop as those see it who take part. */
class SeeAsE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  private Api.Workshop workshop;
  private Visitor host;
  private CockpitPage cockpit;
  private Page as;
  private boolean phone;

  @ParameterizedTest(name = "on a phone: {0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("R253 who looks on as a participant sees what one sees, also as it changes, reads all the time that they only look, and sends nothing; their own page stays as it was")
  void looksOn(boolean phone) {
    this.phone = phone;
    workshop = stage.api().create("Se déplacer sans voiture");
    stage.steer(workshop, new Op.Put("phase", "ph_1", Map.of("title", "Les enjeux", "place", 1L)), new Op.Put("phase", "ph_2", Map.of("title", "Seul d’abord", "place", 2L, "mode", "private")),
        new Op.Put("table", "t_1", Map.of("title", "Tilleuls")), new Op.Put("board", "b_1", Map.of("title", "Tilleuls", "table", "t_1")), new Op.Set("t_1", Map.of("board", "b_1")),
        new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Le dernier bus")), new Op.Set("workshop", Map.of("phase", "ph_1")));
    var ada = JoinPage.open(stage.visitor(Device.PHONE), "/" + workshop.code()).as("Ada").enterOnPhone().give("enjeu", "Le maire dort");
    ada.visitor().page().waitForCondition(() -> Rows.records(stage.api(), workshop.id(), workshop.token()).stream().anyMatch(record -> record.path("title").asText().equals("Le maire dort")));
    hide("Le maire dort", true);
    host = stage.visitor(phone ? Device.PHONE : Device.DESKTOP);
    cockpit = CockpitPage.open(host, workshop).part("together");
    as = host.context().waitForPage(() -> cockpit.root().getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(host.say(phone ? "room.as-phone" : "room.as-large"))).click());

    assertThat(as.locator(".as-ribbon")).hasText(host.say("room.as-ribbon"));
    assertThat(as.locator("#step-title")).hasText("Les enjeux");
    assertThat(as.locator("#tab-steer, .cockpit")).hasCount(0);
    assertThat(as.getByRole(AriaRole.BUTTON, named("cockpit.title"))).hasCount(0);
    shows("Le dernier bus");
    assertThat(as.locator(".board-choice")).hasCount(0);
    hide("Le maire dort", false);
    shows("Le dernier bus", "Le maire dort");
    hide("Le maire dort", true);
    shows("Le dernier bus");

    as.bringToFront();
    sendsNothing();
    stage.steer(workshop, new Op.Set("workshop", Map.of("phase", "ph_2")));
    assertThat(as.locator("#step-title")).hasText("Seul d’abord");
    ada.give("enjeu", "Pour moi seule");
    assertThat(as.locator(".step-progress")).hasText(host.say("step.written", "n", 1, "of", 1));
    shows("Le dernier bus");
    stage.steer(workshop, new Op.Set("ph_2", Map.of("revealed", true)));
    shows("Le dernier bus", "Pour moi seule");

    assertThat(cockpit.root().locator(".calls")).hasCount(0);
    host.page().bringToFront();
    host.page().reload();
    assertThat(host.page().locator("#part-together")).isVisible();
    assertThat(host.page().locator(".as-ribbon")).hasCount(0);
    assertThat(Rows.records(stage.api(), workshop.id(), workshop.token())).noneMatch(record -> record.path("title").asText().equals("Un essai") || record.has("hand") || record.has("done"));
  }

  /** What one writes stays in its form, and says why; a hand and the end of a step are not told. */
  private void sendsNothing() {
    var unsent = as.getByText(host.say("room.as-unsent")).first();
    as.getByRole(AriaRole.BUTTON, named("step.hand")).click();
    assertThat(as.locator(".toast")).containsText(host.say("room.as-unsent"));
    as.getByRole(AriaRole.BUTTON, named("step.done")).click();
    for (var key : new String[] {"step.hand", "step.done"}) assertThat(as.getByRole(AriaRole.BUTTON, named(key))).hasAttribute("aria-pressed", "false");
    if (phone) {
      as.locator("#tab-give").tap();
      as.locator(".kind-button").first().tap();
      as.locator("#give-form textarea").first().fill("Un essai");
      as.getByRole(AriaRole.BUTTON, named("contribute.send")).tap();
      assertThat(as.locator("#give-form .error")).containsText(host.say("room.as-unsent"));
      assertThat(as.locator("#give-form textarea").first()).hasValue("Un essai");
      assertThat(as.locator(".mine .card-row")).hasCount(1);
    } else {
      as.locator(".map-tools").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("map.new")).setExact(true)).click();
      as.getByLabel(host.say("map.title"), new Page.GetByLabelOptions().setExact(true)).fill("Un essai");
      as.keyboard().press("Enter");
      assertThat(unsent).isVisible();
    }
  }

  /** All the cards that are shown, and no others. */
  private void shows(String... titles) {
    if (phone) as.locator("#tab-see").tap();
    Arrays.sort(titles);
    var shown = as.locator(phone ? ".group .card-row .card-title" : ".map-card .map-card-title");
    as.waitForCondition(() -> Arrays.equals(shown.allTextContents().stream().map(String::strip).sorted().toArray(), titles));
    assertThat(shown).hasCount(titles.length);
  }

  private void hide(String title, boolean hidden) {
    var changes = new HashMap<String, Object>();
    changes.put("hidden", hidden ? true : null);
    stage.steer(workshop, new Op.Set(Rows.titled(stage.api(), workshop.id(), workshop.token(), title).get("id").asText(), changes));
  }

  private Page.GetByRoleOptions named(String key) {
    return new Page.GetByRoleOptions().setName(host.say(key)).setExact(true);
  }
}
