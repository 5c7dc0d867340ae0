package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import fr.preau.client.Api;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That nothing is run, no alert opens and the policy refuses nothing is watched by {@link Visitor} on every screen. */
class InjectionE2E {

  /** What such texts would have become, were they taken for HTML. */
  private static final String BORN_OF_TEXTS = "img[src=x], [onerror], [onload], [onfocus], [onmouseover], #app script, dialog script, iframe, a[href^='javascript:'], a[href^='data:']";

  @RegisterExtension
  static final Stage stage = new Stage();

  @Test
  @DisplayName("a script written into any field of cards, links, proposals, names and titles, through the screens or the interface, is text on every screen")
  void textStaysText() {
    var desktop = stage.visitor(Device.DESKTOP);
    var ready = HomePage.open(desktop).create(Hostile.TEXTS.get(0), Hostile.TEXTS.get(1));
    var code = ready.code();
    var workshop = TogetherE2E.opened(ready.ownLink());
    for (var text : Hostile.NAMES) {
      stage.api().post("/api/join", null, Map.of("code", code.replace(" ", ""), "name", text, "organisation", text));
    }
    Hostile.fill(stage, workshop);
    clean(desktop);
    desktop.page().navigate("/w/" + workshop.id() + "/projector");
    assertThat(desktop.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(Hostile.TEXTS.get(0)))).isVisible();
    clean(desktop);

    var phone = JoinPage.open(stage.visitor(Device.PHONE), "/" + code.replace(" ", "")).as(Hostile.TEXTS.get(4)).organisation(Hostile.TEXTS.get(7)).enterOnPhone();
    writeOnPhone(phone);
    desktop.page().navigate("/w/" + workshop.id());
    onTheLargeScreen(new BoardPage(desktop), workshop);
    onThePhone(phone, workshop);
    HomePage.open(desktop);
    assertThat(desktop.page().getByText(Hostile.TEXTS.get(0))).isVisible();
    clean(desktop);
  }

  private static void writeOnPhone(PhonePage phone) {
    phone.choose("enjeu");
    for (var text : Hostile.TEXTS) {
      for (var property : List.of("title", "body", "tag")) {
        if (property.equals("tag") && !phone.field("enjeu", property).isVisible()) phone.visitor().page().locator("#give-form summary").tap();
        phone.field("enjeu", property).fill(text);
      }
      phone.send().tap();
      assertThat(phone.mine(text)).isVisible();
    }
    clean(phone.visitor());
  }

  private static void onTheLargeScreen(BoardPage board, Api.Workshop workshop) {
    var page = board.page();
    var expected = Rows.expected(stage.api(), workshop.id(), workshop.token());
    Rows.awaitShown(board.rows(), expected);
    assertThat(board.cards()).hasCount(expected.size());
    clean(board.visitor());
    for (int i = 0; i < expected.size(); i++) {
      board.rows().nth(i).click();
      assertThat(page.locator(".desk-card h3").first()).hasText(board.rows().nth(i).locator(".card-title").textContent());
    }
    clean(board.visitor());
    look(board, page.locator(".desk-card").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(board.visitor().say("link.to")).setExact(true)));
    look(board, page.locator(".desk-card").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(board.visitor().say("common.edit")).setExact(true)));
    stage.delete(workshop, Hostile.TEXTS.get(0));
    look(board, button(board, "menu.bin"));
    board.people();
    assertThat(page.getByRole(AriaRole.DIALOG).getByText(Hostile.TEXTS.get(3)).first()).isVisible();
    leaveDialog(board.visitor());
    files(board, workshop);
  }

  private static void files(BoardPage board, Api.Workshop workshop) {
    var words = String.join("\n", Hostile.TEXTS.stream().map(text -> "\"" + text.replace("\"", "\"\"") + "\"").toList());
    board.exchange("import.title");
    var dialog = new ImportDialog(board.visitor()).maps(("titre;nature\n" + words.replaceAll("(?m)^(.*)$", "$1;$1") + "\n").getBytes(StandardCharsets.UTF_8),
        ("de;vers;lien\n" + words.replaceAll("(?m)^(.*)$", "$1;nulle part;$1") + "\n").getBytes(StandardCharsets.UTF_8));
    assertThat(dialog.problems()).isVisible();
    leaveDialog(board.visitor());
    for (var format : List.of("nodes.csv", "links.csv", "json", "map.zip")) {
      var file = board.visitor().context().request().get("/api/workshops/" + workshop.id() + "/exports/" + format, RequestOptions.create().setHeader("authorization", "Bearer " + workshop.token()));
      assertThat(file.status()).as(format).isEqualTo(200);
      assertThat(file.headers().get("content-disposition")).as(format).startsWith("attachment");
      assertThat(file.headers().get("x-content-type-options")).as(format).isEqualTo("nosniff");
      assertThat(file.headers().get("content-type")).as(format).doesNotContain("html");
      if (format.endsWith("csv")) assertThat(file.text()).as("formulas in " + format).doesNotContainPattern("(?m)(^|,|;|\")=HYPERLINK");
    }
  }

  private static void onThePhone(PhonePage phone, Api.Workshop workshop) {
    phone.see();
    Rows.awaitShown(phone.rows(), Rows.expected(stage.api(), workshop.id(), workshop.token()));
    clean(phone.visitor());
    for (var kind : List.of("enjeu", "contrainte", "deplacement")) {
      phone.rows().filter(new Locator.FilterOptions().setHasText(phone.visitor().texts().kind("card", kind))).first().tap();
      leaveDialog(phone.visitor());
    }
    phone.asMap();
    assertThat(phone.visitor().page().locator(".map-card").first()).isVisible();
    clean(phone.visitor());
  }

  private static Locator button(BoardPage board, String key) {
    return board.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(board.visitor().say(key)).setExact(true));
  }

  private static void look(BoardPage board, Locator button) {
    button.click();
    leaveDialog(board.visitor());
  }

  private static void leaveDialog(Visitor visitor) {
    var dialog = visitor.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).isVisible();
    clean(visitor);
    visitor.page().keyboard().press("Escape");
    assertThat(dialog).isHidden();
  }

  private static void clean(Visitor visitor) {
    assertThat(visitor.page().locator(BORN_OF_TEXTS)).hasCount(0);
    assertThat(visitor.faults()).isEmpty();
  }
}
