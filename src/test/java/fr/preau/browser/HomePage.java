package fr.preau.browser;

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
    return new HomePage(visitor);
  }

  JoinPage enter(String code) {
    page.getByLabel(visitor.say("home.code")).fill(code);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("home.enter")).setExact(true)).click();
    return new JoinPage(visitor);
  }

  ReadyPage create(String title, String territory) {
    page.getByLabel(visitor.say("home.create-name")).fill(title);
    page.getByLabel(visitor.say("home.create-territory")).fill(territory);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("home.create-do"))).click();
    return new ReadyPage(visitor);
  }
}
