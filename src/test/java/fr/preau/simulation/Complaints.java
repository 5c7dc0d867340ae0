package fr.preau.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;

/** Hears what the server logs as an error: it may have saved itself, but what it was saved from must not happen. */
final class Complaints extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private String first;

  /** Listens from now on. */
  Complaints() {
    start();
    logger().addAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (first != null || !event.getLevel().isGreaterOrEqual(Level.ERROR)) return;
    first = event.getFormattedMessage() + (event.getThrowableProxy() == null ? "" : ": " + event.getThrowableProxy().getMessage());
  }

  void none() {
    if (first != null) throw new Violation(first);
  }

  /** Stops listening. */
  @Override
  public void close() {
    logger().detachAppender(this);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("fr.preau");
  }
}
