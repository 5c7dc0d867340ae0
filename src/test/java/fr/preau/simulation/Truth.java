package fr.preau.simulation;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.protocol.Tx;
import fr.preau.room.InMemoryTxLog;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is in the log, and the state after each of its transactions. */
final class Truth {

  private final InMemoryTxLog memory;
  private final Journal journal;
  private final List<Tx> txs = new ArrayList<>();
  private final List<Board> after = new ArrayList<>(List.of(Board.empty(World.MODEL)));
  private final Map<String, Tx> byKey = new HashMap<>();

  Truth(InMemoryTxLog memory, Journal journal) {
    this.memory = memory;
    this.journal = journal;
  }

  /** Reads what was committed since the last call. */
  void catchUp() {
    for (var tx : memory.read(World.WORKSHOP, txs.size(), Integer.MAX_VALUE).result()) {
      if (tx.seq() != txs.size() + 1) throw new Violation("the log has " + tx.seq() + " after " + txs.size());
      if (byKey.putIfAbsent(Journal.key(tx.by(), tx.id()), tx) != null) throw new Violation("the log has " + tx.id() + " of " + tx.by() + " twice");
      journal.committed(tx);
      txs.add(tx);
      after.add(after.getLast().apply(tx.ops()));
    }
  }

  List<Tx> txs() {
    return txs;
  }

  long seq() {
    return txs.size();
  }

  /** Null where the log does not have it. */
  Tx tx(long seq) {
    return seq < 1 || seq > txs.size() ? null : txs.get((int) seq - 1);
  }

  /** Null where the log does not have it. */
  Tx tx(String by, String id) {
    return byKey.get(Journal.key(by, id));
  }

  /** By {@link Journal#key}; null where the log does not have it. */
  Tx tx(String key) {
    return byKey.get(key);
  }

  /** The state after this transaction. */
  Board at(long seq) {
    if (seq >= after.size()) throw new Violation("a state of " + seq + " was told, and the log has " + txs.size());
    return after.get((int) seq);
  }

  /** Somebody as a state has them, or the first later one that does: who comes is sent what was made for others who see the same. */
  Viewer viewer(String participant, long seq) {
    long known = seq;
    while (known < seq() && at(known).get(participant) == null) known++;
    return Viewer.of(at(known), participant);
  }

  boolean isMember(String participant) {
    return at(seq()).get(participant) instanceof BoardRecord member && !member.deleted();
  }

  /** Whether somebody was ever put out of the workshop. */
  boolean wasRemoved(String participant) {
    return txs.stream().flatMap(tx -> tx.ops().stream()).anyMatch(op -> op instanceof Op.Del && op.id().equals(participant));
  }

  /** Whether somebody's role ever changed, or they came in again. */
  boolean changedRole(String participant) {
    return txs.stream().flatMap(tx -> tx.ops().stream())
        .anyMatch(op -> op.id().equals(participant) && (op instanceof Op.Del || op instanceof Op.Restore || op instanceof Op.Set set && set.values().containsKey("role")));
  }

  /** What is on a board, by id. */
  static Map<String, BoardRecord> visible(Board board) {
    return byId(board.visible());
  }

  /** What somebody sees of a state, by id. */
  Map<String, BoardRecord> view(String participant, long seq) {
    return byId(Visibility.view(at(seq), viewer(participant, seq)));
  }

  private static Map<String, BoardRecord> byId(List<BoardRecord> records) {
    var byId = new HashMap<String, BoardRecord>();
    for (var record : records) byId.put(record.id(), record);
    return byId;
  }
}
