package dev.loomray.internal.task;

import dev.loomray.internal.serial.Failure;
import dev.loomray.internal.serial.MessageCodec;
import dev.loomray.internal.serial.TaskSpec;
import dev.loomray.internal.serial.ValueCodec;
import dev.loomray.internal.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands everything over as the messages that would cross a network: a cluster of one. */
final class CopiedHandover implements Handover {
  private final MessageCodec codec;
  private final ObjectStore store;

  CopiedHandover(MessageCodec codec, ObjectStore store) {
    this.codec = codec;
    this.store = store;
  }

  @Override
  public Call call(long id, String name, Invocation invocation) {
    List<@Nullable Object> args = new ArrayList<>();
    for (int i = 0; i < invocation.count(); i++) {
      args.add(invocation.arg(i));
    }
    TaskSpec spec = new TaskSpec(id, name, invocation.fn(), invocation.refMask(), args);
    return new CopiedCall(codec, codec.encode(spec), name);
  }

  @Override
  public Call call(Execution<?> of, Invocation invocation) {
    return call(of.sequence(), of.name(), LargeArguments.stored(invocation, of));
  }

  @Override
  public Object result(Execution<?> of, @Nullable Object value) {
    if (value == null) {
      return Ref.NULL;
    }
    return ValueCodec.isImmutable(value) ? value : store.put(of.sequence(), value);
  }

  @Override
  public Failure failure(Failure failure) {
    return (Failure) codec.decode(codec.encode(failure));
  }
}
