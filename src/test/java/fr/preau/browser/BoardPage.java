package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.KeyboardModifier;
import java.util.List;

/** A workshop on a large screen: the map, the list, the open card. */
final class BoardPage {

  private final Visitor visitor;
  private final Page page;

  BoardPage(Visitor visitor) {
    this.visitor = visitor;
    this.page = visitor.page();
    assertThat(map()).isVisible();
  }

  Locator map() {
    return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(visitor.say("map.label")));
  }

  /** A card on the map. */
  Locator card(String title) {
    return page.getByRole(AriaRole.OPTION).filter(new Locator.FilterOptions().setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))));
  }

  Locator cards() {
    return page.locator(".map-card");
  }

  Locator links() {
    return page.locator(".map-link");
  }

  Locator selected() {
    return page.locator(".map-card[aria-selected=true]");
  }

  Locator connection() {
    return page.locator(".desk-head .connection");
  }

  /** A button of the map's own tools. */
  Locator tool(String key) {
    return page.getByRole(AriaRole.TOOLBAR, new Page.GetByRoleOptions().setName(visitor.say("map.tools"))).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say(key)).setExact(true));
  }

  /** Shows the whole map. */
  BoardPage fit() {
    tool("map.fit").click();
    return this;
  }

  /** Writes a new card in place, where the map finds room. */
  BoardPage add(String kind, String title) {
    tool("map.new").click();
    page.getByLabel(visitor.say("map.kind")).selectOption(kind);
    page.getByLabel(visitor.say("map.title"), new Page.GetByLabelOptions().setExact(true)).fill(title);
    page.keyboard().press("Enter");
    assertThat(card(title)).isVisible();
    return this;
  }

  /** Drags a card by this many pixels on the screen. */
  void drag(String title, double dx, double dy) {
    var box = card(title).boundingBox();
    page.mouse().move(middle(box), box.y + box.height / 2);
    page.mouse().down();
    page.mouse().move(middle(box) + dx, box.y + box.height / 2 + dy, new Mouse.MoveOptions().setSteps(8));
    page.mouse().up();
  }

  /** Draws a link from the round handle of one card to another, and says what it means. */
  void linkByHandle(String from, String to, String verb) {
    card(from).hover();
    var handle = page.locator(".map-handle");
    assertThat(handle).isVisible();
    var start = handle.boundingBox();
    var end = card(to).boundingBox();
    page.mouse().move(middle(start), start.y + start.height / 2);
    page.mouse().down();
    page.mouse().move(middle(end), end.y + end.height / 2, new Mouse.MoveOptions().setSteps(8));
    page.mouse().up();
    var dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(from + " " + verb + " " + to)).click();
    assertThat(dialog).isHidden();
  }

  /** Edits a title where it stands. */
  void rename(String title, String renamed) {
    card(title).dblclick();
    page.getByLabel(visitor.say("map.title"), new Page.GetByLabelOptions().setExact(true)).fill(renamed);
    page.keyboard().press("Enter");
    assertThat(card(renamed)).isVisible();
    assertThat(card(title)).isHidden();
  }

  /** Selects what is inside a frame drawn around these cards. */
  void marquee(String... titles) {
    double left = Double.MAX_VALUE, top = Double.MAX_VALUE, right = 0, bottom = 0;
    for (var title : titles) {
      var box = card(title).boundingBox();
      left = Math.min(left, box.x);
      top = Math.min(top, box.y);
      right = Math.max(right, box.x + box.width);
      bottom = Math.max(bottom, box.y + box.height);
    }
    page.keyboard().down("Shift");
    page.mouse().move(left - 12, top - 12);
    page.mouse().down();
    page.mouse().move(right + 12, bottom + 12, new Mouse.MoveOptions().setSteps(8));
    page.mouse().up();
    page.keyboard().up("Shift");
  }

  void select(String title) {
    card(title).click();
    assertThat(card(title)).hasAttribute("aria-selected", "true");
  }

  /** Adds a card to those selected, or takes it away. */
  void selectAlso(String title) {
    card(title).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.SHIFT)));
  }

  /** Puts something of the bin back onto the board. */
  void restore(String title) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("menu.bin")).setExact(true)).click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true))))
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("bin.restore"))).click();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("common.close")).setExact(true)).first().click();
    assertThat(dialog).isHidden();
  }

  /** The list beside the map. */
  Locator rows() {
    return page.locator(".desk-list .group .card-row");
  }

  /** Opens files in or out. @param key {@code import.title} or {@code export.title} */
  BoardPage exchange(String key) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("desk.files")).setExact(true)).click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say(key))).click();
    return this;
  }

  /** Opens the list of who takes part. */
  void people() {
    page.locator(".people-here").click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
  }

  /** Opens an entry of the menu. */
  BoardPage menu(String key) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(visitor.say("common.menu")).setExact(true)).click();
    page.locator(".menu").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say(key))).click();
    return this;
  }

  private static double middle(BoundingBox box) {
    return box.x + box.width / 2;
  }

  Visitor visitor() {
    return visitor;
  }

  Page page() {
    return page;
  }
}
