package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import fr.preau.client.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole workshops, from the choice of a template to what people thought of it. */
class AtelierE2E {

  private static final List<String> NAMES = List.of("Ada", "Ben", "Cléo", "Dan", "Eva", "Farid", "Gil", "Zoé");
  private static final List<String> FAMILIES = List.of("citoyen", "entreprise", "association", "collectivite");
  private static final Path TEMPLATES = Path.of("conf", "templates");

  @RegisterExtension
  static final Stage stage = new Stage();

  private final Map<String, PhonePage> people = new LinkedHashMap<>();
  private Visitor host;
  private Page wall;
  private CockpitPage cockpit;
  private Api.Workshop workshop;
  private String code;
  private JsonNode template;

  @Test
  @DisplayName("R220 R221 R222 R276 R277 R278 eight people go through a thematic workshop from its creation to its closing, at two tables, with votes, a reload and a lost connection")
  void thematicWorkshop() {
    begin("atelier-thematique");
    for (int i = 0; i < NAMES.size() - 1; i++) join(NAMES.get(i), FAMILIES.get(i % FAMILIES.size()));
    var zoe = stage.visitor(Device.PHONE);
    var line = new Line(zoe.context());
    join(zoe, NAMES.getLast(), FAMILIES.getLast());
    assertThat(wall.locator(".projector-people")).hasText(host.say("projector.people", "n", 8));

    next("Cadre et déjà-là");
    phone("Ada").answer("deja_la", "Le marché du samedi");
    phone("Ben").answer("deja_la", "Le groupement d’achat");
    sees("Dan", "Le marché du samedi", "Le groupement d’achat");

    stakesAlone(line);
    var tables = stakesAtTables();
    chooseStake();
    use(tables);
    expectations();
    shifts(tables);
    proposals(tables);
    closing();
    assertThat(state("?at=" + state("").get("seq").asLong())).isEqualTo(state(""));
  }

