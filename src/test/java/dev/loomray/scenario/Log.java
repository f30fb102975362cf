package dev.loomray.scenario;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is said while it is open in which a text occurs, such as the name of a task. */
final class Log extends Handler {
  private final Logger logger = Logger.getLogger("dev.loomray");
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final String text;

  Log(String text) {
    this.text = text;
    logger.addHandler(this);
  }

  List<String> said() {
    return List.copyOf(said);
  }

  @Override
  public void publish(LogRecord record) {
    if (record.getMessage().contains(text)) {
      said.add(record.getMessage());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
