package fr.preau.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final Pace pace = new Pace(42, 32);

  @Test
  @DisplayName("Two people see each other's changes within a frame of their screens")
  void fewFrames() {
    assertThat(pace.gap(1, 2)).isLessThanOrEqualTo(16);
  }

  @Test
  @DisplayName("The more screens a commit changes, the longer changes are gathered for it")
  void grows() {
    assertThat(pace.gap(1, 10)).isLessThan(pace.gap(1, 30));
    assertThat(pace.gap(1, 30)).isLessThan(pace.gap(1, 50));
  }

  @Test
  @DisplayName("The more changes a commit found gathered, the longer the next is gathered for; who sends one after the other's answer is not held up")
  void growsWithChanges() {
    assertThat(pace.gap(2, 2)).isGreaterThan(pace.gap(1, 2));
    assertThat(pace.gap(5, 2)).isEqualTo(42).isEqualTo(pace.gap(5_000, 2));
  }

  @Test
  @DisplayName("However many people there are, a change waits no longer than is set")
  void bounded() {
    assertThat(pace.gap(1, 5_000)).isEqualTo(42);
    assertThat(new Pace(0, 32).gap(1, 2)).isZero();
  }

  @Test
  @DisplayName("Many transactions start at once, but not before they are as many as the screens that they change")
  void enough() {
    assertThat(pace.isEnough(31, 2)).isFalse();
    assertThat(pace.isEnough(32, 2)).isTrue();
    assertThat(pace.isEnough(100, 150)).isFalse();
    assertThat(pace.isEnough(150, 150)).isTrue();
  }
}
