package dev.loomray.internal.serial.graph;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.KryoBufferOverflowException;
import dev.loomray.internal.serial.code.ClassNames;
import dev.loomray.internal.serial.code.Thrown;
import java.io.Serial;
import java.util.ArrayDeque;
import java.util.ConcurrentModificationException;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * An object that cannot be stored. It gathers the path to that object while it passes up through
 * the serializers.
 *
 * <p>It has no stack of its own: where in our code it was thrown helps nobody, and it may pass many
 * levels.
 */
public final class StoreFailure extends KryoException {
  @Serial private static final long serialVersionUID = 1;

  /** The step of the path to a captured value, before its number. */
  static final String CAPTURED = " → captured value ";

  private static final String MAKE_IT_OTHERWISE =
      "make it transient, register a codec (RayConfig.codec), or pass what it was made from";
  private static final String FLATTEN =
      "keep the objects in a list or an array instead of linking them";
  private static final int LONGEST = 16;
  private static final int ENDS = 4;

  // only the thread that stores
  private final transient Deque<String> path = new ArrayDeque<>();
  private final String what;
  private final String remedy;

  private StoreFailure(String what, String remedy, @Nullable Throwable cause) {
    super(what, cause);
    this.what = what;
    this.remedy = remedy;
  }

  /** An object of a class that cannot be stored, and why. */
  static StoreFailure refused(Class<?> type, String why) {
    return new StoreFailure(article(type) + ", " + why, MAKE_IT_OTHERWISE, null);
  }

  /** An object of a class that cannot be stored, why, and what to do. */
  static StoreFailure refused(Class<?> type, String why, String remedy) {
    return new StoreFailure(article(type) + ", " + why, remedy, null);
  }

  /** A lambda that is not serializable. */
  static StoreFailure lambda(Class<?> type) {
    String what = "a lambda of " + ClassNames.of(type) + ", which is not serializable";
    return new StoreFailure(
        what,
        "declare it as a Fn or Act of Loomray, or as an interface that is Serializable",
        null);
  }

  /** An object of a class that cannot be found again by its name. */
  static StoreFailure unseen(Class<?> type) {
    return refused(
        type,
        "whose class is not the one of that name in the class loader of this Ray",
        "start the Ray where the context class loader sees the class");
  }

  /** An object whose own code failed while it was stored. */
  static StoreFailure threw(Class<?> type, String whose, Throwable cause) {
    String what = article(type) + ", whose " + whose + " threw " + Thrown.text(cause);
    return new StoreFailure(
        what, "mend that, make it transient, or register a codec (RayConfig.codec)", cause);
  }

  /**
   * An object that is part of itself, and of a kind that is made only when all its parts are there.
   */
  static StoreFailure cycle(Class<?> type) {
    String what =
        article(type) + ", which holds itself and can only be made when all its parts are there";
    return new StoreFailure(
        what, "break the cycle, or hold the parts in a class with fields that are not final", null);
  }

  /** Whatever a serializer threw, as a failure to store. */
  static StoreFailure of(RuntimeException e, Object holder) {
    if (e instanceof StoreFailure known) {
      return known;
    }
    if (e instanceof KryoBufferOverflowException) {
      return new StoreFailure("an object that takes more than 2 GiB", "store it in parts", e);
    }
    if (e instanceof KryoException
        && String.valueOf(e.getMessage()).startsWith("Max depth exceeded")) {
      return new StoreFailure(
          "an object nested more than " + GraphKryo.MAX_DEPTH + " deep", FLATTEN, e);
    }
    String who = article(holder.getClass());
    if (e instanceof ConcurrentModificationException) {
      return new StoreFailure(
          who + ", which was changed at the same time", "store a copy, or a concurrent map", e);
    }
    return new StoreFailure(who + ", which failed with " + Thrown.text(e), MAKE_IT_OTHERWISE, e);
  }

  /** A graph that the stack of the thread is too small for. */
  static StoreFailure tooDeep(Throwable cause) {
    return new StoreFailure(
        "an object nested deeper than the stack of this thread allows", FLATTEN, cause);
  }

  /** Adds one step to the path, at its front. */
  StoreFailure at(String step) {
    path.addFirst(step);
    return this;
  }

  /**
   * Adds the steps from an object to a part that it, or a cause of it, holds; none if that cannot
   * be seen.
   */
  StoreFailure inside(Object root, Object part) {
    StringBuilder steps = new StringBuilder();
    Object holder = root;
    for (int depth = 0; holder != null && depth < LONGEST; depth++) {
      String field = InstanceField.holding(holder, part);
      if (field != null) {
        return at(steps.append('.').append(field).toString());
      }
      steps.append(".cause");
      holder = holder instanceof Throwable thrown ? Thrown.cause(thrown) : null;
    }
    return this;
  }

  /**
   * The message for the user.
   *
   * @param root what was to be stored
   */
  public String message(String root) {
    String where = path.isEmpty() ? "it is " : place() + " holds ";
    return "cannot store " + root + ": " + where + what + "; " + remedy;
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  private String place() {
    StringBuilder text = new StringBuilder();
    int left = path.size();
    int leftOut = left > LONGEST ? left - 2 * ENDS : 0;
    for (String step : path) {
      left--;
      if (leftOut == 0 || left < ENDS || left >= ENDS + leftOut) {
        text.append(step);
      } else if (left == ENDS) {
        text.append("…");
      }
    }
    if (text.charAt(0) == '.') {
      return text.replace(0, 1, "field ").toString();
    }
    return text.charAt(0) == '['
        ? text.insert(0, "element ").toString()
        : text.toString().replaceFirst("^ → ", "");
  }

  private static String article(Class<?> type) {
    String name = ClassNames.full(type);
    return (isVowel(name.charAt(0)) ? "an " : "a ") + name;
  }

  private static boolean isVowel(char c) {
    return "aeiouAEIOU".indexOf(c) >= 0;
  }
}
