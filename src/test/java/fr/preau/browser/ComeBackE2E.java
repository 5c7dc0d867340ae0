package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import fr.preau.client.Api;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ComeBackE2E {

  /** Milliseconds within which a screen is connected again: the longest pause between two tries, and a start of the server. */
  private static final double SOON = 60_000;

  @RegisterExtension
  static final Stage stage = new Stage();

  @Test
  @DisplayName("who reloads their phone, or comes back later by the code, is the same person and finds what they were writing")
  void samePersonAfterReload() {
    var workshop = stage.api().create("Revenir");
    var ada = stage.visitor(Device.PHONE);
    var phone = JoinPage.open(ada, "/" + workshop.code()).as("Ada").enterOnPhone().give("enjeu", "Avant");
    phone.choose("contrainte").field("contrainte", "title").fill("À moitié écr");

    ada.page().reload();
    phone = new PhonePage(ada);
    assertThat(phone.field("contrainte", "title")).hasValue("À moitié écr");
    assertThat(phone.mine("Avant")).isVisible();

    ada.page().close();
    ada.context().newPage().navigate("/" + workshop.code());
    phone = new PhonePage(ada.onLatestPage());
    assertThat(phone.mine("Avant")).isVisible();
    phone.field("contrainte", "title").fill("À moitié écrite, puis finie");
    phone.send().tap();
    assertThat(phone.mine("À moitié écrite, puis finie")).isVisible();

    ada.page().waitForCondition(() -> Rows.expected(stage.api(), workshop.id(), workshop.token()).size() == 2);
    var authors = Rows.records(stage.api(), workshop.id(), workshop.token()).stream().filter(record -> record.get("type").asText().equals("card")).map(record -> record.get("author").asText()).distinct();
    assertThat(authors).as("authors of Ada's cards").hasSize(1);
    assertThat(stage.api().get("/api/workshops/" + workshop.id() + "/state", workshop.token()).get("people")).as("Ada and the facilitator").hasSize(2);
  }

  @Test
  @DisplayName("when the server is killed and started again while people write, everyone sees that, and every change arrives once")
  void serverKilledInTheMiddle() {
    var workshop = stage.api().create("Coupure de courant");
    var phone = JoinPage.open(stage.visitor(Device.PHONE), "/" + workshop.code()).as("Ada").enterOnPhone().give("enjeu", "Avant la coupure");
    var board = JoinPage.open(stage.visitor(Device.DESKTOP), "/" + workshop.code()).as("Noé").enterOnDesktop();
    assertThat(board.cards()).hasCount(1);
    phone.field("enjeu", "title").fill("Pendant la cou");
    phone.visitor().untilPrepared();
    board.visitor().untilPrepared();

    stage.killServer();
    assertThat(phone.connection()).containsText(phone.visitor().say("connection.again"));
    assertThat(board.connection()).containsText(board.visitor().say("connection.again"));
    phone.field("enjeu", "title").fill("Pendant la coupure");
    phone.send().tap();
    phone.give("acteur", "Mairie");
    assertThat(phone.connection()).containsText(phone.visitor().say("connection.again-kept", "n", 2));
    board.add("levier", "Groupe électrogène").rename("Avant la coupure", "Avant la panne");
    assertThat(board.connection()).containsText(board.visitor().say("connection.again-kept", "n", 2));
    phone.choose("contrainte").field("contrainte", "title").fill("Brouillon");

    stage.startServer();
    connected(phone.visitor(), phone.connection());
    connected(board.visitor(), board.connection());
    assertThat(phone.field("contrainte", "title")).hasValue("Brouillon");
    assertThat(board.cards()).hasCount(4);
    var shown = List.of("Avant la panne · 0", "Groupe électrogène · 0", "Mairie · 0", "Pendant la coupure · 0");
    Rows.awaitShown(board.rows(), shown);
    Rows.awaitShown(phone.see().rows(), shown);
    assertThat(Rows.expected(stage.api(), workshop.id(), workshop.token())).isEqualTo(shown);
    assertThat(creations(workshop)).as("cards ever made, by the log").isEqualTo(4);
  }

  private static void connected(Visitor visitor, Locator connection) {
    assertThat(connection).hasText(visitor.say("connection.connected"), new LocatorAssertions.HasTextOptions().setTimeout(SOON));
  }

  private static int creations(Api.Workshop workshop) {
    int puts = 0;
    for (var tx : stage.api().get("/api/workshops/" + workshop.id() + "/log?since=0&limit=500", workshop.token()).get("txs")) {
      for (var op : tx.get("ops")) if (op.get(0).asText().equals("put") && op.get(1).asText().equals("card")) puts++;
    }
    return puts;
  }
}
