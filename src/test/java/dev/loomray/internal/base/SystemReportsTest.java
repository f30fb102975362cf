package dev.loomray.internal.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;

class SystemReportsTest {
  private static final String MINE = "said by SystemReportsTest";

  @Test
  void goesToTheSystemLogger() {
    Logger logger = Logger.getLogger("dev.loomray");
    Queue<LogRecord> seen = new ConcurrentLinkedQueue<>();
    Filter mine = record -> record.getMessage().contains(MINE) && seen.add(record);
    Throwable cause = new Stackless();
    StreamHandler handler =
        new StreamHandler() {
          @Override
          public void publish(LogRecord record) {
            mine.isLoggable(record);
          }
        };
    logger.addHandler(handler);
    try {
      Reports reports = new SystemReports();
      reports.info(MINE);
      reports.warning(MINE);
      reports.bug(MINE, cause);
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(seen)
        .extracting(LogRecord::getLevel)
        .containsExactly(Level.INFO, Level.WARNING, Level.SEVERE);
    assertThat(seen)
        .extracting(LogRecord::getMessage)
        .containsExactly(MINE, MINE, "this is a bug in Loomray, please report it: " + MINE);
    assertThat(seen).extracting(LogRecord::getThrown).containsExactly(null, null, cause);
  }

  private static final class Stackless extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stackless() {
      super("why", null, false, false);
    }
  }
}
