package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.client.Api;
import fr.preau.client.WorkshopLog;
import fr.preau.fault.UpgradeFaults;
import fr.preau.fault.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OfflineE2E {

  /** Milliseconds within which a screen is connected again, or another page has taken over: the longest pause between two tries, and more. */
  private static final double SOON = 60_000;
  /** Milliseconds within which a line that is dead without a word is noticed, and drawn. */
  private static final double DEAD_LINE = 10_500;
  /** Milliseconds within which people take a thing for said at once. */
  private static final double AT_ONCE = 1_000;

  @RegisterExtension
  static final Stage stage = Stage.farAway(20_261_124L);

  private static PhonePage phone(Api.Workshop workshop, String name) {
    return JoinPage.open(stage.visitor(Device.PHONE), "/" + workshop.code()).as(name).enterOnPhone();
  }

  /** Waits until the service worker is known to be down: Chromium leaves a page without an answer that asks one which has just gone down with a tab. */
  private static void workersEnd(Page page) {
    var running = new HashMap<String, String>();
    var chromium = page.context().newCDPSession(page);
    chromium.on("ServiceWorker.workerVersionUpdated", event -> {
      for (var version : event.getAsJsonArray("versions")) running.put(version.getAsJsonObject().get("versionId").getAsString(), version.getAsJsonObject().get("runningStatus").getAsString());
    });
    chromium.send("ServiceWorker.enable");
    chromium.send("ServiceWorker.stopAllWorkers");
    page.waitForCondition(() -> !running.isEmpty() && running.values().stream().allMatch("stopped"::equals));
    chromium.detach();
  }

  private static void says(Visitor visitor, Locator connection, String key, Object... values) {
    assertThat(connection).hasText(visitor.say(key, values), new LocatorAssertions.HasTextOptions().setTimeout(SOON));
  }

  /** The titles given by put and set, in the order of the log. */
  private static List<String> titles(Api.Workshop workshop) {
    var titles = new ArrayList<String>();
    for (var tx : new WorkshopLog(stage.api(), workshop).txs()) {
      for (var op : tx.get("ops")) {
        var values = op.get(op.get(0).asText().equals("put") ? 3 : 2);
        if (values != null && values.has("title") && !op.get(1).asText().equals("workshop") && !op.get(1).asText().equals("board")) titles.add(values.get("title").asText());
      }
    }
    return titles;
  }

  @Test
  @DisplayName("R76 what is given without a network outlives a reload without a network, and is sent once when it is back, in its order")
  void reloadWithoutNetwork() {
    var workshop = stage.api().create("Sans réseau");
    var phone = phone(workshop, "Ada").give("enjeu", "Avant");
    phone.visitor().untilPrepared();
    says(phone.visitor(), phone.connection(), "connection.connected");

    stage.cutNetwork();
    phone.give("enjeu", "Pendant 1").give("acteur", "Pendant 2");
    says(phone.visitor(), phone.connection(), "connection.again-kept", "n", 2);
    phone.visitor().page().reload();
    phone = new PhonePage(phone.visitor());
    assertThat(phone.mine("Avant")).isVisible();
    assertThat(phone.mine("Pendant 2")).isVisible();
    says(phone.visitor(), phone.connection(), "connection.again-kept", "n", 2);
    phone.give("piste", "Après la relecture");
    says(phone.visitor(), phone.connection(), "connection.again-kept", "n", 3);

    stage.network().mend();
    says(phone.visitor(), phone.connection(), "connection.connected");
    phone.visitor().page().waitForCondition(() -> titles(workshop).size() == 4);
    assertThat(titles(workshop)).containsExactly("Avant", "Pendant 1", "Pendant 2", "Après la relecture");
  }

  @Test
  @DisplayName("R78 the second visit opens without the network, on a phone and at a desk, map and lists included")
  void secondVisitWithoutNetwork() {
    var workshop = stage.api().create("Deuxième visite");
    var phone = phone(workshop, "Ada").give("enjeu", "Déjà là");
    var board = JoinPage.open(stage.visitor(Device.DESKTOP), "/" + workshop.code()).as("Noé").enterOnDesktop();
    assertThat(board.card("Déjà là")).isVisible();
    for (var visitor : List.of(phone.visitor(), board.visitor())) visitor.untilPrepared();
    phone.visitor().page().reload();
    board.visitor().page().reload();
    says(phone.visitor(), phone.connection(), "connection.connected");
    says(board.visitor(), board.connection(), "connection.connected");

    stage.cutNetwork();
    phone.visitor().page().navigate("/" + workshop.code());
    phone = new PhonePage(phone.visitor());
    assertThat(phone.mine("Déjà là")).isVisible();
    assertThat(phone.see().asMap().visitor().page().locator(".map-card")).hasCount(1);
    board.visitor().page().navigate("/");
    board.visitor().page().getByText("Deuxième visite").click();
    board = new BoardPage(board.visitor());
    assertThat(board.card("Déjà là")).isVisible();
    board.add("levier", "Sans réseau");
    says(board.visitor(), board.connection(), "connection.again-kept", "n", 1);
    board.menu("menu.language");
    assertThat(board.visitor().page().getByRole(AriaRole.DIALOG)).isVisible();

    stage.network().mend();
    says(board.visitor(), board.connection(), "connection.connected");
    board.visitor().page().waitForCondition(() -> titles(workshop).contains("Sans réseau"));
  }

  @Test
  @DisplayName("R76 what a tab had when it crashed is sent by another tab of the same person, once")
  void crash() {
    var workshop = stage.api().create("Onglet planté");
    var phone = phone(workshop, "Ada");
    phone.visitor().untilPrepared();
    stage.cutNetwork();
    phone.give("enjeu", "Avant le plantage");
    says(phone.visitor(), phone.connection(), "connection.again-kept", "n", 1);
    var visitor = phone.visitor();
    try {
      visitor.page().navigate("chrome://crash");
    } catch (PlaywrightException crashed) {
      assertThat(crashed).hasMessageContaining("crash");
    }
    stage.network().mend();
    var opened = visitor.context().newPage();
    workersEnd(opened);
    opened.navigate("/" + workshop.code());
    phone = new PhonePage(visitor.onLatestPage());
    assertThat(phone.mine("Avant le plantage")).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SOON));
    visitor.page().waitForCondition(() -> !titles(workshop).isEmpty());
    says(visitor, phone.connection(), "connection.connected");
    assertThat(titles(workshop)).containsExactly("Avant le plantage");
  }

  @Test
  @DisplayName("R77 R101 two tabs of one person without a network, one of which is closed: when it is back each change was made once")
  void twoTabs() {
    var workshop = stage.api().create("Deux onglets");
    var first = phone(workshop, "Ada").give("enjeu", "Commune");
    var visitor = first.visitor();
    visitor.untilPrepared();
    var one = visitor.page();
    visitor.context().newPage().navigate("/" + workshop.code());
    var second = new PhonePage(visitor.onLatestPage());
    assertThat(second.mine("Commune")).isVisible();
    says(visitor, second.connection(), "connection.connected");

    stage.cutNetwork();
    first.give("enjeu", "Du premier");
    second.give("acteur", "Du second");
    for (var tab : List.of(first, second)) {
      var both = visitor.say("connection.again-kept", "n", 2) + " " + visitor.say("connection.tabs");
      assertThat(tab.connection()).hasText(both, new LocatorAssertions.HasTextOptions().setTimeout(SOON));
    }
    one.close();
    says(visitor, second.connection(), "connection.again-kept", "n", 2);
    assertThat(second.mine("Du premier")).isVisible();

    stage.network().mend();
    says(visitor, second.connection(), "connection.connected");
    visitor.page().waitForCondition(() -> titles(workshop).size() == 3);
    assertThat(titles(workshop)).containsExactlyInAnyOrder("Commune", "Du premier", "Du second");
  }

  @Test
  @DisplayName("R79 where the browser refuses storage, the line says to leave the page open, and what was done is sent once nevertheless")
  void withoutStorage() {
    var workshop = stage.api().create("Sans mémoire");
    var visitor = stage.visitor(Device.PHONE);
    visitor.context().addInitScript("Object.defineProperty(window, 'indexedDB', { get: () => { throw new DOMException('denied', 'SecurityError'); } })");
    var phone = JoinPage.open(visitor, "/" + workshop.code()).as("Ada").enterOnPhone();
    visitor.page().waitForFunction("() => navigator.serviceWorker.controller !== null");
    visitor.page().waitForFunction("() => Object.keys(sessionStorage).some(name => name.startsWith('preau.page:'))");
    says(visitor, phone.connection(), "connection.connected");
    stage.cutNetwork();
    phone.give("enjeu", "Sans mémoire");
    says(visitor, phone.connection(), "connection.again-here", "n", 1);
    stage.network().mend();
    says(visitor, phone.connection(), "connection.connected");
    visitor.page().waitForCondition(() -> !titles(workshop).isEmpty());
    assertThat(titles(workshop)).containsExactly("Sans mémoire");
  }

  @Test
  @DisplayName("R91 where the browser never ends a transaction of its storage, what is done is sent all the same, and the line says that the device keeps nothing")
  void hangingStorage() {
    var workshop = stage.api().create("Mémoire bloquée");
    var visitor = stage.visitor(Device.PHONE);
    visitor.context().addInitScript("""
        const begin = IDBDatabase.prototype.transaction;
        IDBDatabase.prototype.transaction = function (...asked) {
          const transaction = begin.apply(this, asked);
          const goOn = () => { transaction.objectStore('models').get('none').onsuccess = goOn; };
          if (window.hanging) goOn();
          return transaction;
        };""");
    var phone = JoinPage.open(visitor, "/" + workshop.code()).as("Ada").enterOnPhone().give("enjeu", "Avant");
    visitor.untilPrepared();
    says(visitor, phone.connection(), "connection.connected");
    visitor.page().waitForCondition(() -> titles(workshop).size() == 1);
    visitor.page().evaluate("window.hanging = true");
    phone.give("enjeu", "Pendant");
    visitor.page().waitForCondition(() -> titles(workshop).size() == 2);
    stage.cutNetwork();
    phone.give("enjeu", "Sans réseau");
    says(visitor, phone.connection(), "connection.again-here", "n", 1);
    stage.network().mend();
    says(visitor, phone.connection(), "connection.connected");
    visitor.page().waitForCondition(() -> titles(workshop).equals(List.of("Avant", "Pendant", "Sans réseau")));
  }

  @Test
  @DisplayName("R80 what is refused on return is listed with its words, also after a reload; they can be copied, or made into a new card")
  void refusedOnReturn() {
    var workshop = stage.api().create("Refus");
    var phone = phone(workshop, "Ada").give("enjeu", "Marché couvert").give("enjeu", "Jardins");
    var visitor = phone.visitor();
    visitor.untilPrepared();
    visitor.page().waitForCondition(() -> titles(workshop).size() == 2);
    stage.cutNetwork();
    phone.rename("Marché couvert", "Marché couvert et chauffé");
    phone.rename("Jardins", "Jardins partagés");
    says(visitor, phone.connection(), "connection.again-kept", "n", 2);
    stage.delete(workshop, "Marché couvert");
    stage.delete(workshop, "Jardins");
    stage.network().mend();

    var refused = RefusedDialog.open(visitor, 2);
    assertThat(refused.items()).hasCount(2);
    visitor.page().reload();
    refused = RefusedDialog.open(visitor, 2);
    var what = visitor.say("reject.what-set", "title", "Marché couvert");
    assertThat(refused.words(what)).hasValue("Marché couvert et chauffé");
    visitor.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    refused.press(what, "common.copy");
    assertThat(visitor.page().getByText(visitor.say("common.copied")).first()).isVisible();
    assertThat(visitor.page().evaluate("navigator.clipboard.readText()")).isEqualTo("Marché couvert et chauffé");
    refused.press(what, "reject.seen");
    assertThat(refused.items()).hasCount(1);
    refused.press(visitor.say("reject.what-set", "title", "Jardins"), "reject.new");
    visitor.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("contribute.send"))).click();
    visitor.page().waitForCondition(() -> titles(workshop).equals(List.of("Marché couvert", "Jardins", "Jardins partagés")));
    assertThat(visitor.page().getByText(visitor.say("reject.title", "n", 1))).isHidden();
  }

  @Test
  @DisplayName("R92 all that was typed into a text that is in the bin on return is one thing, and comes back with it; a move that is refused is listed, too, and can be made again")
  void refusedTogether() {
    var workshop = stage.api().create("Une seule chose");
    var visitor = stage.visitor(Device.DESKTOP);
    visitor.page().navigate("/w/" + workshop.id() + "#token=" + workshop.token());
    var board = new BoardPage(visitor).add("note", "Halle");
    phone(workshop, "Ada").give("proposal", "Marché de nuit");
    assertThat(board.cards()).hasCount(2);
    board.fit();
    visitor.untilPrepared();
    says(visitor, board.connection(), "connection.connected");

    stage.cutNetwork();
    board.drag("Halle", 60, 40);
    SharedText.aimOf(visitor, "Marché de nuit").behind("").type("Un marché. ").behind("marché").type(" de nuit").behind("").type("Chaque jeudi : ").behind("nuit. ").type("Avec musique.");
    stage.delete(workshop, "Marché de nuit");
    stage.delete(workshop, "Halle");
    stage.network().mend();

    var refused = RefusedDialog.open(visitor, 2);
    assertThat(refused.items()).hasCount(2);
    var text = visitor.say("reject.what-text", "title", "Marché de nuit", "field", visitor.texts().property("proposal", "", "visee"));
    assertThat(refused.words(text)).hasValue("Chaque jeudi : Un marché de nuit. Avec musique.");
    refused.press(text, "reject.restore-words");
    visitor.page().waitForCondition(() -> Rows.records(stage.api(), workshop.id(), workshop.token()).stream().anyMatch(record -> record.path("visee").asText().equals("Chaque jeudi : Un marché de nuit. Avec musique.")));
    assertThat(visitor.page().locator(".toast")).containsText(visitor.say("reject.done", "what", text));
    visitor.page().waitForCondition(() -> (Boolean) visitor.page().evaluate("document.activeElement !== document.body"));
    refused.press(visitor.say("reject.what-move", "title", "Halle"), "reject.restore");
    assertThat(visitor.page().locator(".toast")).containsText(visitor.say("reject.done", "what", visitor.say("reject.what-move", "title", "Halle")));
    assertThat(visitor.page().getByText(visitor.say("reject.title", "n", 1))).isHidden();
    assertThat(board.card("Halle")).isVisible();
  }

  @Test
  @DisplayName("R81 a line that is dead without a word is noticed within 10 s, and what was done meanwhile is sent once")
  void halfOpen() {
    var workshop = stage.api().create("Ligne morte");
    var phone = phone(workshop, "Ada");
    phone.visitor().untilPrepared();
    says(phone.visitor(), phone.connection(), "connection.connected");
    stage.network().silence(Way.TO_SERVER, Way.TO_CLIENT);
    phone.give("enjeu", "Dans le vide");
    assertThat(phone.connection()).hasText(phone.visitor().say("connection.again-kept", "n", 1), new LocatorAssertions.HasTextOptions().setTimeout(DEAD_LINE));
    stage.network().mend();
    says(phone.visitor(), phone.connection(), "connection.connected");
    phone.visitor().page().waitForCondition(() -> !titles(workshop).isEmpty());
    assertThat(titles(workshop)).containsExactly("Dans le vide");
  }

  @Test
  @DisplayName("R97 in airplane mode a phone says so at once, and does not say that a card was added; when the network is back it is sent at once")
  void airplaneMode() {
    var workshop = stage.api().create("En avion");
    var phone = phone(workshop, "Ada").give("enjeu", "Au sol");
    var visitor = phone.visitor();
    assertThat(phone.toast()).containsText(visitor.say("contribute.sent", "title", "Au sol"));
    visitor.untilPrepared();
    stage.network().silence(Way.TO_SERVER, Way.TO_CLIENT);
    visitor.context().setOffline(true);
    assertThat(phone.connection()).hasText(visitor.say("connection.offline"), new LocatorAssertions.HasTextOptions().setTimeout(AT_ONCE));
    phone.give("enjeu", "En vol");
    assertThat(phone.toast()).containsText(visitor.say("contribute.kept", "title", "En vol"));
    assertThat(phone.connection()).hasText(visitor.say("connection.offline-kept", "n", 1));
    stage.network().mend();
    visitor.context().setOffline(false);
    assertThat(phone.connection()).hasText(visitor.say("connection.connected"), new LocatorAssertions.HasTextOptions().setTimeout(5_000));
    visitor.page().waitForCondition(() -> titles(workshop).equals(List.of("Au sol", "En vol")));
  }

  @Test
  @DisplayName("R97 R98 R99 over an open sheet a phone shows the line, and what was not accepted; Back closes the sheet, and the list, scrolled, shows it too")
  void overAnOpenSheet() {
    var workshop = stage.api().create("Feuille ouverte");
    var phone = phone(workshop, "Ada").give("enjeu", "Marché couvert").give("acteur", "Usine");
    var visitor = phone.visitor();
    visitor.untilPrepared();
    visitor.page().waitForCondition(() -> titles(workshop).size() == 2);
    stage.cutNetwork();
    phone.rename("Marché couvert", "Marché chauffé");
    phone.open("Usine");
    says(visitor, phone.connectionInSheet(), "connection.again-kept", "n", 1);
    assertThat(phone.connectionInSheet()).isInViewport();
    stage.delete(workshop, "Marché couvert");
    stage.network().mend();
    says(visitor, phone.connectionInSheet(), "connection.connected");
    assertThat(phone.refusalsInSheet()).isInViewport();

    visitor.page().goBack();
    assertThat(visitor.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    visitor.page().evaluate("scrollTo(0, 99999)");
    assertThat(phone.refusals()).isInViewport();
    RefusedDialog.open(visitor, 1).press(visitor.say("reject.what-set", "title", "Marché couvert"), "reject.seen");
    assertThat(phone.refusals()).hasCount(0);
    assertThat(visitor.page().getByRole(AriaRole.DIALOG)).hasCount(0);
    visitor.page().waitForCondition(() -> (Boolean) visitor.page().evaluate("document.activeElement !== document.body"));
  }

  @Test
  @DisplayName("R97 at a desk nothing moves when the line goes, and nobody is said to be here any more")
  void deskWithoutNetwork() {
    var workshop = stage.api().create("Un titre d’atelier comme on en donne à une réunion publique");
    phone(workshop, "Ada");
    var board = JoinPage.open(stage.visitor(Device.DESKTOP), "/" + workshop.code()).as("Noé").enterOnDesktop().add("levier", "Navette");
    var visitor = board.visitor();
    visitor.untilPrepared();
    assertThat(visitor.page().getByText(visitor.say("desk.here", "n", 2))).isVisible();
    var before = places(visitor);
    stage.cutNetwork();
    board.add("note", "Sans réseau");
    says(visitor, board.connection(), "connection.again-kept", "n", 1);
    assertThat(visitor.page().getByText(visitor.say("desk.before", "n", 2))).isVisible();
    assertThat(places(visitor)).isEqualTo(before);
  }

  /** Where the parts of the head and what is below it are. */
  private static Object places(Visitor visitor) {
    return visitor.page().evaluate("() => [...document.querySelectorAll('.desk-head h1, .people-here, .desk-head > .button, .desk-map')].map(part => [part.className, part.getBoundingClientRect().x, part.getBoundingClientRect().y])");
  }

  @Test
  @DisplayName("R82 where WebSockets are refused, or lose all that is sent, SockJS takes over by itself")
  void sockJs() {
    for (var fault : List.of(UpgradeFaults.Fault.REFUSED, UpgradeFaults.Fault.SWALLOWED)) {
      stage.upgrades().set(fault);
      var workshop = stage.api().create("Sans WebSocket " + fault);
      var visitor = stage.visitor(Device.PHONE);
      JoinPage.open(visitor, "/" + workshop.code()).as("Ada").enterButton().click();
      visitor.page().locator(".phone-head .connection").waitFor(new Locator.WaitForOptions().setTimeout(SOON));
      var phone = new PhonePage(visitor);
      says(visitor, phone.connection(), "connection.connected");
      phone.give("enjeu", "Par SockJS");
      visitor.page().waitForCondition(() -> titles(workshop).equals(List.of("Par SockJS")));
    }
  }
}
