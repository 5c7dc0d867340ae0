package fr.preau.simulation;

import fr.preau.room.Room;
import fr.preau.room.port.Directory;
import fr.preau.workshop.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What can go wrong, or come in between, with how often it does. */
enum Fault {

  CUT(12, world -> with(world, Line::cut)),
  HALF_OPEN(5, world -> with(world, Line::halfOpen)),
  STOPS_READING(5, world -> with(world, line -> {
    line.stall(true);
    world.clock.after(world.chance.between(100, 8_000), () -> line.stall(false));
  })),
  SENDS_TWICE(6, world -> somebody(world).sendTwice()),
  SENDS_ANOTHER_BODY(4, world -> {
    var client = somebody(world);
    client.sendOther(world.author.change(client.replica().shown()));
  }),
  RELOADS(6, world -> somebody(world).reload()),
  LEAVES(2, world -> {
    if (world.clients.size() > 2) world.clients.remove(world.chance.below(world.clients.size())).leave();
  }),
  JOINS(2, world -> inRoom(world, room -> {
    var id = world.newId("p_");
    var role = world.chance.of(List.of(Role.values()));
    var values = world.chance.oneIn(2) ? Map.<String, Object>of("role", role.word(), "family", "citoyen") : Map.<String, Object>of("role", role.word());
    room.join(new Directory.Person(id, "Nina", null), id.getBytes(), board -> values)
        .onSuccess(verdict -> {
          if (world.clients.size() < World.MOST_CLIENTS) world.clients.add(new Client(world, id));
        });
  })),
  SECOND_TAB(2, world -> {
    if (world.clients.size() < World.MOST_CLIENTS) world.clients.add(new Client(world, somebody(world).participant()));
  }),
  IMPORT(4, world -> inRoom(world, room -> room.submit("p_fac", world.author.bulk(room.committed())))),
  COMMIT_REPLY_LOST(6, world -> world.fates.add(FaultyLog.Fate.REPLY_LOST)),
  COMMIT_FAILS(6, world -> world.fates.add(FaultyLog.Fate.FAILS)),
  COMMIT_LATE(4, world -> world.fates.add(FaultyLog.Fate.HAPPENS_LATE)),
  ANSWER_LOST(6, world -> world.answersLost++),
  DATABASE_AWAY(3, world -> {
    world.away = true;
    world.clock.after(world.chance.between(10, 6_000), () -> world.away = false);
  }),
  SERVER_KILLED(5, world -> ends(world, Server::kill)),
  SERVER_STOPPED(3, world -> ends(world, Server::stop)),
  /** Another server takes the workshop, and those who come now go there; this one does not know. */
  WORKSHOP_TAKEN(4, world -> {
    world.startServer();
    world.server().rooms().room(World.WORKSHOP);
  }),
  CHECK(4, world -> world.invariants.rooms());

  private static final int ALL = List.of(values()).stream().mapToInt(fault -> fault.weight).sum();

  private final int weight;
  private final Consumer<World> happens;

  Fault(int weight, Consumer<World> happens) {
    this.weight = weight;
    this.happens = happens;
  }

  /** One of them, by their weights. */
  static void strike(World world) {
    int dice = world.chance.below(ALL);
    for (var fault : values()) {
      dice -= fault.weight;
      if (dice >= 0) continue;
      world.trace(fault::name);
      fault.happens.accept(world);
      return;
    }
  }

  private static Client somebody(World world) {
    return world.chance.of(world.clients);
  }

  private static void with(World world, Consumer<Line> happens) {
    var lines = world.clients.stream().map(Client::line).filter(Objects::nonNull).toList();
    if (!lines.isEmpty()) happens.accept(world.chance.of(lines));
  }

  private static void inRoom(World world, Consumer<Room> happens) {
    var room = world.server() == null ? null : world.server().room();
    if (room != null) happens.accept(room);
  }

  private static void ends(World world, Consumer<Server> how) {
    if (world.server() == null) return;
    how.accept(world.server());
    world.clock.after(world.chance.between(1, 3_000), () -> {
      if (world.server() == null) world.startServer();
    });
  }
}
