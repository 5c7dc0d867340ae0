package fr.preau.store;

import fr.preau.board.Op;
import fr.preau.protocol.Codec;
import fr.preau.room.port.Directory;
import fr.preau.room.port.TxId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The directory in PostgreSQL. Any thread; futures complete on the caller's event loop. */
public final class PgDirectory implements Directory {

  /** The latest time that both sides can write: the year 9999. */
  private static final long LATEST = 253_402_300_799_999L;

  private static final String CREATE = """
      with made as (
        insert into workshop (id, code, code_expires, title, territory, language, template, series, edition, created_at, seq)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)
        on conflict do nothing returning id
      ), host as (
        insert into person (workshop_id, id, name, organisation, joined_at) select id, $11, $12, $13, $10 from made
      ), key as (
        insert into credential (hash, workshop_id, person_id, created_at) select $14, id, $11, $10 from made
      ), begun as (
        insert into tx (workshop_id, seq, author, client, counter, id, at, digest, ops)
        select id, 1, $15, $16, $17, $18, $19, $20, $21::text::json from made
      )
      select id from made""";

  private static final String ADD_PERSON = """
      with joined as (
        insert into person (workshop_id, id, name, organisation, joined_at) values ($1, $2, $3, $4, $5) returning workshop_id, id
      )
      insert into credential (hash, workshop_id, person_id, created_at) select $6, workshop_id, id, $5 from joined""";

  private final Database database;
  private final Codec codec;
  private final LongSupplier now;

  /** @param now epoch milliseconds */
  PgDirectory(Database database, Codec codec, LongSupplier now) {
    this.database = database;
    this.codec = codec;
    this.now = now;
  }

  @Override
  public Future<Boolean> create(NewWorkshop workshop, Person facilitator, byte[] tokenHash, List<Op> first) {
    var tx = Directory.firstTx(workshop, first);
    var txId = TxId.of(tx.id());
    return database.write(CREATE, Tuple.wrap(new Object[] {
        workshop.id(), workshop.code(), time(workshop.codeExpires()), workshop.title(), workshop.territory(), workshop.language(),
        workshop.template(), workshop.series(), workshop.edition(), time(workshop.at()),
        facilitator.id(), facilitator.name(), facilitator.organisation(), Buffer.buffer(tokenHash),
        tx.by(), txId.client(), txId.counter(), tx.id(), tx.at(), tx.digest(), codec.ops(tx.ops())})).map(made -> made.size() == 1);
  }

  @Override
  public Future<Optional<String>> byCode(String code) {
    return database.read("select id from workshop where code = $1 and status = 'open' and code_expires > $2", Tuple.of(code, present()))
        .map(rows -> first(rows).map(row -> row.getString("id")));
  }

  @Override
  public Future<Optional<WorkshopInfo>> info(String workshop) {
    return database.read("select id, code, status, series, edition, created_at from workshop where id = $1", Tuple.of(workshop))
        .map(rows -> first(rows).map(row -> new WorkshopInfo(row.getString("id"), row.getString("code"), row.getString("status"),
            row.getString("series"), row.getString("edition"), row.getOffsetDateTime("created_at").toInstant().toEpochMilli())));
  }

  @Override
  public Future<Void> addPerson(String workshop, Person person, byte[] tokenHash) {
    return database.write(ADD_PERSON, Tuple.of(workshop, person.id(), person.name(), person.organisation(), present(), Buffer.buffer(tokenHash))).mapEmpty();
  }

  @Override
  public Future<Void> removePerson(String workshop, String participant) {
    return database.writeRepeatably("delete from person where workshop_id = $1 and id = $2", Tuple.of(workshop, participant)).mapEmpty();
  }

  @Override
  public Future<Void> addToken(String workshop, String participant, byte[] tokenHash) {
    return database.write("insert into credential (hash, workshop_id, person_id, created_at) values ($1, $2, $3, $4)",
        Tuple.of(Buffer.buffer(tokenHash), workshop, participant, present())).mapEmpty();
  }

  @Override
  public Future<Optional<Credential>> byToken(byte[] tokenHash) {
    return database.read("select workshop_id, person_id from credential where hash = $1", Tuple.of(Buffer.buffer(tokenHash)))
        .map(rows -> first(rows).map(row -> new Credential(row.getString("workshop_id"), row.getString("person_id"))));
  }

  @Override
  public Future<Map<String, Person>> people(String workshop) {
    return database.read("select id, name, organisation from person where workshop_id = $1", Tuple.of(workshop)).map(rows -> {
      var people = new HashMap<String, Person>();
      for (var row : rows) people.put(row.getString("id"), new Person(row.getString("id"), row.getString("name"), row.getString("organisation")));
      return people;
    });
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  private OffsetDateTime present() {
    return time(now.getAsLong());
  }

  private static OffsetDateTime time(long millis) {
    return Instant.ofEpochMilli(Math.min(millis, LATEST)).atOffset(ZoneOffset.UTC);
  }
}
