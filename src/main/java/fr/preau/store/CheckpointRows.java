package fr.preau.store;

import fr.preau.board.BoardRecord;
import fr.preau.protocol.Codec;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.Map;

/** Changed records as the columns that the checkpoint's statement unnests. */
final class CheckpointRows {

  private final String[] ids;
  private final String[] types;
  private final String[] kinds;
  private final String[] titles;
  private final String[] data;
  private final Boolean[] deleted;
  private final String[] revisions;
  private BoardRecord workshop;

  CheckpointRows(Codec codec, Collection<BoardRecord> changed) {
    int size = changed.size();
    ids = new String[size];
    types = new String[size];
    kinds = new String[size];
    titles = new String[size];
    data = new String[size];
    deleted = new Boolean[size];
    revisions = new String[size];
    int row = 0;
    for (var record : changed) {
      ids[row] = record.id();
      types[row] = record.type();
      kinds[row] = record.kind();
      titles[row] = record.text("title");
      data[row] = codec.values(record.values());
      deleted[row] = record.deleted();
      revisions[row++] = record.revisions().isEmpty() ? null : codec.values(Map.copyOf(record.revisions()));
      if (record.type().equals("workshop")) workshop = record;
    }
  }

  Tuple values(String id, long epoch, long seq) {
    return Tuple.wrap(new Object[] {id, epoch, seq, ofWorkshop("title"), ofWorkshop("territory"), ofWorkshop("language"), ids, types, kinds, titles, data, deleted, revisions});
  }

  private String ofWorkshop(String property) {
    return workshop == null ? null : workshop.text(property);
  }
}
