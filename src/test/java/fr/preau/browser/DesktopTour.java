package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.client.Api;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A facilitator's walk through every screen and dialog of a large screen; something looks at each. */
final class DesktopTour {

  private static final String STAKE = "Aller au travail sans voiture";
  private static final String ACTOR = "Usine du Val";
  private static final byte[] NODES = "titre;nature\nRessourcerie;lieu\nRéparer;sujet\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] LINKS = "de;vers;lien\nRessourcerie;Réparer;s’occupe de\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] WRONG_LINKS = "de;vers;lien\nRessourcerie;Nulle part;s’occupe de\n".getBytes(StandardCharsets.UTF_8);

  private final Stage stage;
  private final Visitor visitor;
  private final Page page;
  private final Line line;
  private Consumer<String> look;
  private Api.Workshop workshop;

  DesktopTour(Stage stage, Visitor visitor) {
    this.stage = stage;
    this.visitor = visitor;
    this.page = visitor.page();
    line = new Line(visitor.context());
  }

  /** @param looker is told the name of each screen while it is shown */
  void walk(Consumer<String> looker) {
    look = looker;
    doors();
    var board = new BoardPage(visitor);
    look.accept("board, empty");
    cards(board);
    panels(board);
    files(board);
    trouble(board);
    atHomeAgain();
  }

  private void doors() {
    var home = HomePage.open(visitor);
    look.accept("home");
    home.beginnings();
    page.locator(".begin-agenda summary").first().click();
    look.accept("home, what to begin with");
    close();
    page.getByRole(AriaRole.BUTTON, named("home.create-do")).click();
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    look.accept("home, no title");
    var ready = home.create("Se déplacer sans voiture", "Vallée de la Brume");
    workshop = TogetherE2E.opened(ready.ownLink());
    assertThat(page.locator(".qr")).isVisible();
    look.accept("ready");
    page.navigate("/" + ready.code().replace(" ", "") + "x");
    look.accept("join, wrong code");
    page.navigate("/w/" + workshop.id() + "/projector");
    assertThat(page.locator(".projector .qr")).isVisible();
    look.accept("projector");
    page.navigate("/w/" + workshop.id());
  }

  private void cards(BoardPage board) {
    board.tool("map.new").click();
    assertThat(page.getByLabel(visitor.say("map.kind"))).isVisible();
    look.accept("board, writing in place");
    page.keyboard().press("Escape");
    board.add("enjeu", STAKE).add("acteur", ACTOR).fit();
    look.accept("board, two cards, one selected");
    board.linkByHandle(ACTOR, STAKE, visitor.texts().kind("link", "concerne"));
    assertThat(board.links()).hasCount(1);
    page.locator(".map-legend").evaluate("legend => { legend.open = true; }");
    assertThat(page.locator(".map-legend li").first()).isVisible();
    look.accept("board, legend");
    page.locator(".map-legend").evaluate("legend => { legend.open = false; }");
    board.card(ACTOR).focus();
    page.keyboard().press("o");
    assertThat(page.locator(".desk-card article")).isVisible();
    look.accept("card");
    dialog("common.edit", "card, edit");
    page.locator(".desk-card").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("link.to")).setExact(true)).click();
    look.accept("link by search");
    close();
    board.tool("map.new").click();
    page.locator(".map-editor").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("form.more"))).click();
    page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(visitor.texts().kind("card", "deplacement")).setExact(true)).check();
    look.accept("new card by form");
    close();
    board.menu("menu.help");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    look.accept("help");
    close();
  }

  private void panels(BoardPage board) {
    page.getByRole(AriaRole.BUTTON, named("common.menu")).click();
    assertThat(page.locator(".menu")).isVisible();
    look.accept("menu");
    page.keyboard().press("Escape");
    assertThat(page.locator(".menu")).isHidden();
    board.menu("menu.language");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    look.accept("language");
    close();
    board.people();
    look.accept("people");
    close();
    dialog("menu.share", "share");
    board.card(ACTOR).focus();
    page.keyboard().press("Delete");
    assertThat(board.cards()).hasCount(1);
    page.getByRole(AriaRole.BUTTON, named("menu.bin")).click();
    assertThat(page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.LISTITEM).first()).isVisible();
    look.accept("bin");
    close();
  }

  private void files(BoardPage board) {
    page.getByRole(AriaRole.BUTTON, named("desk.files")).click();
    look.accept("files");
    close();
    board.exchange("import.title");
    look.accept("import");
    var files = new ImportDialog(visitor).maps(NODES, LINKS);
    assertThat(files.count("created")).hasText("3");
    look.accept("import, what it would do");
    files.maps(NODES, WRONG_LINKS);
    assertThat(files.problems()).isVisible();
    look.accept("import, mistakes");
    files.close();
    board.exchange("export.title");
    look.accept("export");
    close();
  }

  private void trouble(BoardPage board) {
    line.cut();
    assertThat(board.connection()).containsText(visitor.say("connection.again"));
    look.accept("connection lost");
    board.rename(STAKE, "Aller au travail à pied");
    stage.delete(workshop, STAKE);
    line.mend();
    assertThat(page.getByText(visitor.say("reject.title", "n", 1))).isVisible();
    look.accept("change refused");
  }

  private void atHomeAgain() {
    page.navigate("/");
    assertThat(page.getByText(visitor.say("home.known"))).isVisible();
    look.accept("home, known workshops");
  }

  /** Looks at what a button opens. */
  private void dialog(String button, String screen) {
    page.getByRole(AriaRole.BUTTON, named(button)).last().click();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    look.accept(screen);
    close();
  }

  private void close() {
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog[open]")).hasCount(0);
  }

  private Page.GetByRoleOptions named(String key) {
    return new Page.GetByRoleOptions().setName(visitor.say(key)).setExact(true);
  }
}
