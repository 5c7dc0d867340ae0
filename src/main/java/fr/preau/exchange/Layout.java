package fr.preau.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Places for cards that have none: a block of columns for each kind, kinds that are much linked side by side, linked
 * cards at about the same height, everything beside what is on the board already. The same input always gives the same
 * places; the cost grows with cards and links, not with their square.
 */
final class Layout {

  /** From one card to the next: a card of about 200 × 90 and room for the links between them. */
  static final int WIDE = 260;
  static final int HIGH = 130;
  private static final int BETWEEN_KINDS = 120;
  private static final int BESIDE = 200;
  /** The largest coordinate that the model allows, less one card. */
  private static final int EDGE = 99_000;
  private static final double WIDE_TO_HIGH = 1.5;
  private static final int SWEEPS = 8;

  private Layout() {}

  record Item(String id, String kind) {}

  record Edge(String from, String to) {}

  /** The upper left corner of a card. */
  record Place(long x, long y) {}

  /** @param taken where cards stand that must not be covered */
  static Map<String, Place> of(List<Item> items, List<Edge> edges, List<Place> taken) {
    var blocks = blocks(items, edges);
    var rows = (int) Math.max(4, Math.ceil(Math.sqrt(items.size() * WIDE / (WIDE_TO_HIGH * HIGH))));
    var heights = new HashMap<String, Double>();
    for (var block : blocks) for (int i = 0; i < block.size(); i++) heights.put(block.get(i), (double) i / block.size());
    var neighbours = neighbours(edges, heights.keySet());
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int b = 0; b < blocks.size(); b++) order(blocks.get(sweep % 2 == 0 ? b : blocks.size() - 1 - b), neighbours, heights);
    }
    return beside(columns(blocks, rows), taken);
  }

  /** The ids of each kind; next to a block comes the kind that is most linked with those already there. */
  private static List<List<String>> blocks(List<Item> items, List<Edge> edges) {
    var byKind = new LinkedHashMap<String, List<String>>();
    var kindOf = new HashMap<String, String>();
    items.stream().sorted(Comparator.comparing(Item::kind)).forEach(item -> {
      byKind.computeIfAbsent(item.kind(), k -> new ArrayList<>()).add(item.id());
      kindOf.put(item.id(), item.kind());
    });
    var links = new HashMap<String, Integer>();
    for (var edge : edges) {
      var from = kindOf.get(edge.from());
      var to = kindOf.get(edge.to());
      if (from == null || to == null || from.equals(to)) continue;
      links.merge(from + '\n' + to, 1, Integer::sum);
      links.merge(to + '\n' + from, 1, Integer::sum);
    }
    var waiting = new ArrayList<>(byKind.keySet());
    var order = new ArrayList<String>();
    while (!waiting.isEmpty()) {
      var left = order.isEmpty() ? null : best(waiting, order.getFirst(), links, byKind);
      var right = order.isEmpty() ? best(waiting, null, links, byKind) : best(waiting, order.getLast(), links, byKind);
      var atLeft = left != null && weight(left, order.getFirst(), links) > weight(right, order.getLast(), links);
      if (atLeft) order.addFirst(left);
      else order.addLast(right);
      waiting.remove(atLeft ? left : right);
    }
    return order.stream().map(byKind::get).toList();
  }

  private static String best(List<String> waiting, String beside, Map<String, Integer> links, Map<String, List<String>> byKind) {
    return waiting.stream().max(Comparator.comparingInt((String kind) -> beside == null ? 0 : weight(kind, beside, links))
        .thenComparingInt(kind -> byKind.get(kind).size()).thenComparing(Comparator.reverseOrder())).orElseThrow();
  }

  private static int weight(String kind, String other, Map<String, Integer> links) {
    return links.getOrDefault(kind + '\n' + other, 0);
  }

  private static Map<String, List<String>> neighbours(List<Edge> edges, Set<String> known) {
    var neighbours = new HashMap<String, List<String>>();
    for (var edge : edges) {
      if (!known.contains(edge.from()) || !known.contains(edge.to())) continue;
      neighbours.computeIfAbsent(edge.from(), id -> new ArrayList<>()).add(edge.to());
      neighbours.computeIfAbsent(edge.to(), id -> new ArrayList<>()).add(edge.from());
    }
    return neighbours;
  }

  /** Orders a block by the mean height of what its cards are linked to (the barycentre method of Sugiyama, Tagawa and Toda, 1981). */
  private static void order(List<String> block, Map<String, List<String>> neighbours, Map<String, Double> heights) {
    var wanted = new HashMap<String, Double>();
    for (var id : block) {
      var near = neighbours.getOrDefault(id, List.of());
      wanted.put(id, near.isEmpty() ? heights.get(id) : near.stream().mapToDouble(heights::get).sum() / near.size());
    }
    block.sort(Comparator.comparingDouble((String id) -> wanted.get(id)).thenComparing(Comparator.naturalOrder()));
    for (int i = 0; i < block.size(); i++) heights.put(block.get(i), (i + 0.5) / block.size());
  }

  /** Row after row in each block, so that what is next in order stays at the same height. */
  private static Map<String, Place> columns(List<List<String>> blocks, int rows) {
    var places = new LinkedHashMap<String, Place>();
    var left = 0L;
    for (var block : blocks) {
      var columns = (block.size() + rows - 1) / rows;
      var used = (block.size() + columns - 1) / columns;
      var top = (long) (rows - used) * HIGH / 2;
      for (int i = 0; i < block.size(); i++) places.put(block.get(i), new Place(left + (long) (i % columns) * WIDE, top + (long) (i / columns) * HIGH));
      left += (long) columns * WIDE + BETWEEN_KINDS;
    }
    return places;
  }

  private static Map<String, Place> beside(Map<String, Place> places, List<Place> taken) {
    var size = bounds(places.values());
    if (taken.isEmpty()) return moved(places, -(size.right() - size.left()) / 2 - size.left(), -(size.bottom() - size.top()) / 2 - size.top());
    var held = bounds(taken);
    var right = held.right() + WIDE + BESIDE - size.left();
    var left = held.left() - WIDE - BESIDE - size.right();
    var below = held.bottom() + HIGH + BESIDE - size.top();
    var above = held.top() - HIGH - BESIDE - size.bottom();
    if (size.right() + right <= EDGE) return moved(places, right, held.top() - size.top());
    if (size.bottom() + below <= EDGE) return moved(places, -size.left() - size.right() / 2, below);
    if (size.left() + left >= -EDGE) return moved(places, left, held.top() - size.top());
    if (size.top() + above >= -EDGE) return moved(places, -size.left() - size.right() / 2, above);
    return between(places, taken);
  }

  private record Bounds(long left, long top, long right, long bottom) {}

  private static Bounds bounds(Iterable<Place> places) {
    long left = Long.MAX_VALUE, top = Long.MAX_VALUE, right = Long.MIN_VALUE, bottom = Long.MIN_VALUE;
    for (var place : places) {
      left = Math.min(left, place.x());
      right = Math.max(right, place.x());
      top = Math.min(top, place.y());
      bottom = Math.max(bottom, place.y());
    }
    return new Bounds(left, top, right, bottom);
  }

  private static Map<String, Place> moved(Map<String, Place> places, long x, long y) {
    var moved = new LinkedHashMap<String, Place>();
    places.forEach((id, place) -> moved.put(id, new Place(within(place.x() + x), within(place.y() + y))));
    return moved;
  }

  private static long within(long coordinate) {
    return Math.clamp(coordinate, -EDGE, EDGE);
  }

  /** Where cards stand at every edge: the first free cells, row after row. */
  private static Map<String, Place> between(Map<String, Place> places, List<Place> taken) {
    var covered = new HashSet<Place>();
    for (var place : taken) {
      for (int x = 0; x < 2; x++) for (int y = 0; y < 2; y++) covered.add(new Place(Math.floorDiv(place.x(), WIDE) + x, Math.floorDiv(place.y(), HIGH) + y));
    }
    var found = new LinkedHashMap<String, Place>();
    long column = -EDGE / WIDE, row = -EDGE / HIGH;
    for (var id : places.keySet()) {
      while (covered.contains(new Place(column, row))) {
        if (++column < EDGE / WIDE) continue;
        column = -EDGE / WIDE;
        row++;
      }
      covered.add(new Place(column, row));
      found.put(id, new Place(column * WIDE, row * HIGH));
    }
    return found;
  }
}
