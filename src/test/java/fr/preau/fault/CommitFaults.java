package fr.preau.fault;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What can happen to the statement that appends to the log on its way to PostgreSQL, and to the answer on its way back. The
 * statement is a transaction of its own, so its answer is the answer to the commit. It is known by its text when it is
 * prepared, and then by its name. Everything else passes.
 */
public final class CommitFaults implements Supplier<Tap> {

  /** What happens to one commit. */
  public enum Fault {
    NONE,
    /** It reaches PostgreSQL later. */
    LATE,
    /** Its answer comes later. */
    ANSWER_LATE,
    /** It never reaches PostgreSQL, and the connection breaks. */
    LOST,
    /** It reaches PostgreSQL, and the connection breaks before anybody knows what became of it. */
    TORN,
    /** PostgreSQL carries it out, and the connection breaks instead of saying so. */
    ANSWER_LOST
  }

  private static final String APPEND = "insert into tx ";
  private static final long LATE_NANOS = 150_000_000;
  private static final byte[] NOTHING = {};

  private final Supplier<Fault> plan;
  private final Map<Fault, Integer> happened = Collections.synchronizedMap(new EnumMap<>(Fault.class));

  /** @param plan asked once for each commit, in their order */
  public CommitFaults(Supplier<Fault> plan) {
    this.plan = plan;
  }

  /** How often it has happened. */
  public int happened(Fault fault) {
    return happened.getOrDefault(fault, 0);
  }

  @Override
  public Tap get() {
    return new OfConnection();
  }

  private final class OfConnection implements Tap {
    private final PostgresMessages messages = new PostgresMessages(this::message);
    private final Set<String> appends = new HashSet<>();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private Fault next = Fault.NONE;
    private volatile Fault answer = Fault.NONE;

    @Override
    public byte[] passed(Way way, byte[] bytes, Link link) {
      return way == Way.TO_SERVER ? asked(bytes, link) : answered(bytes, link);
    }

    private void message(char type, ByteBuffer content) {
      if (type == 'P') {
        var name = PostgresMessages.text(content);
        if (PostgresMessages.text(content).contains(APPEND)) appends.add(name);
        else appends.remove(name);
      } else if (type == 'B') {
        PostgresMessages.text(content);
        if (appends.contains(PostgresMessages.text(content))) next = plan.get();
      }
    }

    private byte[] asked(byte[] bytes, Link link) {
      messages.add(bytes);
      var fault = next;
      next = Fault.NONE;
      if (fault == Fault.NONE) return bytes;
      switch (fault) {
        case LATE -> LockSupport.parkNanos(LATE_NANOS);
        case LOST -> link.cut();
        default -> answer = fault;
      }
      if (fault == Fault.LATE || fault == Fault.LOST) happened.merge(fault, 1, Integer::sum);
      return fault == Fault.LOST ? NOTHING : bytes;
    }

    private byte[] answered(byte[] bytes, Link link) {
      var fault = answer;
      if (fault == Fault.NONE) return bytes;
      kept.writeBytes(bytes);
      if (fault == Fault.ANSWER_LOST && !PostgresMessages.endsReady(kept.toByteArray())) return NOTHING;
      answer = Fault.NONE;
      happened.merge(fault, 1, Integer::sum);
      var whole = kept.toByteArray();
      kept.reset();
      if (fault == Fault.ANSWER_LATE) {
        LockSupport.parkNanos(LATE_NANOS);
        return whole;
      }
      link.cut();
      return NOTHING;
    }
  }
}
