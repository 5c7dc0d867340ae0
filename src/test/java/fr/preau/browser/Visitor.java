package fr.preau.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Somebody with a device of their own, and what must never happen on it: scripts that fail or that are not ours, refused
 * resources, requests to other hosts, alerts.
 */
final class Visitor {

  /** Says in the console what would otherwise pass unseen: what the page's policy refused, and scripts that came in with a text. */
  private static final String PROBES = """
      addEventListener('securitypolicyviolation', event => console.error(`refused by the policy: ${event.violatedDirective} ${event.blockedURI}`));
      if (!('__pwned' in window)) Object.defineProperty(window, '__pwned', { set: value => console.error(`a text was run as a script: ${value}`) });
      """;
  /** What browsers tell of the network, which is no fault of the page. */
  private static final List<String> NETWORK = List.of("Failed to load resource", "WebSocket connection to", "An unknown error occurred when fetching the script");

  /** Whether the device has the board of the workshop that the page shows. A database that is not there yet must not be made by asking. */
  private static final String IS_KEPT = """
      async () => {
        if (!(await indexedDB.databases()).some(({ name }) => name === 'preau')) return false;
        const answered = request => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
        const database = await answered(indexedDB.open('preau'));
        const places = await answered(database.transaction('boards').objectStore('boards').getAllKeys());
        database.close();
        return places.some(place => place.startsWith(`${location.pathname.split('/')[2]}.`));
      }
      """;

  private final BrowserContext context;
  private Page page;
  private final Device device;
  private final Texts texts;
  private final List<String> faults = new ArrayList<>();

  /** @param shown the address that the server tells people, where it is another than the one it is tested at */
  Visitor(Browser browser, URI server, String shown, Device device) {
    this.device = device;
    texts = new Texts(device.language());
    context = browser.newContext(device.options(server.toString()));
    context.setDefaultTimeout(15_000);
    context.addInitScript(PROBES);
    context.onConsoleMessage(this::hear);
    context.onWebError(error -> faults.add("script error: " + error.error()));
    context.onDialog(dialog -> {
      faults.add("alert: " + dialog.message());
      dialog.dismiss();
    });
    context.onRequest(request -> {
      if (Stream.of("data:", server + "/", "blob:" + server + "/", shown + "/", "blob:" + shown + "/").noneMatch(request.url()::startsWith)) faults.add("request to " + request.url());
    });
    page = context.newPage();
  }

  private void hear(ConsoleMessage message) {
    if (message.type().equals("error") && NETWORK.stream().noneMatch(message.text()::startsWith)) faults.add("console: " + message.text());
  }

  Page page() {
    return page;
  }

  /** The same person, who has opened another page since. */
  Visitor onLatestPage() {
    page = context.pages().getLast();
    return this;
  }

  /** Waits until the workshop that the page shows opens without the network: the page's parts are here, and the board is. */
  void untilPrepared() {
    page.waitForFunction("() => navigator.serviceWorker.controller !== null");
    page.waitForFunction(IS_KEPT);
  }

  BrowserContext context() {
    return context;
  }

  Device device() {
    return device;
  }

  Texts texts() {
    return texts;
  }

  String say(String key, Object... values) {
    return texts.say(key, values);
  }

  void photograph(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  /** What went wrong on this device until now. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  void leave() {
    context.close();
  }
}