  static List<String> otherTemplates() throws IOException {
    try (var files = Files.list(TEMPLATES)) {
      return files.map(file -> file.getFileName().toString().replace(".json", "")).filter(name -> !name.equals("atelier-thematique")).sorted().toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherTemplates")
  @DisplayName("R223 R224 two people go through each template to its end, and give what its steps ask for")
  void everyTemplate(String name) {
    begin(name);
    join("Ada", "citoyen");
    join("Ben", "entreprise");
    cockpit.part("tables").button("tables.create", "n", 2).click();
    cockpit.button("tables.lots").click();
    assertThat(cockpit.tables().locator(".seat")).hasCount(2);
    var title = "";
    for (var phase : template.get("phases")) {
      title = plain(phase.at("/title/fr"));
      next(title);
      var mode = phase.path("mode").asText("shared");
      if (mode.equals("one")) oneWrites("Ada", "Ben");
      var kinds = kinds(phase);
      if (!mode.equals("read") && kinds.size() == 1) phone("Ada").answer(kinds.getFirst(), "Dit pour " + title);
      else if (!mode.equals("read")) phone("Ada").give(kinds.getFirst(), "Dit pour " + title);
    }
    assertThat(cockpit.root().locator(".now-close")).isVisible();
    openVote(title);
    phone("Ada").score(5);
    phone("Ben").score(2);
    show(title);
    for (var page : screens()) assertThat(page.locator(".average strong")).hasText("3,5");
  }

  /** The facilitator says who writes; the other then cannot. */
  private void oneWrites(String writer, String other) {
    assertThat(page(writer).getByText(host.say("refusal-form.phase-writer"))).isVisible();
    assertThat(wall.getByText(host.say("step.writes", "name", writer))).hasCount(0);
    cockpit.root().getByLabel(host.texts().property("phase", "", "writer")).selectOption(new SelectOption().setLabel(writer));
    assertThat(page(writer).getByText(host.say("step.you-write"))).isVisible();
    assertThat(wall.getByText(host.say("step.writes", "name", writer))).isVisible();
    assertThat(page(other).getByText(host.say("refusal-form.phase-writer"))).isVisible();
  }

  /** What may be given in a phase, that is no link. */
  private static List<String> kinds(JsonNode phase) {
    var cards = read(Path.of("conf", "model.json")).at("/types/card/kinds");
    var kinds = new ArrayList<String>();
    for (var kind : phase.path("add")) if (cards.has(kind.asText()) || kind.asText().equals("proposal")) kinds.add(kind.asText());
    return kinds;
  }

  /** Who was away while the others wrote alone comes back when all is shown: what they wrote waits for them to say so. */
  private void stakesAlone(Line line) {
    next("Enjeux : seul");
    phone("Ada").answer("enjeu", "Manger local à la cantine");
    phone("Farid").answer("enjeu", "Garder des terres");
    assertThat(cockpit.root().locator(".reveal")).containsText(host.say("reveal.written", "n", 2, "of", 8));
    line.cut();
    assertThat(phone("Zoé").connection()).containsText(host.say("connection.again"));
    phone("Zoé").answer("enjeu", "Dire ce que je gagne");
    onlyTheirs("Dan", "Manger local à la cantine", "Garder des terres");
    cockpit.button("reveal.all").click();
    cockpit.confirm();
    sees("Dan", "Manger local à la cantine", "Garder des terres");
    line.mend();
    var page = page("Zoé");
    page.getByRole(AriaRole.BUTTON, named("reject.decide")).tap();
    assertThat(page.getByText(host.say("reject.why-phase-moved"))).isVisible();
    onlyTheirs("Dan", "Dire ce que je gagne");
    page.getByRole(AriaRole.BUTTON, named("reject.send")).tap();
    assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
    sees("Dan", "Dire ce que je gagne");
  }

  /** @return those who sit at each table, of which there are so many */
  private List<List<String>> seated(int tables) {
    cockpit.part("tables");
    assertThat(cockpit.tables()).hasCount(tables);
    return IntStream.range(0, tables).mapToObj(n -> {
      var seats = cockpit.tables().nth(n).locator(".seat");
      assertThat(seats).hasCount(NAMES.size() / tables);
      return NAMES.stream().filter(name -> seats.filter(new Locator.FilterOptions().setHasText(name)).count() == 1).toList();
    }).toList();
  }

  private List<List<String>> stakesAtTables() {
    cockpit.button("seating.pairs").click();
    var pairs = seated(4);
    next("Enjeux : à deux");
    atTables(pairs, (name, n) -> phone(name).answer("enjeu", "Enjeu à deux " + n));
    next("Enjeux : à quatre");
    cockpit.button("seating.join").click();
    var tables = seated(2);
    assertThat(tables.getFirst()).containsAll(pairs.getFirst());
    for (var name : tables.getFirst()) sees(name, "Enjeu à deux 1", "Enjeu à deux 2");
    atTables(tables, (name, n) -> phone(name).answer("enjeu", "Enjeu à quatre " + n));
    next("Enjeux : tous ensemble");
    assertThat(cockpit.root().getByText(host.say("now.at-tables", "n", 6))).isVisible();
    gather("Enjeu à quatre 1", "Enjeu à quatre 2");
    assertThat(cockpit.root().getByText(host.say("now.at-tables", "n", 6))).hasCount(0);
    phone("Gil").answer("enjeu", "Former les cuisines");
    phone("Ben").answer("enjeu", "Livrer ensemble");
    sees("Dan", "Former les cuisines", "Livrer ensemble");
    return tables;
  }

  /** Does something at each table; the next does not see it, and the wall does not show it. */
  private void atTables(List<List<String>> tables, BiConsumer<String, Integer> deed) {
    for (int n = 1; n <= tables.size(); n++) deed.accept(tables.get(n - 1).getFirst(), n);
    for (int n = 1; n <= tables.size(); n++) {
      var title = phone(tables.get(n - 1).getFirst()).visitor().page().locator(".mine .card-title").first().textContent();
      sees(tables.get(n - 1).getLast(), title);
      seesNot(tables.get(n % tables.size()).getLast(), title);
      assertThat(wall.getByText(title)).hasCount(0);
    }
  }

  private void gather(String... titles) {
    cockpit.root().locator(".now").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("tables.gather"))).click();
    sees("Dan", titles);
  }

