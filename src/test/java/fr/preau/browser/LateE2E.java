package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.board.Op;
import fr.preau.client.Api;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody is slower than the agenda. */
class LateE2E {

  private static final String WORDS = "Se loger près de son travail";

  @RegisterExtension
  static final Stage stage = new Stage();

  private Api.Workshop workshop;
  private Visitor ana;
  private PhonePage phone;

  @BeforeEach
  void writes() {
    workshop = stage.api().create("Se déplacer sans voiture");
    stage.steer(workshop, phase("ph_1", 1, "add:enjeu"), phase("ph_2", 2, "add:usage"), phase("ph_3", 3, "add:enjeu"));
    begin("ph_1");
    ana = stage.visitor(Device.PHONE);
    JoinPage.open(ana, "/" + workshop.code()).as("Ana").enterOnPhone();
    phone = new PhonePage(ana);
    phone.field("enjeu", "title").fill(WORDS);
  }

  @Test
  @DisplayName("R167 what somebody still writes when the next step begins is kept aside, told, never given as another kind, and back in the form where the step is back, also after a reload")
  void stepIsBack() {
    begin("ph_2");
    assertThat(late()).containsText(WORDS);
    assertThat(late()).containsText(ana.say("late.lead"));
    assertThat(phone.field("usage", "title")).hasValue("");
    phone.answer("usage", "Un bus toutes les dix minutes");
    assertThat(phone.toast()).containsText(ana.say("contribute.sent", "title", "Un bus toutes les dix minutes"));
    ana.page().reload();
    assertThat(late()).containsText(WORDS);
    begin("ph_1");
    assertThat(phone.field("enjeu", "title")).hasValue(WORDS);
    assertThat(late()).hasCount(0);
    phone.send().tap();
    assertThat(phone.mine(WORDS)).isVisible();
  }

  @Test
  @DisplayName("R167 a later step that takes it lets it be added with one touch; until then it can be copied or thrown away")
  void laterStep() {
    begin("ph_2");
    press("common.copy");
    assertThat(phone.toast()).containsText(ana.say("common.copied"));
    begin("ph_3");
    assertThat(late()).containsText(ana.say("late.now"));
    press("contribute.send");
    assertThat(phone.mine(WORDS)).isVisible();
    assertThat(late()).hasCount(0);
    phone.field("enjeu", "title").fill("Encore un");
    begin("ph_2");
    press("late.drop");
    assertThat(late()).hasCount(0);
  }

  @Test
  @DisplayName("R255 once the cards of a step without names are shown, what people add and what is entered for them is there for all at once")
  void afterTheReveal() {
    stage.steer(workshop, new Op.Put("phase", "ph_4", Map.of("title", "Étape ph_4", "place", 4L, "mode", "private", "anonymous", true, "add:enjeu", true)));
    begin("ph_4");
    phone.answer("enjeu", "Avant");
    stage.steer(workshop, new Op.Set("ph_4", Map.of("revealed", true)));
    var host = stage.visitor(Device.DESKTOP);
    var cockpit = CockpitPage.open(host, workshop).part("together");
    var board = new BoardPage(host);
    assertThat(board.card("Avant")).isVisible();
    phone.answer("enjeu", "Après");
    assertThat(board.card("Après")).isVisible();
    cockpit.button("room.for-do").click();
    host.page().locator("#for-title").fill("Dicté");
    host.page().getByRole(AriaRole.DIALOG).locator(".dialog-foot .primary").click();
    phone.see();
    assertThat(phone.row("Dicté")).isVisible();
    for (var visitor : List.of(ana, host)) assertThat(visitor.page().locator(".rejected")).hasCount(0);
  }

  @Test
  @DisplayName("R167 where the workshop is locked for a while, what was being written stays in sight, and is in the form again afterwards")
  void locked() {
    stage.steer(workshop, new Op.Set("workshop", Map.of("locked", true)));
    assertThat(late()).containsText(WORDS);
    assertThat(late()).containsText(ana.say("late.same"));
    stage.steer(workshop, new Op.Set("workshop", Map.of("locked", false)));
    assertThat(phone.field("enjeu", "title")).hasValue(WORDS);
  }

  private Locator late() {
    return ana.page().locator(".late");
  }

  private void press(String key) {
    late().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(ana.say(key)).setExact(true)).tap();
  }

  private void begin(String phase) {
    stage.steer(workshop, new Op.Set("workshop", Map.of("phase", phase)));
  }

  private static Op phase(String id, long place, String add) {
    return new Op.Put("phase", id, Map.of("title", "Étape " + place, "place", place, add, true));
  }
}
