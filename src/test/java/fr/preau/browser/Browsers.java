package fr.preau.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The Chromium of this machine; installed where it is missing and may be. */
final class Browsers {

  private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
  private static final String HOW = "The browser tests need Chromium: install it (Debian: apt-get install -y chromium) or name its program in CHROME_BIN.";

  private Browsers() {}

  static Playwright playwright() {
    return Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /** A browser that asks nothing of any host but those that its pages ask. */
  static Browser launch(Playwright playwright) {
    return playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(chromium()).setChromiumSandbox(!isRoot())
        .setArgs(List.of("--disable-background-networking", "--disable-component-update", "--no-first-run", "--no-default-browser-check", "--force-color-profile=srgb")));
  }

  private static Path chromium() {
    return found().or(() -> {
      install();
      return found();
    }).orElseThrow(() -> new IllegalStateException(HOW));
  }

  private static Optional<Path> found() {
    var named = Optional.ofNullable(System.getenv("CHROME_BIN")).filter(name -> !name.isBlank()).map(Path::of);
    if (named.isPresent()) return named.filter(Files::isExecutable);
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name))).filter(Files::isExecutable).findFirst();
  }

  private static void install() {
    if (!isRoot() || !Files.isExecutable(Path.of("/usr/bin/apt-get"))) throw new IllegalStateException(HOW);
    try {
      var log = Files.createTempFile("chromium-install", ".log");
      var process = new ProcessBuilder("sh", "-c", "apt-get update && apt-get install -y --no-install-recommends chromium").redirectErrorStream(true).redirectOutput(log.toFile());
      process.environment().put("DEBIAN_FRONTEND", "noninteractive");
      if (process.start().waitFor() != 0) throw new IllegalStateException(HOW + " What apt-get said is in " + log + ".");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