  private void chooseStake() {
    next("Choisir l’enjeu");
    openVote("Choisir l’enjeu");
    var given = new HashMap<String, Integer>();
    for (var name : NAMES) {
      var own = switch (NAMES.indexOf(name)) {
        case 0, 1, 2, 3, 4 -> List.of("Manger local à la cantine", "Manger local à la cantine", "Enjeu à quatre 1");
        case 5, 6 -> List.of("Dire ce que je gagne", "Dire ce que je gagne", "Manger local à la cantine");
        default -> List.of("Dire ce que je gagne", "Enjeu à quatre 1", "Enjeu à deux 2");
      };
      vote(name, own, given);
      if (name.equals("Dan")) reload();
    }
    shown("Choisir l’enjeu", given);
    cockpit.button("polls.go-on", "title", "Manger local à la cantine").first().click();
  }

  /** The facilitator loads the page again, and goes on. */
  private void reload() {
    host.page().reload();
    assertThat(cockpit.title()).hasText("Choisir l’enjeu");
    assertThat(cockpit.part("polls").poll("Choisir l’enjeu")).containsText(host.say("polls.voted", "n", 4, "of", 8));
  }

  private void use(List<List<String>> tables) {
    next("Performance d’usage");
    for (var subject : List.of(wall.locator(".wall-subject"), page("Dan").locator(".step-subject"))) assertThat(subject).containsText("Manger local à la cantine");
    atTables(tables, (name, n) -> phone(name).give("usage", "Manger chaud et d’ici " + n));
    atTables(tables, (name, n) -> phone(name).give("effet", "Moins de bruit " + n));
  }

  /** What was written alone is shown in the step that begins with reading it. */
  private void expectations() {
    next("Attentes et contraintes : j’écris");
    phone("Ada").give("attente", "Un volume annoncé").give("contrainte", "Pas de frigo le lundi");
    phone("Eva").give("contrainte", "Un seul camion");
    assertThat(cockpit.root().locator(".reveal")).containsText(host.say("reveal.written", "n", 2, "of", 8));
    onlyTheirs("Dan", "Un volume annoncé", "Pas de frigo le lundi", "Un seul camion");
    next("Attentes et contraintes : on lit");
    assertThat(cockpit.root().locator(".reveal")).containsText(host.say("reveal.before", "title", "Attentes et contraintes : j’écris"));
    onlyTheirs("Dan", "Un volume annoncé", "Pas de frigo le lundi", "Un seul camion");
    assertThat(page("Dan").getByText(host.say("refusal-form.phase-closed"))).isVisible();
    cockpit.button("reveal.all").click();
    cockpit.confirm();
    assertThat(cockpit.root().locator(".reveal")).hasCount(0);
    assertThat(page("Dan").locator("#panel-give .begun .card-title")).hasText(new String[] {"Un volume annoncé", "Pas de frigo le lundi", "Un seul camion"});
    for (var name : List.of("Dan", "Gil")) sees(name, "Un volume annoncé", "Pas de frigo le lundi", "Un seul camion");
  }

  private void shifts(List<List<String>> tables) {
    next("Apports et déplacements");
    atTables(tables, (name, n) -> phone(name).give("deplacement", "Cuire le matin " + n));
    atTables(tables, (name, n) -> phone(name).give("ressource", "Un camion à partager " + n));
    atTables(tables, (name, n) -> phone(name).give("acteur", "Maraîchers " + n));
    var ada = phone(tables.getFirst().getFirst()).give("acteur", "Cantine");
    ada.link("Cantine").choose("Maraîchers", "Maraîchers 1").confirm();
    host.page().waitForCondition(() -> records().stream().anyMatch(record -> record.path("kind").asText().equals("apporte")));
  }

