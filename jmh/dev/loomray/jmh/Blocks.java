package dev.loomray.jmh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** The ways in which an actor may block. */
enum Blocks {
  GET,
  SLEEP,
  LOCK,
  SOCKET;

  private static final Duration LONG = Duration.ofHours(1);

  /** For so many actors, each by one call; what they need is made beforehand. */
  ActorWork.Block prepare(ActorWork<?, ?> work, int actors, int port) {
    return switch (this) {
      case GET -> work.endlessGet();
      case SLEEP -> () -> Thread.sleep(LONG);
      case LOCK -> held()::lock;
      case SOCKET -> reads(actors, port);
    };
  }

  /** A lock that the calling thread keeps. */
  private static ReentrantLock held() {
    ReentrantLock lock = new ReentrantLock();
    lock.lock();
    return lock;
  }

  private static ActorWork.Block reads(int actors, int port) {
    List<Socket> sockets = IntStream.range(0, actors).mapToObj(i -> connect(port)).toList();
    Iterator<Socket> unused = sockets.iterator();
    ReentrantLock turn = new ReentrantLock();
    return () -> {
      Socket own;
      turn.lock();
      try {
        own = unused.next();
      } finally {
        turn.unlock();
      }
      own.getInputStream().read();
    };
  }

  private static Socket connect(int port) {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
