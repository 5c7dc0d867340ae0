package fr.preau.room;

import fr.preau.protocol.CloseCode;
import fr.preau.room.port.Clock;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * How a room ends in good order: after a while without people, or because the server stops, when everything is in the log
 * and in the checkpoint.
 *
 * <p>Thread: the room's event loop.
 */
final class Closing {

  private final Room room;
  private final Rooms rooms;
  private final Ledger ledger;
  private final Audience audience;
  private final Checkpointer checkpointer;
  private Clock.Timer timer;
  private Promise<Void> settled;

  Closing(Room room, Rooms rooms, Ledger ledger, Audience audience, Checkpointer checkpointer) {
    this.room = room;
    this.rooms = rooms;
    this.ledger = ledger;
    this.audience = audience;
    this.checkpointer = checkpointer;
  }

  /** After a while without people, writes the checkpoint and closes, unless something is still happening. */
  void whenIdle() {
    putOff();
    timer = rooms.clock().after(rooms.settings().idleMillis(), () -> {
      long before = room.seq();
      if (!audience.isEmpty()) return;
      checkpointer.flush().onComplete(written -> {
        if (written.succeeded() && isIdle() && room.seq() == before) {
          room.close();
          rooms.forget(room);
        } else if (audience.isEmpty() && !room.isClosed()) {
          whenIdle();
        }
      });
    });
  }

  private boolean isIdle() {
    return room.isLive() && audience.isEmpty() && ledger.inFlight() == 0;
  }

  /** Somebody came. */
  void putOff() {
    if (timer != null) timer.cancel();
  }

  /** Stops taking part: closes the connections, waits for what is on its way into the log, and writes the checkpoint. */
  Future<Void> drain() {
    audience.closeAll(CloseCode.GOING_AWAY);
    settled = Promise.promise();
    if (ledger.inFlight() == 0 || !room.isLive()) settled();
    return settled.future().compose(nothing -> checkpointer.flush()).onComplete(done -> room.close());
  }

  /** Nothing is on its way any more, or nobody knows when it will arrive. */
  void settled() {
    if (settled != null) settled.tryComplete();
  }
}
