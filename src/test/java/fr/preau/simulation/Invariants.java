package fr.preau.simulation;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold at every step, and when everything has come to rest. The numbers are those of the rules. */
final class Invariants {

  private final World world;

  Invariants(World world) {
    this.world = world;
  }

  /** R17: what the server says to anybody is in the log by then, word for word. */
  void told(Message message) {
    if (message == world.lastTold) return;
    world.lastTold = message;
    if (message.txs() != null) message.txs().forEach(this::isLogged);
    if (message.records() != null) same("the state told at " + message.seq(), Truth.visible(world.truth.at(message.seq())), byId(message.records()));
  }

  private void isLogged(Message.Told told) {
    var logged = world.truth.tx(told.seq());
    if (logged == null) throw new Violation("seq " + told.seq() + " was told before it was committed");
    if (!logged.id().equals(told.id()) || !logged.by().equals(told.by())) throw new Violation("seq " + told.seq() + " is " + logged.id() + ", told as " + told.id());
    if (!logged.ops().equals(told.ops())) throw new Violation("seq " + told.seq() + " is " + logged.ops() + ", told as " + told.ops());
  }

  /** R24: what a server shows is the state after the last transaction that it showed. */
  void rooms() {
    for (var server : world.servers) {
      var room = server.alive() ? server.room() : null;
      if (room != null && !room.committed().equals(world.truth.at(room.seq()))) throw new Violation("the room differs from the log at " + room.seq());
    }
  }

  /** R83, R84: nothing lost, nothing twice, everyone the same. */
  void atRest() {
    rooms();
    for (var acknowledged : world.journal.acknowledged()) {
      var logged = world.truth.tx(acknowledged.by(), acknowledged.id());
      if (logged == null || logged.seq() != acknowledged.seq()) throw new Violation(acknowledged + " is lost");
    }
    for (var refused : world.journal.refused()) {
      if (world.truth.tx(refused) != null) throw new Violation(refused.replace('\n', ' ') + " is in the log, and was refused");
    }
    var board = world.truth.at(world.truth.seq());
    for (var client : world.clients) same("the replica of " + client, Truth.visible(board), Truth.visible(client.replica().confirmed()));
    if (!reopened().equals(board)) throw new Violation("checkpoint and tail lead to another state than the log");
  }

  private Board reopened() {
    var opened = world.memory.open(World.WORKSHOP).result().orElseThrow();
    var board = Board.of(World.MODEL, opened.records());
    for (var tx : opened.tail()) board = board.apply(tx.ops());
    return board;
  }

  private static Map<String, BoardRecord> byId(List<BoardRecord> records) {
    var byId = new HashMap<String, BoardRecord>();
    for (var record : records) byId.put(record.id(), record);
    return byId;
  }

  private static void same(String what, Map<String, BoardRecord> right, Map<String, BoardRecord> found) {
    if (right.equals(found)) return;
    var difference = new StringBuilder(what).append(" differs from the log:");
    right.forEach((id, record) -> {
      if (!record.equals(found.get(id))) difference.append("\n  should be ").append(record).append("\n  but is    ").append(found.get(id));
    });
    found.forEach((id, record) -> {
      if (!right.containsKey(id)) difference.append("\n  should not be there: ").append(record);
    });
    throw new Violation(difference.toString());
  }
}
