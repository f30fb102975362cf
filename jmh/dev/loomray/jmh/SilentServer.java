package dev.loomray.jmh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Accepts connections on the loopback address and says nothing. It lives in another JVM than those
 * that read, since ten thousand connections with both ends in one have too many files open.
 */
final class SilentServer implements AutoCloseable {
  private static final int BACKLOG = 1_000;

  private final ServerSocket server;
  private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();

  SilentServer() throws IOException {
    server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        accepted.add(server.accept());
      }
    } catch (IOException e) {
      hangUp();
      if (!server.isClosed()) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Ends the connections of a program that has ended. */
  void hangUp() {
    for (Socket socket = accepted.poll(); socket != null; socket = accepted.poll()) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
