package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import fr.preau.client.Api;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WritingE2E {

  private static final String TITLE = "Une cuisine partagée";

  @RegisterExtension
  static final Stage stage = Stage.farAway(20_261_125L);

  private Api.Workshop workshop;
  private Visitor phone;
  private Visitor desk;
  private SharedText ada;
  private SharedText noe;

  @BeforeEach
  void bothOpenTheProposal() {
    workshop = stage.api().create("Écrire ensemble");
    phone = stage.visitor(Device.PHONE);
    desk = stage.visitor(Device.DESKTOP);
    var board = JoinPage.open(desk, "/" + workshop.code()).as("Noé").family("collectivite").enterOnDesktop();
    JoinPage.open(phone, "/" + workshop.code()).as("Ada").family("association").enterOnPhone().give("proposal", TITLE).see();
    assertThat(board.cards()).hasCount(1);
    ada = SharedText.aimOf(phone, TITLE);
    noe = SharedText.aimOf(desk, TITLE);
  }

  @Test
  @DisplayName("R70 R75 two people who type into one text at once end with the same text, and see each other's carets")
  void atOnce() {
    ada.behind("").type("Tous mangent local");
    noe.shows("Tous mangent local");
    noe.behind("Tous");
    ada.behind("local");
    var left = " ensemble".split("");
    var right = ", dès 2028".split("");
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      if (i < left.length) noe.type(left[i]);
      if (i < right.length) ada.type(right[i]);
    }
    noe.shows("Tous ensemble mangent local, dès 2028");
    ada.shows("Tous ensemble mangent local, dès 2028");
    assertThat(noe.carets()).hasText("Ada");
    assertThat(ada.carets()).hasText("Noé");
    assertThat(noe.about()).containsText(desk.say("writing.here", "n", 1));
    assertThat(stored()).isEqualTo("Tous ensemble mangent local, dès 2028");

    ada.area().blur();
    assertThat(noe.carets()).hasCount(0);
    assertThat(noe.about()).containsText(desk.say("writing.hint"));
  }

  @Test
  @DisplayName("R111 what is said of a card is written together, too, and the list follows")
  void card() {
    phone.page().goBack();
    var give = new PhonePage(phone).contribute();
    give.choose("enjeu");
    give.field("enjeu", "title").fill("Se nourrir");
    give.field("enjeu", "body").fill("Deux marchés");
    give.send().tap();
    give.see();
    ada = SharedText.bodyOf(phone, "Se nourrir");
    noe = SharedText.bodyOf(desk, "Se nourrir");
    ada.behind("Deux").type(" petits");
    noe.behind("marchés").type(",\nun jardin");
    ada.shows("Deux petits marchés,\nun jardin");
    noe.shows("Deux petits marchés,\nun jardin");
    assertThat(noe.carets()).hasText("Ada");
    assertThat(Rows.titled(stage.api(), workshop.id(), workshop.token(), "Se nourrir").get("body").asText()).isEqualTo("Deux petits marchés,\nun jardin");
    assertThat(new BoardPage(desk).rows().filter(new Locator.FilterOptions().setHasText("un jardin"))).hasCount(1);
  }

  @Test
  @DisplayName("R88 two people who begin to write at one place at once, far from the server, each keep their words in one piece")
  void atOnePlace() {
    ada.behind("").type("Ici : ");
    noe.shows("Ici : ");
    noe.behind("Ici : ");
    ada.behind("Ici : ");
    stage.network().delay(120, 40);
    var left = "mangeons ensemble. ".split("");
    var right = "roulons à vélo. ".split("");
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      if (i < left.length) noe.type(left[i]);
      if (i < right.length) ada.type(right[i]);
    }
    var either = Pattern.compile("Ici : (mangeons ensemble\\. roulons à vélo\\.|roulons à vélo\\. mangeons ensemble\\.) ");
    assertThat(ada.area()).hasValue(either);
    noe.shows(ada.area().inputValue());
    stage.network().mend();
  }

  @Test
  @DisplayName("R74 what others type does not break a word that is being composed, and the selection stays on its words")
  void composing() {
    ada.behind("").type("Oui ");
    noe.shows("Oui ");
    ada.compose("に").compose("にほ");
    noe.shows("Oui にほ");
    noe.behind("").type("Non. ");
    assertThat(ada.about()).containsText(phone.say("writing.waiting"));
    ada.shows("Oui にほ");
    ada.compose("にほん").commit("日本");
    ada.shows("Non. Oui 日本");
    noe.shows("Non. Oui 日本");

    ada.select("Oui");
    noe.behind("").type("Bien. ");
    ada.shows("Bien. Non. Oui 日本");
    assertThat(ada.selected()).isEqualTo("Oui");
  }

  @Test
  @DisplayName("R73 undo and redo take out and put back what one typed oneself")
  void undo() {
    ada.behind("").type("vélo");
    noe.shows("vélo");
    noe.behind("vélo").type(" et train");
    ada.shows("vélo et train");
    noe.behind("vé").press("Control+z");
    noe.shows("vélo");
    ada.shows("vélo");
    noe.press("Control+Shift+z");
    ada.shows("vélo et train");
    ada.press("Control+z");
    noe.shows(" et train");
    ada.press("Control+y");
    noe.shows("vélo et train");
    noe.press("Control+z").press("Control+z").press("Control+z");
    noe.shows("vélo");
  }

  @Test
  @DisplayName("R100 what was typed in the sheet of a phone is taken back, and done again, by the buttons beside it, also while a word is composed")
  void undoInTheSheet() {
    ada.behind("").type("vélo");
    noe.shows("vélo");
    noe.behind("vélo").type(" et train");
    ada.shows("vélo et train");
    ada.tap("writing.undo");
    ada.shows(" et train");
    noe.shows(" et train");
    ada.tap("writing.redo");
    noe.shows("vélo et train");
    ada.behind("vélo").compose("s");
    noe.shows("vélos et train");
    ada.tap("writing.undo");
    noe.shows("vélo et train");
    ada.shows("vélo et train");
    assertThat(ada.area()).isFocused();
  }

  @Test
  @DisplayName("R132 who cancels a form takes back what they typed into its long texts there, and nothing else")
  void cancelled() {
    ada.behind("").type("vélo");
    noe.shows("vélo");
    press(phone, "common.edit");
    var inForm = phone.page().locator("#edit-form").getByLabel(phone.texts().property("proposal", "", "visee")).first();
    inForm.press("Control+End");
    inForm.pressSequentially(" et train");
    noe.shows("vélo et train");
    noe.behind("vélo").type("s");
    assertThat(inForm).hasValue("vélos et train");
    press(phone, "common.cancel");
    noe.shows("vélos");
    ada.shows("vélos");
  }

  @Test
  @DisplayName("R75 nothing moves when others come into a text")
  void nothingMoves() {
    ada.behind("").type("vélo");
    noe.shows("vélo");
    var alone = ada.about().boundingBox().height;
    noe.behind("");
    assertThat(ada.about()).containsText(phone.say("writing.here", "n", 1));
    assertThat(ada.about().boundingBox().height).isEqualTo(alone);
  }

  @Test
  @DisplayName("R72 what was typed without a connection is there after a reload, once")
  void reload() {
    var line = new Line(phone.context());
    phone.page().reload();
    ada = SharedText.aimOf(phone, TITLE);
    ada.behind("").type("Avant");
    noe.shows("Avant");
    line.cut();
    assertThat(phone.page().locator(".phone-head .connection")).not().hasText(phone.say("connection.connected"));
    ada.type(", pendant");
    noe.behind("").type("Bien ");
    line.mend();
    phone.page().reload();
    noe.shows("Bien Avant, pendant");
    ada = SharedText.aimOf(phone, TITLE);
    ada.shows("Bien Avant, pendant");
    assertThat(stored()).isEqualTo("Bien Avant, pendant");
  }

  @Test
  @DisplayName("R68 a picture made of two units is never cut, whoever types beside it, and long texts can be pasted whole")
  void wholeLetters() {
    ada.behind("").type("a😀b");
    noe.shows("a😀b");
    noe.select("😀").type("😁");
    ada.behind("b").type("👩‍🌾");
    noe.shows("a😁b👩‍🌾");
    ada.shows("a😁b👩‍🌾");
    noe.behind("😁").press("Backspace");
    ada.shows("ab👩‍🌾");
    noe.behind("").press("Control+a");
    var pages = "Une page de plus. ".repeat(2_500);
    noe.area().fill(pages);
    ada.shows(pages);
  }

  @Test
  @DisplayName("R119 what is pasted and does not fit is told, with how much was left out")
  void tooLongAPaste() {
    ada.behind("").type("x").press("Control+a");
    ada.area().fill("Une page. ".repeat(3_000));
    ada.press("Control+a").press("Control+c").press("Control+End").press("Control+v");
    assertThat(ada.area().page().locator(".toast")).containsText(Pattern.compile("10[.,\\s\u00a0\u202f]?000"));
    assertThat(ada.area()).hasValue(Pattern.compile("^.{50000}$"));
  }

  @Test
  @DisplayName("R102 people of one family who write in one text are told apart: by hue, by the gaps of the caret, and by name")
  void oneFamily() {
    var third = stage.visitor(Device.DESKTOP);
    JoinPage.open(third, "/" + workshop.code()).as("Léa").family("collectivite").enterOnDesktop();
    var lea = SharedText.aimOf(third, TITLE);
    ada.behind("").type("Tous ensemble");
    lea.shows("Tous ensemble");
    noe.behind("Tous");
    assertThat(ada.carets()).hasCount(1);
    lea.behind("ensemble");
    assertThat(ada.carets()).hasCount(2);
    for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      phone.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      assertThat(ada.carets().evaluateAll("names => new Set(names.map(name => getComputedStyle(name).borderColor)).size")).isEqualTo(2);
      assertThat(ada.carets().evaluateAll("names => new Set(names.map(name => getComputedStyle(name.parentElement).backgroundImage)).size")).isEqualTo(2);
    }
    assertThat(ada.about().locator(".writing-name")).hasText(new String[] {"Noé", "Léa"});
  }

  @Test
  @DisplayName("R94 R113 R114 who deletes, or takes back, what others are writing in is told who; the others are told where their words are, which can go back into the text once it is back")
  void deletedWhileWriting() {
    noe.behind("").type("Tous ensemble");
    ada.shows("Tous ensemble");
    assertThat(ada.carets()).hasText("Noé");
    phone.page().goBack();
    new PhonePage(phone).contribute();
    phone.page().locator(".mine-head").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(phone.say("common.undo"))).click();
    assertThat(phone.page().getByText(phone.say("bin.writing", "n", 1, "names", "Noé"))).isVisible();
    press(phone, "common.cancel");
    new PhonePage(phone).see();
    ada = SharedText.aimOf(phone, TITLE);
    var id = Rows.titled(stage.api(), workshop.id(), workshop.token(), TITLE).get("id").asText();
    stage.network().delay(400, 0);
    press(phone, "common.delete");
    assertThat(phone.page().getByText(phone.say("bin.writing", "n", 1, "names", "Noé"))).isVisible();
    press(phone, "bin.anyway");
    noe.behind("ensemble").type(" à table");
    assertThat(desk.page().getByText(desk.say("card.in-bin", "title", TITLE))).isVisible();
    noe.type(" et ailleurs, n’importe quand. N");
    assertThat(desk.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    var left = desk.page().getByLabel(desk.say("left.words", "field", desk.texts().property("proposal", "", "visee")));
    assertThat(left).hasValue("Tous ensemble à table et ailleurs, n’importe quand. N");
    assertThat(left).isFocused();
    stage.network().mend();

    var refused = RefusedDialog.open(desk, 1);
    assertThat(refused.items()).hasCount(1);
    var what = desk.say("reject.what-text", "title", TITLE, "field", desk.texts().property("proposal", "", "visee"));
    assertThat(refused.words(what)).hasValue("Tous ensemble à table");
    assertThat(refused.items()).containsText(desk.say("reject.why-gone", "title", TITLE));
    assertThat(refused.items()).containsText(desk.say("reject.todo-ask", "title", TITLE));
    stage.restore(workshop, id);
    refused.press(what, "reject.apply-words");
    noe.shows("Tous ensemble à table");
    desk.page().waitForCondition(() -> stored().equals("Tous ensemble à table"));
    assertThat(left).hasValue("Tous ensemble à table et ailleurs, n’importe quand. N");
  }

  @Test
  @DisplayName("R113 a form that is open when its card goes into the bin says so, keeps what was typed, and makes a new card of it")
  void binnedUnderTheForm() {
    noe.behind("").type("Tous");
    ada.shows("Tous");
    desk.page().locator(".desk-card").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(desk.say("common.edit")).setExact(true)).click();
    var title = desk.page().getByRole(AriaRole.DIALOG).getByLabel(desk.texts().property("proposal", "", "title"));
    title.fill("Une grande cuisine");
    desk.page().getByRole(AriaRole.DIALOG).locator("preau-text textarea").first().click();
    desk.page().keyboard().press("End");
    stage.delete(workshop, TITLE);
    var dialog = desk.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog.getByText(desk.say("card.in-bin", "title", TITLE))).isVisible();
    desk.page().keyboard().type(" ensemble");
    assertThat(dialog.getByLabel(desk.say("left.words", "field", desk.texts().property("proposal", "", "visee")))).hasValue("Tous ensemble");
    assertThat(title).hasValue("Une grande cuisine");
    press(desk, "reject.new");
    press(desk, "contribute.send");
    desk.page().waitForCondition(() -> Rows.records(stage.api(), workshop.id(), workshop.token()).stream().anyMatch(record -> record.path("title").asText().equals("Une grande cuisine") && record.path("visee").asText().equals("Tous ensemble")));

    noe = SharedText.aimOf(desk, "Une grande cuisine");
    var panel = desk.page().locator(".desk-card");
    panel.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(desk.say("common.delete")).setExact(true)).click();
    assertThat(panel).hasCount(0);
    assertThat(new BoardPage(desk).rows()).hasCount(0);
    assertThat(focused(desk)).as("the focus is somewhere").isTrue();
  }

  @Test
  @DisplayName("R94 who deletes several cards on the map is told in which of them somebody writes, and the focus stays on the page")
  void deletedOnTheMap() {
    var visitor = stage.visitor(Device.DESKTOP);
    visitor.page().navigate("/w/" + workshop.id() + "#token=" + workshop.token());
    var board = new BoardPage(visitor).add("note", "Halle").fit();
    noe.behind("").type("Tous");
    ada.shows("Tous");
    board.select("Halle");
    board.selectAlso(TITLE);
    visitor.page().keyboard().press("Delete");
    assertThat(visitor.page().getByText(visitor.say("bin.sure-all", "n", 2))).isVisible();
    assertThat(visitor.page().getByText(visitor.say("bin.writing-in", "n", 1, "names", "Noé", "title", TITLE))).isVisible();
    press(visitor, "bin.anyway");
    assertThat(board.cards()).hasCount(0);
    assertThat(focused(visitor)).as("the focus is somewhere").isTrue();
  }

  /** Whether something has the focus, some frames from now. */
  private static boolean focused(Visitor visitor) {
    return (Boolean) visitor.page().evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => done(document.activeElement !== document.body)))))");
  }

  private static void press(Visitor visitor, String key) {
    visitor.page().getByRole(AriaRole.DIALOG).last().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say(key)).setExact(true)).click();
  }

  private String stored() {
    return Rows.titled(stage.api(), workshop.id(), workshop.token(), TITLE).get("visee").asText();
  }
}
