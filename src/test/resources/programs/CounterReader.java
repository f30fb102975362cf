import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel.MapMode;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersReader;

/** Prints what stands in the control file of another process; with nothing but Agrona. */
class CounterReader {
  void main(String[] args) throws Exception {
    try (RandomAccessFile file = new RandomAccessFile(args[0], "r")) {
      ByteBuffer bytes = file.getChannel().map(MapMode.READ_ONLY, 0, file.length());
      bytes.order(ByteOrder.nativeOrder());
      new CountersReader(part(bytes, 24), part(bytes, 32))
          .forEach((value, id, label) -> IO.println(label + ": " + value));
      UnsafeBuffer segments = part(bytes, 16);
      for (int at = 0; at < segments.capacity(); at += 32) {
        if (segments.getIntVolatile(at) != 0) {
          IO.println(
              "bytes of segment-" + segments.getInt(at + 4) + ": " + segments.getLong(at + 8));
          IO.println(
              "committed of segment-" + segments.getInt(at + 4) + ": " + segments.getLong(at + 16));
        }
      }
    }
  }

  static UnsafeBuffer part(ByteBuffer bytes, int at) {
    return new UnsafeBuffer(bytes, bytes.getInt(at), bytes.getInt(at + 4));
  }
}
