package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;

/** Files in: what they would do, what is wrong in them, what their words become. */
final class ImportDialog {

  private final Visitor visitor;
  private final Locator dialog;

  ImportDialog(Visitor visitor) {
    this.visitor = visitor;
    dialog = visitor.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).isVisible();
  }

  ImportDialog maps(byte[] nodes, byte[] links) {
    file("nodes", nodes);
    file("links", links);
    return this;
  }

  ImportDialog json(byte[] file) {
    dialog.getByRole(AriaRole.RADIO, new Locator.GetByRoleOptions().setName(visitor.say("import.json"))).check();
    file("file", file);
    return this;
  }

  private void file(String part, byte[] content) {
    dialog.getByLabel(visitor.say("import.part-" + part)).setInputFiles(new FilePayload(part + (part.equals("file") ? ".json" : ".csv"), "application/octet-stream", content));
  }

  /** What a word of the file becomes: a kind, perhaps with a family, a sign or the other direction. */
  ImportDialog choose(String word, String target) {
    dialog.getByLabel(word).selectOption(target);
    assertThat(dialog.locator("[aria-busy=true]")).hasCount(0);
    assertThat(dialog.getByLabel(word)).hasValue(target);
    return this;
  }

  /** The number of what would be made, changed or left. @param which created, updated or unchanged */
  Locator count(String which) {
    return dialog.locator(".counts div").filter(new Locator.FilterOptions().setHasText(visitor.say("import." + which))).locator("dd");
  }

  Locator problems() {
    return dialog.getByRole(AriaRole.ALERT);
  }

  Locator nothingToDo() {
    return dialog.getByText(visitor.say("import.nothing"));
  }

  Locator importButton() {
    return dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("import.do")).setExact(true));
  }

  void importNow() {
    importButton().click();
    assertThat(dialog.getByText(visitor.say("import.done"))).isVisible();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("import.see"))).click();
    assertThat(dialog).isHidden();
  }

  void close() {
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("common.cancel"))).click();
    assertThat(dialog).isHidden();
  }
}
