package fr.preau.protocol;

import fr.preau.board.Op;
import fr.preau.board.Sample;
import fr.preau.protocol.ShownTx.ShownOp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Frames that are read and written: one change in, a commit of them out, and the state that newcomers get. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EncodeBench {

  private final Codec codec = new Codec();
  private final byte[] submitted = "{\"t\":\"tx\",\"id\":\"k3v9f2m1q8z7-17\",\"ops\":[[\"set\",\"c1042\",{\"x\":300,\"y\":80.5}]]}".getBytes(StandardCharsets.UTF_8);
  private final ServerMessage one = txs(1);
  private final ServerMessage many = txs(32);
  private final ServerMessage.State state = new ServerMessage.State("w_1", 1, Sample.board().visible(), null, Map.of());
  private final Frame encoded = codec.encode(state);

  private static ServerMessage txs(int count) {
    return new ServerMessage.Txs(count, IntStream.range(0, count).mapToObj(EncodeBench::shown).toList());
  }

  private static ShownTx shown(int number) {
    Op op = Sample.move(number);
    return new ShownTx(number + 1, "k3v9f2m1q8z7-" + number, "p_1", 1_800_000_000_000L, List.of(new ShownOp.Plain(op)));
  }

  @Benchmark
  public ClientMessage decodeChange() throws Malformed {
    return codec.decode(submitted);
  }

  @Benchmark
  public Frame encodeOneChange() {
    return codec.encode(one);
  }

  @Benchmark
  public Frame encodeCommitOf32() {
    return codec.encode(many);
  }

  @Benchmark
  public Frame encodeState() {
    return codec.encode(state);
  }

  @Benchmark
  public Frame encodeWelcome() {
    return codec.encode(new ServerMessage.Welcome("p_1", "participant", 1, List.of(), encoded));
  }
}
