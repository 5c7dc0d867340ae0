package fr.preau.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WordingTest {

  @Test
  @DisplayName("a sentence has its numbers as the language writes them: in French, thousands are set apart by a narrow space that does not break")
  void numbers() throws IOException {
    var file = "{\"refusal.too-long\":\"{length} > {limit} ({property})\"}".getBytes(StandardCharsets.UTF_8);
    var wording = new Wording(Map.of("fr", file, "en", file));
    var details = Map.of("length", 10_001, "limit", 10_000L, "property", "2028");
    assertThat(wording.text("fr", "refusal.too-long", details)).isEqualTo("10\u202f001 > 10\u202f000 (2028)");
    assertThat(wording.text("en", "refusal.too-long", details)).isEqualTo("10,001 > 10,000 (2028)");
  }
}
