package dev.loomray.model.actor;

import java.util.List;

/** What a step itself finds wrong. */
final class Wrong {
  static final byte ANSWERED_TWICE = 1;
  static final byte CLOSED_TWICE = 2;
  static final byte OUT_OF_ORDER = 3;
  static final byte CLOSED_INSTANCE = 4;
  static final byte NOT_ASKED = 5;
  static final byte NOT_MADE = 6;

  private static final List<String> TEXT =
      List.of(
          "",
          "a call is answered twice",
          "an instance is closed twice",
          "a call begins after a later one of its teller",
          "a turn begins on a closed instance",
          "a turn is taken away and nobody asks for the actor",
          "a call begins before the constructor");

  private Wrong() {}

  static String text(int code) {
    return code == 0 ? null : TEXT.get(code);
  }
}
