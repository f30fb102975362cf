package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import dev.loomray.Codec;
import dev.loomray.internal.serial.code.LambdaProbe;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kryo that writes whole graphs of objects of any class, each class as {@link SerializerChoice}
 * says.
 *
 * <p>Classes that have no name of their own, or whose name means nothing elsewhere, go under the
 * class they stand for ({@link #storedAs}): a lambda as {@link SerializedLambda}, a handle as
 * {@link Handle}.
 */
@SuppressWarnings("rawtypes") // as Kryo declares its methods
final class GraphKryo extends Kryo {
  /**
   * How many objects may be nested. So many take 0.5 to 0.8 MiB of a stack, which mostly has 1 MiB.
   */
  static final int MAX_DEPTH = 1000;

  private final ClassLookup lookup;
  private final SerializerChoice choice;

  // only the thread that uses this Kryo; of the value at hand
  private List<Object> handles = List.of();
  private @Nullable List<LargeArray> largeArrays;
  private @Nullable StoredArrays storedArrays;

  GraphKryo(Map<Class<?>, Codec<?>> codecs, ClassLoader loader) {
    super(new DefaultClassResolver(), new GraphReferences());
    lookup = new ClassLookup(loader);
    choice = new SerializerChoice(lookup);
    setClassLoader(loader);
    setRegistrationRequired(false);
    setOptimizedGenerics(false);
    setInstantiatorStrategy(new Instances());
    setMaxDepth(MAX_DEPTH);
    register(Handle.class, new HandleSerializer());
    register(SerializedLambda.class, new FunctionCodec());
    for (Class<?> type : JdkSerializers.NUMBERED) {
      register(new LateRegistration(type, getNextRegistrationId(), choice));
    }
    codecs.forEach(this::registerCodec);
  }

  /** Sets the handles of the next value. */
  void handles(List<Object> handles) {
    this.handles = handles;
  }

  /** Sets where the large arrays of the next value go; null if among its objects. */
  void largeArrays(@Nullable List<LargeArray> arrays) {
    this.largeArrays = arrays;
  }

  /** Sets where the large arrays of the next value come from; null if among its objects. */
  void storedArrays(@Nullable StoredArrays arrays) {
    this.storedArrays = arrays;
  }

  List<Object> handles() {
    return handles;
  }

  @Nullable List<LargeArray> largeArrays() {
    return largeArrays;
  }

  @Nullable StoredArrays storedArrays() {
    return storedArrays;
  }

  ClassLookup lookup() {
    return lookup;
  }

  GraphReferences references() {
    return (GraphReferences) getReferenceResolver();
  }

  /**
   * Whether an object stays inside the Java stream of another, instead of being written beside it.
   */
  boolean staysInStream(Object object) {
    Class<?> type = object.getClass();
    if (!(object instanceof Serializable) || Handle.is(type)) {
      return false;
    }
    if (type.isArray()) {
      return largeArrays == null || !isLarge(object);
    }
    if (object instanceof Enum) {
      return true;
    }
    if (SerializerChoice.isPlatform(type)) {
      Registration known = getClassResolver().getRegistration(type);
      return known == null || !(known.getSerializer() instanceof UserCodecSerializer);
    }
    return getRegistration(type).getSerializer() instanceof StreamSerializer;
  }

  @Override
  public Registration getRegistration(Class type) {
    Registration known = getClassResolver().getRegistration(type);
    if (known != null) {
      return known;
    }
    Class<?> stored = storedAs(type);
    known = getClassResolver().getRegistration(stored);
    return known != null ? known : getClassResolver().registerImplicit(stored);
  }

  @Override
  public Serializer getDefaultSerializer(Class type) {
    return choice.of((Class<?>) type);
  }

  private static boolean isLarge(Object array) {
    PrimitiveArray kind = PrimitiveArray.of(array.getClass());
    return kind != null && PrimitiveArraySerializer.isLarge(kind.byteSize(array));
  }

  private static Class<?> storedAs(Class<?> type) {
    if (Handle.is(type)) {
      return Handle.class;
    }
    if (Proxy.isProxyClass(type)) {
      return Proxy.class;
    }
    if (LambdaProbe.isLambda(type)) {
      return Serializable.class.isAssignableFrom(type) ? SerializedLambda.class : type;
    }
    if (Enum.class.isAssignableFrom(type) && !type.isEnum() && type != Enum.class) {
      return type.getSuperclass(); // a constant with a body
    }
    return SerializerChoice.isPlatform(type) ? JdkSerializers.family(type) : type;
  }

  private void registerCodec(Class<?> type, Codec<?> codec) {
    Serializer<?> serializer = new UserCodecSerializer(type, codec);
    Registration known = getClassResolver().getRegistration(type);
    if (known != null) {
      known.setSerializer(serializer);
    } else {
      getClassResolver().register(new Registration(type, serializer, DefaultClassResolver.NAME));
    }
  }
}
