package fr.preau.room;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.protocol.Tx;
import fr.preau.room.port.TxId;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.UnreadableLog;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A log that forgets everything at the end of the test. Any thread; every future is already complete. */
public final class InMemoryTxLog implements TxLog {

  private final Map<String, Log> logs = new HashMap<>();

  private static final class Log {
    long epoch;
    long checkpoint;
    final List<Tx> txs = new ArrayList<>();
    final Map<String, BoardRecord> records = new LinkedHashMap<>();
  }

  /** A workshop with this first transaction. */
  public synchronized boolean create(String workshop, Tx first) {
    var log = new Log();
    log.txs.add(first);
    return logs.putIfAbsent(workshop, log) == null;
  }

  synchronized boolean knows(String workshop) {
    return logs.containsKey(workshop);
  }

  @Override
  public synchronized Future<Optional<Opened>> open(String workshop) {
    var log = logs.get(workshop);
    if (log == null) return Future.succeededFuture(Optional.empty());
    log.epoch++;
    var tail = log.txs.subList((int) log.checkpoint, log.txs.size());
    return Future.succeededFuture(Optional.of(new Opened(log.epoch, log.txs.size(), List.copyOf(log.records.values()), List.copyOf(tail))));
  }

  @Override
  public synchronized Future<Map<String, Outcome>> append(Collection<Append> batch) {
    var outcomes = new HashMap<String, Outcome>();
    for (var append : batch) outcomes.put(append.workshop(), append(append));
    return Future.succeededFuture(outcomes);
  }

  private Outcome append(Append append) {
    var log = logs.get(append.workshop());
    if (log == null || log.epoch != append.epoch()) return Outcome.NOT_OWNER;
    if (append.txs().getFirst().seq() != log.txs.size() + 1) return Outcome.CONFLICT;
    var ids = new HashSet<List<String>>();
    for (var tx : log.txs) ids.add(List.of(tx.by(), tx.id()));
    for (var tx : append.txs()) if (!ids.add(List.of(tx.by(), tx.id()))) return Outcome.CONFLICT;
    log.txs.addAll(append.txs());
    return Outcome.COMMITTED;
  }

  @Override
  public synchronized Future<Optional<Tx>> find(String workshop, String by, String id) {
    return Future.succeededFuture(txs(workshop).stream().filter(tx -> tx.by().equals(by) && tx.id().equals(id)).findFirst());
  }

  @Override
  public synchronized Future<Long> lastCounter(String workshop, String by, String client) {
    return Future.succeededFuture(txs(workshop).stream().filter(tx -> tx.by().equals(by)).map(tx -> TxId.of(tx.id()))
        .filter(id -> id.client().equals(client)).mapToLong(TxId::counter).max().orElse(-1));
  }

  @Override
  public synchronized Future<List<Tx>> read(String workshop, long after, int limit) {
    return Future.succeededFuture(txs(workshop).stream().filter(tx -> tx.seq() > after).limit(limit).toList());
  }

  @Override
  public synchronized Future<List<TextEdit>> edits(String workshop, String record, String field, long from, int limit) {
    var edits = new ArrayList<TextEdit>();
    for (var tx : txs(workshop)) {
      for (var op : tx.ops()) {
        if (!(op instanceof Op.Text edit) || !edit.id().equals(record) || !edit.field().equals(field) || edit.revision() < from || edits.size() == limit) continue;
        if (edit.revision() != from + edits.size()) return Future.failedFuture(new UnreadableLog("no edit at revision " + (from + edits.size()), null));
        edits.add(edit.edit());
      }
    }
    return Future.succeededFuture(edits);
  }

  private List<Tx> txs(String workshop) {
    var log = logs.get(workshop);
    return log == null ? List.of() : log.txs;
  }

  @Override
  public synchronized Future<Boolean> checkpoint(String workshop, long epoch, long seq, Collection<BoardRecord> changed) {
    var log = logs.get(workshop);
    if (log == null || log.epoch != epoch || seq < log.checkpoint || seq > log.txs.size()) return Future.succeededFuture(false);
    log.checkpoint = seq;
    for (var record : changed) log.records.put(record.id(), record);
    return Future.succeededFuture(true);
  }
}
