package fr.preau.room;

import fr.preau.board.Model;
import fr.preau.protocol.Wording;
import fr.preau.room.port.Clock;
import fr.preau.room.port.Directory;
import fr.preau.room.port.Encoder;
import fr.preau.room.port.RoomMeter;
import fr.preau.room.port.StorageAway;
import fr.preau.room.port.NoSuchWorkshop;
import fr.preau.room.port.TxLog;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The open workshops of a server. A workshop opens when somebody asks for it and closes when nobody has been there for a
 * while.
 *
 * <p>Thread: one event loop.
 */
public final class Rooms {

  /** What clients sent and the server has not judged yet, of all rooms together. */
  private static final long MAX_WAITING_BYTES = 64L << 20;

  private final TxLog log;
  private final Directory directory;
  private final Model model;
  private final Encoder encoder;
  private final Wording wording;
  private final Clock clock;
  private final Supplier<String> ids;
  private final RoomSettings settings;
  private final RoomMeter meter;
  private final GroupCommit commit;
  private final Troubles troubles;
  private final Map<String, Future<Room>> open = new HashMap<>();
  private int connections;
  private long waitingBytes;
  private boolean closing;

  /** @param ids makes ids for the server's own transactions: never the same twice, also after a restart */
  public Rooms(TxLog log, Directory directory, Model model, Encoder encoder, Wording wording, Clock clock,
               Supplier<String> ids, RoomSettings settings, RoomMeter meter) {
    this.log = log;
    this.directory = directory;
    this.model = model;
    this.encoder = encoder;
    this.wording = wording;
    this.clock = clock;
    this.ids = ids;
    this.settings = settings;
    this.meter = meter;
    this.commit = new GroupCommit(log, clock, settings, meter);
    this.troubles = new Troubles(clock);
  }

  /** The workshop's room, opened where it is not; fails with {@link NoSuchWorkshop} or {@link StorageAway}. */
  public Future<Room> room(String workshop) {
    if (closing) return Future.failedFuture(new StorageAway("the server is stopping", null));
    var known = open.get(workshop);
    if (known != null) return known;
    var opening = log.open(workshop)
        .compose(opened -> opened.isEmpty()
            ? Future.<Room>failedFuture(new NoSuchWorkshop(workshop))
            : directory.people(workshop).map(people -> new Room(this, workshop, opened.get(), people)))
        .recover(failure -> Future.failedFuture(failure instanceof NoSuchWorkshop ? failure : notOpened(workshop, failure)));
    open.put(workshop, opening);
    opening.onComplete(result -> {
      if (result.succeeded()) result.result().closeWhenIdle();
      else open.remove(workshop, opening);
    });
    return opening;
  }

  private StorageAway notOpened(String workshop, Throwable failure) {
    troubles.tell(workshop, "cannot be opened", failure);
    return new StorageAway("opening " + workshop, failure);
  }

  void forget(Room room) {
    var known = open.get(room.workshop());
    if (known != null && known.succeeded() && known.result() == room) open.remove(room.workshop());
  }

  /** Lets nobody in any more, and lets go of every workshop in good order. */
  public Future<Void> close() {
    closing = true;
    var draining = open.values().stream().map(room -> room.compose(Room::drain).otherwiseEmpty()).toList();
    return Future.join(List.copyOf(draining)).<Void>mapEmpty().onComplete(done -> open.clear());
  }

  /** Workshops that are open. */
  public int open() {
    return open.size();
  }

  /** Connections to all of them. */
  public int connections() {
    return connections;
  }

  /** Accepted transactions that wait to be committed. */
  public int waiting() {
    return commit.waiting();
  }

  public TxLog log() {
    return log;
  }

  public Directory directory() {
    return directory;
  }

  public Model model() {
    return model;
  }

  void connected(int difference) {
    connections += difference;
  }

  void waiting(int bytes) {
    waitingBytes += bytes;
  }

  boolean tooMuchWaits() {
    return waitingBytes > MAX_WAITING_BYTES;
  }

  String newId() {
    return ids.get();
  }

  Encoder encoder() {
    return encoder;
  }

  Wording wording() {
    return wording;
  }

  Clock clock() {
    return clock;
  }

  RoomSettings settings() {
    return settings;
  }

  RoomMeter meter() {
    return meter;
  }

  GroupCommit commit() {
    return commit;
  }

  Troubles troubles() {
    return troubles;
  }
}
