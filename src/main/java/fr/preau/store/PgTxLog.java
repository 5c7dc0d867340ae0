package fr.preau.store;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Malformed;
import fr.preau.protocol.Tx;
import fr.preau.room.port.TxId;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.UnreadableLog;
import io.vertx.core.Future;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log in PostgreSQL. Any thread; futures complete on the caller's event loop.
 *
 * <p>A batch is one statement, so one round trip and one transaction. Taking a workshop's row (its epoch and seq must still be
 * those that the room knows) and writing its transactions happen in that same statement: whoever lost the workshop in the
 * meantime waits for the row, finds another epoch, and writes nothing.
 */
public final class PgTxLog implements TxLog {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final int TAIL_PAGE = 1_000;

  private static final String TX = "seq, id, author, at, digest, ops::text as ops";

  /** What every batch is: the parts of it by workshop, what of it is known already, and what was taken. */
  private static final String TAKEN = """
      with part as (
        select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::bigint[]) as p (workshop, epoch, before, last)
      ), entry as (
        select * from unnest($5::text[], $6::bigint[], $7::text[], $8::text[], $9::bigint[], $10::text[], $11::bigint[], $12::bigint[], $13::text[])
          as e (workshop, seq, author, client, counter, id, at, digest, ops)
      ), known as materialized (
        select e.workshop from entry e where (
          select true from tx where workshop_id = e.workshop and author = e.author and client = e.client and counter = e.counter limit 1)
      ), taken as (
        update workshop w set seq = p.last from part p
        where w.id = p.workshop and w.epoch = p.epoch and w.seq = p.before and w.id not in (select workshop from known)
        returning w.id
      ), written as (
        insert into tx (workshop_id, seq, author, client, counter, id, at, digest, ops)
        select e.workshop, e.seq, e.author, e.client, e.counter, e.id, e.at, e.digest, e.ops::json from entry e join taken on taken.id = e.workshop
      )""";

  private static final String TEXTS = """
      , edited as (
        insert into text_edit (workshop_id, record_id, field, revision, seq)
        select t.workshop, t.record, t.field, t.revision, t.seq
        from unnest($14::text[], $15::text[], $16::text[], $17::bigint[], $18::bigint[]) as t (workshop, record, field, revision, seq)
        join taken on taken.id = t.workshop
      )""";

  private static final String OUTCOMES = """

      select p.workshop, taken.id is not null as committed,
        taken.id is not null or exists (select from workshop w where w.id = p.workshop and w.epoch = p.epoch) as owned,
        taken.id is null and (exists (select from workshop w where w.id = p.workshop and w.seq <> p.before) or p.workshop in (select workshop from known)) as conflict
      from part p left join taken on taken.id = p.workshop""";

  private static final String APPEND = TAKEN + OUTCOMES;
  private static final String APPEND_WITH_TEXTS = TAKEN + TEXTS + OUTCOMES;

  private static final String CHECKPOINT = """
      with owner as (
        update workshop set checkpoint_seq = $3, title = coalesce($4, title),
          territory = case when $4 is null then territory else $5 end, language = coalesce($6, language)
        where id = $1 and epoch = $2 and $3 between checkpoint_seq and seq
        returning id
      ), stored as (
        insert into record (workshop_id, id, type, kind, title, data, deleted, revisions)
        select owner.id, r.id, r.type, r.kind, r.title, r.data::json, r.deleted, r.revisions::json
        from owner, unnest($7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::boolean[], $13::text[]) as r (id, type, kind, title, data, deleted, revisions)
        on conflict (workshop_id, id) do update
        set type = excluded.type, kind = excluded.kind, title = excluded.title, data = excluded.data, deleted = excluded.deleted, revisions = excluded.revisions
      )
      select id from owner""";

  /** No more than so much of the log is read, and parsed in one turn, to find edits of a text; the edits of one transaction more at most. */
  private static final int EDITS_SIZE = 256 * 1024;

  private static final String EDITS = """
      select * from (
        select e.*, sum(length(e.ops)) over (order by e.revision) - length(e.ops) as before from (
          select t.revision, x.seq, x.id, x.author, x.at, x.digest, x.ops::text as ops
          from text_edit t join tx x on x.workshop_id = t.workshop_id and x.seq = t.seq
          where t.workshop_id = $1 and t.record_id = $2 and t.field = $3 and t.revision >= $4 order by t.revision limit $5) e) sized
      where before < $6 order by revision""";

  private final Database database;
  private final Codec codec;

