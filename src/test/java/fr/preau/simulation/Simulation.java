package fr.preau.simulation;

import fr.preau.board.Op;
import fr.preau.protocol.Tx;
import java.util.List;

/** One run: people change things, faults strike, then everything comes to rest and is compared. */
final class Simulation {

  private static final int MILLIS_TO_REST = 120_000;

  private final World world;
  private final int ops;
  private final int calm;

  /** @param ops how many transactions people make */
  Simulation(long seed, int ops, boolean traced) {
    this.world = new World(seed, traced);
    this.ops = ops;
    this.calm = world.chance.between(2, 15);
  }

  /** @return what the log then has */
  List<Tx> run() {
    try (var complaints = new Complaints()) {
      change();
      comeToRest();
      world.invariants.atRest();
      everyoneLeaves();
      complaints.none();
    }
    return world.truth.txs();
  }

  private void change() {
    for (int people = world.chance.between(2, 6); people > 0; people--) world.clients.add(new Client(world, world.chance.of(World.MEMBERS)));
    for (int i = 0; i < ops; i++) {
      var client = world.chance.of(world.clients);
      client.change(change(client));
      if (world.steering != null && world.steering.isDue()) steer();
      if (world.chance.oneIn(calm)) Fault.strike(world);
      world.clock.pass(world.chance.pause());
    }
  }

  private List<Op> change(Client client) {
    var answer = world.steering == null ? null : world.steering.answer(client.replica().shown(), client.participant());
    return answer != null ? answer : world.author.change(client.replica().shown());
  }

  private void steer() {
    var facilitator = world.clients.stream().filter(client -> client.participant().equals(Steering.FACILITATOR)).findFirst().orElse(null);
    if (facilitator == null) world.clients.add(new Client(world, Steering.FACILITATOR));
    else if (facilitator.replica().seq() >= 0) facilitator.change(world.steering.change(facilitator.replica().shown()));
  }

  private void comeToRest() {
    world.fates.clear();
    world.away = false;
    world.answersLost = 0;
    world.servers.stream().filter(server -> server != world.server()).forEach(Server::kill);
    for (int waited = 0; waited < MILLIS_TO_REST; waited += 500) {
      world.clock.pass(500);
      if (world.server() == null) world.startServer();
      if (world.clients.stream().allMatch(Client::isSettled)) return;
    }
    throw new Violation("no rest: " + world.clients.stream().filter(client -> !client.isSettled()).map(Client::status).toList());
  }

  /** R28: an empty workshop leaves the memory, and nothing stays behind. */
  private void everyoneLeaves() {
    world.clients.forEach(Client::leave);
    world.clock.pass(3_600_000);
    var rooms = world.server().rooms();
    if (rooms.open() + rooms.connections() + rooms.waiting() + world.clock.timers() > 0) {
      throw new Violation("left behind: " + rooms.open() + " rooms, " + rooms.connections() + " connections, " + rooms.waiting() + " transactions, " + world.clock.timers() + " timers");
    }
  }
}
