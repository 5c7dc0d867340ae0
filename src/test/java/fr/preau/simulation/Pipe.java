package fr.preau.simulation;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * One direction of a line: what is sent arrives in its order, each after a delay of its own. It may be stalled (nothing is
 * taken out), swallow what is sent (half-open) and end, after or instead of what is still on its way.
 */
final class Pipe<T> {

  private final World world;
  private final Consumer<T> listener;
  private final IntConsumer ended;
  private final ArrayDeque<Item<T>> items = new ArrayDeque<>();
  private long lastArrival;
  private boolean stalled;
  private boolean swallows;
  private boolean over;

  /** @param end what the end says where {@code what} is null */
  private record Item<T>(T what, int end, int bytes, long at) {}

  /** @param ended gets the code that the end was given */
  Pipe(World world, Consumer<T> listener, IntConsumer ended) {
    this.world = world;
    this.listener = listener;
    this.ended = ended;
  }

  void send(T what, int bytes) {
    if (!over && !swallows) add(what, 0, bytes);
  }

  private void add(T what, int end, int bytes) {
    lastArrival = Math.max(lastArrival, world.clock.now() + world.chance.delay());
    items.add(new Item<>(what, end, bytes, lastArrival));
    world.clock.after(lastArrival - world.clock.now(), this::pump);
  }

  private void pump() {
    while (!stalled && !items.isEmpty() && items.peek().at() <= world.clock.now()) {
      var item = items.remove();
      if (item.what() == null) ended.accept(item.end());
      else listener.accept(item.what());
    }
  }

  /** Nothing more is sent; of what is on its way, the first so many still arrive. */
  void end(int code, int stillArriving) {
    if (over) return;
    over = true;
    while (items.size() > stillArriving) items.removeLast();
    add(null, code, 0);
  }

  /** From now on nothing arrives, and neither side is told. */
  void swallow() {
    swallows = true;
    if (!over) items.clear();
  }

  void stall(boolean stalled) {
    this.stalled = stalled;
    pump();
  }

  int waiting() {
    return items.size();
  }

  int waitingBytes() {
    return items.stream().mapToInt(Item::bytes).sum();
  }
}
