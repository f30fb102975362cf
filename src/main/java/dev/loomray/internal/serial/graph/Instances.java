package dev.loomray.internal.serial.graph;

import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.InstantiatorStrategy;
import org.objenesis.strategy.StdInstantiatorStrategy;

/**
 * Makes the objects whose fields are then set: with the constructor without parameters, so that
 * transient fields have their initial values; without any where there is none, or it throws.
 *
 * <p>Kryo's own strategy does the same, but generates classes for it, and fails if the constructor
 * does.
 */
final class Instances implements InstantiatorStrategy {
  private final StdInstantiatorStrategy bare = new StdInstantiatorStrategy();

  @Override
  public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
    Constructor<T> constructor = constructor(type);
    if (constructor == null) {
      return bare.newInstantiatorOf(type);
    }
    return () -> {
      try {
        return constructor.newInstance();
      } catch (ReflectiveOperationException e) {
        return bare.newInstantiatorOf(type).newInstance();
      }
    };
  }

  private static <T> @Nullable Constructor<T> constructor(Class<T> type) {
    try {
      Constructor<T> found = type.getDeclaredConstructor();
      return found.trySetAccessible() ? found : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
