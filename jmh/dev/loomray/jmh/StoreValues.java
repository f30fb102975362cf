package dev.loomray.jmh;

import dev.loomray.ObjectRef;
import dev.loomray.ObjectView;
import dev.loomray.WritableObject;
import dev.loomray.jmh.StoreContenders.KryoOnly;
import dev.loomray.jmh.StoreContenders.Loomray;
import dev.loomray.jmh.StoreContenders.MappedFiles;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The values that are stored: each question names those that it is about. */
public final class StoreValues {
  private static final int MIB = 1 << 20;

  private StoreValues() {}

  private static double[] doubles(int count) {
    return DoubleStream.iterate(1, x -> x + 1).limit(count).toArray();
  }

  /** An array to be put. */
  @State(Scope.Thread)
  public static class PutArray {
    /** How large it is. */
    @Param({"1024", "102400", "1048576", "67108864"})
    private int bytes;

    private double[] array;

    /** Makes it. */
    @Setup
    public void make() {
      array = doubles(bytes / Double.BYTES);
    }

    double[] array() {
      return array;
    }
  }

  /** An array that is put by two threads, each its own. */
  @State(Scope.Thread)
  public static class SharedPutArray {
    private static final int BYTES = 100 << 10;

    private final double[] array = doubles(BYTES / Double.BYTES);

    double[] array() {
      return array;
    }
  }

  /** An array that was put, and is with everybody. */
  @State(Scope.Benchmark)
  public static class StoredArray {
    /** How large it is. */
    @Param({"102400", "1048576", "67108864"})
    private int bytes;

    private double[] array;
    private ObjectRef<double[]> ref;

    /** Gives it to all. */
    @Setup
    public void put(Loomray loomray, KryoOnly kryo, MappedFiles files) throws IOException {
      array = doubles(bytes / Double.BYTES);
      ref = loomray.ray().put(array);
      kryo.keep(array);
      files.keep(array);
      Expect.equal("last", array.length, (long) ref.get()[array.length - 1]);
    }

    double[] array() {
      return array;
    }

    ObjectRef<double[]> ref() {
      return ref;
    }
  }

  /** An order of a customer, as a program might have it. */
  public record Order(long number, Customer customer, List<Line> lines, double[] prices) {}

  /** Who has ordered. */
  public record Customer(String name, String street, List<String> tags) {}

  /** What was ordered. */
  public record Line(String article, int count, double price) {}

  /** An object of plain classes, which is with everybody. */
  @State(Scope.Benchmark)
  public static class Pojo {
    private static final int LINES = 100;

    /** How many numbers are in its array. */
    @Param({"10", "100000"})
    private int prices;

    private Order order;
    private ObjectRef<Order> ref;
    private MemorySegment bytes;

    /** Gives it to all. */
    @Setup
    public void put(Loomray loomray, KryoOnly kryo) {
      List<Line> lines =
          IntStream.range(0, LINES).mapToObj(i -> new Line("article " + i, i, i)).toList();
      Customer customer = new Customer("A. Customer", "1 Long Street", List.of("new", "far"));
      order = new Order(1, customer, lines, doubles(prices));
      ref = loomray.ray().put(order);
      bytes = kryo.keep(order);
      Expect.equal("prices", prices, ref.get().prices().length);
    }

    Order order() {
      return order;
    }

    ObjectRef<Order> ref() {
      return ref;
    }

    /** So many bytes are stored. */
    MemorySegment bytes() {
      return bytes;
    }
  }

  private static ObjectRef<MemorySegment> zeros(Loomray loomray, long bytes) {
    try (WritableObject object = loomray.ray().create(bytes)) {
      return object.seal();
    }
  }

  /** Objects that nobody views. What was viewed is forgotten when it is collected. */
  public abstract static class Unseen {
    private static final int WARM_UP = 30_000;
    private static final int OTHERS = 500;
    private static final int SMALL = 20_000;

    private final List<ObjectRef<MemorySegment>> refs = new ArrayList<>();
    private final List<ObjectRef<MemorySegment>> others = new ArrayList<>();

    abstract int count();

    abstract long bytes();

    /** Makes them. An invocation views few, so the code is compiled on others before. */
    @Setup(Level.Trial)
    public void make(Loomray loomray, MappedFiles files) throws IOException {
      for (int i = 0; i < WARM_UP; i++) {
        ObjectRef<MemorySegment> ref = zeros(loomray, SMALL);
        view(ref);
        ref.free();
      }
      while (others.size() < OTHERS) {
        others.add(zeros(loomray, SMALL));
      }
      while (refs.size() < count()) {
        refs.add(zeros(loomray, bytes()));
      }
      files.keepZeros(bytes());
    }

    /** Waits until nothing is left of the views; then the collector has the caches, which others fill again. */
    @Setup(Level.Invocation)
    public void forget(Loomray loomray) throws InterruptedException {
      System.gc();
      while (loomray.ray().memory().pinned() > 0) {
        Thread.sleep(1);
        System.gc();
      }
      others.forEach(Unseen::view);
    }

    private static long view(ObjectRef<MemorySegment> ref) {
      try (ObjectView view = ref.view()) {
        return view.segment().byteSize();
      }
    }

    long viewAll() {
      long sum = 0;
      for (ObjectRef<MemorySegment> ref : refs) {
        sum += view(ref);
      }
      Expect.equal("bytes", count() * bytes(), sum);
      return sum;
    }
  }

  /** Many objects. */
  @State(Scope.Benchmark)
  public static class ManyUnseen extends Unseen {
    /** How many there are. */
    static final int COUNT = 64;

    /** How large each is. */
    @Param({"1048576", "67108864"})
    private long bytes;

    @Override
    int count() {
      return COUNT;
    }

    @Override
    long bytes() {
      return bytes;
    }
  }

  /** As many as fit if they are very large. */
  @State(Scope.Benchmark)
  public static class FourUnseen extends Unseen {
    /** How many there are. */
    static final int COUNT = 4;

    /** How large each is. */
    @Param({"1048576", "1073741824"})
    private long bytes;

    @Override
    int count() {
      return COUNT;
    }

    @Override
    long bytes() {
      return bytes;
    }
  }

  /** An object that is viewed again and again. */
  @State(Scope.Benchmark)
  public static class Viewed {
    /** How large it is. */
    @Param({"1048576", "1073741824"})
    private long bytes;

    private ObjectRef<MemorySegment> ref;

    /** Makes it. */
    @Setup
    public void make(Loomray loomray) {
      ref = zeros(loomray, bytes);
      Expect.equal("MiB", bytes / MIB, ref.get().byteSize() / MIB);
    }

    ObjectRef<MemorySegment> ref() {
      return ref;
    }
  }

  /** Such an object that somebody reads all the time. */
  @State(Scope.Benchmark)
  public static class Held {
    private MemorySegment held;

    /** Reads it. */
    @Setup
    public void hold(Viewed viewed) {
      held = viewed.ref().get();
    }

    MemorySegment held() {
      return held;
    }
  }
}
