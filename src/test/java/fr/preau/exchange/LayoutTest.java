package fr.preau.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LayoutTest {

  private static List<Layout.Item> items(int count) {
    var items = new ArrayList<Layout.Item>();
    for (int i = 0; i < count; i++) items.add(new Layout.Item("c" + i, List.of("acteur", "enjeu", "usage", "effet").get(i % 4)));
    return items;
  }

  private static List<Layout.Edge> edges(int count, int items) {
    var random = new Random(5);
    var edges = new ArrayList<Layout.Edge>();
    for (int i = 0; i < count; i++) edges.add(new Layout.Edge("c" + random.nextInt(items), "c" + random.nextInt(items)));
    return edges;
  }

  private static void apart(Iterable<Layout.Place> placed, List<Layout.Place> others) {
    var seen = new ArrayList<>(others);
    for (var place : placed) {
      assertThat(seen).noneMatch(other -> Math.abs(place.x() - other.x()) < 200 && Math.abs(place.y() - other.y()) < 90);
      seen.add(place);
    }
  }

  @Test
  @Timeout(30)
  @DisplayName("R55 two thousand cards get places within seconds, always the same, none on another")
  void many() {
    var places = Layout.of(items(2_000), edges(6_000, 2_000), List.of());
    assertThat(new HashSet<>(places.values())).hasSize(2_000);
    assertThat(Layout.of(items(2_000), edges(6_000, 2_000), List.of())).isEqualTo(places);
  }

  @Test
  @DisplayName("R55 new cards stand beside what is on the board, wherever that is")
  void beside() {
    for (var taken : List.of(List.of(new Layout.Place(0, 0)), List.of(new Layout.Place(100_000, 0)), List.of(new Layout.Place(100_000, 100_000), new Layout.Place(0, 0)),
        List.of(new Layout.Place(-100_000, -100_000), new Layout.Place(100_000, 100_000), new Layout.Place(-98_800, -98_900)))) {
      var places = Layout.of(items(120), edges(277, 120), taken);
      apart(places.values(), taken);
      assertThat(places.values()).allMatch(place -> Math.abs(place.x()) <= 100_000 && Math.abs(place.y()) <= 100_000);
    }
  }

  @Test
  @DisplayName("linked cards stand nearer to each other than cards taken at random")
  void near() {
    var items = items(120);
    var edges = new ArrayList<Layout.Edge>();
    for (int i = 0; i + 1 < 120; i += 2) edges.add(new Layout.Edge("c" + i, "c" + (119 - i)));
    var places = Layout.of(items, edges, List.of());
    var linked = edges.stream().mapToLong(edge -> Math.abs(places.get(edge.from()).y() - places.get(edge.to()).y())).average().orElseThrow();
    var random = new Random(3);
    var any = random.ints(1_000, 0, 120).mapToLong(i -> Math.abs(places.get("c" + i).y() - places.get("c" + random.nextInt(120)).y())).average().orElseThrow();
    assertThat(linked).isLessThan(any / 2);
  }
}
