package fr.preau.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.protocol.Frame;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What waits for a client to read")
final class OutboundTest {

  private final FakeTransport transport = new FakeTransport();
  private final Outbound outbound = new Outbound(transport);

  private static Frame frame(int size) {
    return Frame.of(new byte[size]);
  }

  @Test
  @DisplayName("goes out at once while the client reads")
  void flows() {
    for (int i = 0; i < 1_000; i++) assertThat(outbound.add(frame(10_000), 0)).isTrue();
    assertThat(transport.written).hasSize(1_000);
    assertThat(outbound.queued()).isZero();
  }

  @Test
  @DisplayName("is bounded to 256 KiB when it does not")
  void bounded() {
    transport.full = true;
    int fitting = 0;
    while (outbound.add(frame(1_024), 0)) fitting++;
    assertThat(fitting).isEqualTo(256);
  }

  @Test
  @DisplayName("may be one large state beside that, which has 30 s to be read")
  void bulk() {
    transport.full = true;
    assertThat(outbound.add(frame(5_000_000), 0)).isTrue();
    for (int i = 0; i < 256; i++) assertThat(outbound.add(frame(1_024), 0)).isTrue();
    assertThat(outbound.late(30_000)).isFalse();
    assertThat(outbound.late(30_001)).isTrue();
    assertThat(outbound.add(frame(5_000_000), 0)).as("an import during which they joined").isTrue();
    assertThat(outbound.add(frame(200_000), 0)).as("a third large one").isFalse();
  }

  @Test
  @DisplayName("counts a large state as read once the socket has taken it")
  void bulkDone() {
    outbound.add(frame(5_000_000), 0);
    transport.full = true;
    assertThat(outbound.late(40_000)).isFalse();
    outbound.add(frame(5_000_000), 50_000);
    transport.full = false;
    outbound.pump();
    assertThat(outbound.late(100_000)).isFalse();
    assertThat(transport.written).hasSize(2);
  }

  @Test
  @DisplayName("keeps its order")
  void ordered() {
    transport.full = true;
    var first = frame(1);
    var second = frame(100_000);
    var third = frame(2);
    outbound.add(first, 0);
    outbound.add(second, 0);
    outbound.add(third, 0);
    transport.full = false;
    outbound.pump();
    assertThat(transport.written).containsExactly(first, second, third);
  }
}
