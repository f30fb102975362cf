package dev.loomray.internal.serial;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Classes as users write them. */
final class Samples {
  private Samples() {}

  enum Planet {
    EARTH {
      @Override
      String inhabitants() {
        return "us";
      }
    },
    MARS;

    String inhabitants() {
      return "none";
    }
  }

  record Point(int x, double y) {}

  record Person(String name, int age, List<String> tags, @Nullable Point home) {}

  record Generic<T>(T value, T[] more) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Generic<?> o
          && Objects.equals(value, o.value)
          && List.of(more).equals(List.of(o.more));
    }

    @Override
    public int hashCode() {
      return Objects.hashCode(value);
    }
  }

  static class Base {
    private final String name;
    protected byte small = 1;

    Base(String name) {
      this.name = name;
    }

    String baseName() {
      return name;
    }
  }

  /** Has a field of the same name as its superclass, and no constructor without parameters. */
  static final class Derived extends Base {
    private final String name;
    boolean flag = true;
    char letter = 'x';
    short number = 7;
    int count = -5;
    long big = Long.MIN_VALUE;
    float single = 1.5f;
    double real = -0.0;
    int[] array = {1, 2};
    @Nullable Object anything = new Point(1, 2);
    @Nullable Derived next;
    transient String cache = "made by hand";

    Derived(String name, String base) {
      super(base);
      this.name = name;
    }

    String name() {
      return name;
    }
  }

  static final class WithConstructor {
    transient List<String> log = new ArrayList<>();
    int value;

    private WithConstructor() {}

    static WithConstructor of(int value) {
      WithConstructor made = new WithConstructor();
      made.value = value;
      return made;
    }
  }

  static final class FailingConstructor {
    int value;

    FailingConstructor(int value) {
      this.value = value;
    }

    FailingConstructor() {
      throw new IllegalStateException("not this one");
    }
  }

  final class Inside {
    int own = 3;

    int sum() {
      return own + outer;
    }
  }

  int outer = 4;

  Inside inside() {
    return new Inside();
  }

  static Samples make() {
    return new Samples();
  }

  static final class Tagged extends ArrayList<Object> {
    @Serial private static final long serialVersionUID = 1;
    String tag = "t";
  }

  /** Extends a class of the JDK that has transient state only. */
  static final class Range extends AbstractList<Integer> {
    private final int size;

    Range(int size) {
      this.size = size;
    }

    @Override
    public Integer get(int index) {
      return index;
    }

    @Override
    public int size() {
      return size;
    }
  }

  /** Says how it is serialized; holds an object that is not serializable for Java. */
  static final class OwnForm implements Serializable {
    @Serial private static final long serialVersionUID = 1;
    private transient int doubled;
    private final Base base = new Base("b");

    OwnForm(int doubled) {
      this.doubled = doubled;
    }

    int doubled() {
      return doubled;
    }

    Base base() {
      return base;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeInt(doubled / 2);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      doubled = 2 * in.readInt();
    }
  }

  static final class Single implements Serializable {
    @Serial private static final long serialVersionUID = 1;
    static final Single ONLY = new Single();

    private Single() {}

    @Serial
    private Object readResolve() {
      return ONLY;
    }
  }

  /** Is written as another object that resolves to it. */
  static final class Replaced implements Serializable {
    @Serial private static final long serialVersionUID = 1;
    final transient int value;

    Replaced(int value) {
      this.value = value;
    }

    @Serial
    private Object writeReplace() {
      return new Form(value);
    }

    private record Form(int value) implements Serializable {
      @Serial
      private Object readResolve() {
        return new Replaced(value);
      }
    }
  }

  public static final class External implements Externalizable {
    int value;

    public External() {}

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeInt(value);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      value = in.readInt();
    }
  }

  static final class Node {
    int value;
    @Nullable Node next;
    final AtomicReference<@Nullable Object> link = new AtomicReference<>();
    List<Node> children = new ArrayList<>();
  }

  /** Holds a plain object, and says more than its message. */
  static final class Refused extends Exception {
    @Serial private static final long serialVersionUID = 1;
    final int code;
    final transient String forgotten = "x";

    @SuppressWarnings("serial") // the point
    final Base detail;

    Refused(String message, int code, @Nullable Throwable cause) {
      super(message, cause);
      this.code = code;
      this.detail = new Base("detail");
    }
  }
}
