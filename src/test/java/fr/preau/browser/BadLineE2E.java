package fr.preau.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import fr.preau.Extent;
import fr.preau.client.Api;
import fr.preau.client.WorkshopLog;
import fr.preau.fault.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A phone on a line of 300 ± 200 ms that goes wrong again and again while its person gives cards. */
class BadLineE2E {

  private static final long SEED = Extent.seed();
  private static final int ROUNDS = Extent.count(5, 400);
  /** Milliseconds within which a screen is connected again. */
  private static final double SOON = 60_000;
  /** Milliseconds within which the page says so where something has not arrived, and a drawing more. */
  private static final double TOLD = 1_500;
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private enum Trouble { CUT, HALF_OPEN, OFFLINE, RELOAD, SECOND_TAB }

  @RegisterExtension
  static final Stage stage = Stage.farAway(SEED);

  private final Random random = new Random(SEED);
  private final List<String> given = new ArrayList<>();
  private Api.Workshop workshop;
  private Visitor visitor;
  private PhonePage phone;

  @Test
  @DisplayName("R62, R76 nothing that is given over a line that is slow, breaks, dies without a word or is away, through reloads and in two tabs, is lost or doubled; and nothing counts as kept elsewhere before it is")
  void badLine() {
    workshop = stage.api().create("Mauvaise ligne");
    visitor = stage.visitor(Device.PHONE);
    stage.network().delay(300, 200);
    phone = JoinPage.open(visitor, "/" + workshop.code()).as("Ada").enterOnPhone();
    visitor.page().waitForFunction("() => navigator.serviceWorker.controller !== null");
    for (int round = 0; round < ROUNDS; round++) {
      give();
      trouble(Trouble.values()[round < Trouble.values().length ? round : random.nextInt(Trouble.values().length)]);
      give();
      connected();
    }
    visitor.page().waitForCondition(() -> titles().size() >= given.size());
    assertThat(titles()).as("seed %d", SEED).containsExactlyElementsOf(given);
    System.out.println("BadLineE2E: " + ROUNDS + " troubles, " + given.size() + " cards, lost: 0, doubled: 0 (seed " + SEED + ")");
  }

  private void give() {
    var title = "Idée " + (given.size() + 1);
    phone.give("enjeu", title);
    given.add(title);
    nothingUncounted();
  }

  /** Of what the page does not say to be still here alone, all is in the log; while it says nothing but that it is connected, soon. */
  private void nothingUncounted() {
    visitor.page().waitForCondition(() -> given.size() == titles().size() || !phone.connection().textContent().equals(visitor.say("connection.connected")), new Page.WaitForConditionOptions().setTimeout(TOLD));
    var said = phone.connection().textContent();
    if (said.equals(visitor.say("connection.connected"))) return;
    var number = NUMBER.matcher(said);
    int kept = number.find() ? Integer.parseInt(number.group()) : 0;
    assertThat(given.size() - titles().size()).as("changes that the server lacks when the page says “%s”, seed %d", said, SEED).isLessThanOrEqualTo(kept);
  }

  private void trouble(Trouble trouble) {
    switch (trouble) {
      case CUT -> stage.network().cut();
      case HALF_OPEN -> {
        stage.network().silence(Way.values());
        give();
        PlaywrightAssertions.assertThat(phone.connection()).not().hasText(visitor.say("connection.connected"), new LocatorAssertions.HasTextOptions().setTimeout(SOON));
        nothingUncounted();
        stage.network().mend();
        stage.network().delay(300, 200);
      }
      case OFFLINE -> {
        visitor.context().setOffline(true);
        give();
        visitor.context().setOffline(false);
      }
      case RELOAD -> {
        visitor.page().reload();
        phone = new PhonePage(visitor);
      }
      case SECOND_TAB -> {
        var first = visitor.page();
        visitor.context().newPage().navigate("/" + workshop.code());
        phone = new PhonePage(visitor.onLatestPage());
        connected();
        first.close();
      }
    }
  }

  private void connected() {
    PlaywrightAssertions.assertThat(phone.connection()).hasText(visitor.say("connection.connected"), new LocatorAssertions.HasTextOptions().setTimeout(SOON));
  }

  /** The titles of cards in the order of the log. */
  private List<String> titles() {
    var titles = new ArrayList<String>();
    for (var tx : new WorkshopLog(stage.api(), workshop).txs()) {
      for (var op : tx.get("ops")) if (op.get(0).asText().equals("put") && op.get(1).asText().equals("card")) titles.add(op.get(3).get("title").asText());
    }
    return titles;
  }
}
