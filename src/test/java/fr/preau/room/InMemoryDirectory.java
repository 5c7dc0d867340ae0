package fr.preau.room;

import fr.preau.board.Op;
import fr.preau.protocol.Tx;
import fr.preau.room.port.Directory;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A directory that forgets everything at the end of the test. Any thread; every future is already complete. */
public final class InMemoryDirectory implements Directory {

  private final InMemoryTxLog log;
  private final LongSupplier now;
  private final Map<String, NewWorkshop> workshops = new HashMap<>();
  private final Map<String, Map<String, Person>> people = new HashMap<>();
  private final Map<String, Credential> credentials = new HashMap<>();

  /** @param now epoch milliseconds */
  public InMemoryDirectory(InMemoryTxLog log, LongSupplier now) {
    this.log = log;
    this.now = now;
  }

  @Override
  public synchronized Future<Boolean> create(NewWorkshop workshop, Person facilitator, byte[] tokenHash, List<Op> first) {
    boolean codeTaken = workshops.values().stream().anyMatch(other -> other.code().equals(workshop.code()));
    if (codeTaken || log.knows(workshop.id())) return Future.succeededFuture(false);
    log.create(workshop.id(), Directory.firstTx(workshop, first));
    workshops.put(workshop.id(), workshop);
    people.put(workshop.id(), new LinkedHashMap<>());
    return addPerson(workshop.id(), facilitator, tokenHash).map(true);
  }

  @Override
  public synchronized Future<Optional<String>> byCode(String code) {
    return Future.succeededFuture(workshops.values().stream()
        .filter(workshop -> workshop.code().equals(code) && workshop.codeExpires() > now.getAsLong()).map(NewWorkshop::id).findFirst());
  }

  @Override
  public synchronized Future<Optional<WorkshopInfo>> info(String workshop) {
    return Future.succeededFuture(Optional.ofNullable(workshops.get(workshop))
        .map(w -> new WorkshopInfo(w.id(), w.code(), "open", w.series(), w.edition(), w.at())));
  }

  @Override
  public synchronized Future<Void> addPerson(String workshop, Person person, byte[] tokenHash) {
    var known = people.get(workshop);
    if (known == null) return Future.failedFuture(new IllegalStateException("no such workshop: " + workshop));
    if (known.putIfAbsent(person.id(), person) != null) return Future.failedFuture(new IllegalStateException("already there: " + person.id()));
    return addToken(workshop, person.id(), tokenHash);
  }

  @Override
  public synchronized Future<Void> removePerson(String workshop, String participant) {
    people.getOrDefault(workshop, new HashMap<>()).remove(participant);
    credentials.values().removeIf(new Credential(workshop, participant)::equals);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Void> addToken(String workshop, String participant, byte[] tokenHash) {
    if (!people.getOrDefault(workshop, Map.of()).containsKey(participant)) return Future.failedFuture(new IllegalStateException("nobody: " + participant));
    credentials.put(HexFormat.of().formatHex(tokenHash), new Credential(workshop, participant));
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Optional<Credential>> byToken(byte[] tokenHash) {
    return Future.succeededFuture(Optional.ofNullable(credentials.get(HexFormat.of().formatHex(tokenHash))));
  }

  @Override
  public synchronized Future<Map<String, Person>> people(String workshop) {
    return Future.succeededFuture(Map.copyOf(people.getOrDefault(workshop, Map.of())));
  }
}
