package dev.loomray.internal.base.file;

/** A file system as a test wants it. */
public record FakeVolume(String type, long totalSpace, long usableSpace) implements Volume {}
