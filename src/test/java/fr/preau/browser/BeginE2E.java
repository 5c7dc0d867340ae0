package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.client.Api;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BeginE2E {

  private static final String INITIATION = "Initiation à l’EFC";
  private static final String CLUB = "Atelier du club";

  @RegisterExtension
  static final Stage stage = new Stage();

  private static List<String> phases(Api.Workshop workshop) {
    var records = stage.api().get("/api/workshops/" + workshop.id() + "/state", workshop.token()).get("records");
    return StreamSupport.stream(records.spliterator(), false).filter(record -> record.get("type").asText().equals("phase"))
        .sorted((a, b) -> Double.compare(a.get("place").asDouble(), b.get("place").asDouble())).map((JsonNode phase) -> phase.get("title").asText()).toList();
  }

  @Test
  @DisplayName("R145 who creates a workshop on a phone chooses a template, having seen its agenda, and finds the choice again after a reload")
  void template() {
    var visitor = stage.visitor(Device.PHONE);
    var home = HomePage.open(visitor);
    assertThat(home.begins()).containsText(visitor.say("begin.none"));
    home.beginnings();
    var card = home.beginning(INITIATION);
    assertThat(card).containsText("1\u00a0h\u00a030");
    assertThat(card).containsText(visitor.say("begin.phases", "n", 7));
    card.locator("summary").tap();
    assertThat(card.locator("li")).hasCount(7);
    assertThat(card.locator("li").nth(1)).containsText("De l’objet à l’usage");
    assertThat(card.locator("li").nth(1)).containsText(visitor.say("begin.mode-private"));
    home.picker(INITIATION).tap();
    assertThat(home.begins()).containsText(INITIATION);
    visitor.page().waitForCondition(() -> visitor.page().evaluate("history.state?.dialog ?? false").equals(false));
    visitor.page().reload();
    assertThat(home.begins()).containsText("1\u00a0h\u00a030");
    var ready = home.create(CLUB, "Vallée de la Brume");
    assertThat(phases(TogetherE2E.opened(ready.ownLink()))).hasSize(7).startsWith("Météo");
    assertThat(HomePage.open(visitor).begins()).containsText(visitor.say("begin.none"));
  }

  @Test
  @DisplayName("R145 by the keyboard alone one chooses a template, and then none after all")
  void keyboard() {
    var visitor = stage.visitor(Device.DESKTOP.speaking("en"));
    var home = HomePage.open(visitor);
    var keys = visitor.page().keyboard();
    visitor.page().locator(".begin button").focus();
    keys.press("Enter");
    assertThat(home.beginning("Getting started with the EFC")).isVisible();
    for (int i = 0; i < 4; i++) keys.press("Tab");
    assertThat(home.beginning("Getting started with the EFC").locator("summary")).isFocused();
    keys.press("Enter");
    assertThat(home.beginning("Getting started with the EFC").locator("li").first()).isVisible();
    keys.press("Shift+Tab");
    keys.press("Enter");
    assertThat(home.begins()).containsText("Getting started with the EFC");
    assertThat(visitor.page().locator(".begin button")).isFocused();
    keys.press("Enter");
    for (int i = 0; i < 2; i++) keys.press("Tab");
    keys.press("Enter");
    assertThat(home.begins()).containsText(visitor.say("begin.none"));
    keys.press("Enter");
    keys.press("Escape");
    assertThat(visitor.page().locator("dialog[open]")).hasCount(0);
  }

  @Test
  @DisplayName("R144 an earlier workshop that this device facilitates is offered, and done again from the list of workshops with its title, territory and agenda; none that it only takes part in")
  void earlier() {
    var visitor = stage.visitor(Device.DESKTOP);
    HomePage.open(visitor).begin(INITIATION).create(CLUB, "Vallée de la Brume").board();
    var other = stage.api().create("Chez les autres");
    JoinPage.open(visitor, "/" + other.code()).as("Ada").enterOnDesktop();
    var home = HomePage.open(visitor).beginnings();
    assertThat(home.beginning(CLUB)).containsText(visitor.say("begin.phases", "n", 7));
    assertThat(home.beginning("Chez les autres")).hasCount(0);
    home.picker(CLUB).click();
    assertThat(home.begins()).containsText(CLUB);
    assertThat(phases(TogetherE2E.opened(home.create("La suite", "").ownLink()))).hasSize(7);

    var again = HomePage.open(visitor);
    visitor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("common.action", "action", visitor.say("home.redo"), "title", CLUB))).click();
    assertThat(visitor.page().locator("#create-name")).hasValue(CLUB);
    assertThat(visitor.page().locator("#create-territory")).hasValue("Vallée de la Brume");
    assertThat(again.begins()).containsText(CLUB);
    assertThat(visitor.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("common.action", "action", visitor.say("home.redo"), "title", "Chez les autres")))).hasCount(0);
  }
}
