package fr.preau.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keeps {@code rules.md} and the tests together: each rule has a test that carries its number, and no test carries another. */
class RulesTest {

  private static final Pattern RULE = Pattern.compile("(?m)^\\*\\*R(\\d+)\\*\\* ");
  /** The start of a title: {@code R3, R7 what holds}. */
  private static final Pattern TITLE = Pattern.compile("(?:@DisplayName\\(\"|\"rule\": \"|test\\(['\"`])((?:R\\d+,? )+)");
  private static final Pattern NUMBER = Pattern.compile("R(\\d+)");

  @Test
  @DisplayName("every rule has a test that carries its number, and every number that a test carries is a rule")
  void rulesAndTests() throws IOException {
    assertThat(numbersInTests()).isEqualTo(new TreeSet<>(rules()));
  }

  @Test
  @DisplayName("no number stands for two rules")
  void unique() throws IOException {
    assertThat(rules()).doesNotHaveDuplicates().hasSizeGreaterThan(50);
  }

  private static List<Integer> rules() throws IOException {
    var numbers = new ArrayList<Integer>();
    var matcher = RULE.matcher(Files.readString(Path.of("src/site/markdown/rules.md")));
    while (matcher.find()) numbers.add(Integer.valueOf(matcher.group(1)));
    return numbers;
  }

  private static Set<Integer> numbersInTests() throws IOException {
    var numbers = new HashSet<Integer>();
    try (var files = Files.walk(Path.of("src/test"))) {
      files.filter(file -> file.toString().matches(".*\\.(java|json|mjs)")).forEach(file -> {
        var titles = TITLE.matcher(read(file));
        while (titles.find()) {
          var number = NUMBER.matcher(titles.group(1));
          while (number.find()) numbers.add(Integer.valueOf(number.group(1)));
        }
      });
    }
    return new TreeSet<>(numbers);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
