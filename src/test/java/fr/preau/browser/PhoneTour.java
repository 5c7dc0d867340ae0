package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.client.Api;
import java.util.function.Consumer;

/** A walk through every screen and dialog of a phone; something looks at each. */
final class PhoneTour {

  private static final String STAKE = "Aller au travail sans voiture, même quand la ligne est coupée";
  private static final String ACTOR = "Communauté de communes du Val d’Ombre";

  private final Visitor visitor;
  private final Page page;
  private final Line line;
  private final Stage stage;
  private final Api.Workshop workshop;
  private Consumer<String> look;

  PhoneTour(Stage stage, Visitor visitor, Api.Workshop workshop) {
    this.stage = stage;
    this.visitor = visitor;
    this.page = visitor.page();
    this.workshop = workshop;
    line = new Line(visitor.context());
  }

  /** @param looker is told the name of each screen while it is shown */
  void walk(Consumer<String> looker) {
    look = looker;
    HomePage.open(visitor).beginnings();
    page.locator(".begin-agenda summary").first().tap();
    look.accept("home, what to begin with");
    closeDialogs();
    look.accept("home");
    page.getByRole(AriaRole.BUTTON, named("home.enter")).tap();
    look.accept("home, no code");
    var join = JoinPage.open(visitor, "/" + workshop.code());
    assertThat(page.getByRole(AriaRole.RADIO)).hasCount(8);
    look.accept("join");
    var phone = join.as("Ada").family("association").enterOnPhone();
    contribute(phone);
    see(phone);
    menu(phone);
    trouble(phone);
  }

  private void contribute(PhonePage phone) {
    assertThat(page.locator(".kind-button").first()).isVisible();
    look.accept("contribute, choose");
    phone.choose("enjeu");
    phone.send().tap();
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    look.accept("contribute, nothing said");
    phone.give("enjeu", STAKE);
    phone.choose("acteur");
    page.locator("#give-form summary").tap();
    look.accept("contribute, form with details");
    phone.give("acteur", ACTOR);
    look.accept("contribute, given");
    phone.link(ACTOR);
    look.accept("link, choose the card");
    new LinkDialog(visitor).choose("travail", STAKE);
    look.accept("link, what it says");
    new LinkDialog(visitor).confirm();
    look.accept("contribute, linked");
  }

  private void see(PhonePage phone) {
    phone.see();
    assertThat(phone.rows()).hasCount(2);
    look.accept("see, list");
    phone.rows().first().tap();
    look.accept("card");
    dialogButton("common.edit").tap();
    look.accept("card, edit");
    closeDialogs();
    phone.asMap();
    assertThat(page.locator(".map-card")).hasCount(2);
    look.accept("see, map");
    page.locator(".map-legend summary").tap();
    look.accept("see, map with legend");
  }

  private void menu(PhonePage phone) {
    phone.contribute().delete(ACTOR);
    page.getByRole(AriaRole.BUTTON, named("common.menu")).tap();
    look.accept("menu");
    page.getByRole(AriaRole.BUTTON, named("common.menu")).tap();
    for (var key : new String[] {"menu.share", "menu.people", "menu.bin", "menu.language"}) {
      phone.menu(key);
      assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
      if (key.equals("menu.bin")) assertThat(page.getByText(ACTOR, new Page.GetByTextOptions().setExact(true))).isVisible();
      look.accept(key);
      closeDialogs();
    }
  }

  /** The connection goes; meanwhile the facilitator deletes the card that this person edits. */
  private void trouble(PhonePage phone) {
    line.cut();
    assertThat(phone.connection()).containsText(visitor.say("connection.again"));
    look.accept("connection lost");
    phone.rename(STAKE, "Aller au travail à pied");
    look.accept("connection lost, one change kept");
    stage.delete(workshop, STAKE);
    line.mend();
    assertThat(page.getByText(visitor.say("reject.title", "n", 1))).isVisible();
    look.accept("change refused");
    page.getByRole(AriaRole.BUTTON, named("reject.content")).tap();
    assertThat(page.getByRole(AriaRole.TEXTBOX, named("reject.words"))).isVisible();
    look.accept("change refused, its words");
  }

  private Locator dialogButton(String key) {
    return page.getByRole(AriaRole.DIALOG).last().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say(key)).setExact(true));
  }

  private void closeDialogs() {
    var dialogs = page.locator("dialog[open]");
    for (int open = dialogs.count(); open > 0; open--) {
      page.keyboard().press("Escape");
      assertThat(dialogs).hasCount(open - 1);
    }
  }

  private Page.GetByRoleOptions named(String key) {
    return new Page.GetByRoleOptions().setName(visitor.say(key)).setExact(true);
  }
}
