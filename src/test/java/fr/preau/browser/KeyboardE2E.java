package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class KeyboardE2E {

  private static final int FARTHEST = 80;

  @RegisterExtension
  static final Stage stage = new Stage();

  private Page page;
  private Keyboard keys;
  private Visitor visitor;

  @Test
  @DisplayName("somebody who uses only the keyboard creates a workshop, makes three cards and two links, edits, deletes, undoes, moves a card, and switches the shortcuts off")
  void wholeJourneyByKeyboard() {
    visitor = stage.visitor(Device.DESKTOP);
    page = visitor.page();
    keys = page.keyboard();
    HomePage.open(visitor);
    type(page.getByLabel(visitor.say("home.create-name")), "Au clavier");
    keys.press("Enter");
    var ready = new ReadyPage(visitor);
    var workshop = TogetherE2E.opened(ready.ownLink());
    press(page.getByRole(AriaRole.LINK, named("ready.board")));
    var board = new BoardPage(visitor);
    assertThat(board.connection()).hasText(visitor.say("connection.connected"));

    add("enjeu", "Manger local");
    add("acteur", "Cantine");
    link("Manger");
    add("levier", "Marché groupé");
    link("Manger");
    assertThat(board.cards()).hasCount(3);
    assertThat(board.links()).hasCount(2);

    press(page.locator(".desk-card").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("common.edit")).setExact(true)));
    type(page.getByRole(AriaRole.DIALOG).getByLabel(visitor.texts().property("card", "", "title"), new Locator.GetByLabelOptions().setExact(true)), "Achat groupé");
    keys.press("Enter");
    assertThat(board.card("Achat groupé")).isVisible();
    keys.press("Delete");
    assertThat(board.card("Achat groupé")).isHidden();
    assertThat(board.links()).hasCount(1);
    keys.press("Control+z");
    assertThat(board.card("Achat groupé")).isVisible();
    assertThat(board.links()).hasCount(2);

    onTheMap(board, workshop.id(), workshop.token());
    shortcutsOffAndOn();
  }

  private void onTheMap(BoardPage board, String workshop, String token) {
    reach(page.locator(".map-card[tabindex='0']"));
    assertThat(board.cards().and(page.locator(":focus"))).hasCount(1);
    var title = page.locator(".map-card:focus .map-card-title").textContent();
    var before = Rows.titled(stage.api(), workshop, token, title).get("x").asDouble();
    keys.press("Alt+ArrowRight");
    page.waitForCondition(() -> Rows.titled(stage.api(), workshop, token, title).get("x").asDouble() == before + 20);
    keys.press("Enter");
    keys.type(title + " !");
    keys.press("Enter");
    assertThat(board.card(title + " !")).isVisible();
    keys.press("Control+z");
    assertThat(board.card(title)).isVisible();
  }

  private void shortcutsOffAndOn() {
    openHelp();
    var dialog = page.getByRole(AriaRole.DIALOG);
    var isOn = dialog.getByLabel(visitor.say("help.on"));
    reach(isOn);
    keys.press("Space");
    assertThat(isOn).not().isChecked();
    keys.press("Escape");
    assertThat(dialog).isHidden();
    keys.press("n");
    keys.press("l");
    keys.press("?");
    assertThat(dialog).isHidden();
    assertThat(page.getByLabel(visitor.say("map.title"), new Page.GetByLabelOptions().setExact(true))).isHidden();
    openHelp();
    reach(isOn);
    keys.press("Space");
    keys.press("Escape");
    assertThat(dialog).isHidden();
    keys.press("?");
    assertThat(dialog).isVisible();
    keys.press("Escape");
    assertThat(dialog).isHidden();
  }

  private void openHelp() {
    press(page.getByRole(AriaRole.BUTTON, named("common.menu")));
    press(page.locator(".menu").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("menu.help"))));
  }

  private void add(String kind, String title) {
    keys.press("n");
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).isVisible();
    var wanted = dialog.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(visitor.texts().kind("card", kind)).setExact(true));
    reach(dialog.getByRole(AriaRole.RADIO).first());
    keys.press("Space");
    for (int i = 0; i < FARTHEST && !wanted.isChecked(); i++) keys.press("ArrowDown");
    assertThat(wanted).isChecked();
    type(dialog.getByLabel(visitor.texts().property("card", kind, "title"), new Locator.GetByLabelOptions().setExact(true)), title);
    keys.press("Enter");
    assertThat(dialog).isHidden();
    assertThat(page.locator(".map-card").filter(new Locator.FilterOptions().setHasText(title))).isVisible();
  }

  /** Links the open card to the one that these words find. */
  private void link(String words) {
    keys.press("l");
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog.getByRole(AriaRole.SEARCHBOX)).isFocused();
    keys.type(words);
    press(dialog.getByRole(AriaRole.LISTITEM).getByRole(AriaRole.BUTTON));
    press(dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("link.do")).setExact(true)));
    assertThat(dialog).isHidden();
  }

  private Page.GetByRoleOptions named(String key) {
    return new Page.GetByRoleOptions().setName(visitor.say(key)).setExact(true);
  }

  private void type(Locator field, String text) {
    reach(field);
    keys.press("Control+a");
    keys.type(text);
    assertThat(field).hasValue(text);
  }

  private void press(Locator control) {
    reach(control);
    keys.press("Enter");
  }

  /** Goes there with the Tab key, as somebody would who sees where the focus is. */
  private void reach(Locator wanted) {
    assertThat(wanted).isVisible();
    for (int i = 0; i < FARTHEST; i++) {
      if ((boolean) wanted.evaluate("element => element === document.activeElement")) {
        assertThat((String) wanted.evaluate("element => { const style = getComputedStyle(element); return style.outlineStyle + style.boxShadow; }")).as("visible focus").isNotEqualTo("nonenone");
        return;
      }
      keys.press("Tab");
    }
    throw new AssertionError("the Tab key does not lead to " + wanted);
  }
}
