package fr.preau.store;

import fr.preau.protocol.Codec;
import fr.preau.room.port.TxId;
import fr.preau.room.port.TxLog.Append;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;

/** A batch as the columns that the appending statement unnests: four for each workshop, then nine for each transaction. */
final class AppendRows {

  private final String[] workshops;
  private final Long[] epochs;
  private final Long[] before;
  private final Long[] last;
  private final String[] owners;
  private final Long[] seqs;
  private final String[] authors;
  private final String[] clients;
  private final Long[] counters;
  private final String[] ids;
  private final Long[] times;
  private final Long[] digests;
  private final String[] ops;

  AppendRows(Codec codec, Collection<Append> batch) {
    int parts = batch.size();
    int entries = batch.stream().mapToInt(append -> append.txs().size()).sum();
    workshops = new String[parts];
    epochs = new Long[parts];
    before = new Long[parts];
    last = new Long[parts];
    owners = new String[entries];
    seqs = new Long[entries];
    authors = new String[entries];
    clients = new String[entries];
    counters = new Long[entries];
    ids = new String[entries];
    times = new Long[entries];
    digests = new Long[entries];
    ops = new String[entries];
    fill(codec, batch);
  }

  private void fill(Codec codec, Collection<Append> batch) {
    int part = 0;
    int entry = 0;
    for (var append : batch) {
      workshops[part] = append.workshop();
      epochs[part] = append.epoch();
      before[part] = append.txs().getFirst().seq() - 1;
      last[part++] = append.txs().getLast().seq();
      for (var tx : append.txs()) {
        var id = TxId.of(tx.id());
        owners[entry] = append.workshop();
        seqs[entry] = tx.seq();
        authors[entry] = tx.by();
        clients[entry] = id.client();
        counters[entry] = id.counter();
        ids[entry] = tx.id();
        times[entry] = tx.at();
        digests[entry] = tx.digest();
        ops[entry++] = codec.ops(tx.ops());
      }
    }
  }

  Tuple values() {
    return Tuple.wrap(new Object[] {workshops, epochs, before, last, owners, seqs, authors, clients, counters, ids, times, digests, ops});
  }
}
