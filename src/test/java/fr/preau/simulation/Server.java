package fr.preau.simulation;

import fr.preau.protocol.Wording;
import fr.preau.room.Room;
import fr.preau.room.RoomSettings;
import fr.preau.room.Rooms;
import fr.preau.room.port.Clock;
import fr.preau.room.port.RoomMeter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One process of the server: the real rooms, and everything that ends with the process. */
final class Server {

  private static final Wording WORDING = wording();

  private final World world;
  private final String name;
  private final Rooms rooms;
  private final Set<ServerEnd> ends = new LinkedHashSet<>();
  private boolean alive = true;

  Server(World world) {
    this.world = world;
    this.name = world.newId("server");
    var settings = new RoomSettings(25, world.chance.between(2, 32), world.chance.of(List.of(20, 2_000, 1_000_000)), world.chance.of(List.of(1_000, 600_000)),
        world.chance.of(List.of(10, 5_000, 5_000)));
    rooms = new Rooms(new FaultyLog(world, this), world.directory, World.MODEL, world.codec::encode, WORDING, clock(), world::serverId, settings, RoomMeter.NONE);
  }

  Rooms rooms() {
    return rooms;
  }

  boolean alive() {
    return alive;
  }

  /** The open room, or null. */
  Room room() {
    if (rooms.open() == 0) return null;
    var opening = rooms.room(World.WORKSHOP);
    return opening.succeeded() ? opening.result() : null;
  }

  void has(ServerEnd end) {
    ends.add(end);
  }

  void hasNot(ServerEnd end) {
    ends.remove(end);
  }

  /** Ends at once: nothing that was under way is finished, no answer is heard any more. */
  void kill() {
    if (!alive) return;
    alive = false;
    List.copyOf(ends).forEach(ServerEnd::die);
    ends.clear();
  }

  /** Ends in good order, or at once where that takes too long. */
  void stop() {
    rooms.close().onComplete(done -> kill());
    world.clock.after(5_000, this::kill);
  }

  @Override
  public String toString() {
    return name;
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public long now() {
        return world.clock.now();
      }

      @Override
      public Timer after(long millis, Runnable task) {
        return world.clock.after(millis, () -> {
          if (alive) task.run();
        });
      }
    };
  }

  private static Wording wording() {
    try {
      return new Wording(Map.of("fr", Files.readAllBytes(Path.of("webroot/lang/fr.json"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
