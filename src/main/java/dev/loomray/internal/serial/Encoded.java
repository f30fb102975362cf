package dev.loomray.internal.serial;

import java.util.List;

/**
 * A value as bytes, with the handles inside it: the refs, Rays and scopes of this process, which
 * the bytes name by their index here.
 *
 * @param bytes the bytes; not to be changed
 * @param handles the handles, unmodifiable
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Encoded(byte[] bytes, List<Object> handles) {
  /** Makes an encoded value. */
  public Encoded {
    handles = List.copyOf(handles);
  }
}
