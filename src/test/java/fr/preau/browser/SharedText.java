package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** A long text that is open on somebody's screen, in which everyone may write. */
final class SharedText {

  private final Visitor visitor;
  private final Page page;
  private final Locator field;
  private CDPSession keyboard;

  private SharedText(Visitor visitor, String type, String property) {
    this.visitor = visitor;
    this.page = visitor.page();
    this.field = page.locator("preau-text").filter(new Locator.FilterOptions().setHas(page.getByLabel(visitor.texts().property(type, "", property))));
    assertThat(area()).isVisible();
  }

  /** The shared aim of a proposal, which is opened from the list beside the map or on the phone. */
  static SharedText aimOf(Visitor visitor, String title) {
    return open(visitor, title, "proposal", "visee");
  }

  /** What is said of a card, likewise. */
  static SharedText bodyOf(Visitor visitor, String title) {
    return open(visitor, title, "card", "body");
  }

  private static SharedText open(Visitor visitor, String title, String type, String property) {
    var page = visitor.page();
    page.locator(".card-row").filter(new Locator.FilterOptions().setHas(page.getByText(title, new Page.GetByTextOptions().setExact(true)))).getByText(title).first().click();
    return new SharedText(visitor, type, property);
  }

  Locator area() {
    return field.getByRole(AriaRole.TEXTBOX);
  }

  /** Names beside the others' carets. */
  Locator carets() {
    return field.locator(".writing-caret > span");
  }

  Locator about() {
    return field.locator(".writing-about");
  }

  SharedText type(String text) {
    page.keyboard().type(text);
    return this;
  }

  SharedText press(String key) {
    page.keyboard().press(key);
    return this;
  }

  /** Touches a button beside the text. */
  SharedText tap(String key) {
    field.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say(key))).tap();
    return this;
  }

  /** Puts the caret behind these words, or at the start of the text where there are none. */
  SharedText behind(String words) {
    area().evaluate("(area, words) => { const at = area.value.indexOf(words) + words.length; area.focus(); area.setSelectionRange(at, at); }", words);
    return this;
  }

  SharedText select(String words) {
    area().evaluate("(area, words) => { const at = area.value.indexOf(words); area.focus(); area.setSelectionRange(at, at + words.length); }", words);
    return this;
  }

  String selected() {
    return (String) area().evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)");
  }

  /** A word under way, as keyboards that predict or convert have it: underlined, and not final. */
  SharedText compose(String text) {
    var composition = new JsonObject();
    composition.addProperty("text", text);
    composition.addProperty("selectionStart", text.length());
    composition.addProperty("selectionEnd", text.length());
    return send("Input.imeSetComposition", composition);
  }

  /** The word is chosen. */
  SharedText commit(String text) {
    var word = new JsonObject();
    word.addProperty("text", text);
    return send("Input.insertText", word);
  }

  private SharedText send(String method, JsonObject parameters) {
    if (keyboard == null) keyboard = visitor.context().newCDPSession(page);
    keyboard.send(method, parameters);
    return this;
  }

  void shows(String text) {
    assertThat(area()).hasValue(text);
  }
}
