package fr.preau.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Makes the picture of the README, not run with the other tests. Start the server with its demo, then
 * {@code mvn -q test -Dtest=ReadmePicture -Dlink="the facilitator's link that it printed"}.
 */
class ReadmePicture {

  @Test
  @DisplayName("the map of the demo, as the facilitator sees it on a laptop")
  void picture() {
    var link = System.getProperty("link");
    assertThat(link).as("-Dlink: the facilitator's link of the demo").isNotBlank();
    try (var playwright = Browsers.playwright(); var browser = Browsers.launch(playwright)) {
      var page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1440, 900).setLocale("fr-FR")
          .setColorScheme(ColorScheme.LIGHT).setDeviceScaleFactor(1));
      page.addInitScript("localStorage.setItem('preau.list', 'closed')");
      page.navigate(link);
      page.locator(".map-cards").getByText("Deux voitures par foyer, ou rien").waitFor();
      page.waitForFunction("() => document.getAnimations().every(animation => animation.playState !== 'running')");
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("src/site/resources/preau.png")));
    }
  }
}
