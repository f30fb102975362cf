package dev.loomray.internal.store;

import dev.loomray.internal.serial.ValueCodec;
import org.jspecify.annotations.Nullable;

/** Keeps every object on the heap, as bytes that its locator holds. */
public final class HeapStore implements ObjectStore {
  private final ValueCodec codec;

  /** Makes a store whose values pass through the codec. */
  public HeapStore(ValueCodec codec) {
    this.codec = codec;
  }

  @Override
  public Locator put(@Nullable Object value) {
    return new Locator.Inline(codec.encode(value));
  }

  @Override
  public @Nullable Object get(Locator locator) {
    return switch (locator) {
      case Locator.Inline inline -> codec.decode(inline.value());
    };
  }
}
