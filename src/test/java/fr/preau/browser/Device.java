package fr.preau.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/**
 * What somebody holds or sits at.
 *
 * @param width  in CSS pixels
 * @param height in CSS pixels
 * @param touch  whether it is a phone: fingers, a mobile viewport, dense pixels
 */
record Device(int width, int height, boolean touch, String language, ColorScheme scheme) {

  static final Device PHONE = new Device(390, 844, true, "fr", ColorScheme.LIGHT);
  static final Device DESKTOP = new Device(1440, 900, false, "fr", ColorScheme.LIGHT);
  /** As narrow as phones and enlarged screens get. */
  static final Device NARROW = new Device(320, 640, true, "fr", ColorScheme.LIGHT);

  Device speaking(String other) {
    return new Device(width, height, touch, other, scheme);
  }

  Device in(ColorScheme other) {
    return new Device(width, height, touch, language, other);
  }

  Browser.NewContextOptions options(String base) {
    return new Browser.NewContextOptions().setBaseURL(base).setViewportSize(width, height).setHasTouch(touch).setIsMobile(touch).setDeviceScaleFactor(touch ? 2 : 1)
        .setLocale(language.equals("fr") ? "fr-FR" : "en-GB").setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE).setAcceptDownloads(true);
  }
}
