package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import fr.preau.client.Api;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody leads a workshop with nothing but a phone; what comes of it is read on the phones of who takes part, and on the wall. */
class PhoneSteersE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  private final Map<String, PhonePage> people = new LinkedHashMap<>();
  private Visitor host;
  private Page wall;
  private CockpitPage cockpit;
  private Api.Workshop workshop;

  @Test
  @DisplayName("R252 on a phone an agenda is made and led: steps added, inserted and moved, the time, what was written alone shown by one and by all, a vote with hands counted in the room, a step back")
  void steps() {
    begin("Ada", "Noé");
    tap(cockpit.button("agenda.first"));
    cockpit.fill("Météo", 10, null);
    add("agenda.add");
    sheet().locator("input[name=phase-vote_way][value=dots]").check();
    sheet().locator("#phase-votes").fill("2");
    cockpit.fill("Choisir", 5, "read");
    add("agenda.add");
    cockpit.fill("Déjà-là", 5, null);
    tap(cockpit.phase("Déjà-là"));
    tap(cockpit.button("agenda.up"));
    tap(cockpit.phase("Météo"));
    add("agenda.insert");
    cockpit.fill("Seul d’abord", 20, "private");
    assertThat(cockpit.phases()).hasText(new String[] {"Météo", "Seul d’abord", "Déjà-là", "Choisir"});
    assertThat(page("Ada").getByText(host.say("awaited.first", "title", "Météo"))).isVisible();

    next("Météo");
    tap(cockpit.button("timer.pause"));
    for (var screen : screens()) assertThat(screen.locator("preau-clock")).hasAttribute("data-how", "paused");
    tap(cockpit.button("timer.more"));
    for (var screen : screens()) assertThat(screen.locator("preau-clock")).hasText(Pattern.compile("10:\\d\\d|11:00"));
    tap(cockpit.button("timer.go-on"));
    for (var screen : screens()) assertThat(screen.locator("preau-clock")).hasAttribute("data-how", "calm");

    alone();
    tap(cockpit.root().locator("[data-key=back]"));
    at("Météo");
    next("Seul d’abord");
    for (var name : people.keySet()) sees(name, "Le dernier bus", "Le covoiturage");
    next("Déjà-là");
    tap(cockpit.button("timer.stop"));
    for (var screen : screens()) assertThat(screen.locator("preau-clock")).isHidden();
    next("Choisir");
    vote();
  }

  /** One card by itself, whichever comes first, then all. */
  private void alone() {
    next("Seul d’abord");
    person("Ada").give("enjeu", "Le dernier bus");
    person("Noé").give("enjeu", "Le covoiturage");
    assertThat(cockpit.root().locator(".reveal")).containsText(host.say("reveal.written", "n", 2, "of", 2));
    for (var screen : List.of(host.page(), wall)) assertThat(screen.getByText(Pattern.compile("Le dernier bus|Le covoiturage"))).hasCount(0);
    tap(cockpit.button("reveal.one"));
    tap(sheet("reveal.next"));
    assertThat(sheet()).containsText(host.say("reveal.waiting", "n", 1));
    var first = sheet().locator(".card-title").textContent();
    var other = first.equals("Le dernier bus") ? "Le covoiturage" : "Le dernier bus";
    var author = first.equals("Le dernier bus") ? "Ada" : "Noé";
    sees(author.equals("Ada") ? "Noé" : "Ada", first);
    seesNot(author, other);
    assertThat(wall.locator(".wall-board strong")).hasText(new String[] {first});
    close();
    tap(cockpit.button("reveal.all"));
    for (var name : people.keySet()) sees(name, first, other);
    assertThat(wall.locator(".wall-board strong")).hasCount(2);
  }

  private void vote() {
    tap(cockpit.button("polls.open-planned", "title", "Choisir"));
    assertThat(wall.locator(".wall-vote h1")).hasText("Choisir");
    person("Ada").vote("Le dernier bus").vote("Le covoiturage");
    person("Noé").vote("Le dernier bus").vote("Le dernier bus");
    var poll = part("polls").poll("Choisir");
    assertThat(poll).containsText(host.say("polls.voted", "n", 2, "of", 2));
    tap(cockpit.button("polls.hands"));
    var more = sheet().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("tally.more", "name", "Le dernier bus")).setExact(true));
    for (var count : List.of("1", "2")) {
      tap(more);
      assertThat(sheet().getByLabel("Le dernier bus", new Locator.GetByLabelOptions().setExact(true))).hasValue(count);
    }
    close();
    tap(in(poll, "polls.to-closed-from-open"));
    for (var name : people.keySet()) assertThat(page(name).getByText(host.say("vote.closed"))).isVisible();
    assertThat(wall.getByText(host.say("projector.vote-closed"))).isVisible();
    for (var screen : screens()) assertThat(screen.locator(".ranking")).hasCount(0);
    tap(in(poll, "polls.to-shown-from-closed"));
    for (var screen : screens()) {
      assertThat(screen.locator(".ranking .name")).hasText(new String[] {"Le dernier bus", "Le covoiturage"});
      assertThat(screen.locator(".ranking .figure")).hasText(new String[] {"5", "1"});
      assertThat(screen.locator(".by-hand")).hasText(host.say("vote.by-hand", "n", 2));
    }
  }

  @Test
  @DisplayName("R252 on a phone tables are made, people are seated by lot and by hand and go on to the next, a table is visited, what tables wrote is gathered and everybody is brought to it")
  void tables() {
    begin("Ada", "Noé", "Eva");
    tap(cockpit.button("agenda.first"));
    cockpit.fill("Par table", 10, "group");
    add("agenda.add");
    cockpit.fill("Ensemble", 10, null);
    tap(cockpit.button("now.make-tables"));
    tap(cockpit.button("tables.create", "n", 2));
    tap(cockpit.button("tables.lots"));
    assertThat(wall.locator(".wall-tables .wall-name")).hasCount(3);
    next("Par table");
    seatByHand("Ada", "Table 1");
    seatByHand("Noé", "Table 2");
    seatByHand("Eva", "Table 2");
    seated("Ada", "Table 1");
    seated("Noé", "Table 2");
    assertThat(wall.locator(".wall-tables li")).hasText(new Pattern[] {Pattern.compile("Table 1\\s*Ada\\s*"), Pattern.compile("Table 2\\s*Eva,\\s*Noé\\s*")});
    person("Ada").give("enjeu", "Le dernier bus");
    person("Noé").give("enjeu", "Le covoiturage");
    sees("Eva", "Le covoiturage");
    seesNot("Eva", "Le dernier bus");
    tap(cockpit.button("tables.rotate"));
    seated("Ada", "Table 2");
    seated("Eva", "Table 1");
    sees("Eva", "Le dernier bus");

    var phone = new PhonePage(host);
    tap(cockpit.button("tables.visit-of", "title", "Table 2"));
    assertThat(phone.row("Le covoiturage")).isVisible();
    assertThat(phone.row("Le dernier bus")).hasCount(0);
    tap(phone.tab("phone.steer"));
    assertThat(wall.getByText("Le covoiturage")).hasCount(0);
    tap(cockpit.button("tables.gather"));
    assertThat(wall.locator(".wall-board strong")).hasCount(2);

    for (var name : people.keySet()) seesNot(name, "Le dernier bus", "Le covoiturage");
    part("together");
    tap(cockpit.button("room.take"));
    for (var name : people.keySet()) {
      for (var title : List.of("Le dernier bus", "Le covoiturage")) assertThat(person(name).row(title)).isVisible();
    }
    tap(cockpit.button("room.release"));
    people.values().forEach(PhonePage::contribute);
    next("Ensemble");
    for (var name : people.keySet()) sees(name, "Le dernier bus", "Le covoiturage");
  }

  @Test
  @DisplayName("R252 R254 on a phone a card of « Voir » is put in the spotlight, hidden and shown again, merged with another and taken apart; the workshop is locked, and a card is written for somebody without a phone")
  void cards() {
    begin("Ada", "Noé");
    person("Ada").give("enjeu", "Le dernier bus");
    person("Noé").give("enjeu", "Le bus du soir").give("acteur", "Régie des transports");
    person("Noé").link("Régie des transports").choose("bus", "Le bus du soir").confirm();
    open("Le dernier bus");
    tap(deed("deed.spotlight"));
    assertThat(page("Noé").locator(".spotlight")).containsText("Le dernier bus");
    assertThat(wall.locator(".wall-card h1")).hasText("Le dernier bus");
    tap(deed("room.unspot"));
    assertThat(page("Noé").locator(".spotlight")).hasCount(0);
    assertThat(wall.locator(".wall-card")).hasCount(0);
    tap(deed("deed.hidden"));
    seesNot("Noé", "Le dernier bus");
    assertThat(person("Ada").mine("Le dernier bus")).containsText(host.say("apart.hidden-own"));
    tap(deed("room.unhidden"));
    sees("Noé", "Le dernier bus");
    merge();
    tap(new PhonePage(host).tab("phone.steer"));

    part("together");
    var lock = cockpit.root().getByRole(AriaRole.SWITCH);
    tap(lock);
    assertThat(page("Ada").locator(".phone-head")).containsText(host.say("head.locked"));
    assertThat(page("Ada").locator("#give-form, .kind-button")).hasCount(0);
    tap(lock);
    assertThat(page("Ada").locator(".phone-head")).not().containsText(host.say("head.locked"));
    tap(cockpit.button("room.for-do"));
    sheet().locator("#for-title").fill("Un banc à l’arrêt");
    tap(sheet("contribute.send"));
    close();
    sees("Ada", "Un banc à l’arrêt");
    person("Ada").see().row("Un banc à l’arrêt").tap();
    assertThat(page("Ada").getByRole(AriaRole.DIALOG)).containsText(host.say("card.entered-for"));
  }

  /** A card goes into the one that is open, with its link, and comes out again. */
  private void merge() {
    tap(deed("deed.merge-with"));
    assertThat(sheet("deed.merge-next")).isDisabled();
    sheet().getByRole(AriaRole.SEARCHBOX).fill("soir");
    assertThat(sheet().locator(".choice")).hasCount(1);
    tap(sheet().locator(".choice").filter(new Locator.FilterOptions().setHasText("Le bus du soir")));
    tap(sheet("deed.merge-next"));
    assertThat(sheet()).containsText(host.say("deed.remains", "title", "Le dernier bus", "n", 1));
    tap(sheet("deed.merge-do"));
    seesNot("Ada", "Le bus du soir");
    sees("Ada", "Le dernier bus");
    var linked = person("Ada").row("Le dernier bus").locator(".links-count");
    person("Ada").see();
    assertThat(linked).isVisible();
    tap(deed("deed.unmerge", "title", "Le bus du soir"));
    assertThat(linked).hasCount(0);
    assertThat(person("Ada").row("Le bus du soir").locator(".links-count")).isVisible();
    person("Ada").contribute();
    close();
  }

  @Test
  @DisplayName("R252 on a phone who comes is let in one by one, somebody is removed, another is made a facilitator; the workshop is ended and opened again")
  void peopleAndEnd() {
    begin("Ada", "Noé");
    tap(cockpit.button("agenda.first"));
    cockpit.fill("Bilan", 10, null);
    part("crew");
    tap(cockpit.root().locator(".door .choice").nth(1));
    var zoe = stage.visitor(Device.PHONE);
    JoinPage.open(zoe, "/" + workshop.code()).as("Zoé").enterButton().tap();
    assertThat(zoe.page().locator(".tabs")).hasCount(0);
    assertThat(host.page().locator("#tab-steer .badge")).isVisible();
    assertThat(wall.locator(".projector-people")).hasText(host.say("projector.people", "n", 2));
    tap(cockpit.button("crew.admit-of", "name", "Zoé"));
    assertThat(zoe.page().locator(".tabs")).isVisible();
    assertThat(wall.locator(".projector-people")).hasText(host.say("projector.people", "n", 3));

    tap(in(cockpit.person("Zoé"), "crew.remove"));
    tap(sheet("crew.remove"));
    assertThat(zoe.page().getByText(host.say("removed.lead"))).isVisible();
    assertThat(wall.locator(".projector-people")).hasText(host.say("projector.people", "n", 2));
    tap(cockpit.person("Ada").locator(".choice").nth(2));
    assertThat(page("Ada").locator(".newly")).containsText(host.say("step.steer-what"));
    person("Ada").tab("phone.steer").tap();
    page("Ada").locator(".cockpit .now-next").tap();
    at("Bilan", "Noé");

    tap(cockpit.root().locator(".now-close"));
    tap(sheet("closing.do"));
    for (var screen : List.of(page("Noé"), wall)) assertThat(screen.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(host.say("ended.thanks")))).isVisible();
    assertThat(page("Noé").locator("form, .sign")).hasCount(0);
    assertThat(page("Ada").locator("#cockpit-title")).hasText(host.say("closing.title"));
    tap(cockpit.button("closing.reopen"));
    at("Bilan", "Noé");
    person("Noé").give("enjeu", "Le dernier bus");
    assertThat(person("Noé").mine("Le dernier bus")).isVisible();
  }

  private void begin(String... names) {
    workshop = stage.api().create("Se déplacer sans voiture");
    host = stage.visitor(Device.PHONE);
    cockpit = CockpitPage.open(host, workshop);
    wall = stage.visitor(new Device(1920, 1080, false, "fr", Device.PHONE.scheme())).page();
    wall.navigate("/w/" + workshop.id() + "/projector#token=" + workshop.token());
    for (var name : names) people.put(name, JoinPage.open(stage.visitor(Device.PHONE), "/" + workshop.code()).as(name).enterOnPhone());
    assertThat(wall.locator(".projector-people")).hasText(host.say("projector.people", "n", names.length));
  }

  /** With a finger, where it is in sight; while a step is on, its time and the next one are in sight as well. */
  private void tap(Locator control) {
    assertThat(control).isVisible();
    control.evaluate("element => element.scrollIntoView({ block: 'center' })");
    assertThat(control).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(0.9));
    inReach();
    control.tap();
  }

  private void inReach() {
    var steady = cockpit.root().locator(".steady");
    if (steady.isHidden() || sheet().count() > 0) return;
    if (cockpit.timer().count() > 0 && cockpit.timer().isVisible()) assertThat(cockpit.timer()).isInViewport();
    var onward = steady.locator(".now-next, .now-close");
    if (onward.count() > 0) assertThat(onward).isInViewport();
  }

  /** Goes to a part of the cockpit. */
  private CockpitPage part(String name) {
    tap(host.page().locator("#part-tab-" + name));
    return cockpit;
  }

  /** Opens the form of a new step. */
  private void add(String key) {
    tap(cockpit.button(key));
    assertThat(sheet().locator("#phase-form")).isVisible();
  }

  /** Goes on to the next step. A tap elsewhere comes first: the second of two quick ones at one place goes nowhere. */
  private void next(String title) {
    tap(cockpit.title());
    tap(cockpit.root().locator(".now-next"));
    assertThat(cockpit.title()).hasText(title);
    at(title);
  }

  /** That the workshop is at a step: for everybody, and on the wall. */
  private void at(String title) {
    at(title, people.keySet().toArray(String[]::new));
  }

  private void at(String title, String... names) {
    for (var name : names) assertThat(page(name).locator("#step-title")).hasText(title);
    assertThat(wall.locator("h1")).hasText(title);
  }

  private void seatByHand(String name, String table) {
    var hand = cockpit.root().locator("details").filter(new Locator.FilterOptions().setHas(host.page().getByText(host.say("tables.by-hand"))));
    if (hand.getAttribute("open") == null) tap(hand.locator("summary"));
    hand.getByLabel(name, new Locator.GetByLabelOptions().setExact(true)).selectOption(new SelectOption().setLabel(table));
  }

  private void seated(String name, String table) {
    assertThat(page(name).locator(".step .step-how")).containsText(table);
  }

  /** Opens a card from « Voir ». */
  private void open(String title) {
    var phone = new PhonePage(host);
    tap(phone.tab("phone.see"));
    tap(phone.row(title));
    assertThat(sheet()).containsText(title);
  }

  /** What is done with the card that is open. */
  private Locator deed(String key, Object... values) {
    return sheet().locator(".card-steering").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say(key, values)).setExact(true));
  }

  /** What lies on the facilitator's page. */
  private Locator sheet() {
    return host.page().locator("dialog[open]").last();
  }

  private Locator sheet(String key) {
    return in(sheet(), key);
  }

  private void close() {
    tap(sheet().locator(".dialog-head").getByRole(AriaRole.BUTTON, named("common.close")));
  }

  private Locator in(Locator place, String key) {
    return place.getByRole(AriaRole.BUTTON, named(key)).last();
  }

  private Locator.GetByRoleOptions named(String key) {
    return new Locator.GetByRoleOptions().setName(host.say(key)).setExact(true);
  }

  private void sees(String name, String... titles) {
    var phone = person(name).see();
    for (var title : titles) assertThat(phone.row(title)).hasCount(1);
    phone.contribute();
  }

  private void seesNot(String name, String... titles) {
    var phone = person(name).see();
    assertThat(page(name).locator(".see")).isVisible();
    for (var title : titles) assertThat(phone.row(title)).hasCount(0);
    phone.contribute();
  }

  /** Of everybody who takes part, and the wall. */
  private List<Page> screens() {
    var screens = new ArrayList<>(people.values().stream().map(phone -> phone.visitor().page()).toList());
    screens.add(wall);
    return screens;
  }

  private PhonePage person(String name) {
    return people.get(name);
  }

  private Page page(String name) {
    return person(name).visitor().page();
  }
}
