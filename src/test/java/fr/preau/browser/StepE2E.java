package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.board.Op;
import fr.preau.client.Api;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the facilitator steers, on people's screens and on the wall. The facilitator is a program. */
class StepE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  private Api.Workshop workshop;

  @BeforeEach
  void workshop() {
    workshop = stage.api().create("Se déplacer sans voiture");
    steer(phase("ph_free", "Météo", Map.of("place", 1L)),
        phase("ph_alone", "Enjeux, seul d’abord", Map.of("place", 2L, "mode", "private", "add:enjeu", true, "instruction", "Un enjeu par carte.")),
        phase("ph_read", "Choisir l’enjeu", Map.of("place", 3L, "mode", "read")), phase("ph_tables", "Par table", Map.of("place", 4L, "mode", "group", "add:note", true)),
        card("c_bus", "enjeu", "Le dernier bus"), card("c_care", "enjeu", "Se soigner"), card("c_note", "note", "Une note"));
  }

  @Test
  @DisplayName("R170 a phone shows what is asked, offers only what can be added, and says why the rest cannot")
  void asks() {
    var ana = visitor(Device.PHONE, "Ana");
    var page = ana.page();
    set("workshop", Map.of("phase", "ph_alone", "timer_ends", System.currentTimeMillis() + 300_000));
    assertThat(heading(ana, "Enjeux, seul d’abord")).isVisible();
    assertThat(page.getByText("Un enjeu par carte.")).isVisible();
    assertThat(page.getByRole(AriaRole.TIMER)).hasText(Pattern.compile("4:\\d\\d|5:00"));
    assertThat(page.locator(".give-kind")).containsText(ana.texts().kind("card", "enjeu"));
    assertThat(page.locator(".kind-button")).hasCount(0);
    var phone = new PhonePage(ana);
    phone.field("enjeu", "title").fill("Loger près du travail");
    phone.send().tap();
    assertThat(phone.mine("Loger près du travail")).isVisible();
    assertThat(page.locator(".mine")).containsText(ana.say("step.only-you"));
    assertThat(page.getByText(ana.say("step.written", "n", 1, "of", 1))).isVisible();
    fit(page);
    set("workshop", Map.of("timer_ends", System.currentTimeMillis() + 59_500));
    assertThat(page.locator("#live")).hasText(ana.say("clock.minute"));
    set("workshop", Map.of("timer_ends", System.currentTimeMillis() + 300_000));
    assertThat(page.locator("#live")).not().hasText(ana.say("clock.minute"));
    set("ph_read", Map.of("vote_way", "dots", "votes", 2L));
    set("workshop", Map.of("phase", "ph_read"));
    assertThat(page.getByText(ana.say("step.vote-follows"))).isVisible();
    steer(new Op.Put("poll", "po_1", Map.of("title", "Quel enjeu ?", "phase", "ph_read", "way", "dots")));
    assertThat(page.getByText(ana.say("step.only-votes"))).isVisible();
    set("po_1", Map.of("state", "closed"));
    assertThat(page.getByText(ana.say("refusal-form.phase-closed"))).isVisible();
    assertThat(phone.send()).hasCount(0);
    set("workshop", Map.of("phase", "ph_free", "locked", true));
    assertThat(page.getByText(ana.say("refusal-form.locked"))).isVisible();
    fit(page);
  }

  @Test
  @DisplayName("R245 a facilitator says who listens; that phone says why nothing can be added there, the others go on writing and see who listens")
  void listens() {
    var ana = visitor(Device.PHONE, "Ana");
    var ben = visitor(Device.PHONE, "Ben");
    var wall = wall();
    set("workshop", Map.of("phase", "ph_alone"));
    var fay = stage.visitor(Device.DESKTOP);
    var cockpit = CockpitPage.open(fay, workshop).root();
    cockpit.getByText(fay.say("now.listener"), new Locator.GetByTextOptions().setExact(true)).click();
    cockpit.getByLabel(fay.texts().property("phase", "", "listener")).selectOption("Ana");
    assertThat(ana.page().getByText(ana.say("refusal-form.phase-listener"))).isVisible();
    assertThat(new PhonePage(ana).send()).hasCount(0);
    assertThat(wall.page().getByText(wall.say("step.listens", "name", "Ana"))).isVisible();
    assertThat(ben.page().getByText(ben.say("step.listens", "name", "Ana"))).isVisible();
    new PhonePage(ben).answer("enjeu", "Loger près du travail");
    assertThat(ben.page().getByText(ben.say("step.written", "n", 1, "of", 1))).isVisible();
    for (var visitor : new Visitor[] {ana, ben, wall, fay}) fit(visitor.page());
    cockpit.getByLabel(fay.texts().property("phase", "", "listener")).selectOption("");
    assertThat(new PhonePage(ana).send()).isVisible();
  }

  @Test
  @DisplayName("R172, R174 two phones vote within their budget and change their minds; results show once they are shown, on the wall too")
  void votes() {
    var ana = visitor(Device.PHONE, "Ana");
    var ben = visitor(Device.PHONE, "Ben");
    var wall = wall();
    set("workshop", Map.of("phase", "ph_read"));
    steer(new Op.Put("poll", "po_1", Map.of("title", "Quel enjeu ?", "phase", "ph_read", "way", "dots", "budget", 3L, "most", 2L, "on:enjeu", true)));
    assertThat(ana.page().locator(".vote-row")).hasCount(2);
    assertThat(ana.page().locator(".vote-left")).containsText(ana.say("vote.left", "n", 3, "of", 3));
    give(ana, "Le dernier bus");
    give(ana, "Le dernier bus");
    assertThat(more(ana, "Le dernier bus")).hasAttribute("aria-disabled", "true");
    give(ana, "Se soigner");
    assertThat(ana.page().locator(".vote-left")).containsText(ana.say("vote.none-left"));
    assertThat(more(ana, "Se soigner")).hasAttribute("aria-disabled", "true");
    ana.page().getByRole(AriaRole.BUTTON, named(ana.say("vote.less", "title", "Se soigner"))).tap();
    assertThat(ana.page().locator(".vote-left")).containsText(ana.say("vote.left", "n", 1, "of", 3));
    give(ben, "Le dernier bus");
    assertThat(wall.page().getByText(wall.say("vote.voted", "n", 2, "of", 2))).isVisible();
    assertThat(wall.page().locator(".ranking")).hasCount(0);
    fit(ana.page());
    fit(wall.page());
    set("po_1", Map.of("state", "shown"));
    for (var visitor : new Visitor[] {ana, ben, wall}) {
      assertThat(visitor.page().locator(".ranking tbody tr")).hasCount(1);
      assertThat(visitor.page().locator(".ranking tbody tr")).containsText(Pattern.compile("Le dernier bus\\s*3"));
    }
    fit(ana.page());
    fit(wall.page());
  }

  @Test
  @DisplayName("R264 votes on a card that is set aside meanwhile stand below the list, and can be taken back and given elsewhere")
  void takesBack() {
    var ana = visitor(Device.PHONE, "Ana");
    set("workshop", Map.of("phase", "ph_read"));
    steer(new Op.Put("poll", "po_1", Map.of("title", "Quel enjeu ?", "phase", "ph_read", "way", "dots", "budget", 2L, "most", 2L, "on:enjeu", true)));
    give(ana, "Le dernier bus");
    give(ana, "Le dernier bus");
    set("c_bus", Map.of("parked", true));
    assertThat(ana.page().getByText(ana.say("vote.former"))).isVisible();
    assertThat(more(ana, "Le dernier bus")).hasCount(0);
    fit(ana.page());
    var less = ana.page().getByRole(AriaRole.BUTTON, named(ana.say("vote.less", "title", "Le dernier bus")));
    less.tap();
    assertThat(ana.page().locator(".vote-left")).containsText(ana.say("vote.left", "n", 1, "of", 2));
    give(ana, "Se soigner");
    less.focus();
    ana.page().keyboard().press("Enter");
    assertThat(ana.page().getByText(ana.say("vote.former"))).hasCount(0);
    assertThat(ana.page().locator(".vote h2")).isFocused();
  }

  @Test
  @DisplayName("R263 where a pair has voted at its table, nobody reads that nobody has voted, on no screen, but from how many people on results are shown")
  void fewVoters() {
    var ana = visitor(Device.PHONE, "Ana");
    var wall = wall();
    steer(new Op.Put("table", "t_1", Map.of("title", "Tilleuls")), new Op.Put("board", "b_1", Map.of("title", "Tilleuls", "table", "t_1")), new Op.Set("t_1", Map.of("board", "b_1")),
        new Op.Put("card", "c_pair", Map.of("kind", "note", "title", "À deux", "board", "b_1")), new Op.Set(member("Ana").get("id").asText(), Map.of("table", "t_1")),
        new Op.Set("workshop", Map.of("phase", "ph_tables")), new Op.Put("poll", "po_1", Map.of("title", "Laquelle ?", "phase", "ph_tables", "way", "dots", "on:note", true)));
    give(ana, "À deux");
    assertThat(ana.page().getByText(ana.say("vote.voted", "n", 1, "of", 1))).isVisible();
    set("po_1", Map.of("state", "shown"));
    assertThat(ana.page().getByText(ana.say("vote.few"))).isVisible();
    assertThat(wall.page().getByText(wall.say("vote.few-here"))).isVisible();
    fit(ana.page());
    fit(wall.page());
    set("c_pair", Map.of("board", "main"));
    for (var visitor : new Visitor[] {ana, wall}) assertThat(visitor.page().locator(".ranking tbody tr")).containsText(Pattern.compile("À deux\\s*1"));
  }

  @Test
  @DisplayName("a score is given with a finger, changed and taken back")
  void scores() {
    var ana = visitor(Device.NARROW, "Ana");
    set("workshop", Map.of("phase", "ph_read"));
    steer(new Op.Put("poll", "po_1", Map.of("title", "Ce temps valait-il la peine ?", "phase", "ph_read", "way", "roti")));
    var scale = ana.page().locator(".scale-step");
    scale.nth(4).tap();
    assertThat(scale.nth(4)).hasAttribute("aria-pressed", "true");
    scale.nth(2).tap();
    assertThat(scale.nth(4)).hasAttribute("aria-pressed", "false");
    ana.page().getByRole(AriaRole.BUTTON, named(ana.say("vote.back"))).tap();
    assertThat(ana.page().getByText(ana.say("vote.not-given"))).isVisible();
    assertThat((Integer) ana.page().evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).isZero();
    fit(ana.page());
  }

  @Test
  @DisplayName("on a large screen one votes, raises a hand and says that one is done by keyboard")
  void keyboard() {
    var eva = visitor(Device.DESKTOP, "Eva");
    var page = eva.page();
    set("workshop", Map.of("phase", "ph_read"));
    steer(new Op.Put("poll", "po_1", Map.of("title", "Quel enjeu ?", "phase", "ph_read", "way", "dots", "budget", 2L, "on:enjeu", true)));
    assertThat(page.locator(".vote-row")).hasCount(2);
    page.locator("#content").focus();
    page.keyboard().press("v");
    assertThat(page.locator(".vote h2")).isFocused();
    page.keyboard().press("h");
    assertThat(page.getByRole(AriaRole.BUTTON, named(eva.say("step.hand-up")))).hasAttribute("aria-pressed", "true");
    page.keyboard().press("d");
    assertThat(page.getByRole(AriaRole.BUTTON, named(eva.say("step.is-done")))).isVisible();
    more(eva, "Se soigner").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator(".vote-left")).containsText(eva.say("vote.left", "n", 1, "of", 2));
    assertThat(member("Eva").get("done").asText()).isEqualTo("ph_read");
    assertThat(member("Eva").get("hand").asLong()).isPositive();
    fit(page);
  }

  @Test
  @DisplayName("R171, R237 in a phase by table the screen shows one's table and tells who is seated there; what one gives goes to its board")
  void tables() {
    var ana = visitor(Device.PHONE, "Ana");
    set("workshop", Map.of("phase", "ph_tables"));
    assertThat(ana.page().getByText(ana.say("step.no-table"))).isVisible();
    assertThat(ana.page().getByText(ana.say("refusal-form.phase-board"))).hasCount(0);
    steer(new Op.Put("table", "t_1", Map.of("title", "Tilleuls")));
    steer(new Op.Put("board", "b_1", Map.of("title", "Tilleuls", "table", "t_1")));
    steer(new Op.Set("t_1", Map.of("board", "b_1")), new Op.Set(member("Ana").get("id").asText(), Map.of("table", "t_1")));
    assertThat(ana.page().locator(".toast")).containsText(ana.say("step.now-table-alone", "table", "Tilleuls"));
    assertThat(ana.page().getByText(ana.say("step.table-alone", "table", "Tilleuls"))).isVisible();
    var phone = new PhonePage(ana);
    phone.field("note", "title").fill("À notre table");
    phone.send().tap();
    assertThat(phone.mine("À notre table")).isVisible();
    phone.see();
    assertThat(phone.rows()).hasCount(1);
    ana.page().getByLabel(ana.say("boards.which"), new Page.GetByLabelOptions().setExact(true)).selectOption("main");
    assertThat(phone.rows()).hasCount(3);
    fit(ana.page());
  }

  @Test
  @DisplayName("R175 what was written for a private phase without a connection, and arrives after it, is sent only where its author says so")
  void late() {
    var ana = stage.visitor(Device.PHONE);
    var line = new Line(ana.context());
    JoinPage.open(ana, "/" + workshop.code()).as("Ana").enterOnPhone();
    set("workshop", Map.of("phase", "ph_alone"));
    assertThat(heading(ana, "Enjeux, seul d’abord")).isVisible();
    line.cut();
    var phone = new PhonePage(ana);
    assertThat(phone.connection()).containsText(ana.say("connection.again"));
    phone.field("enjeu", "title").fill("Entre nous");
    phone.send().tap();
    assertThat(phone.mine("Entre nous")).isVisible();
    set("workshop", Map.of("phase", "ph_free"));
    line.mend();
    ana.page().getByRole(AriaRole.BUTTON, named(ana.say("reject.decide"))).tap();
    assertThat(ana.page().getByText(ana.say("reject.why-phase-moved"))).isVisible();
    assertThat(Rows.expected(stage.api(), workshop.id(), workshop.token())).noneMatch(row -> row.startsWith("Entre nous"));
    fit(ana.page());
    ana.page().getByRole(AriaRole.BUTTON, named(ana.say("reject.send"))).tap();
    ana.page().waitForCondition(() -> Rows.expected(stage.api(), workshop.id(), workshop.token()).stream().anyMatch(row -> row.startsWith("Entre nous")));
  }

  @Test
  @DisplayName("R176 who comes while the door asks waits on one page, and is let in without doing anything")
  void door() {
    set("workshop", Map.of("door", "ask"));
    var eve = stage.visitor(Device.PHONE);
    JoinPage.open(eve, "/" + workshop.code()).as("Ève").enterButton().tap();
    assertThat(heading(eve, eve.say("doorstep.title"))).isVisible();
    assertThat(eve.page().getByText("Ève")).isVisible();
    fit(eve.page());
    set(member("Ève").get("id").asText(), Map.of("role", "participant"));
    new PhonePage(eve).see();
    assertThat(new PhonePage(eve).rows()).hasCount(3);
  }

  @Test
  @DisplayName("R177 everybody is taken to a card, but who is typing is asked first")
  void gathering() {
    var ana = visitor(Device.PHONE, "Ana");
    var eva = visitor(Device.DESKTOP, "Eva");
    set("workshop", Map.of("phase", "ph_free", "gather", "invite", "gather_at", "c_care"));
    assertThat(ana.page().getByText(ana.say("gather.invited", "title", "Se soigner"))).isVisible();
    fit(ana.page());
    fit(eva.page());
    var phone = new PhonePage(ana);
    phone.choose("piste");
    phone.field("piste", "title").pressSequentially("Je suis en train d’écr");
    set("workshop", Map.of("gather", "take", "gather_at", "c_bus"));
    assertThat(ana.page().getByText(ana.say("gather.taken", "title", "Le dernier bus"))).isVisible();
    assertThat(phone.field("piste", "title")).isFocused();
    assertThat(eva.page().locator(".desk-card")).containsText("Le dernier bus");
    ana.page().locator(".call").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ana.say("gather.go"))).tap();
    assertThat(ana.page().getByRole(AriaRole.DIALOG)).containsText("Le dernier bus");
    assertThat(phone.tab("phone.see")).hasAttribute("aria-selected", "true");
  }

  @Test
  @DisplayName("R178 the wall shows the step and the card in the spotlight, and never one that not everybody may see")
  void wallShowsWhatAllMaySee() {
    var wall = wall();
    assertThat(wall.page().locator(".projector .code")).isVisible();
    set("workshop", Map.of("phase", "ph_alone"));
    assertThat(heading(wall, "Enjeux, seul d’abord")).isVisible();
    steer(card("c_own", "enjeu", "La carte de l’animation"));
    set("workshop", Map.of("spotlight", "c_own"));
    set("workshop", Map.of("timer_left", 60_000L));
    assertThat(wall.page().getByRole(AriaRole.TIMER)).isVisible();
    assertThat(wall.page().getByText("La carte de l’animation")).hasCount(0);
    fit(wall.page());
    set("workshop", Map.of("spotlight", "c_bus"));
    assertThat(heading(wall, "Le dernier bus")).isVisible();
    set("c_bus", Map.of("hidden", true));
    assertThat(heading(wall, "Enjeux, seul d’abord")).isVisible();
  }

  @Test
  @DisplayName("R279 where a step asks for links a phone offers to link two cards, lists what one has linked, and the wall says the links that everybody may see")
  void links() {
    var ana = visitor(Device.PHONE, "Ana");
    var page = ana.page();
    var wall = wall();
    var toLink = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(ana.say("link.two")));
    steer(phase("ph_link", "Relier", Map.of("place", 5L, "add:influence", true, "add:enjeu", true)), phase("ph_only", "Relier encore", Map.of("place", 6L, "add:influence", true)));
    set("workshop", Map.of("phase", "ph_free"));
    assertThat(heading(ana, "Météo")).isVisible();
    assertThat(toLink).hasCount(0);
    set("workshop", Map.of("phase", "ph_link"));
    toLink.tap();
    var dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText(ana.say("link.choose-first"));
    dialog.getByText("Le dernier bus").tap();
    assertThat(dialog).containsText(ana.say("link.choose"));
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ana.say("common.back"))).tap();
    assertThat(dialog).containsText(ana.say("link.choose-first"));
    dialog.getByText("Le dernier bus").tap();
    dialog.getByText("Se soigner").tap();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ana.say("link.do")).setExact(true)).tap();
    assertThat(dialog).hasCount(0);
    var said = Pattern.compile("Le dernier bus\\s+influence\\s+Se soigner");
    assertThat(page.locator(".mine .link-sentence")).hasText(said);
    assertThat(page.locator("#mine-title")).hasText(ana.say("step.mine", "n", 1));
    assertThat(page.locator(".mine .link-row")).hasCSS("display", "flex");
    assertThat(wall.page().locator(".wall-link .link-sentence")).hasText(said);
    fit(page);
    fit(wall.page());
    toLink.tap();
    dialog.getByText("Se soigner").tap();
    dialog.getByText("Le dernier bus").tap();
    assertThat(dialog).containsText(ana.say("link.there"));
    assertThat(dialog.locator("input:checked[name=offer]")).hasCount(0);
    assertThat(dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ana.say("link.do")).setExact(true))).isDisabled();
    page.keyboard().press("Escape");
    var ben = visitor(Device.PHONE, "Ben");
    ben.page().locator(".links-there summary").tap();
    assertThat(ben.page().locator(".links-there .link-sentence")).hasText(said);
    assertThat(ben.page().locator(".mine .link-row")).hasCount(0);
    set("c_care", Map.of("hidden", true));
    assertThat(wall.page().locator(".wall-link")).hasCount(0);
    assertThat(ben.page().locator(".links-there")).hasCount(0);
    set("c_care", Map.of("hidden", false));
    set("workshop", Map.of("phase", "ph_only"));
    assertThat(page.getByText(ana.say("step.links-here"))).isVisible();
    assertThat(toLink).isVisible();
    assertThat(page.locator(".mine .link-row")).hasCount(0);
    set("workshop", Map.of("phase", "ph_link"));
    page.getByRole(AriaRole.BUTTON, named(ana.say("link.edit-both", "from", "Le dernier bus", "to", "Se soigner"))).tap();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ana.say("link.turn"))).tap();
    assertThat(page.locator(".mine .link-sentence")).hasText(Pattern.compile("Se soigner\\s+influence\\s+Le dernier bus"));
    page.getByRole(AriaRole.BUTTON, named(ana.say("link.edit-both", "from", "Se soigner", "to", "Le dernier bus"))).tap();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ana.say("link.turn"))).tap();
    assertThat(page.locator(".mine .link-sentence")).hasText(said);
    page.getByRole(AriaRole.BUTTON, named(ana.say("link.delete-both", "from", "Le dernier bus", "to", "Se soigner"))).tap();
    assertThat(page.locator(".mine .link-row")).hasCount(0);
    assertThat(wall.page().locator(".wall-link")).hasCount(0);
  }

  @Test
  @DisplayName("R288 who is elsewhere on the page is told of a vote that opens, and goes to it; R287 results that are shown late are seen in the step that shows them")
  void voteIsFound() {
    var ana = visitor(Device.PHONE, "Ana");
    var page = ana.page();
    var wall = wall();
    set("workshop", Map.of("phase", "ph_read"));
    assertThat(heading(ana, "Choisir l’enjeu")).isVisible();
    new PhonePage(ana).see();
    steer(new Op.Put("poll", "po_1", Map.of("title", "Quel enjeu ?", "phase", "ph_read", "way", "dots", "budget", 3L)));
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(ana.say("vote.go")).setExact(true)).tap();
    assertThat(page.locator(".vote h2")).isFocused();
    assertThat(page.locator(".vote h2")).isInViewport();
    set("po_1", Map.of("state", "closed"));
    set("workshop", Map.of("phase", "ph_free"));
    assertThat(heading(ana, "Météo")).isVisible();
    assertThat(page.locator(".results")).hasCount(0);
    set("po_1", Map.of("state", "shown", "shown_in", "ph_free"));
    assertThat(page.locator(".results")).containsText("Quel enjeu ?");
    assertThat(wall.page().locator(".wall-results")).containsText("Quel enjeu ?");
    set("workshop", Map.of("phase", "ph_tables"));
    assertThat(heading(wall, "Par table")).isVisible();
    assertThat(page.locator(".results")).hasCount(0);
  }

  @Test
  @DisplayName("R280 who comes to a proposal that others have begun goes on with it, or begins a new one; at a table, what the step before was about can be read again")
  void goesOn() {
    var ana = visitor(Device.PHONE, "Ana");
    var page = ana.page();
    steer(phase("ph_prop", "Propositions", Map.of("place", 5L, "mode", "group", "add:proposal", true)), new Op.Put("table", "t_1", Map.of("title", "Tilleuls")), new Op.Put("board", "b_1", Map.of("title", "Tilleuls", "table", "t_1")));
    steer(new Op.Set("t_1", Map.of("board", "b_1")), new Op.Set(member("Ana").get("id").asText(), Map.of("table", "t_1")), new Op.Set("ph_tables", Map.of("skipped", true)));
    set("workshop", Map.of("phase", "ph_prop"));
    assertThat(page.locator("#give-form")).isVisible();
    assertThat(page.locator(".earlier summary")).containsText("Choisir l’enjeu");
    page.locator(".earlier summary").tap();
    assertThat(page.locator(".earlier")).containsText("Le dernier bus");
    steer(new Op.Put("proposal", "pr_1", Map.of("title", "Un bus le soir", "board", "b_1")));
    assertThat(page.locator(".begun")).containsText("Un bus le soir");
    assertThat(page.locator("#give-form")).hasCount(0);
    new PhonePage(ana).answer("proposal", "Covoiturer");
    fit(page);
  }

  private Visitor visitor(Device device, String name) {
    var visitor = stage.visitor(device);
    var join = JoinPage.open(visitor, "/" + workshop.code()).as(name);
    if (device.touch()) join.enterOnPhone();
    else join.enterOnDesktop();
    return visitor;
  }

  private Visitor wall() {
    var visitor = stage.visitor(new Device(1280, 720, false, "fr", Device.PHONE.scheme()));
    visitor.page().navigate("/w/" + workshop.id() + "/projector#token=" + workshop.token());
    assertThat(visitor.page().locator("main")).isVisible();
    return visitor;
  }

  private void steer(Op... ops) {
    stage.steer(workshop, ops);
  }

  private void set(String id, Map<String, Object> changes) {
    steer(new Op.Set(id, changes));
  }

  private static Op phase(String id, String title, Map<String, Object> values) {
    var all = new HashMap<>(values);
    all.put("title", title);
    return new Op.Put("phase", id, all);
  }

  private static Op card(String id, String kind, String title) {
    return new Op.Put("card", id, Map.of("kind", kind, "title", title, "x", 300L * (id.length() % 4), "y", 0L));
  }

  private JsonNode member(String name) {
    var state = stage.api().get("/api/workshops/" + workshop.id() + "/state", workshop.token());
    for (var person : state.get("people").properties()) {
      if (!person.getValue().get("name").asText().equals(name)) continue;
      for (var record : state.get("records")) if (record.get("id").asText().equals(person.getKey())) return record;
    }
    throw new AssertionError("nobody is called " + name);
  }

  private static Locator heading(Visitor visitor, String text) {
    return visitor.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
  }

  private static Locator more(Visitor visitor, String title) {
    return visitor.page().getByRole(AriaRole.BUTTON, named(visitor.say("vote.more", "title", title)));
  }

  private static void give(Visitor visitor, String title) {
    var count = visitor.page().getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(visitor.say("vote.on", "title", title)).setExact(true)).locator(".vote-n > [aria-hidden]");
    var before = Integer.parseInt(count.textContent());
    more(visitor, title).tap();
    assertThat(count).hasText(String.valueOf(before + 1));
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  /** Fit for assistive technologies and bad eyes. */
  private static void fit(Page page) {
    page.waitForFunction("() => document.getAnimations().every(animation => animation.playState !== 'running')");
    assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations().stream().map(violation -> violation.getId() + " " + violation.getNodes().getFirst().getTarget() + " " + violation.getNodes().getFirst().getFailureSummary()).toList()).isEmpty();
  }
}
