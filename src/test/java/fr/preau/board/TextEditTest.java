package fr.preau.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TextEditTest {

  private static final int SEEDS = 20_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> vectors() throws IOException {
    var vectors = new ArrayList<DynamicTest>();
    for (var vector : JSON.readTree(Path.of("src/test/vectors/edits/transform.json").toFile()).get("vectors")) {
      vectors.add(dynamicTest(vector.get("rule").asText(), () -> transforms(vector)));
    }
    return vectors.stream();
  }

  private static void transforms(JsonNode vector) {
    var text = vector.get("text").asText();
    var earlier = edit(vector.get("earlier"));
    var later = edit(vector.get("later"));
    assertThat(later.after(earlier)).isEqualTo(edit(vector.get("laterAfter")));
    assertThat(earlier.before(later)).isEqualTo(edit(vector.get("earlierBefore")));
    assertThat(later.after(earlier).apply(earlier.apply(text))).isEqualTo(vector.get("result").asText());
    assertThat(earlier.before(later).apply(later.apply(text))).isEqualTo(vector.get("result").asText());
  }

  static TextEdit edit(JsonNode parts) {
    var list = new ArrayList<Object>();
    for (var part : parts) list.add(part.isTextual() ? part.asText() : (Object) part.asInt());
    return TextEdit.of(list);
  }

  @Test
  @DisplayName("R69 two edits of one text come to the same in either order, and no surrogate pair is cut")
  void convergence() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var text = RandomEdits.text(random, 30);
      var earlier = RandomEdits.edit(random, text);
      var later = RandomEdits.edit(random, text);
      var one = later.after(earlier).apply(earlier.apply(text));
      assertThat(earlier.before(later).apply(later.apply(text))).as("seed %d", seed).isEqualTo(one);
      assertThat(later.after(earlier).fits(earlier.apply(text))).as("seed %d", seed).isTrue();
      assertThat(Check.wellFormed(one, true)).as("seed %d", seed).isTrue();
    }
  }

  @Test
  @DisplayName("R69 a pending edit and what is typed behind it may be sent as one: over any edit from elsewhere both ways come to the same text")
  void composedOver() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var text = RandomEdits.text(random, 20);
      var first = RandomEdits.edit(random, text);
      var second = RandomEdits.edit(random, first.apply(text));
      var remote = RandomEdits.edit(random, text);
      var both = first.then(second);
      assertThat(both.apply(text)).as("seed %d", seed).isEqualTo(second.apply(first.apply(text)));
      var composed = both.after(remote).apply(remote.apply(text));
      assertThat(remote.before(both).apply(both.apply(text))).as("seed %d", seed).isEqualTo(composed);
    }
  }

  @Test
  @DisplayName("an edit and its inverse leave the text as it was")
  void inverse() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var text = RandomEdits.text(random, 30);
      var edit = RandomEdits.edit(random, text);
      assertThat(edit.inverse(text).apply(edit.apply(text))).as("seed %d", seed).isEqualTo(text);
      assertThat(edit.apply(text)).hasSize(text.length() + edit.growth());
    }
  }

  @Test
  @DisplayName("R68 the difference of two texts leads from one to the other and cuts no surrogate pair")
  void between() {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new SplittableRandom(seed);
      var before = RandomEdits.text(random, 6);
      var after = random.nextBoolean() ? RandomEdits.text(random, 6) : RandomEdits.edit(random, before).apply(before);
      var edit = TextEdit.between(before, after);
      assertThat(edit.apply(before)).as("seed %d", seed).isEqualTo(after);
      assertThat(edit.fits(before)).as("seed %d", seed).isTrue();
      assertThat(Check.wellFormed(String.valueOf(edit.parts().stream().filter(String.class::isInstance).findFirst().orElse("")), true)).as("seed %d", seed).isTrue();
    }
  }

  @Test
  @DisplayName("an edit has one form, whatever form it was told in")
  void form() {
    assertThat(TextEdit.of(List.of(2, 3, -4, -3, "a", "", "b", 0, 5)).parts()).isEqualTo(List.of(5, "ab", -7));
    assertThat(TextEdit.of(List.of(7, 0))).isEqualTo(TextEdit.NONE);
    assertThatIllegalArgumentException().isThrownBy(() -> TextEdit.of(List.of(Integer.MAX_VALUE, 1)));
    assertThatIllegalArgumentException().isThrownBy(() -> TextEdit.of(List.of(Integer.MIN_VALUE)));
  }

  @Test
  @DisplayName("R68 an edit that is moved past any text stays an edit that fits none")
  void pastAnyText() {
    var far = TextEdit.of(List.of((1 << 30) - 1, "x"));
    var moved = far.after(TextEdit.of(List.of("y".repeat(100))));
    assertThat(moved.fits("")).isFalse();
    assertThat(moved.after(TextEdit.of(List.of("y".repeat(100)))).reach()).isEqualTo(1 << 30);
    assertThat(far.then(TextEdit.of(List.of(1 << 30, "z"))).fits("")).isFalse();
  }
}
