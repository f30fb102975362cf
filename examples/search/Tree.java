package search;

import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The files of a directory, or of a zip (a jar is one). */
public interface Tree extends Closeable {
  /** A file, by its path within the tree. */
  record Source(String name, long bytes) {}

  /** All files by name; hidden directories are left out. */
  List<Source> files();

  byte[] read(Source file) throws IOException;

  static Tree open(String path) throws IOException {
    var file = new File(path);
    return file.isDirectory() ? new Directory(file) : new Zip(new ZipFile(file));
  }

  record Directory(File root) implements Tree {
    @Override
    public List<Source> files() {
      var files = new ArrayList<Source>();
      list(root, "", files);
      files.sort(Comparator.comparing(Source::name));
      return files;
    }

    private static void list(File directory, String prefix, List<Source> files) {
      File[] children = directory.listFiles();
      if (children == null) {
        files.add(new Source(prefix.isEmpty() ? "." : prefix, 0)); // reading it will say why
        return;
      }
      for (File child : children) {
        String name = prefix + child.getName();
        if (child.isFile() || !child.exists()) {
          files.add(new Source(name, child.length())); // also a link to nothing, which will say so
        } else if (child.isDirectory() && !isHiddenOrLink(child)) {
          list(child, name + "/", files);
        }
      }
    }

    private static boolean isHiddenOrLink(File directory) {
      return directory.getName().startsWith(".") || Files.isSymbolicLink(directory.toPath());
    }

    @Override
    public byte[] read(Source file) throws IOException {
      try (var in = new FileInputStream(new File(root, file.name))) {
        return in.readAllBytes();
      }
    }

    @Override
    public void close() {}
  }

  record Zip(ZipFile zip) implements Tree {
    @Override
    public List<Source> files() {
      return zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(entry -> new Source(entry.getName(), entry.getSize()))
          .sorted(Comparator.comparing(Source::name))
          .toList();
    }

    @Override
    public byte[] read(Source file) throws IOException {
      if (file.bytes > Integer.MAX_VALUE - 8) {
        throw new IOException("larger than 2 GB");
      }
      var entry = zip.getEntry(file.name);
      byte[] bytes = new byte[(int) file.bytes];
      var checksum = new CRC32();
      try (var in = zip.getInputStream(entry)) {
        checksum.update(bytes, 0, in.readNBytes(bytes, 0, bytes.length));
      }
      if (checksum.getValue() != entry.getCrc()) {
        throw new ZipException("the checksum does not match");
      }
      return bytes;
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
