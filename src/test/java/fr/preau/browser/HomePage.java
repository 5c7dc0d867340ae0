package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The first page: enter a code, or create a workshop. */
final class HomePage {

  private final Visitor visitor;
  private final Page page;

  private HomePage(Visitor visitor) {
    this.visitor = visitor;
    this.page = visitor.page();
  }

  static HomePage open(Visitor visitor) {
    visitor.page().navigate("/");
    visitor.page().waitForSelector("h1");
    return new HomePage(visitor);
  }

  JoinPage enter(String code) {
    page.getByLabel(visitor.say("home.code")).fill(code);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("home.enter")).setExact(true)).click();
    return new JoinPage(visitor);
  }

  /** What the workshop begins with, as the form shows it. */
  Locator begins() {
    return page.locator("#begin-what");
  }

  /** Opens what a workshop can begin with. */
  HomePage beginnings() {
    page.locator(".begin button").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    return this;
  }

  /** One of the things that a workshop can begin with, by its title. */
  Locator beginning(String title) {
    return page.getByRole(AriaRole.DIALOG).locator(".begin-card").filter(new Locator.FilterOptions().setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
  }

  HomePage begin(String title) {
    beginnings();
    picker(title).click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    return this;
  }

  Locator picker(String title) {
    return beginning(title).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("common.action", "action", visitor.say("begin.pick"), "title", title)));
  }

  ReadyPage create(String title, String territory) {
    page.getByLabel(visitor.say("home.create-name")).fill(title);
    page.getByLabel(visitor.say("home.create-territory")).fill(territory);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("home.create-do"))).click();
    return new ReadyPage(visitor);
  }
}
