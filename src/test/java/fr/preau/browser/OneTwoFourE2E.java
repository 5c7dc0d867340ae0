package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.board.Op;
import fr.preau.client.Api;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People with phones think alone, by two, by four and all together. */
class OneTwoFourE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  private final Map<String, PhonePage> people = new LinkedHashMap<>();
  private Api.Workshop workshop;
  private Visitor host;
  private CockpitPage cockpit;

  @BeforeEach
  void workshop() {
    workshop = stage.api().create("Se déplacer sans voiture");
    stage.steer(workshop, new Op.Put("phase", "ph_1", Map.of("title", "Seul", "place", 1L, "mode", "private")), new Op.Put("phase", "ph_2", Map.of("title", "À deux", "place", 2L, "mode", "group")),
        new Op.Put("phase", "ph_3", Map.of("title", "À quatre", "place", 3L, "mode", "group")), new Op.Put("phase", "ph_4", Map.of("title", "Tous ensemble", "place", 4L)));
    host = stage.visitor(Device.DESKTOP);
    cockpit = CockpitPage.open(host, workshop).part("tables");
  }

  @Test
  @DisplayName("R158 four people on phones write alone, two and two, as four with what the pairs wrote, and all together; a fifth who comes late is left out of nothing")
  void lateFifth() {
    for (var name : List.of("Ada", "Ben", "Cléo", "Dan")) join(name);
    next("Seul");
    for (var name : people.keySet()) person(name).give("enjeu", "Vu par " + name);
    seesNot("Ben", "Vu par Ada");
    assertThat(cockpit.root().locator(".reveal")).containsText(host.say("reveal.written", "n", 4, "of", 4));
    cockpit.button("reveal.all").click();
    for (var name : people.keySet()) sees(name, "Vu par Ada", "Vu par Ben", "Vu par Cléo", "Vu par Dan");

    cockpit.button("tables.pairs").click();
    assertThat(cockpit.tables()).hasCount(2);
    next("À deux");
    var pairs = seats(2, 2);
    for (int at = 0; at < 2; at++) {
      sitTogether(pairs.get(at));
      person(pairs.get(at).getFirst()).give("enjeu", "À deux " + at);
    }
    for (int at = 0; at < 2; at++) {
      sees(pairs.get(at).getLast(), "À deux " + at);
      for (var name : pairs.get(at)) seesNot(name, "À deux " + (1 - at));
    }

    join("Eva");
    assertThat(how("Eva")).containsText(host.say("step.no-table"));
    assertThat(cockpit.root().getByText(host.say("now.unseated", "n", 1))).isVisible();
    cockpit.button("tables.fours").click();
    assertThat(cockpit.tables()).hasCount(1);
    sitTogether(seats(5).getFirst());
    next("À quatre");
    sitTogether(seats(5).getFirst());
    for (var name : people.keySet()) sees(name, "À deux 0", "À deux 1");
    person("Eva").give("enjeu", "À cinq");
    for (var name : people.keySet()) sees(name, "À cinq");
    assertThat(cockpit.root().locator(".now .calls")).hasCount(0);
    join("Fay");
    cockpit.button("now.seat").click();
    sitTogether(seats(6).getFirst());

    cockpit.button("tables.all").click();
    next("Tous ensemble");
    for (var name : people.keySet()) sees(name, "Vu par Ada", "Vu par Ben", "Vu par Cléo", "Vu par Dan", "À deux 0", "À deux 1", "À cinq");
    person("Eva").give("enjeu", "Pour toutes");
    sees("Dan", "Pour toutes");
  }

  @Test
  @DisplayName("R158 of five people two meet and three, and all five meet then, with what they wrote")
  void oddNumber() {
    for (var name : List.of("Ada", "Ben", "Cléo", "Dan", "Eva")) join(name);
    next("Seul");
    cockpit.button("tables.pairs").click();
    next("À deux");
    var pairs = seats(3, 2);
    for (var pair : pairs) sitTogether(pair);
    for (var name : people.keySet()) person(name).give("enjeu", "De " + name);
    cockpit.button("tables.fours").click();
    sitTogether(seats(5).getFirst());
    for (var name : people.keySet()) {
      assertThat(person(name).mine("De " + name)).isVisible();
      sees(name, "De Ada", "De Ben", "De Cléo", "De Dan", "De Eva");
    }
  }

  @Test
  @DisplayName("R276, R281 people who are to meet two by two are seated with one button, which is not offered because a phone sleeps, and no more once somebody has written, for themselves though it be; it is said how many are away")
  void seatedInPairs() {
    stage.steer(workshop, new Op.Set("ph_1", Map.of("seats", 2L)));
    for (var name : List.of("Ada", "Ben", "Cléo", "Dan")) join(name);
    next("Seul");
    assertThat(cockpit.root().getByText(host.say("now.seats-2"))).isVisible();
    var seat = cockpit.button("seating.pairs");
    seat.click();
    var pairs = seats(2, 2);
    for (var pair : pairs) sitTogether(pair);
    assertThat(seat).hasCount(0);
    join("Eva");
    assertThat(seat).isVisible();
    person(pairs.getFirst().getFirst()).give("enjeu", "À retenir");
    assertThat(cockpit.root().locator(".reveal")).containsText(host.say("reveal.written", "n", 1, "of", 5));
    assertThat(seat).hasCount(0);
    cockpit.next();
    cockpit.back();
    cockpit.part("crew");
    person(pairs.getLast().getLast()).visitor().leave();
    people.remove(pairs.getLast().getLast());
    assertThat(cockpit.root().locator(".crew")).containsText(host.say("crew.offline", "n", 1));
    assertThat(seat).hasCount(0);
    cockpit.part("tables").button("tables.pairs").click();
    assertThat(host.page().locator(".toast")).containsText(host.say("tables.paired", "n", 2) + " " + host.say("crew.offline", "n", 1));
  }

  @Test
  @DisplayName("R276, R283 where one step in pairs follows another, one button has everybody meet somebody else, once, also after a reload, which can be taken back")
  void otherPairs() {
    stage.steer(workshop, new Op.Set("ph_1", Map.of("seats", 2L)), new Op.Set("ph_2", Map.of("seats", 2L, "mode", "private")));
    for (var name : List.of("Ada", "Ben", "Cléo", "Dan")) join(name);
    next("Seul");
    cockpit.button("seating.pairs").click();
    var first = seats(2, 2);
    next("À deux");
    var others = cockpit.button("seating.others");
    others.click();
    assertThat(others).hasCount(0);
    var second = seats(2, 2);
    assertThat(second).doesNotContainAnyElementsOf(first);
    for (var pair : second) sitTogether(pair);
    host.page().locator(".toast").getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(host.say("common.undo"))).click();
    assertThat(others).isVisible();
    assertThat(seats(2, 2)).containsExactlyInAnyOrderElementsOf(first);
    assertThat(cockpit.tables().locator(".seat").getByText(host.say("crew.host").toLowerCase())).hasCount(0);
    others.click();
    assertThat(others).hasCount(0);
    var met = seats(2, 2);
    host.page().reload();
    assertThat(cockpit.title()).hasText("À deux");
    cockpit.part("tables");
    assertThat(seats(2, 2)).containsExactlyInAnyOrderElementsOf(met);
    assertThat(others).hasCount(0);
  }

  /** Who sits at which table, as the cockpit says. @param sizes how many at each, in no order */
  private List<List<String>> seats(int... sizes) {
    assertThat(cockpit.tables()).hasCount(sizes.length);
    assertThat(cockpit.tables().locator(".seat")).hasCount(IntStream.of(sizes).sum());
    var seats = new ArrayList<List<String>>();
    for (var table : cockpit.tables().all()) seats.add(table.locator(".seat").allTextContents().stream().map(name -> name.replaceAll("\\(.*", "").strip()).sorted().toList());
    assertThat(seats).extracting(List::size).containsExactlyInAnyOrderElementsOf(IntStream.of(sizes).boxed().toList());
    return seats;
  }

  /** That each of them reads with whom they are. */
  private void sitTogether(List<String> names) {
    for (var name : names) {
      for (var other : names) if (!other.equals(name)) assertThat(how(name)).containsText(other);
      for (var other : people.keySet()) if (!names.contains(other)) assertThat(how(name)).not().containsText(other);
    }
  }

  /** What somebody reads of their table. */
  private Locator how(String name) {
    return person(name).visitor().page().locator(".step .step-about");
  }

  private void next(String title) {
    cockpit.next();
    for (var phone : people.values()) assertThat(phone.visitor().page().locator("#step-title")).hasText(title);
  }

  private void join(String name) {
    people.put(name, JoinPage.open(stage.visitor(Device.PHONE), "/" + workshop.code()).as(name).enterOnPhone());
    assertThat(host.page().locator(".people-here")).containsText(host.say("desk.here", "n", people.size() + 1));
  }

  private void sees(String name, String... titles) {
    var phone = person(name).see();
    for (var title : titles) assertThat(phone.row(title)).hasCount(1);
    phone.contribute();
  }

  private void seesNot(String name, String... titles) {
    var phone = person(name).see();
    assertThat(phone.visitor().page().locator(".see")).isVisible();
    for (var title : titles) assertThat(phone.row(title)).hasCount(0);
    phone.contribute();
  }

  private PhonePage person(String name) {
    return people.get(name);
  }
}
