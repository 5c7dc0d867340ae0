package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** Coming in: a name, perhaps a family and an organisation. */
final class JoinPage {

  private final Visitor visitor;
  private final Page page;

  JoinPage(Visitor visitor) {
    this.visitor = visitor;
    this.page = visitor.page();
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(visitor.say("join.title")))).isVisible();
  }

  static JoinPage open(Visitor visitor, String address) {
    visitor.page().navigate(address);
    return new JoinPage(visitor);
  }

  JoinPage as(String name) {
    page.getByLabel(visitor.say("join.name")).fill(name);
    return this;
  }

  JoinPage family(String family) {
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(visitor.texts().family(family)).setExact(true)).check();
    return this;
  }

  JoinPage organisation(String organisation) {
    page.getByLabel(visitor.say("join.organisation")).fill(organisation);
    return this;
  }

  Locator enterButton() {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("join.do")).setExact(true));
  }

  PhonePage enterOnPhone() {
    enterButton().click();
    return new PhonePage(visitor);
  }

  BoardPage enterOnDesktop() {
    enterButton().click();
    return new BoardPage(visitor);
  }
}
