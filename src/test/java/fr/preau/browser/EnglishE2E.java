package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.board.Op;
import fr.preau.client.Api;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Screens of who reads English: nothing on them is said in French, whatever language people write. */
class EnglishE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  /** What is read on the page, and what is read aloud. */
  private static final String WORDS = """
      () => [...document.querySelectorAll('body *')].filter(element => !element.closest('script, style, noscript, [lang=fr]') && element.checkVisibility()).flatMap(element => [
        ...[...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data),
        ...['aria-label', 'title', 'placeholder', 'alt'].map(name => element.getAttribute(name) ?? '')]).map(text => text.trim()).filter(Boolean).concat(document.title.replace(/ · Préau$/, ''))""";

  private final List<Pattern> french = sentences("fr");
  private final List<Pattern> english = sentences("en");
  private final Set<String> found = new LinkedHashSet<>();
  private final List<String> seen = new ArrayList<>();

  @Test
  @DisplayName("R168 on a phone")
  void phone() {
    var visitor = stage.visitor(Device.PHONE.speaking("en"));
    new PhoneTour(stage, visitor, workshop("Aller au travail")).walk(screen -> read(visitor, screen));
    assertThat(found).isEmpty();
    assertThat(seen).hasSizeGreaterThan(20);
  }

  @Test
  @DisplayName("R168 on a large screen")
  void desktop() {
    var visitor = stage.visitor(Device.DESKTOP.speaking("en"));
    new DesktopTour(stage, visitor).walk(screen -> read(visitor, screen));
    assertThat(found).isEmpty();
    assertThat(seen).hasSizeGreaterThan(20);
  }

  @Test
  @DisplayName("R168 in the cockpit, on the phone that follows it and on the wall, in every kind of step and vote")
  void steering() {
    var workshop = workshop("Getting around");
    stage.steer(workshop, phase("ph_1", 1, "private", Map.of("vote_way", "dots", "votes", 3L)), phase("ph_2", 2, "group", Map.of()), phase("ph_3", 3, "one", Map.of()), phase("ph_4", 4, "read", Map.of("vote_way", "roti")),
        phase("ph_5", 5, "shared", Map.of("anonymous", true, "hard", true)), new Op.Put("card", "c_1", Map.of("kind", "enjeu", "title", "The last bus")), new Op.Put("card", "c_2", Map.of("kind", "enjeu", "title", "Benches", "parked", true)));
    var host = stage.visitor(Device.DESKTOP.speaking("en"));
    var cockpit = CockpitPage.open(host, workshop);
    var ada = stage.visitor(Device.PHONE.speaking("en"));
    JoinPage.open(ada, "/" + workshop.code()).as("Ada").enterOnPhone();
    var wall = stage.visitor(new Device(1920, 1080, false, "en", Device.PHONE.scheme()));
    wall.page().navigate("/w/" + workshop.id() + "/projector#token=" + workshop.token());
    assertThat(wall.page().locator(".projector .qr")).isVisible();
    assertThat(ada.page().getByText(ada.say("awaited.title"))).isVisible();
    for (int step = 0; step <= 5; step++) {
      for (var visitor : List.of(host, ada, wall)) read(visitor, "step " + step);
      for (var part : step == 1 || step == 4 ? List.of("agenda", "crew", "polls", "tables", "together") : List.<String>of()) {
        cockpit.part(part);
        read(host, part);
      }
      if (step == 1) vote(cockpit, ada, wall);
      if (step == 4) {
        cockpit.named(host.say("polls.open-planned", "title", "Step 4")).click();
        assertThat(ada.page().locator(".scale")).isVisible();
        for (var visitor : List.of(host, ada, wall)) read(visitor, "roti");
      }
      if (step < 5) {
        cockpit.next();
        assertThat(ada.page().locator("#step-title")).hasText("Step " + (step + 1));
        assertThat(wall.page().locator(".wall h1")).hasText("Step " + (step + 1));
      }
    }
    dialogs(cockpit);
    leaving(cockpit, ada);
    assertThat(found).isEmpty();
  }

  /** One in English, so that the server names those in English who give no name. */
  private static Api.Workshop workshop(String title) {
    var made = stage.api().post("/api/workshops", null, Map.of("title", title, "language", "en"));
    return new Api.Workshop(made.get("id").asText(), made.get("code").asText(), made.get("token").asText());
  }

  private void vote(CockpitPage cockpit, Visitor ada, Visitor wall) {
    cockpit.named(ada.say("polls.open-planned", "title", "Step 1")).click();
    assertThat(ada.page().locator(".vote")).isVisible();
    for (var key : List.of("polls.to-closed-from-open", "polls.to-shown-from-closed")) {
      for (var visitor : List.of(ada, wall)) read(visitor, key);
      cockpit.root().locator(".now").getByText(ada.say(key)).click();
      assertThat(cockpit.root().locator(".now").getByText(ada.say(key))).hasCount(0);
    }
    for (var visitor : List.of(ada, wall)) read(visitor, "results");
  }

  private void dialogs(CockpitPage cockpit) {
    cockpit.part("agenda").button("agenda.add").click();
    readDialog(cockpit, "phase");
    cockpit.part("polls").button("polls.new").click();
    readDialog(cockpit, "poll");
    cockpit.root().locator(".poll").first().getByText(cockpit.visitor().say("polls.hands")).click();
    readDialog(cockpit, "hands");
    cockpit.part("together").button("room.for-do").click();
    readDialog(cockpit, "for somebody");
    new BoardPage(cockpit.visitor()).fit().select("The last bus");
    cockpit.visitor().page().locator(".map-selection").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(cockpit.visitor().say("deed.actions"))).click();
    readDialog(cockpit, "deeds");
  }

  private void readDialog(CockpitPage cockpit, String name) {
    var page = cockpit.visitor().page();
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    read(cockpit.visitor(), name);
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog[open]")).hasCount(0);
  }

  private void leaving(CockpitPage cockpit, Visitor ada) {
    cockpit.part("crew").person("Ada").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ada.say("crew.remove")).setExact(true)).click();
    readOpen(cockpit, "to remove");
    cockpit.confirm();
    assertThat(ada.page().getByText(ada.say("removed.lead"))).isVisible();
    ada.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(ada.say("removed.back"))).tap();
    assertThat(ada.page().getByText(ada.say("removed.not-yet"))).isVisible();
    read(ada, "removed");
  }

  private void readOpen(CockpitPage cockpit, String name) {
    assertThat(cockpit.visitor().page().getByRole(AriaRole.DIALOG)).isVisible();
    read(cockpit.visitor(), name);
  }

  private void read(Visitor visitor, String screen) {
    seen.add(screen);
    for (var words : (List<?>) visitor.page().evaluate(WORDS)) {
      var text = words.toString();
      if (matches(french, text) && !matches(english, text)) found.add(screen + ": " + text);
    }
  }

  private static boolean matches(List<Pattern> sentences, String text) {
    return sentences.stream().anyMatch(sentence -> sentence.matcher(text).matches());
  }

  /** All that screens, the server and the model can say in a language, but for examples, which people write; what is filled in may be anything. */
  private static List<Pattern> sentences(String language) {
    var said = new ArrayList<String>();
    collect(resource("/webroot/lang/" + language + ".json"), null, said);
    collect(resource("/conf/model.json"), language, said);
    return said.stream().filter(text -> text.replaceAll("\\{\\w+}", "").replaceAll("[^\\p{L}]", "").length() > 2).distinct()
        .map(text -> Pattern.compile(Stream.of(text.replace('\'', '’').split("\\{\\w+}", -1)).map(Pattern::quote).collect(Collectors.joining(".+")), Pattern.DOTALL)).toList();
  }

  private static JsonNode resource(String path) {
    try (var stream = EnglishE2E.class.getResourceAsStream(path)) {
      return Api.JSON.readTree(stream);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** @param language of labels; null where every text counts */
  private static void collect(JsonNode node, String language, List<String> said) {
    if (language == null && node.isTextual()) said.add(node.asText());
    else if (language != null && node.path(language).isTextual()) said.add(node.get(language).asText());
    else node.properties().stream().filter(entry -> !entry.getKey().endsWith("-example")).forEach(entry -> collect(entry.getValue(), language, said));
  }

  private static Op phase(String id, long place, String mode, Map<String, Object> values) {
    var all = new java.util.HashMap<>(values);
    all.putAll(Map.of("title", "Step " + place, "place", place, "mode", mode, "minutes", 10L, "instruction", "Say it in a few words.", "hint", "Take your time."));
    return new Op.Put("phase", id, all);
  }
}
