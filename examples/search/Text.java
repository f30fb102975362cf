package search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.util.LinkedHashSet;
import java.util.Set;

/** From bytes to words. */
public final class Text {
  private Text() {}

  /** Takes words: in lower case, from {@code from} to {@code to} in {@code text}. */
  public interface Sink {
    void word(char[] text, int from, int to, int hash);
  }

  /**
   * Text is what is valid UTF-8 without a NUL in its first 8,000 bytes.
   *
   * @param buffer where to decode to, if it is large enough
   * @throws CharacterCodingException if this is no text
   */
  static CharBuffer decode(byte[] bytes, CharBuffer buffer) throws CharacterCodingException {
    for (int i = 0; i < Math.min(bytes.length, 8_000); i++) {
      if (bytes[i] == 0) {
        throw new CharacterCodingException();
      }
    }
    CharBuffer text =
        bytes.length <= buffer.capacity() ? buffer : CharBuffer.allocate(bytes.length);
    CoderResult result = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text.clear(), true);
    if (result.isError()) {
      result.throwException();
    }
    return text.flip();
  }

  /**
   * Gives the words of a text to the sink, and answers how many. A word is a run of letters and
   * digits, in lower case; camel case counts as its parts and as the whole, so that {@code
   * VirtualThread} is found by virtual, by thread and by virtualthread. Lower-cases the text.
   */
  public static int forEachWord(char[] text, int length, Sink sink) {
    int count = 0;
    for (int i = 0; i < length; i++) {
      int whole = i; // where it starts, and where its last part does
      int part = i;
      int hash = 0;
      int partHash = 0;
      for (boolean afterUpper = true; i < length && Character.isLetterOrDigit(text[i]); i++) {
        boolean upper = Character.isUpperCase(text[i]);
        if (upper && i > part && (!afterUpper || isLowerAt(i + 1, text, length))) {
          sink.word(text, part, i, Words.mix(partHash));
          count++;
          part = i;
          partHash = 0;
        }
        afterUpper = upper;
        char c = upper ? Character.toLowerCase(text[i]) : text[i];
        text[i] = c;
        hash = 31 * hash + c;
        partHash = 31 * partHash + c;
      }
      if (part > whole) {
        sink.word(text, part, i, Words.mix(partHash));
        count++;
      }
      if (i > whole) {
        sink.word(text, whole, i, Words.mix(hash));
        count++;
      }
    }
    return count;
  }

  private static boolean isLowerAt(int i, char[] text, int length) {
    return i < length && Character.isLowerCase(text[i]);
  }

  /** The different words of a short text, in its order. */
  public static Set<String> words(String text) {
    var words = new LinkedHashSet<String>();
    char[] chars = text.toCharArray();
    forEachWord(chars, chars.length, (t, from, to, _) -> words.add(new String(t, from, to - from)));
    return words;
  }
}
