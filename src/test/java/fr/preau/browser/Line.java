package fr.preau.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.WebSocketRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The connection between a visitor's pages and the server, which can be cut and mended. */
final class Line {

  private final List<WebSocketRoute> ends = new ArrayList<>();
  private boolean cut;

  /** To be called before the visitor opens a page. */
  Line(BrowserContext context) {
    context.routeWebSocket(Pattern.compile("/ws$"), this::open);
  }

  private void open(WebSocketRoute page) {
    if (cut) {
      page.close();
      return;
    }
    ends.add(page.connectToServer());
    ends.add(page);
  }

  void cut() {
    cut = true;
    ends.forEach(WebSocketRoute::close);
    ends.clear();
  }

  void mend() {
    cut = false;
  }
}
