package fr.preau.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessibilityE2E {

  @RegisterExtension
  static final Stage stage = new Stage();

  private final Set<String> found = new LinkedHashSet<>();
  private final List<String> seen = new ArrayList<>();

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"fr, LIGHT", "en, DARK"})
  @DisplayName("on a phone, every screen and dialog is fit for assistive technologies and bad eyes")
  void phone(String language, ColorScheme scheme) {
    var visitor = stage.visitor(Device.PHONE.speaking(language).in(scheme));
    new PhoneTour(stage, visitor, stage.api().create("Se déplacer sans voiture")).walk(screen -> examine(visitor.page(), screen));
    assertThat(found).isEmpty();
    assertThat(seen).hasSizeGreaterThan(20);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"fr, DARK", "en, LIGHT"})
  @DisplayName("on a large screen, every screen and dialog is fit for assistive technologies and bad eyes")
  void desktop(String language, ColorScheme scheme) {
    var visitor = stage.visitor(Device.DESKTOP.speaking(language).in(scheme));
    new DesktopTour(stage, visitor).walk(screen -> examine(visitor.page(), screen));
    assertThat(found).isEmpty();
    assertThat(seen).hasSizeGreaterThan(20);
  }

  private void examine(Page page, String screen) {
    page.waitForFunction("() => document.getAnimations().every(animation => animation.playState !== 'running')");
    seen.add(screen);
    for (var violation : new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()) {
      for (var node : violation.getNodes()) found.add(screen + ": " + violation.getId() + " " + node.getTarget() + " " + node.getFailureSummary().replaceAll("\\s+", " ").transform(text -> text.substring(0, Math.min(200, text.length()))));
    }
  }
}
