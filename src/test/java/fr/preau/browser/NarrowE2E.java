package fr.preau.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NarrowE2E {

  /** What stands out of the screen, what is too small to be touched, and text that makes a phone zoom when one types. */
  private static final String TROUBLES = """
      () => {
        const shown = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.getClientRects().length > 0;
        const name = element => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} « ${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 40)} »`;
        const top = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
        const troubles = [];
        const width = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth > width) troubles.push(`the page scrolls sideways: ${document.documentElement.scrollWidth} > ${width}`);
        for (const element of top.querySelectorAll('.dialog-body')) if (element.scrollWidth > element.clientWidth) troubles.push(`the dialog scrolls sideways: ${element.scrollWidth} > ${element.clientWidth}`);
        for (const element of top.querySelectorAll('input, textarea, select')) {
          if (shown(element) && parseFloat(getComputedStyle(element).fontSize) < 16) troubles.push(`smaller than 16 px: ${name(element)} ${getComputedStyle(element).fontSize}`);
        }
        for (const element of top.querySelectorAll('button, a[href], input, select, textarea, summary')) {
          if (!shown(element) || element.closest('.visually-hidden, .skip')) continue;
          const target = element.closest('label') ?? element;
          const { width, height } = target.getBoundingClientRect();
          const inline = getComputedStyle(element).display === 'inline';
          if (!inline && (width < 43.5 || height < 43.5)) troubles.push(`smaller than 44 px: ${name(element)} ${Math.round(width)} × ${Math.round(height)}`);
        }
        return troubles;
      }""";

  @RegisterExtension
  static final Stage stage = new Stage();

  @Test
  @DisplayName("on a phone 320 pixels wide nothing scrolls sideways, fields have 16 pixel text, and what one touches is 44 pixels")
  void fitsANarrowPhone() {
    var workshop = stage.api().create("Un titre d’atelier plutôt long, comme on en donne à une réunion publique");
    var visitor = stage.visitor(Device.NARROW);
    var found = new ArrayList<String>();
    new PhoneTour(stage, visitor, workshop).walk(screen -> {
      for (var trouble : (List<?>) visitor.page().evaluate(TROUBLES)) found.add(screen + ": " + trouble);
    });
    assertThat(found).isEmpty();
  }
}
