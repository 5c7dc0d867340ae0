package fr.preau.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The browser's modules: their types, and the tests in {@code src/test/js}, run by the Node that comes with Playwright. */
class NodeTest {

  private static final Path TESTS = Path.of("src/test/js");
  private static final Path WEBJARS = Path.of("target/webjars");
  private static final int SECONDS = 480;

  @TempDir
  Path folder;

  @TestFactory
  Stream<DynamicTest> javaScript() throws IOException, URISyntaxException {
    unpack("lit-html", "lit-html.d.ts");
    try (var files = Files.list(TESTS)) {
      return files.filter(file -> file.toString().endsWith(".test.mjs")).sorted().toList().stream()
          .map(file -> dynamicTest(file.getFileName().toString(), () -> node("--test", "--test-reporter=spec", file.toString())));
    }
  }

  @Test
  void theModulesHaveNoTypeErrors() throws Exception {
    unpack("lit-html", "lit-html.d.ts");
    var compiler = unpack("typescript", "lib/tsc.js");
    node(compiler.resolve("lib/tsc.js").toString(), "--project", TESTS.resolve("tsconfig.json").toString());
  }

  private void node(String... arguments) throws IOException, InterruptedException {
    var output = Files.createTempFile(folder, "node", ".txt");
    var command = Stream.concat(Stream.of(executable()), Stream.of(arguments)).toList();
    var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    var ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
    if (!ended) process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0).withFailMessage(() -> content(output)).isTrue();
  }

  private static String executable() {
    var windows = System.getProperty("os.name").startsWith("Windows");
    var driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
    return driver.driverDir().resolve(windows ? "node.exe" : "node").toString();
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Puts a WebJar's files where the compiler looks for modules. */
  private static Path unpack(String name, String marker) throws IOException, URISyntaxException {
    var target = WEBJARS.resolve(name);
    if (Files.exists(target.resolve(marker))) return target;
    try (var jar = FileSystems.newFileSystem(jarOf(name)); var versions = Files.list(jar.getPath("META-INF/resources/webjars", name))) {
      var root = versions.findFirst().orElseThrow();
      for (var file : filesUnder(root)) {
        var copy = target.resolve(root.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return target;
  }

  private static List<Path> filesUnder(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static Path jarOf(String name) throws URISyntaxException {
    URL descriptor = NodeTest.class.getResource("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties");
    assertThat(descriptor).as("the WebJar of %s", name).isNotNull();
    var location = descriptor.toString();
    return Path.of(new URI(location.substring("jar:".length(), location.indexOf("!/"))));
  }
}
