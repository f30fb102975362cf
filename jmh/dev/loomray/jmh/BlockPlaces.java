package dev.loomray.jmh;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.loomray.internal.store.segment.SegmentDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the objects of a store are, read from its files by their published layout. Nobody but the store opens
 * its lock: whoever closes it again, lets it go.
 */
record BlockPlaces(Map<Long, Place> byObject) {
  private static final String SEGMENT = "segment-";
  private static final int SEALED = 2;

  /** A block: a segment's number, and the first granule in it. */
  record Place(int segment, int granule, long bytes) {}

  /** Looks through all segments below a directory. */
  static BlockPlaces in(Path directory) throws IOException {
    Map<Long, Place> places = new HashMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(BlockPlaces::isSegment).toList()) {
        read(file, places);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new BlockPlaces(places);
  }

  private static boolean isSegment(Path file) {
    return file.getFileName().toString().startsWith(SEGMENT);
  }

  private static void read(Path file, Map<Long, Place> places) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      if (channel.size() < SegmentDescriptor.PAGE) {
        return; // just begun
      }
      MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      if (bytes.get(JAVA_LONG, SegmentDescriptor.MAGIC_AT) == SegmentDescriptor.MAGIC) {
        read(bytes, places);
      }
    } catch (NoSuchFileException e) {
      // it has been given back
    }
  }

  private static void read(MemorySegment file, Map<Long, Place> places) {
    int segment = file.get(JAVA_INT, SegmentDescriptor.NUMBER_AT);
    int granules = file.get(JAVA_INT, SegmentDescriptor.GRANULES_AT);
    for (int granule = 0; granule < granules; ) {
      long at = SegmentDescriptor.PAGE + (long) granule * SegmentDescriptor.HEADER;
      if (at >= file.byteSize()) {
        return;
      }
      if (file.get(JAVA_INT, at + SegmentDescriptor.STATE_AT) == SEALED) {
        long id = file.get(JAVA_LONG, at + SegmentDescriptor.OBJECT_ID_AT);
        long bytes = file.get(JAVA_LONG, at + SegmentDescriptor.LENGTH_AT);
        places.put(id, new Place(segment, granule, bytes));
        granule += Math.max(1, file.get(JAVA_INT, at + SegmentDescriptor.BLOCK_GRANULES_AT));
      } else {
        granule++;
      }
    }
  }

  /** Those that were elsewhere before. */
  List<Place> movedSince(BlockPlaces before) {
    return byObject.entrySet().stream()
        .filter(now -> before.byObject.containsKey(now.getKey()))
        .filter(now -> !before.byObject.get(now.getKey()).equals(now.getValue()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
