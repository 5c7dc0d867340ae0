package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TogetherE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  @Test
  @DisplayName("two people with phones and one at a large screen build a map together, and all see the same at the end")
  void buildAMapTogether() {
    var desktop = stage.visitor(Device.DESKTOP);
    var ready = HomePage.open(desktop).create("Se déplacer sans voiture", "Vallée de la Brume");
    var code = ready.code();
    var address = ready.address();
    var workshop = opened(ready.ownLink());
    var board = ready.board();

    var ada = HomePage.open(placing(stage.visitor(Device.PHONE), 0.02)).enter(code.toLowerCase()).as("Ada").family("association").organisation("AMAP du Val").enterOnPhone();
    var noe = JoinPage.open(placing(stage.visitor(Device.PHONE), 0.6), "http://" + address).as("Noé").enterOnPhone();

    ada.give("enjeu", "Aller au travail sans voiture").give("acteur", "Usine du Val");
    noe.give("enjeu", "Air du bourg").give("contrainte", "Cuisine fermée à 14 h");
    assertThat(board.cards()).hasCount(4);

    ada.contribute().link("Usine du Val").choose("travail", "Aller au travail sans voiture").confirm();
    assertThat(board.links()).hasCount(1);
    noe.rename("Cuisine fermée à 14 h", "Cuisine fermée dès 14 h");
    assertThat(board.card("Cuisine fermée dès 14 h")).isVisible();
    noe.delete("Air du bourg");
    assertThat(board.card("Air du bourg")).isHidden();
    noe.undoInMessage();
    assertThat(board.card("Air du bourg")).isVisible();

    onTheMap(board, workshop);

    noe.see();
    ada.see();
    var expected = Rows.expected(stage.api(), workshop.id(), workshop.token());
    assertThat(board.cards()).hasCount(expected.size());
    assertThat(board.connection()).hasText(desktop.say("connection.connected"));
    Rows.awaitShown(board.rows(), expected);
    Rows.awaitShown(ada.rows(), expected);
    Rows.awaitShown(noe.rows(), expected);
  }

  @Test
  @DisplayName("R99 on a phone Back closes the open sheet, one after the other, then goes from the list to the form and from there to its kinds, and only then leaves the workshop")
  void back() {
    var workshop = stage.api().create("Retour");
    var ada = stage.visitor(Device.PHONE);
    HomePage.open(ada);
    var phone = JoinPage.open(ada, "/" + workshop.code()).as("Ada").enterOnPhone().give("enjeu", "Air du bourg").open("Air du bourg");
    var sheets = ada.page().locator("dialog[open]");
    ada.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ada.say("common.edit")).setExact(true)).tap();
    assertThat(sheets).hasCount(2);
    ada.page().goBack();
    assertThat(sheets).hasCount(1);
    ada.page().goBack();
    assertThat(sheets).hasCount(0);
    phone.field("enjeu", "title").fill("Bus du soir");
    phone.see();
    ada.page().goBack();
    assertThat(phone.field("enjeu", "title")).hasValue("Bus du soir");
    ada.page().goBack();
    var chooser = ada.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(ada.say("contribute.title")));
    assertThat(chooser).isVisible();
    assertThat(phone.choose("acteur").field("acteur", "title")).hasValue("Bus du soir");
    ada.page().goBack();
    assertThat(chooser).isVisible();
    phone.open("Air du bourg");
    ada.page().keyboard().press("Escape");
    assertThat(sheets).hasCount(0);
    phone.menu("menu.people");
    ada.page().waitForCondition(() -> ada.page().evaluate("history.state?.dialog ?? false").equals(true));
    ada.page().reload();
    phone = new PhonePage(ada);
    assertThat(phone.mine("Air du bourg")).isVisible();
    assertThat(sheets).hasCount(0);
    ada.page().waitForCondition(() -> ada.page().evaluate("history.state?.dialog ?? false").equals(false));
    ada.page().goBack();
    assertThat(ada.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(ada.say("home.title")))).isVisible();
    ada.page().goForward();
    assertThat(new PhonePage(ada).mine("Air du bourg")).isVisible();
  }

  @Test
  @DisplayName("R116 who opens the page at an address that the server does not know is told so when creating, joining and waiting, and which setting is missing")
  void strangeAddress() {
    var workshop = stage.api().create("Ailleurs");
    var ada = stage.stranger(Device.PHONE);
    var page = ada.page();
    var why = page.getByText("PREAU_ORIGINS");
    page.navigate("/");
    page.getByLabel(ada.say("home.create-name")).fill("Ici");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(ada.say("home.create-do"))).tap();
    assertThat(why).isVisible();
    page.navigate("/" + workshop.code());
    assertThat(why).isVisible();
    page.navigate("/w/" + workshop.id() + "#token=" + workshop.token());
    assertThat(page.locator("main.opening")).containsText("PREAU_ORIGINS");
  }

  @Test
  @DisplayName("R118 where another makes the very link that is chosen in the dialog, what is chosen stays, and that it exists is told")
  void sameLink() {
    var workshop = stage.api().create("Deux mêmes");
    var ada = stage.visitor(Device.PHONE);
    var phone = JoinPage.open(ada, "/" + workshop.code()).as("Ada").enterOnPhone().give("acteur", "Usine du Val").give("enjeu", "Air du bourg");
    phone.link("Usine du Val").choose("air", "Air du bourg");
    var chosen = ada.page().locator("#link-form [name=offer]:checked + span");
    var kind = ada.texts().kind("link", "concerne");
    assertThat(chosen).containsText(kind);
    stage.link(workshop, "concerne", "Usine du Val", "Air du bourg");
    assertThat(ada.page().getByText(ada.say("link.taken"))).isVisible();
    assertThat(ada.page().locator("dialog .notice")).containsText(kind);
    assertThat(chosen).hasCount(0);
    assertThat(ada.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(ada.say("link.do")).setExact(true))).isDisabled();
    ada.page().locator("#link-form [name=offer]").first().check();
    new LinkDialog(ada).confirm();
  }

  @Test
  @DisplayName("on a phone the overview opens with every card in it, and its tools stay above the tabs when the line is gone")
  void overview() {
    var workshop = stage.api().create("Tout voir");
    try (var facilitator = new BoardClient(stage.server().base(), workshop.token(), BoardClient.model(stage.api()))) {
      for (int i = 0; i < 4; i++) facilitator.submit(new Op.Put("card", "c" + i, Map.of("kind", "enjeu", "title", "Carte " + i, "x", 320.0 * i, "y", 90.0 * i)));
      facilitator.awaitAnswers();
      assertEquals(Map.of(), facilitator.rejected());
    }
    var ada = stage.visitor(Device.PHONE);
    var page = ada.page();
    JoinPage.open(ada, "/" + workshop.code()).as("Ada").enterOnPhone().see().asMap();
    assertThat(page.locator(".map-card")).hasCount(4);
    page.waitForCondition(() -> page.evaluate("""
        (() => {
          const frame = document.querySelector('.phone-map').getBoundingClientRect();
          return [...document.querySelectorAll('.map-card')].map(card => card.getBoundingClientRect()).every(card => card.left >= frame.left && card.right <= frame.right);
        })()""").equals(true));
    ada.context().setOffline(true);
    assertThat(page.locator(".phone-head .connection.away")).isVisible();
    page.waitForCondition(() -> page.evaluate("document.querySelector('.map-tools').getBoundingClientRect().bottom <= document.querySelector('.tabs').getBoundingClientRect().top").equals(true));
  }

  /** What the facilitator does at the large screen, with the mouse. */
  private static void onTheMap(BoardPage board, Api.Workshop workshop) {
    board.add("levier", "Navette des usines").add("note", "À jeter").fit();
    var before = Rows.titled(stage.api(), workshop.id(), workshop.token(), "Navette des usines");
    board.drag("Navette des usines", 40, -60);
    board.visitor().page().waitForCondition(() -> Rows.titled(stage.api(), workshop.id(), workshop.token(), "Navette des usines").get("y").asDouble() < before.get("y").asDouble() - 20);

    board.fit();
    board.linkByHandle("Navette des usines", "Aller au travail sans voiture", "renforce (+)");
    assertThat(board.links()).hasCount(2);
    board.rename("À jeter", "À garder");

    board.page().keyboard().press("Escape");
    assertThat(board.selected()).hasCount(0);
    board.marquee("Aller au travail sans voiture", "Usine du Val");
    assertThat(board.selected()).hasCount(2);
    board.selectAlso("Air du bourg");
    assertThat(board.selected()).hasCount(3);
    board.page().keyboard().press("Delete");
    assertThat(board.cards()).hasCount(3);
    assertThat(board.links()).hasCount(0);
    board.page().keyboard().press("Control+z");
    assertThat(board.cards()).hasCount(6);
    assertThat(board.links()).hasCount(2);
    board.page().keyboard().press("Control+y");
    assertThat(board.cards()).hasCount(3);
    for (var title : List.of("Aller au travail sans voiture", "Usine du Val", "Air du bourg")) board.restore(title);
    assertThat(board.cards()).hasCount(6);
    assertThat(board.links()).hasCount(2);
  }

  /** Which workshop a facilitator's link opens. */
  static Api.Workshop opened(String ownLink) {
    var parts = ownLink.split("/w/|#token=");
    return new Api.Workshop(parts[1], null, parts[2]);
  }

  /** Gives the cards of a phone places of their own, in a row at this height, so that none lies on another. */
  private static Visitor placing(Visitor visitor, double height) {
    visitor.context().addInitScript("{ let n = 0; Math.random = () => n++ % 2 ? " + height + " : (n % 6) / 6; }");
    return visitor;
  }
}
