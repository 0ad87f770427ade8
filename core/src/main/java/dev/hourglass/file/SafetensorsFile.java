package dev.hourglass.file;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a safetensors file: named float32 tensors and named texts.
 *
 * <p>Files written here carry a seal, so that a change of any byte is noticed: the metadata {@code hourglass.sha256},
 * first in the header, is the SHA-256 of the whole file with its own 64 hexadecimal digits replaced by {@code '0'}. In
 * Python: {@code sha256(bytes.replace(digits, b"0" * 64, 1))}. Other programs read such files as they read any
 * safetensors. The bytes depend on the content alone.
 *
 * <p>Safe for concurrent use as long as nobody writes to the tensors' values.
 */
public final class SafetensorsFile {
    private static final int BUFFER_VALUES = 1 << 14;

    private final SortedMap<String, String> metadata;
    private final List<Entry> entries;

    SafetensorsFile(Map<String, String> metadata, List<Entry> entries) {
        this.metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
        this.entries = List.copyOf(entries);
    }

    /**
     * A named tensor.
     *
     * @param name not {@code __metadata__}
     * @param shape the tensor's shape
     * @param values row-major, as many as the shape holds; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // weights may fill the memory, so they are handed on, not copied
    public record Entry(String name, Shape shape, float[] values) {
        public Entry {
            if (name.equals(SafetensorsFormat.METADATA)) {
                throw new IllegalArgumentException("name must not be \"" + name + "\"; the format keeps it for itself");
            }
            if (values.length != shape.size()) {
                throw new IllegalArgumentException("values of \"" + name + "\" must be " + shape.size() + " for shape "
                        + shape + ", but were " + values.length);
            }
        }
    }

    /**
     * Writes a sealed file, whole or not at all.
     *
     * @param target the file to make or replace
     * @param metadata texts by key, without {@code hourglass.sha256}
     * @param entries the tensors, each name once; their data are written in this order; not modified
     * @throws IOException if the disk fails
     * @throws IllegalArgumentException if a name occurs twice, the key is taken or the header would be too long
     */
    public static void write(Path target, Map<String, String> metadata, List<Entry> entries) throws IOException {
        checkNames(metadata, entries);
        byte[] header = SafetensorsHeader.layOut(metadata, entries).print();
        if (header.length > SafetensorsFormat.MAX_HEADER_BYTES) {
            throw new IllegalArgumentException("header must take at most " + SafetensorsFormat.MAX_HEADER_BYTES
                    + " bytes, but takes " + header.length + "; shorten the metadata");
        }
        MessageDigest digest = Sha256.digest();
        digestHeader(digest, header);
        forEachBlock(entries, digest::update);
        SafetensorsFormat.putSeal(header, Sha256.print(digest));
        AtomicFile.write(target, out -> {
            out.write(lengthOf(header));
            out.write(header);
            forEachBlock(entries, out::write);
        });
    }

    /**
     * Reads a file that {@link #write} wrote. Every length, offset and name is checked before the tensors are
     * allocated, and the seal after reading.
     *
     * @param file the file
     * @return its content
     * @throws IOException if the file cannot be read
     * @throws CorruptArtifactException if any byte is not as it was written
     */
    public static SafetensorsFile read(Path file) throws IOException {
        return SafetensorsReader.read(file, true);
    }

    /**
     * Reads a file that any program wrote: as {@link #read}, but the seal may be missing. Tensors must be float32, with
     * dimensions of at least 1.
     *
     * @param file the file
     * @return its content
     * @throws IOException if the file cannot be read
     * @throws CorruptArtifactException if the file is not what the format says, or its seal is there and broken
     */
    public static SafetensorsFile readForeign(Path file) throws IOException {
        return SafetensorsReader.read(file, false);
    }

    /**
     * Returns the identity of a model file: the SHA-256 of all its bytes, as 64 hexadecimal digits.
     *
     * @param file the file
     * @return the digits
     * @throws IOException if the file cannot be read
     */
    public static String identity(Path file) throws IOException {
        return Sha256.of(file);
    }

    /** Returns the texts by key, without the seal. */
    public SortedMap<String, String> metadata() {
        return metadata;
    }

    /** Returns the tensors in the order of their data. */
    public List<Entry> entries() {
        return entries;
    }

    /** Returns the tensor of this name, if there is one. */
    public Optional<Entry> entry(String name) {
        return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** Feeds the digest with the first part of a file, whose header has a blank seal. */
    static void digestHeader(MessageDigest digest, byte[] header) {
        digest.update(lengthOf(header));
        digest.update(header);
    }

    private static byte[] lengthOf(byte[] header) {
        return ByteBuffer.allocate(SafetensorsFormat.LENGTH_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array();
    }

    private static void checkNames(Map<String, String> metadata, List<Entry> entries) {
        if (metadata.containsKey(SafetensorsFormat.SEAL)) {
            throw new IllegalArgumentException(
                    "metadata must not hold \"" + SafetensorsFormat.SEAL + "\"; it is computed");
        }
        Set<String> names = new HashSet<>();
        for (Entry entry : entries) {
            if (!names.add(entry.name())) {
                throw new IllegalArgumentException("name \"" + entry.name() + "\" must occur once, but occurs twice");
            }
        }
    }

    /** Takes bytes of the tensors' data, little-endian; the array is reused. */
    @FunctionalInterface
    private interface BlockSink<E extends Exception> {
        void take(byte[] bytes, int offset, int length) throws E;
    }

    private static <E extends Exception> void forEachBlock(List<Entry> entries, BlockSink<E> sink) throws E {
        byte[] bytes = new byte[BUFFER_VALUES * Float.BYTES];
        FloatBuffer block =
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        for (Entry entry : entries) {
            float[] values = entry.values();
            for (int from = 0; from < values.length; from += BUFFER_VALUES) {
                int count = Math.min(BUFFER_VALUES, values.length - from);
                block.clear().put(values, from, count);
                sink.take(bytes, 0, count * Float.BYTES);
            }
        }
    }
}
