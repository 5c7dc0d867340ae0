package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** A workshop on a phone: the tabs « Contribuer » and « Voir ». */
final class PhonePage {

  private final Visitor visitor;
  private final Page page;

  PhonePage(Visitor visitor) {
    this.visitor = visitor;
    this.page = visitor.page();
    assertThat(tab("phone.give")).isVisible();
  }

  Locator tab(String key) {
    return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(visitor.say(key)));
  }

  PhonePage contribute() {
    tab("phone.give").tap();
    return this;
  }

  PhonePage see() {
    tab("phone.see").tap();
    return this;
  }

  PhonePage asMap() {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("see.map")).setExact(true)).tap();
    return this;
  }

  /** Chooses what to give; the form is then open. @param kind of card, or {@code proposal} */
  PhonePage choose(String kind) {
    var change = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("contribute.change")));
    var chooser = page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(visitor.say("contribute.title")));
    assertThat(change.or(chooser)).isVisible();
    if (change.isVisible()) change.tap();
    assertThat(chooser).isVisible();
    kindButton(kind).tap();
    return this;
  }

  private Locator kindButton(String kind) {
    return page.locator(".kind-button").filter(new Locator.FilterOptions().setHas(page.getByText(label(kind), new Page.GetByTextOptions().setExact(true))));
  }

  private String label(String kind) {
    return kind.equals("proposal") ? visitor.texts().type(kind) : visitor.texts().kind("card", kind);
  }

  /** The field of a property in the open form. */
  Locator field(String kind, String property) {
    return page.locator("#give-form").getByLabel(visitor.texts().property(kind.equals("proposal") ? kind : "card", kind, property));
  }

  Locator send() {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("contribute.send")));
  }

  PhonePage give(String kind, String title) {
    return choose(kind).fillAndSend(kind, title);
  }

  /** Gives what the step asks for where that is one kind only: its form is there at once, but where others have begun such a thing. */
  PhonePage answer(String kind, String title) {
    assertThat(page.locator("#give-form").or(kindButton(kind)).first()).isVisible();
    if (kindButton(kind).isVisible()) kindButton(kind).tap();
    return fillAndSend(kind, title);
  }

  private PhonePage fillAndSend(String kind, String title) {
    field(kind, "title").fill(title);
    send().tap();
    assertThat(mine(title)).isVisible();
    return this;
  }

  /** Gives one vote more to this. */
  PhonePage vote(String title) {
    var row = page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(visitor.say("vote.on", "title", title)).setExact(true));
    var count = row.locator(".vote-n > [aria-hidden]");
    assertThat(count).isVisible();
    var before = Integer.parseInt(count.textContent());
    row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("vote.more", "title", title)).setExact(true)).tap();
    assertThat(count).hasText(String.valueOf(before + 1));
    return this;
  }

  /** Gives a score from 0 to 5. */
  PhonePage score(int score) {
    var step = page.locator(".scale-step").nth(score);
    step.tap();
    assertThat(step).hasAttribute("aria-pressed", "true");
    return this;
  }

  /** The row of a card in « Voir ». */
  Locator row(String title) {
    return rows().filter(new Locator.FilterOptions().setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
  }

  /** A row of « Ce que vous avez apporté ». */
  Locator mine(String title) {
    return page.locator(".mine").getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
  }

  private Locator action(String key, String title) {
    return mine(title).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("common.action", "action", visitor.say(key), "title", title)).setExact(true));
  }

  LinkDialog link(String title) {
    action("link.to", title).tap();
    return new LinkDialog(visitor);
  }

  void rename(String title, String renamed) {
    action("common.edit", title).tap();
    var dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel(visitor.texts().property("card", "", "title"), new Locator.GetByLabelOptions().setExact(true)).fill(renamed);
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("common.save"))).tap();
    assertThat(dialog).isHidden();
    assertThat(mine(renamed)).isVisible();
  }

  void delete(String title) {
    action("common.delete", title).tap();
    assertThat(mine(title)).isHidden();
  }

  /** Takes back what was done last, where the message about it offers that. */
  void undoInMessage() {
    page.locator(".toast").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("common.undo"))).tap();
  }

  Locator rows() {
    return page.locator(".group .card-row");
  }

  Locator connection() {
    return page.locator(".phone-head .connection");
  }

  /** The state of the connection in the open sheet. */
  Locator connectionInSheet() {
    return page.locator("dialog[open] .connection").last();
  }

  /** What is told of changes that were not accepted, in the head of the page. */
  Locator refusals() {
    return page.locator(".phone-head .rejected");
  }

  /** The same in the open sheet. */
  Locator refusalsInSheet() {
    return page.locator("dialog[open] .rejected").last();
  }

  Locator toast() {
    return page.locator(".toast");
  }

  /** Opens one of the cards that were given. */
  PhonePage open(String title) {
    mine(title).getByText(title).tap();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    return this;
  }

  /** Opens an entry of the menu. */
  PhonePage menu(String key) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("common.menu")).setExact(true)).tap();
    page.locator(".menu").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say(key))).tap();
    return this;
  }

  Visitor visitor() {
    return visitor;
  }
}
