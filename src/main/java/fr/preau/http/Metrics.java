package fr.preau.http;

import fr.preau.http.edge.Replies;
import fr.preau.http.live.BoardConnection;
import fr.preau.http.live.Connections;
import fr.preau.http.live.Traffic;
import fr.preau.protocol.CloseCode;
import fr.preau.room.port.RoomMeter;
import fr.preau.room.Rooms;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What the server tells of itself, as Prometheus reads it. Labels have few values: never a workshop, a person or an address. */
public final class Metrics implements RoomMeter, AutoCloseable {

  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Traffic traffic = new Traffic();
  private final Timer commits = Timer.builder("preau.commit").description("From handing a batch to the log until it is committed")
      .serviceLevelObjectives(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25),
          Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(5)).register(registry);
  private final Counter committed = Counter.builder("preau.txs.committed").description("Transactions committed").register(registry);
  private final Counter batches = Counter.builder("preau.commit.workshops").description("Workshops in committed batches").register(registry);
  private final Counter failures = Counter.builder("preau.commit.failures").description("Batches whose outcome was unknown").register(registry);

  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
    FunctionCounter.builder("preau.connections.opened", traffic.opened, adder -> adder.sum()).description("Live connections opened").register(registry);
    FunctionCounter.builder("preau.frames.received", traffic.frames, adder -> adder.sum()).description("Frames received").register(registry);
    FunctionCounter.builder("preau.txs.submitted", traffic.submitted, adder -> adder.sum()).description("Transactions received over live connections").register(registry);
    FunctionCounter.builder("preau.presence.received", traffic.presence, adder -> adder.sum()).description("Presence frames received").register(registry);
    for (var code : CloseCode.values()) {
      FunctionCounter.builder("preau.connections.closed", traffic.closed(code), adder -> adder.sum()).tag("why", BoardConnection.word(code))
          .description("Live connections closed by the server").register(registry);
    }
  }

  Traffic traffic() {
    return traffic;
  }

  void watch(Rooms rooms, Connections connections) {
    Gauge.builder("preau.rooms", rooms, Rooms::open).description("Workshops that are open").register(registry);
    Gauge.builder("preau.people", rooms, Rooms::connections).description("Connections inside workshops").register(registry);
    Gauge.builder("preau.connections", connections, Connections::size).description("Live connections").register(registry);
    Gauge.builder("preau.txs.waiting", rooms, Rooms::waiting).description("Accepted transactions that wait to be committed").register(registry);
    Gauge.builder("preau.queued", connections, Connections::queued).baseUnit("bytes").description("Bytes that wait for clients to read").register(registry);
  }

  @Override
  public void committed(int txs, int workshops, long nanos) {
    commits.record(nanos, TimeUnit.NANOSECONDS);
    committed.increment(txs);
    batches.increment(workshops);
  }

  @Override
  public void commitFailed() {
    failures.increment();
  }

  @Override
  public void refused(String code) {
    Counter.builder("preau.txs.rejected").tag("code", code).description("Transactions refused").register(registry).increment();
  }

  Future<Void> answer(RoutingContext context) {
    return Replies.send(context, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
