package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Linking by search, without dragging. */
final class LinkDialog {

  private final Visitor visitor;
  private final Locator dialog;

  LinkDialog(Visitor visitor) {
    this.visitor = visitor;
    dialog = visitor.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).isVisible();
  }

  LinkDialog choose(String words, String title) {
    dialog.getByRole(AriaRole.SEARCHBOX).fill(words);
    dialog.getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHas(visitor.page().getByText(title, new Page.GetByTextOptions().setExact(true)))).click();
    return this;
  }

  /** @param sentence what the link says, from card to card */
  void say(String sentence) {
    dialog.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(sentence)).check();
    confirm();
  }

  void confirm() {
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("link.do")).setExact(true)).click();
    assertThat(dialog).isHidden();
  }
}