  private void proposals(List<List<String>> tables) {
    next("Propositions");
    atTables(tables, (name, n) -> phone(name).answer("proposal", "Cantine du Val " + n));
    next("Choisir les propositions");
    cockpit.button("polls.open-planned", "title", "Choisir les propositions").click();
    var asked = host.page().getByRole(AriaRole.DIALOG);
    assertThat(asked).containsText(host.say("polls.at-tables"));
    asked.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("common.cancel"))).click();
    gather("Cantine du Val 1", "Cantine du Val 2");
    openVote("Choisir les propositions");
    var given = new HashMap<String, Integer>();
    for (var name : NAMES) {
      var first = NAMES.indexOf(name) < 6 ? "1" : "2";
      vote(name, List.of(first, first, first, first.equals("1") ? "2" : "1", first.equals("1") ? "2" : "1").stream().map(n -> "Cantine du Val " + n).toList(), given);
    }
    shown("Choisir les propositions", given);
  }

  private void closing() {
    next("Engagements");
    phone("Cléo").answer("proposal", "Appeler trois maraîchers avant mars");
    sees("Dan", "Appeler trois maraîchers avant mars");
    phone("Eva").see();
    SharedText.aimOf(phone("Eva").visitor(), "Cantine du Val 1").behind("").type("Je réunis les cuisines le 12 mars.");
    host.page().waitForCondition(() -> titled("Cantine du Val 1").path("visee").asText().equals("Je réunis les cuisines le 12 mars."));
    page("Eva").keyboard().press("Escape");
    phone("Eva").contribute();

    var roti = "Ce temps en valait-il la peine ?";
    next(roti);
    assertThat(cockpit.root().locator(".now-close")).isVisible();
    openVote(roti);
    for (var name : NAMES) phone(name).score(NAMES.indexOf(name) < 4 ? 5 : NAMES.indexOf(name) < 6 ? 4 : 3);
    show(roti);
    for (var page : screens()) {
      assertThat(page.locator(".average strong")).hasText("4,3");
      assertThat(page.locator(".ranking .figure")).hasText(new String[] {"4", "2", "2", "0", "0", "0"});
    }
    end();
  }

  /** Everybody is thanked, for the same figures, and can read all of it; nothing asks for more. */
  private void end() {
    cockpit.close();
    assertThat(cockpit.title()).hasText(host.say("closing.title"));
    var given = records().stream().filter(record -> !record.path("deleted").asBoolean()).toList();
    for (var page : screens()) {
      assertThat(page.getByRole(AriaRole.HEADING, named("ended.thanks"))).isVisible();
      for (var type : List.of("card", "link", "proposal")) {
        assertThat(page.locator(".brought-" + type + "s dd")).hasText(String.valueOf(given.stream().filter(record -> record.path("type").asText().equals(type)).count()));
      }
      assertThat(page.locator("form, .sign, .qr")).hasCount(0);
    }
    for (var name : List.of("Dan", "Zoé")) sees(name, "Manger local à la cantine", "Un volume annoncé", "Cantine du Val 1", "Appeler trois maraîchers avant mars");
  }

  /** Creates a workshop with a template on the home page, and opens the cockpit and the wall. */
  private void begin(String name) {
    template = read(TEMPLATES.resolve(name + ".json"));
    host = stage.visitor(Device.DESKTOP);
    var ready = HomePage.open(host).begin(template.at("/title/fr").asText()).create("Se nourrir dans la vallée", "Vallée de la Brume");
    workshop = TogetherE2E.opened(ready.ownLink());
    code = ready.code().replace(" ", "");
    wall = stage.visitor(Device.DESKTOP).page();
    wall.navigate("/w/" + workshop.id() + "/projector#token=" + workshop.token());
    assertThat(wall.locator(".projector .code")).isVisible();
    ready.board();
    cockpit = CockpitPage.open(host, workshop);
  }

  private static JsonNode read(Path file) {
    try {
      return Api.JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void join(String name, String family) {
    join(stage.visitor(Device.PHONE), name, family);
  }

  private void join(Visitor visitor, String name, String family) {
    people.put(name, JoinPage.open(visitor, "/" + code).as(name).family(family).enterOnPhone());
  }

  /** The facilitator goes on; everybody reads what is asked, and so it stands on the wall. */
  private void next(String title) {
    cockpit.next();
    assertThat(cockpit.title()).hasText(title);
    var instruction = instruction(title);
    assertThat(wall.locator("h1")).hasText(title);
    assertThat(wall.locator(".wall-instruction")).hasText(instruction);
    for (var phone : people.values()) {
      assertThat(phone.visitor().page().locator("#step-title")).hasText(title);
      assertThat(phone.visitor().page().locator(".step-instruction")).hasText(instruction);
    }
  }

  private String instruction(String title) {
    for (var phase : template.get("phases")) if (plain(phase.at("/title/fr")).equals(title)) return phase.at("/instruction/fr").asText();
    throw new AssertionError("no phase is called " + title);
  }

  /** As it is typed, with spaces that break. */
  private static String plain(JsonNode text) {
    return text.asText().replace('\u00a0', ' ');
  }

  private void openVote(String title) {
    cockpit.part("polls").button("polls.open-planned", "title", title).click();
    assertThat(wall.locator(".wall-vote h1")).hasText(title);
  }

  /** All of somebody's dots; more they cannot give. */
  private void vote(String name, List<String> on, Map<String, Integer> given) {
    var phone = phone(name);
    for (var title : on) {
      phone.vote(title);
      given.merge(title, 1, Integer::sum);
    }
    assertThat(page(name).locator(".vote-left")).containsText(host.say("vote.none-left"));
    assertThat(page(name).getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(host.say("vote.more", "title", on.getFirst())).setExact(true))).hasAttribute("aria-disabled", "true");
    assertThat(wall.locator(".ranking")).hasCount(0);
  }

  /** Closes a vote in which all have voted, and shows it: the same on all screens. */
  private void shown(String title, Map<String, Integer> given) {
    show(title);
    var ranked = given.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed()).toList();
    for (var page : screens()) {
      assertThat(page.locator(".ranking .name")).hasText(ranked.stream().map(Map.Entry::getKey).toArray(String[]::new));
      assertThat(page.locator(".ranking .figure")).hasText(ranked.stream().map(total -> String.valueOf(total.getValue())).toArray(String[]::new));
    }
  }

  private void show(String title) {
    var poll = cockpit.poll(title);
    assertThat(poll).containsText(host.say("polls.voted", "n", people.size(), "of", people.size()));
    assertThat(wall.getByText(host.say("vote.voted", "n", people.size(), "of", people.size()))).isVisible();
    poll.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("polls.to-closed-from-open"))).click();
    assertThat(page(NAMES.getFirst()).getByText(host.say("vote.closed"))).isVisible();
    assertThat(wall.locator(".ranking")).hasCount(0);
    poll.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("polls.to-shown-from-closed"))).click();
  }

  private void sees(String name, String... titles) {
    var phone = phone(name).see();
    for (var title : titles) assertThat(phone.row(title)).hasCount(1);
    phone.contribute();
  }

  private void seesNot(String name, String... titles) {
    var phone = phone(name).see();
    assertThat(page(name).locator(".see")).isVisible();
    for (var title : titles) assertThat(phone.row(title)).hasCount(0);
    phone.contribute();
  }

  /** That nobody but their authors sees these: neither somebody else, nor the facilitator, nor the wall, nor in what the server sends. */
  private void onlyTheirs(String other, String... titles) {
    seesNot(other, titles);
    for (var title : titles) {
      assertThat(host.page().getByText(title)).hasCount(0);
      assertThat(wall.getByText(title)).hasCount(0);
      assertThat(records()).noneMatch(record -> record.path("title").asText().equals(title));
    }
  }

  private List<Page> screens() {
    var screens = new ArrayList<>(people.values().stream().map(phone -> phone.visitor().page()).toList());
    screens.add(wall);
    return screens;
  }

  private PhonePage phone(String name) {
    return people.get(name);
  }

  private Page page(String name) {
    return phone(name).visitor().page();
  }

  private List<JsonNode> records() {
    return Rows.records(stage.api(), workshop.id(), workshop.token());
  }

  private JsonNode titled(String title) {
    return Rows.titled(stage.api(), workshop.id(), workshop.token(), title);
  }

  private JsonNode state(String at) {
    return stage.api().get("/api/workshops/" + workshop.id() + "/state" + at, workshop.token());
  }

  private Page.GetByRoleOptions named(String key) {
    return new Page.GetByRoleOptions().setName(host.say(key)).setExact(true);
  }
}
