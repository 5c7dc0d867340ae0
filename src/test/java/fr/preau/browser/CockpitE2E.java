package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A facilitator steers a workshop in which two people take part with their phones. */
class CockpitE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  private final List<String> asked = new ArrayList<>();
  private Visitor host;
  private Api.Workshop workshop;

  @Test
  @DisplayName("R150, R163 a facilitator makes an agenda and goes through it, with its timer, by mouse and by keyboard; people see each step, and load nothing of the cockpit")
  void agenda() {
    var cockpit = cockpit(Device.DESKTOP);
    var ada = participant("Ada", "association");
    cockpit.button("agenda.first").click();
    cockpit.fill("Météo", 10, null);
    cockpit.button("agenda.add").click();
    cockpit.fill("Enjeux", 20, "private");
    cockpit.phase("Météo").click();
    cockpit.button("agenda.insert").click();
    cockpit.fill("Déjà-là", 5, null);
    assertThat(cockpit.phases()).hasText(new String[] {"Météo", "Déjà-là", "Enjeux"});
    cockpit.phase("Enjeux").press("Alt+ArrowUp");
    assertThat(cockpit.phases()).hasText(new String[] {"Météo", "Enjeux", "Déjà-là"});
    assertThat(cockpit.phase("Enjeux")).isFocused();

    cockpit.next();
    assertThat(cockpit.title()).hasText("Météo");
    assertThat(heading(ada, "Météo")).isVisible();
    assertThat(cockpit.timer()).containsText(Pattern.compile("9:\\d\\d|10:00"));
    host.page().keyboard().press("t");
    assertThat(cockpit.button("timer.go-on")).isVisible();
    host.page().keyboard().press("t");
    cockpit.button("timer.more").click();
    assertThat(cockpit.timer()).containsText(Pattern.compile("10:\\d\\d|11:00"));
    cockpit.button("timer.stop").click();
    assertThat(cockpit.timer()).isHidden();

    cockpit.phase("Enjeux").click();
    cockpit.button("agenda.skip").click();
    cockpit.next();
    assertThat(cockpit.title()).hasText("Déjà-là");
    cockpit.back();
    assertThat(heading(ada, "Météo")).isVisible();
    cockpit.phase("Déjà-là").click();
    cockpit.button("agenda.delete").click();
    assertThat(cockpit.phases()).hasCount(2);
    host.page().locator(".toast").getByRole(AriaRole.BUTTON).first().click();
    assertThat(cockpit.phases()).hasCount(3);
    assertThat(asked).noneMatch(url -> url.matches(".*/(cockpit|agenda|crew|phaseform|steering)\\.(js|css)") && url.contains("/view/") || url.endsWith("/css/cockpit.css"));
  }

  @Test
  @DisplayName("R154, R164, R189 a facilitator sees whose hand is up, lets in who waits, changes roles, removes somebody and lets them back in, whose page then opens by itself")
  void people() {
    var cockpit = cockpit(Device.DESKTOP).part("crew");
    var ada = participant("Ada", "association");
    participant("Noé", "citoyen");
    ada.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(ada.say("step.hand")).setExact(true)).tap();
    assertThat(cockpit.root().locator(".calls")).containsText("Ada");
    cockpit.button("crew.lower-of", "name", "Ada").click();
    assertThat(cockpit.root().locator(".calls")).hasCount(0);
    assertThat(ada.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(ada.say("step.hand")).setExact(true))).isVisible();

    cockpit.root().locator("input[name=door]").nth(1).check();
    var late = stage.visitor(Device.PHONE);
    JoinPage.open(late, "/" + workshop.code()).as("Zoé").enterButton().click();
    assertThat(cockpit.root().locator(".calls")).containsText("Zoé");
    assertThat(late.page().locator(".tabs")).hasCount(0);
    assertThat(host.page().locator(".people-here")).containsText(host.say("desk.here", "n", 3));
    cockpit.button("crew.admit-of", "name", "Zoé").click();
    assertThat(late.page().locator(".tabs")).isVisible();

    cockpit.person("Zoé").locator("input[name$=-role]").nth(1).check();
    assertThat(late.page().getByText(late.say("contribute.observer"))).isVisible();
    cockpit.person("Zoé").locator("input[name$=-role]").first().check();
    assertThat(late.page().getByText(late.say("contribute.title"))).isVisible();
    cockpit.person("Zoé").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("crew.remove")).setExact(true)).click();
    cockpit.confirm();
    assertThat(cockpit.root().locator(".crew-head", new Locator.LocatorOptions().setHasText("Zoé"))).hasCount(0);
    assertThat(late.page().getByText(late.say("removed.lead"))).isVisible();
    var back = late.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(late.say("removed.back")));
    back.tap();
    assertThat(late.page().getByText(late.say("removed.not-yet"))).isVisible();
    late.page().reload();
    assertThat(late.page().getByText(late.say("removed.lead"))).isVisible();
    host.page().reload();
    cockpit.root().getByText(host.say("crew.removed")).click();
    cockpit.button("crew.readmit-of", "name", "Zoé").click();
    assertThat(cockpit.root().locator(".crew-head", new Locator.LocatorOptions().setHasText("Zoé"))).isAttached();
    assertThat(cockpit.root().getByText(host.say("crew.removed-none"))).isVisible();
    assertThat(late.page().locator(".tabs")).isVisible();
  }

  @Test
  @DisplayName("who goes on from a step whose vote was not held is told so, once, and goes back to it with one touch; where it was held nothing is said")
  void voteForgotten() {
    var cockpit = cockpit(Device.DESKTOP);
    put(new Op.Put("phase", "ph_1", Map.of("title", "Choisir", "mode", "read", "place", 1L, "vote_way", "dots", "votes", 2L)), new Op.Put("phase", "ph_2", Map.of("title", "Ensuite", "place", 2L)));
    var forgotten = host.page().locator(".toast", new Page.LocatorOptions().setHasText(host.say("now.not-voted", "title", "Choisir")));
    cockpit.next();
    assertThat(cockpit.title()).hasText("Choisir");
    assertThat(forgotten).hasCount(0);
    cockpit.next();
    assertThat(cockpit.title()).hasText("Ensuite");
    forgotten.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("now.back")).setExact(true)).click();
    assertThat(cockpit.title()).hasText("Choisir");
    cockpit.button("polls.open-planned", "title", "Choisir").click();
    assertThat(cockpit.root().locator(".now .chip")).hasText(host.say("polls.is-open"));
    cockpit.next();
    assertThat(cockpit.title()).hasText("Ensuite");
    assertThat(forgotten).hasCount(0);
  }

  @Test
  @DisplayName("R165, R235 what was written alone is shown at once, votes are opened, counted, closed and shown, with hands counted in the room; a double click does one thing")
  void revealAndVotes() {
    var cockpit = cockpit(Device.DESKTOP);
    put(new Op.Put("phase", "ph_1", Map.of("title", "Seul d’abord", "mode", "private", "place", 1L, "vote_way", "dots", "votes", 2L)));
    var ada = participant("Ada", "association");
    var noe = participant("Noé", "citoyen");
    cockpit.next();
    assertThat(heading(ada, "Seul d’abord")).isVisible();
    new PhonePage(ada).give("enjeu", "Le dernier bus");
    assertThat(cockpit.root().locator(".reveal")).containsText(host.say("reveal.written", "n", 1, "of", 2));
    assertThat(host.page().locator(".map-card")).hasCount(0);
    cockpit.button("reveal.all").click();
    cockpit.confirm();
    assertThat(host.page().locator(".map-card")).hasCount(1);

    cockpit.part("polls").button("polls.open-planned", "title", "Seul d’abord").dblclick();
    var poll = cockpit.poll("Seul d’abord");
    assertThat(poll.locator(".chip")).hasText(host.say("polls.is-open"));
    assertThat(poll).containsText(host.say("polls.voted", "n", 0, "of", 2));
    noe.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Le dernier bus"))).and(noe.page().locator(".vote button")).last().tap();
    assertThat(poll).containsText(host.say("polls.voted", "n", 1, "of", 2));
    poll.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("polls.hands"))).click();
    host.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(host.say("tally.more", "name", "Le dernier bus"))).click();
    host.page().keyboard().press("Escape");
    cockpit.root().locator(".now .reveal-ways .primary").dblclick();
    assertThat(poll.locator(".chip")).hasText(host.say("polls.is-closed"));
    assertThat(poll.locator(".ranking")).hasCount(0);
    poll.getByText(host.say("polls.to-shown-from-closed")).click();
    assertThat(poll.locator(".ranking .figure")).hasText("2");
    assertThat(poll).containsText(host.say("vote.no-family"));
    assertThat(ada.page().locator(".ranking .figure")).hasText("2");
    poll.getByText(host.say("polls.to-open-from-shown")).click();
    assertThat(ada.page().locator(".ranking")).hasCount(0);
  }

  @Test
  @DisplayName("R156, R159, R237 tables are made, people are seated by lot and go on to the next, which can be taken back, a table is visited, and what tables wrote is gathered")
  void tables() {
    var cockpit = cockpit(Device.DESKTOP).part("tables");
    put(new Op.Put("phase", "ph_1", Map.of("title", "Par table", "mode", "group", "place", 1L)));
    var ada = participant("Ada", "association");
    var noe = participant("Noé", "citoyen");
    assertThat(cockpit.root().getByText(host.say("now.tables-ahead"))).isVisible();
    assertThat(cockpit.button("tables.create", "n", 2)).isVisible();
    cockpit.button("tables.create", "n", 2).click();
    assertThat(host.page().locator(".people-here")).containsText(host.say("desk.here", "n", 3));
    cockpit.button("tables.mixed").click();
    assertThat(cockpit.tables().locator(".seat")).hasCount(2);
    assertThat(cockpit.root().getByText(host.say("now.tables-ahead"))).hasCount(0);
    var first = cockpit.tables().first().locator(".seat");
    var before = first.textContent();
    cockpit.button("tables.rotate").click();
    assertThat(first).not().hasText(before);
    host.page().locator(".toast").getByRole(AriaRole.BUTTON).first().click();
    assertThat(first).hasText(before);
    cockpit.next();
    new PhonePage(ada).give("enjeu", "Moins de bruit");
    new PhonePage(noe).give("enjeu", "Plus de marche");
    for (int i = 0; i < 2; i++) assertThat(cockpit.tables().nth(i)).containsText(host.say("tables.cards", "n", 1));
    assertThat(host.page().locator(".map-card")).hasCount(0);
    cockpit.button("tables.visit-of", "title", "Table 1").click();
    assertThat(host.page().locator(".map-card")).hasCount(1);
    cockpit.button("tables.gather").click();
    assertThat(host.page().locator(".map-card")).hasCount(2);
    cockpit.button("tables.pairs").click();
    assertThat(cockpit.tables().first().locator(".seat")).hasCount(2);
  }

  @Test
  @DisplayName("R160, R161, R166 cards are put in the spotlight, set aside, merged, undone and taken apart; one is entered for somebody without a phone")
  void cards() {
    var cockpit = cockpit(Device.DESKTOP).part("together");
    var page = host.page();
    put(new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Air du bourg")), new Op.Put("card", "c_2", Map.of("kind", "enjeu", "title", "Air pur", "x", 300L)),
        new Op.Put("card", "c_3", Map.of("kind", "acteur", "title", "Usine", "y", 250L)), new Op.Put("link", "l_1", Map.of("kind", "concerne", "from", "c_3", "to", "c_2")));
    var ada = participant("Ada", "association");
    var board = new BoardPage(host).fit();
    board.select("Air du bourg");
    deed("deed.spotlight");
    assertThat(ada.page().locator(".spotlight")).containsText("Air du bourg");
    deed("room.unspot");
    assertThat(ada.page().locator(".spotlight")).hasCount(0);
    board.select("Air du bourg");
    board.selectAlso("Air pur");
    deed("deed.merge", "n", 2);
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText(host.say("deed.remains", "title", "Air du bourg", "n", 1));
    var stays = page.getByRole(AriaRole.DIALOG).locator("input[name=into]");
    stays.nth(1).check();
    assertThat(page.getByRole(AriaRole.DIALOG)).containsText(host.say("deed.remains", "title", "Air pur", "n", 1));
    stays.first().check();
    cockpit.confirm();
    assertThat(board.cards()).hasCount(2);
    assertThat(board.links()).hasCount(1);
    page.keyboard().press("Control+z");
    assertThat(board.cards()).hasCount(3);
    page.keyboard().press("Control+y");
    assertThat(board.cards()).hasCount(2);
    page.reload();
    board = new BoardPage(host);
    board.select("Air du bourg");
    deed("deed.unmerge", "title", "Air pur");
    assertThat(board.cards()).hasCount(3);
    assertThat(board.links()).hasCount(1);
    board.select("Usine");
    deed("deed.parked");
    assertThat(board.card("Usine")).isHidden();
    assertThat(board.links()).hasCount(0);
    cockpit.named(host.say("common.action", "action", host.say("room.unparked"), "title", "Usine")).click();
    assertThat(board.card("Usine")).isVisible();
    cockpit.button("room.for-do").click();
    page.locator("#for-title").fill("Un banc à l’arrêt");
    page.getByRole(AriaRole.DIALOG).locator(".dialog-foot .primary").click();
    page.keyboard().press("Escape");
    assertThat(board.card("Un banc à l’arrêt")).isVisible();
    var as = host.context().waitForPage(() -> cockpit.root().getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(host.say("room.as-phone"))).click());
    assertThat(as.locator(".as-ribbon")).hasText(host.say("room.as-ribbon"));
    assertThat(as.locator(".tabs")).isVisible();
  }

  @Test
  @DisplayName("R277 a card that is made the subject stands in the head of each step, until another or none is")
  void subject() {
    var cockpit = cockpit(Device.DESKTOP);
    put(new Op.Put("phase", "ph_1", Map.of("title", "Choisir", "place", 1L)), new Op.Put("phase", "ph_2", Map.of("title", "Proposer", "place", 2L)),
        new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Air du bourg")));
    var ada = participant("Ada", "association");
    cockpit.next();
    var board = new BoardPage(host);
    board.select("Air du bourg");
    deed("deed.spotlight");
    board.select("Air du bourg");
    deed("deed.subject");
    assertThat(ada.page().locator(".spotlight")).isVisible();
    cockpit.next();
    assertThat(heading(ada, "Proposer")).isVisible();
    assertThat(ada.page().locator(".step-subject")).containsText("Air du bourg");
    assertThat(ada.page().locator(".spotlight")).hasCount(0);
    board.select("Air du bourg");
    deed("deed.no-subject");
    assertThat(ada.page().locator(".step-subject")).hasCount(0);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"true, LIGHT", "false, DARK", "false, LIGHT", "true, DARK"})
  @DisplayName("every part of the cockpit is fit for assistive technologies and bad eyes, beside the board and on a phone")
  void accessibility(boolean phone, ColorScheme scheme) {
    var cockpit = cockpit((phone ? Device.PHONE : Device.DESKTOP).in(scheme));
    put(new Op.Put("phase", "ph_1", Map.of("title", "Seul d’abord", "mode", "private", "place", 1L, "minutes", 10L, "hint", "Relancer", "vote_way", "dots", "votes", 2L)),
        new Op.Put("phase", "ph_2", Map.of("title", "Ensemble", "place", 2L, "skipped", true)), new Op.Put("phase", "ph_3", Map.of("title", "Choisir", "place", 3L)),
        new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "Air du bourg")), new Op.Put("card", "c_2", Map.of("kind", "enjeu", "title", "Bancs", "parked", true)));
    participant("Ada", "association");
    var found = new LinkedHashSet<String>();
    examine("free", found);
    cockpit.next();
    cockpit.part("agenda").phase("Seul d’abord").click();
    examine("agenda", found);
    cockpit.root().locator(".phase-more").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("common.edit"))).click();
    host.page().locator("#phase-form").waitFor();
    examine("phase", found);
    host.page().keyboard().press("Escape");
    cockpit.part("crew").person("Ada");
    examine("crew", found);
    cockpit.part("polls").button("polls.open-planned", "title", "Seul d’abord").click();
    examine("polls", found);
    cockpit.button("polls.hands").click();
    examine("tally", found);
    host.page().keyboard().press("Escape");
    cockpit.button("polls.new").click();
    examine("new poll", found);
    host.page().keyboard().press("Escape");
    cockpit.part("tables");
    cockpit.root().locator(".making .button").last().click();
    assertThat(cockpit.tables().first()).isVisible();
    examine("tables", found);
    cockpit.part("together");
    examine("together", found);
    assertThat(found).isEmpty();
  }

  private void examine(String screen, Set<String> found) {
    host.page().waitForFunction("() => document.getAnimations().every(animation => animation.playState !== 'running')");
    for (var violation : new AxeBuilder(host.page()).setLegacyMode(true).analyze().getViolations()) {
      for (var node : violation.getNodes()) found.add(screen + ": " + violation.getId() + " " + node.getTarget() + " " + node.getFailureSummary().replaceAll("\\s+", " "));
    }
    var wide = (Number) host.page().evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (wide.intValue() > 0) found.add(screen + ": scrolls sideways by " + wide);
  }

  private CockpitPage cockpit(Device device) {
    workshop = stage.api().create("Se déplacer sans voiture");
    host = stage.visitor(device);
    return CockpitPage.open(host, workshop);
  }

  private Visitor participant(String name, String family) {
    var visitor = stage.visitor(Device.PHONE);
    visitor.context().onRequest(request -> asked.add(request.url()));
    JoinPage.open(visitor, "/" + workshop.code()).as(name).family(family).enterOnPhone();
    return visitor;
  }

  /** Does something with what is selected on the map. */
  private void deed(String key, Object... values) {
    var page = host.page();
    page.locator(".map-selection").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("deed.actions")).setExact(true)).click();
    page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say(key, values)).setExact(true)).click();
  }

  private void put(Op... ops) {
    try (var facilitator = new BoardClient(stage.server().base(), workshop.token(), BoardClient.model(stage.api()))) {
      facilitator.submit(ops);
      facilitator.awaitAnswers();
      assertThat(facilitator.rejected()).isEmpty();
    }
  }

  private static Locator heading(Visitor visitor, String title) {
    return visitor.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(title).setExact(true));
  }
}
