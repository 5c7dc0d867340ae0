package fr.preau.simulation;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Visibility;
import java.util.HashMap;
import java.util.Map;

/** What must hold at every step, and when everything has come to rest. The numbers are those of the rules. */
final class Invariants {

  /** Of so many frames that a client takes in, one is followed by a comparison of all that it holds. */
  private static final int SELDOM = 8;

  private final World world;
  private int told;

  Invariants(World world) {
    this.world = world;
  }

  /** R17, R215: what the server says to somebody is in the log by then, and theirs to see. */
  void told(Message message, String participant) {
    if (message.txs() == null && message.records() == null) return;
    var viewer = world.truth.viewer(participant, message.seq());
    if (message == world.lastTold && viewer.equals(world.lastViewer)) return;
    world.lastTold = message;
    world.lastViewer = viewer;
    if (message.txs() != null) message.txs().forEach(tx -> isLogged(tx, world.truth.viewer(participant, tx.seq())));
    if (message.records() != null) same("the state told at " + message.seq() + " to " + viewer, world.truth.view(participant, message.seq()), byId(message));
    else isTheirs(message.own(), viewer);
  }

  private void isTheirs(Message.Told own, Viewer viewer) {
    var board = world.truth.at(own.seq());
    for (var record : own.whole().values()) {
      if (!Visibility.sees(board, record, viewer) || nameless(board, record, viewer)) throw new Violation("seq " + own.seq() + " tells " + viewer + " alone " + record);
    }
  }

  private void isLogged(Message.Told told, Viewer viewer) {
    var logged = world.truth.tx(told.seq());
    if (logged == null) throw new Violation("seq " + told.seq() + " was told before it was committed");
    var board = world.truth.at(told.seq());
    if (logged.by().equals(viewer.participant())) {
      if (!logged.id().equals(told.id()) || !logged.by().equals(told.by())) throw new Violation("seq " + told.seq() + " is " + viewer + "'s own " + logged.id() + ", told as " + told.id());
      return;
    }
    boolean nameless = logged.ops().stream().anyMatch(op -> board.get(op.id()) instanceof BoardRecord record && Visibility.isAnonymous(board, record));
    if (nameless && told.by() == null ? told.id().equals(logged.id()) : !logged.id().equals(told.id()) || !logged.by().equals(told.by())) {
      throw new Violation("seq " + told.seq() + " is " + logged.id() + " of " + logged.by() + ", told to " + viewer + " as " + told.id() + " of " + told.by());
    }
    var before = world.truth.at(told.seq() - 1);
    var was = world.truth.viewer(viewer.participant(), told.seq() - 1);
    for (var op : told.ops()) {
      if (!(op instanceof Op.Put) && before.get(op.id()) instanceof BoardRecord record && !Visibility.sees(before, record, was)) throw new Violation("seq " + told.seq() + " tells " + viewer + " of what they never held: " + op);
      if (!Visibility.sees(board, board.get(op.id()), viewer)) throw new Violation("seq " + told.seq() + " tells " + viewer + " " + op);
      if (!(op instanceof Op.Put) && !logged.ops().contains(op)) throw new Violation("seq " + told.seq() + " is " + logged.ops() + ", told as " + op);
    }
    for (var record : told.back()) if (!Visibility.sees(board, record, viewer)) throw new Violation("seq " + told.seq() + " brings back to " + viewer + " " + record);
    for (var record : told.whole().values()) if (nameless(board, record, viewer)) throw new Violation("seq " + told.seq() + " tells " + viewer + " who wrote " + record);
  }

  private static boolean nameless(Board board, BoardRecord record, Viewer viewer) {
    return record.values().containsKey("author") && Visibility.isAnonymous(board, board.get(record.id())) && !viewer.participant().equals(record.text("author"));
  }

  /** R215: what somebody holds is what they see of the log; looked at now and then. */
  void seen(Client client) {
    if (++told % SELDOM == 0) same("what " + client + " holds at " + client.replica().seq(), world.truth.view(client.participant(), client.replica().seq()), Truth.visible(client.replica().confirmed()));
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
    for (var client : world.clients) {
      if (client.isInside()) same("the replica of " + client, world.truth.view(client.participant(), world.truth.seq()), Truth.visible(client.replica().confirmed()));
    }
    if (!reopened().equals(board)) throw new Violation("checkpoint and tail lead to another state than the log");
  }

  private Board reopened() {
    var opened = world.memory.open(World.WORKSHOP).result().orElseThrow();
    var board = Board.of(World.MODEL, opened.records());
    for (var tx : opened.tail()) board = board.apply(tx.ops());
    return board;
  }

  private static Map<String, BoardRecord> byId(Message state) {
    var byId = new HashMap<String, BoardRecord>();
    for (var record : state.records()) byId.put(record.id(), record);
    byId.putAll(state.own().whole());
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
