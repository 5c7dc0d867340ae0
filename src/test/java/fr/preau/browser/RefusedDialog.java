package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What the server did not accept, each with its words. */
final class RefusedDialog {

  private final Visitor visitor;
  private final Locator dialog;

  private RefusedDialog(Visitor visitor) {
    this.visitor = visitor;
    dialog = visitor.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog.getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setName(visitor.say("reject.words")))).isVisible();
  }

  /** Waits until the page says that so many changes were not accepted, and opens them. */
  static RefusedDialog open(Visitor visitor, int count) {
    var told = visitor.page().locator(".rejected:visible").filter(new Locator.FilterOptions().setHasText(visitor.say("reject.title", "n", count)));
    assertThat(told).isInViewport();
    told.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("reject.content"))).click();
    return new RefusedDialog(visitor);
  }

  Locator items() {
    return dialog.getByRole(AriaRole.LISTITEM);
  }

  /** The words of the one that is told so. */
  Locator words(String what) {
    return item(what).getByLabel(visitor.say("reject.words"));
  }

  void press(String what, String key) {
    item(what).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say(key))).click();
  }

  private Locator item(String what) {
    return items().filter(new Locator.FilterOptions().setHas(visitor.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(what))));
  }
}
