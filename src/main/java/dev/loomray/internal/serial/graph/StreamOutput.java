package dev.loomray.internal.serial.graph;

import dev.loomray.internal.serial.code.Token;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A Java stream of one object that puts tokens in place of what is written beside it. */
final class StreamOutput extends ObjectOutputStream {
  private final GraphKryo graph;
  private final Object root;
  private final List<Object> beside = new ArrayList<>();

  StreamOutput(GraphKryo graph, OutputStream out, Object root) throws IOException {
    super(out);
    this.graph = graph;
    this.root = root;
    enableReplaceObject(true);
  }

  /** The objects that have tokens, in their order. */
  List<Object> beside() {
    return beside;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the question is whether it is this very object
  protected Object replaceObject(Object object) {
    if (object == root || stays(object)) {
      return object;
    }
    beside.add(object);
    return new Token(beside.size() - 1);
  }

  @Override
  protected void annotateClass(Class<?> type) throws IOException {
    StreamInput.requireModest(type.getName());
  }

  private boolean stays(Object object) {
    try {
      return graph.staysInStream(object);
    } catch (StoreFailure e) {
      throw e.inside(root, object);
    }
  }
}
