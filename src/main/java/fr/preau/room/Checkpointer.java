package fr.preau.room;

import fr.preau.board.BoardRecord;
import fr.preau.board.Op;
import fr.preau.room.port.Clock;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the latest state of changed records behind the log. What it has not written yet is in the log, so that a crash
 * costs nothing but a longer opening.
 *
 * <p>Thread: the room's event loop.
 */
final class Checkpointer {

  private final Room room;
  private final Clock clock;
  private final int delayMillis;
  private Set<String> dirty = new HashSet<>();
  private Clock.Timer timer;
  private Future<Void> underWay = Future.succeededFuture();

  /** @param mostMillis until a change is written; how much less it is differs from workshop to workshop, so that not all that are busy write at one moment */
  Checkpointer(Room room, Clock clock, int mostMillis) {
    this.room = room;
    this.clock = clock;
    this.delayMillis = mostMillis - Math.floorMod(room.workshop().hashCode(), mostMillis / 2 + 1);
  }

  void changed(List<Op> ops) {
    for (var op : ops) dirty.add(op.id());
    schedule();
  }

  /** Writes what has changed; fails where it could not be stored. */
  Future<Void> flush() {
    if (timer != null) timer.cancel();
    timer = null;
    underWay = underWay.otherwiseEmpty().compose(nothing -> write());
    return underWay;
  }

  private void schedule() {
    if (timer == null && !dirty.isEmpty()) timer = clock.after(delayMillis, () -> {
      timer = null;
      flush();
    });
  }

  private Future<Void> write() {
    if (dirty.isEmpty()) return Future.succeededFuture();
    var writing = dirty;
    dirty = new HashSet<>();
    var board = room.committed();
    var records = new ArrayList<BoardRecord>(writing.size());
    for (var id : writing) if (board.get(id) != null) records.add(board.get(id));
    long epoch = room.epoch();
    return room.log().checkpoint(room.workshop(), epoch, room.seq(), records).compose(stored -> {
      if (stored) return Future.<Void>succeededFuture();
      if (epoch == room.epoch() && room.isLive()) room.abandon();
      return Future.failedFuture("an older epoch");
    }).onFailure(failure -> {
      dirty.addAll(writing);
      if (!room.isClosed()) schedule();
    });
  }
}
