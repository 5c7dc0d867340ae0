package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.board.Op;
import fr.preau.board.Sample;
import fr.preau.protocol.Codec;
import fr.preau.protocol.Tx;
import fr.preau.protocol.Wording;
import fr.preau.room.port.Clock;
import fr.preau.room.port.Directory;
import fr.preau.room.port.RoomMeter;
import fr.preau.room.port.TxLog.Append;
import fr.preau.room.port.TxLog.Opened;
import fr.preau.store.Storage;
import fr.preau.store.TestStorage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Opening a workshop whose log has 100,000 transactions, from a real PostgreSQL: with a checkpoint near its end, or none. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class OpenBench {

  private static final int TXS = 100_000;
  private static final int BATCH = 2_000;
  /** Long after the end, so that opening stays what it is. */
  private static final RoomSettings NO_CHECKPOINTS = new RoomSettings(25, 32, Integer.MAX_VALUE, Integer.MAX_VALUE, 5_000);

  /** Transactions since the checkpoint. */
  @Param({"100", "100000"})
  public int tail;
  private final Vertx vertx = Vertx.vertx();
  private Path folder;
  private Storage storage;

  @Setup(Level.Trial)
  public void fill() throws Exception {
    folder = TestStorage.newFolder();
    storage = Storage.start(vertx, Optional.empty(), folder, 4, System::currentTimeMillis);
    var puts = Sample.puts();
    await(storage.directory().create(new Directory.NewWorkshop("w_1", "ABCD2345", Long.MAX_VALUE, 0, "Mesures", null, "fr", null, null, null), new Directory.Person("p_1", "Anne", null), new byte[32], List.of(puts.getFirst())));
    var opened = await(storage.log().open("w_1")).orElseThrow();
    var board = Board.empty(Sample.model()).apply(puts.getFirst());
    for (long seq = opened.seq() + 1; seq <= TXS; ) {
      var batch = new ArrayList<Tx>(BATCH);
      for (; batch.size() < BATCH && seq <= TXS; seq++) batch.add(new Tx(seq, "k-" + seq, "p_1", seq, seq, List.of(op(puts, seq))));
      await(storage.log().append(List.of(new Append("w_1", opened.epoch(), batch))));
      if (seq <= TXS - tail + 1) for (var tx : batch) board = board.apply(tx.ops());
    }
    if (tail < TXS) await(storage.log().checkpoint("w_1", opened.epoch(), TXS - tail, board.visible()));
  }

  private static Op op(List<Op> puts, long seq) {
    return seq <= puts.size() ? puts.get((int) seq - 1) : Sample.move((int) seq);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(60, TimeUnit.SECONDS);
  }

  @Benchmark
  public Opened readLog() throws Exception {
    return await(storage.log().open("w_1")).orElseThrow();
  }

  @Benchmark
  public Room openRoom() throws Exception {
    var rooms = new Rooms(storage.log(), storage.directory(), Sample.model(), new Codec()::encode, new Wording(Map.of("fr", "{}".getBytes())), clock(), () -> "s-1", NO_CHECKPOINTS, RoomMeter.NONE);
    return await(rooms.room("w_1"));
  }

  private static Clock clock() {
    return new Clock() {
      @Override
      public long now() {
        return System.currentTimeMillis();
      }

      @Override
      public Timer after(long millis, Runnable task) {
        return () -> {};
      }
    };
  }

  @TearDown(Level.Trial)
  public void stop() throws Exception {
    storage.close();
    await(vertx.close());
    TestStorage.delete(folder);
  }
}
