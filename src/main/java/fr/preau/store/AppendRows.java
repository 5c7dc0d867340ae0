package fr.preau.store;

import fr.preau.board.Op;
import fr.preau.protocol.Codec;
import fr.preau.room.port.TxId;
import fr.preau.room.port.TxLog.Append;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A batch as the columns that the appending statement unnests: four for each workshop, nine for each transaction and, where there are any, five for each edit of a text. */
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
  private final List<String> textOwners = new ArrayList<>();
  private final List<String> textRecords = new ArrayList<>();
  private final List<String> textFields = new ArrayList<>();
  private final List<Long> textRevisions = new ArrayList<>();
  private final List<Long> textSeqs = new ArrayList<>();

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
        for (var op : tx.ops()) if (op instanceof Op.Text edit) note(append.workshop(), tx.seq(), edit);
      }
    }
  }

  private void note(String workshop, long seq, Op.Text edit) {
    textOwners.add(workshop);
    textRecords.add(edit.id());
    textFields.add(edit.field());
    textRevisions.add(edit.revision());
    textSeqs.add(seq);
  }

  boolean editTexts() {
    return !textOwners.isEmpty();
  }

  Tuple values() {
    var columns = new ArrayList<Object>(List.of(workshops, epochs, before, last, owners, seqs, authors, clients, counters, ids, times, digests, ops));
    if (editTexts()) {
      columns.addAll(List.of(textOwners.toArray(String[]::new), textRecords.toArray(String[]::new), textFields.toArray(String[]::new),
          textRevisions.toArray(Long[]::new), textSeqs.toArray(Long[]::new)));
    }
    return Tuple.wrap(columns);
  }
}