  PgTxLog(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  @Override
  public Future<Optional<Opened>> open(String workshop) {
    return database.writeRepeatably("update workshop set epoch = epoch + 1 where id = $1 returning epoch, seq, checkpoint_seq", Tuple.of(workshop)).compose(taken -> {
      if (taken.size() == 0) return Future.succeededFuture(Optional.empty());
      var row = taken.iterator().next();
      long seq = row.getLong("seq");
      return Future.all(records(workshop), tail(workshop, row.getLong("checkpoint_seq"), seq, new ArrayList<>()))
          .map(both -> Optional.of(new Opened(row.getLong("epoch"), seq, both.resultAt(0), both.resultAt(1))));
    });
  }

  private Future<List<BoardRecord>> records(String workshop) {
    return database.read("select id, type, data::text as data, deleted, revisions::text as revisions from record where workshop_id = $1", Tuple.of(workshop)).map(rows -> {
      var records = new ArrayList<BoardRecord>(rows.size());
      for (var row : rows) records.add(new BoardRecord(row.getString("id"), row.getString("type"), values(row.getString("data")), row.getBoolean("deleted"), revisions(row.getString("revisions"))));
      return records;
    });
  }

  private Future<List<Tx>> tail(String workshop, long after, long last, List<Tx> soFar) {
    if (after >= last) return Future.succeededFuture(soFar);
    return read(workshop, after, TAIL_PAGE).compose(page -> {
      if (page.isEmpty()) return Future.failedFuture(new UnreadableLog("the log of " + workshop + " ends at " + after + " and should end at " + last, null));
      if (page.getLast().seq() != after + page.size()) return Future.failedFuture(new UnreadableLog("the log of " + workshop + " has a hole after " + after, null));
      soFar.addAll(page);
      return tail(workshop, page.getLast().seq(), last, soFar);
    });
  }

  @Override
  public Future<Map<String, Outcome>> append(Collection<Append> batch) {
    var rows = new AppendRows(codec, batch);
    return database.write(rows.editTexts() ? APPEND_WITH_TEXTS : APPEND, rows.values()).map(PgTxLog::outcomes).recover(failure -> {
      boolean doubleInBatch = failure instanceof DatabaseException refused && UNIQUE_VIOLATION.equals(refused.getSqlState());
      return doubleInBatch ? oneByOne(batch) : Future.failedFuture(failure);
    });
  }

  private static Map<String, Outcome> outcomes(RowSet<Row> rows) {
    var outcomes = new HashMap<String, Outcome>();
    for (var row : rows) outcomes.put(row.getString("workshop"), outcome(row));
    return outcomes;
  }

  /** What the statement saw before it waited for a row may be older than what refused it: then somebody else took the workshop. */
  private static Outcome outcome(Row row) {
    if (row.getBoolean("committed")) return Outcome.COMMITTED;
    return row.getBoolean("owned") && row.getBoolean("conflict") ? Outcome.CONFLICT : Outcome.NOT_OWNER;
  }

  /** Finds the workshop that spoiled the batch; the statement that met it changed nothing. */
  private Future<Map<String, Outcome>> oneByOne(Collection<Append> batch) {
    if (batch.size() == 1) return Future.succeededFuture(Map.of(batch.iterator().next().workshop(), Outcome.CONFLICT));
    var outcomes = new HashMap<String, Outcome>();
    Future<Void> last = Future.succeededFuture();
    for (var append : batch) last = last.compose(done -> append(List.of(append))).onSuccess(outcomes::putAll).mapEmpty();
    return last.map(done -> outcomes);
  }

  @Override
  public Future<Optional<Tx>> find(String workshop, String by, String id) {
    var split = TxId.of(id);
    return database.read("select " + TX + " from tx where workshop_id = $1 and author = $2 and client = $3 and counter = $4",
        Tuple.of(workshop, by, split.client(), split.counter())).map(rows -> txs(rows).stream().findFirst());
  }

  @Override
  public Future<Long> lastCounter(String workshop, String by, String client) {
    return database.read("select coalesce(max(counter), -1) as last from tx where workshop_id = $1 and author = $2 and client = $3",
        Tuple.of(workshop, by, client)).map(rows -> rows.iterator().next().getLong("last"));
  }

  @Override
  public Future<List<TextEdit>> edits(String workshop, String record, String field, long from, int limit) {
    return database.read(EDITS, Tuple.of(workshop, record, field, from, limit, EDITS_SIZE)).map(rows -> {
      var edits = new ArrayList<TextEdit>(rows.size());
      Tx tx = null;
      for (var row : rows) {
        long revision = from + edits.size();
        if (row.getLong("revision") != revision) throw new UnreadableLog("the log's index does not name the edit at revision " + revision, null);
        if (tx == null || tx.seq() != row.getLong("seq")) tx = tx(row);
        edits.add(edit(tx, record, field, revision));
      }
      return edits;
    });
  }

  private static TextEdit edit(Tx tx, String record, String field, long revision) {
    for (var op : tx.ops()) {
      if (op instanceof Op.Text edit && edit.id().equals(record) && edit.field().equals(field) && edit.revision() == revision) return edit.edit();
    }
    throw new UnreadableLog("the log's index names an edit that is not there, at seq " + tx.seq(), null);
  }

  @Override
  public Future<List<Tx>> read(String workshop, long after, int limit) {
    return database.read("select " + TX + " from tx where workshop_id = $1 and seq > $2 order by seq limit $3", Tuple.of(workshop, after, limit)).map(this::txs);
  }

  private List<Tx> txs(RowSet<Row> rows) {
    var txs = new ArrayList<Tx>(rows.size());
    for (var row : rows) txs.add(tx(row));
    return txs;
  }

  private Tx tx(Row row) {
    try {
      return new Tx(row.getLong("seq"), row.getString("id"), row.getString("author"), row.getLong("at"), row.getLong("digest"), codec.parseOps(row.getString("ops")));
    } catch (Malformed e) {
      throw new UnreadableLog("the log holds what nobody wrote at seq " + row.getLong("seq"), e);
    }
  }

  private Map<String, Long> revisions(String json) {
    if (json == null) return Map.of();
    var revisions = new HashMap<String, Long>();
    values(json).forEach((field, value) -> {
      if (!(value instanceof Long revision)) throw new UnreadableLog("a checkpoint holds a revision that is none", null);
      revisions.put(field, revision);
    });
    return revisions;
  }

  private Map<String, Object> values(String json) {
    try {
      return codec.parseValues(json);
    } catch (Malformed e) {
      throw new UnreadableLog("a checkpoint holds what nobody wrote", e);
    }
  }

  @Override
  public Future<Boolean> checkpoint(String workshop, long epoch, long seq, Collection<BoardRecord> changed) {
    return database.writeRepeatably(CHECKPOINT, new CheckpointRows(codec, changed).values(workshop, epoch, seq)).map(rows -> rows.size() == 1);
  }
}
