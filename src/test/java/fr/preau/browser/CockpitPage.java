package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.client.Api;

/** What a facilitator steers with: beside the board, or the third tab of a phone. */
final class CockpitPage {

  private final Visitor visitor;
  private final Page page;
  private final Locator root;

  private CockpitPage(Visitor visitor) {
    this.visitor = visitor;
    page = visitor.page();
    root = page.locator(".cockpit");
    assertThat(root).isVisible();
  }

  /** With the facilitator's link. */
  static CockpitPage open(Visitor visitor, Api.Workshop workshop) {
    visitor.page().navigate("/w/" + workshop.id() + "#token=" + workshop.token());
    var phone = visitor.device().touch();
    var opener = phone ? visitor.page().getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(visitor.say("phone.steer")))
        : visitor.page().locator(".rail").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("cockpit.title")));
    assertThat(opener).isVisible();
    if (phone || !"true".equals(opener.getAttribute("aria-pressed"))) opener.click();
    return new CockpitPage(visitor);
  }

  /** Goes to a part. @param name {@code agenda}, {@code crew}, {@code polls}, {@code tables} or {@code together} */
  CockpitPage part(String name) {
    page.locator("#part-tab-" + name).click();
    assertThat(page.locator("#part-" + name)).isVisible();
    return this;
  }

  /** What the cockpit says of now. */
  Locator title() {
    return page.locator("#cockpit-title");
  }

  Locator timer() {
    return root.getByRole(AriaRole.TIMER);
  }

  /** A button anywhere in the cockpit. */
  Locator button(String key, Object... values) {
    return named(visitor.say(key, values));
  }

  Locator named(String name) {
    return root.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
  }

  void next() {
    root.locator(".now-next").click();
  }

  /** Brings the workshop to its end, at its last step. */
  void close() {
    root.locator(".now-close").click();
    confirm();
  }

  void back() {
    root.locator("[data-key=back]").click();
  }

  /** The titles of the phases, in order. */
  Locator phases() {
    return root.locator(".phase-title");
  }

  Locator phase(String title) {
    return root.locator(".phase-head").filter(new Locator.FilterOptions().setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
  }

  /** Fills in the form of a phase that is open, and keeps it. @param mode may be null: as it is */
  void fill(String title, int minutes, String mode) {
    var dialog = page.getByRole(AriaRole.DIALOG);
    dialog.locator("#phase-title").fill(title);
    dialog.locator("#phase-minutes").fill(Integer.toString(minutes));
    if (mode != null) dialog.locator("input[name=phase-mode][value=" + mode + "]").check();
    save();
  }

  void save() {
    var dialog = page.getByRole(AriaRole.DIALOG);
    dialog.locator(".dialog-foot .primary").click();
    assertThat(dialog).isHidden();
  }

  /** Opens somebody's details. */
  Locator person(String name) {
    var row = root.locator(".crew-list > li").filter(new Locator.FilterOptions().setHas(page.locator(".crew-head", new Page.LocatorOptions().setHasText(name))));
    if ("false".equals(row.locator(".crew-head").getAttribute("aria-expanded"))) row.locator(".crew-head").click();
    assertThat(row.locator(".crew-more")).isVisible();
    return row;
  }

  /** Says yes to what is asked. */
  void confirm() {
    var dialog = page.getByRole(AriaRole.DIALOG);
    dialog.locator(".dialog-foot .button").last().click();
    assertThat(dialog).isHidden();
  }

  Locator poll(String title) {
    return root.locator(".poll").filter(new Locator.FilterOptions().setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
  }

  Locator tables() {
    return root.locator(".table");
  }

  Visitor visitor() {
    return visitor;
  }

  Locator root() {
    return root;
  }
}
