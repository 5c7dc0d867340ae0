package fr.preau.room;

import static fr.preau.room.RoomWorld.card;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TroublesTest {

  private static final long HOUR = 3_600_000;

  private final RoomWorld world = new RoomWorld();
  private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

  @BeforeEach
  void listen() {
    heard.start();
    logger().addAppender(heard);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(heard);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Troubles.class);
  }

  private List<String> told() {
    return heard.list.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()).toList();
  }

  private int openings(long millis) {
    int before = world.log.openings;
    world.clock.pass(millis);
    return world.log.openings - before;
  }

  @Test
  @DisplayName("a workshop that cannot be read any more is tried less and less often, and the operator is told the cause once an hour")
  void unreadable() {
    var bea = world.enter("p_1");
    world.log.unopenable(true);
    world.log.hold();
    var id = bea.submit(card("c1", "Cantine"));
    world.log.fail();
    world.log.release();
    assertThat(openings(10_000)).isBetween(3, 5);
    assertThat(openings(600_000)).isBetween(9, 15);
    assertThat(told()).singleElement().asString().startsWith("ERROR w1: cannot be opened again: ").endsWith("damaged");
    world.clock.pass(HOUR);
    assertThat(told()).hasSize(2);
    world.log.unopenable(false);
    world.clock.pass(60_000);
    assertThat(bea.storage()).containsExactly("away", "ok");
    assertThat(bea.acknowledged()).containsExactly(id);
  }

  @Test
  @DisplayName("a database that does not answer is asked again all the time, and the operator is told of each cause once an hour")
  void away() {
    var bea = world.enter("p_1");
    world.log.away(true);
    bea.submit(card("c1", "Cantine"));
    assertThat(openings(60_000)).isGreaterThan(100);
    world.log.away(false);
    world.log.unopenable(true);
    world.clock.pass(10_000);
    world.log.unopenable(false);
    world.log.away(true);
    world.clock.pass(60_000);
    assertThat(told()).hasSize(2);
    assertThat(told().getFirst()).startsWith("WARN w1: cannot be opened again: ").endsWith("away");
    assertThat(told().getLast()).startsWith("ERROR w1: ").endsWith("damaged");
    world.log.away(false);
    world.clock.pass(1_000);
    assertThat(bea.storage()).containsExactly("away", "ok");
  }

  @Test
  @DisplayName("the operator is told why a workshop does not open, however many come for it, once an hour")
  void notOpened() {
    world.restart();
    world.log.unopenable(true);
    for (int visitor = 0; visitor < 3; visitor++) assertThat(world.rooms.room("w1").failed()).isTrue();
    assertThat(told()).singleElement().asString().startsWith("ERROR w1: cannot be opened: ").endsWith("damaged");
  }

  @Test
  @DisplayName("R107 the operator is told once an hour, for each record and field, of changes that the log cannot tell enough of to judge them")
  void cannotBeJudged() {
    var bea = world.enter("p_1");
    for (var id : List.of("pr_1", "pr_2")) {
      bea.submit(new Op.Put("proposal", id, Map.of("title", "Une cour pour tous")));
      for (int revision = 0; revision < 3; revision++) bea.submit(edit(id, revision));
      world.clock.pass(1_000);
    }
    world.restart();
    var back = world.enter("p_1");
    back.submit(card("c0", "Avant"));
    world.clock.pass(1_000);
    world.log.unreadable(true);
    for (int i = 0; i < 5; i++) back.submit(edit("pr_1", 0));
    back.submit(edit("pr_2", 0));
    world.clock.pass(1_000);
    assertThat(back.rejected()).hasSize(6).allMatch(refusal -> refusal.endsWith(" unreadable"));
    assertThat(told()).hasSize(2);
    assertThat(told().getFirst()).contains("p_1", back.prefix + "-2", "visee of pr_1");
    assertThat(told().getLast()).contains("visee of pr_2");
    world.clock.pass(HOUR);
    back.submit(edit("pr_1", 0));
    assertThat(told()).hasSize(3);
  }

  private static Op edit(String id, long revision) {
    return new Op.Text(id, "visee", revision, TextEdit.of(List.of("x")));
  }
}
