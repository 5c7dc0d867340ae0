package fr.preau.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import fr.preau.board.Op;
import fr.preau.client.Api;
import fr.preau.client.BoardClient;
import fr.preau.client.ServerProcess;
import fr.preau.fault.FaultProxy;
import fr.preau.fault.UpgradeFaults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One server and one browser for a class of tests. After each test its visitors leave, and whatever went wrong unseen on
 * one of their screens fails the test; a test that failed leaves pictures of them in {@code target/e2e}.
 */
final class Stage implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final Path PICTURES = Path.of("target", "e2e");

  private final Map<String, String> settings;
  private final int port = ServerProcess.freePort();
  private final UpgradeFaults upgrades = new UpgradeFaults();
  private final List<Visitor> visitors = new ArrayList<>();
  private FaultProxy network;
  private Path data;
  private ServerProcess server;
  private Playwright playwright;
  private Browser browser;

  /** @param settings environment variables such as {@code PREAU_DEMO} */
  Stage(Map<String, String> settings) {
    this.settings = settings;
  }

  Stage() {
    this(Map.of());
  }

  /** One that visitors reach through a network that goes as wrong as the test says. */
  static Stage farAway(long seed) {
    var stage = new Stage(new HashMap<>());
    stage.network = new FaultProxy(stage.port, seed, stage.upgrades);
    stage.settings.put("PREAU_PUBLIC_URL", stage.network.base().toString());
    return stage;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    PlaywrightAssertions.setDefaultAssertionTimeout(15_000);
    data = Files.createTempDirectory("preau-e2e");
    server = ServerProcess.start(data, port, settings);
    playwright = Browsers.playwright();
    browser = Browsers.launch(playwright);
  }

  /** Somebody new, with a device that has never been here. */
  Visitor visitor(Device device) {
    var visitor = new Visitor(browser, network == null ? server.base() : network.base(), api().get("/api/info", null).get("publicUrl").asText(), device);
    visitors.add(visitor);
    return visitor;
  }

  /** Somebody new, who reaches the server at an address that it does not know as its own. */
  Visitor stranger(Device device) {
    var visitor = new Visitor(browser, URI.create("http://127.0.0.2:" + port), server.base().toString(), device);
    visitors.add(visitor);
    return visitor;
  }

  /** What lies between the visitors and the server. */
  FaultProxy network() {
    return network;
  }

  /** The network is gone, until it is mended. */
  void cutNetwork() {
    network.refuse(true);
    network.cut();
  }

  /** What the network does to WebSockets. */
  UpgradeFaults upgrades() {
    return upgrades;
  }

  Api api() {
    return server.api();
  }

  ServerProcess server() {
    return server;
  }

  /** The facilitator, at another device, does this. */
  void steer(Api.Workshop workshop, Op... ops) {
    try (var facilitator = new BoardClient(server.base(), workshop.token(), BoardClient.model(api()))) {
      var id = facilitator.submit(ops);
      facilitator.awaitAnswers();
      if (facilitator.rejected().containsKey(id)) throw new AssertionError("refused: " + facilitator.rejected().get(id));
    }
  }

  /** The facilitator, at another device, puts a card into the bin. */
  void delete(Api.Workshop workshop, String title) {
    var id = Rows.titled(api(), workshop.id(), workshop.token(), title).get("id").asText();
    try (var facilitator = new BoardClient(server.base(), workshop.token(), BoardClient.model(api()))) {
      facilitator.submit(new Op.Del(id));
      facilitator.awaitAnswers();
    }
  }

  /** The facilitator, at another device, puts a card back onto the board. */
  void restore(Api.Workshop workshop, String id) {
    try (var facilitator = new BoardClient(server.base(), workshop.token(), BoardClient.model(api()))) {
      facilitator.submit(new Op.Restore(id));
      facilitator.awaitAnswers();
    }
  }

  /** The facilitator, at another device, links two cards. */
  void link(Api.Workshop workshop, String kind, String from, String to) {
    var ends = Stream.of(from, to).map(title -> Rows.titled(api(), workshop.id(), workshop.token(), title).get("id").asText()).toList();
    try (var facilitator = new BoardClient(server.base(), workshop.token(), BoardClient.model(api()))) {
      facilitator.submit(new Op.Put("link", "l_" + kind, Map.of("kind", kind, "from", ends.getFirst(), "to", ends.getLast())));
      facilitator.awaitAnswers();
    }
  }

  /** Ends the server as a power cut would. */
  void killServer() {
    server.kill();
  }

  /** Starts it again on the same data and port. */
  void startServer() {
    server = ServerProcess.start(data, port, settings);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    var failed = context.getExecutionException().isPresent();
    var faults = new ArrayList<String>();
    for (int i = 0; i < visitors.size(); i++) {
      var visitor = visitors.get(i);
      if (failed) photograph(visitor, context, i);
      visitor.leave();
      faults.addAll(visitor.faults());
    }
    visitors.clear();
    upgrades.set(UpgradeFaults.Fault.NONE);
    if (network != null) network.mend();
    if (!faults.isEmpty()) {
      var found = new AssertionError("on the visitors' screens:\n" + String.join("\n", faults));
      context.getExecutionException().ifPresentOrElse(failure -> failure.addSuppressed(found), () -> {
        throw found;
      });
    }
  }

  private static void photograph(Visitor visitor, ExtensionContext context, int number) throws IOException {
    Files.createDirectories(PICTURES);
    try {
      visitor.photograph(PICTURES.resolve(context.getRequiredTestClass().getSimpleName() + "-" + context.getRequiredTestMethod().getName() + "-" + number + ".png"));
    } catch (PlaywrightException gone) {
      // The page was closed by the test itself: there is nothing to see.
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (playwright != null) playwright.close();
    if (server != null) server.close();
    if (network != null) network.close();
    if (data == null) return;
    try (var files = Files.walk(data)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
