package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What the creator of a workshop gets. */
final class ReadyPage {

  private final Visitor visitor;
  private final Page page;

  ReadyPage(Visitor visitor) {
    this.visitor = visitor;
    this.page = visitor.page();
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(visitor.say("ready.title")))).isVisible();
  }

  /** As shown: {@code ABCD 2345}. */
  String code() {
    return page.locator(".big-code").textContent().replace('\u00a0', ' ').trim();
  }

  /** The short address, as somebody would type it. */
  String address() {
    return page.locator("dd.address").textContent().trim();
  }

  /** The link that makes its holder the facilitator on any device. */
  String ownLink() {
    return page.getByLabel(visitor.say("ready.own"), new Page.GetByLabelOptions().setExact(true)).and(page.locator("input")).inputValue();
  }

  BoardPage board() {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(visitor.say("ready.board"))).click();
    return new BoardPage(visitor);
  }
}
