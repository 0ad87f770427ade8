package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.error.HourglassException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What all fuzz targets ask for: bytes are read or refused in our words, and memory follows the length of the bytes.
 */
public final class Fuzzing {
    /** What readers may take for nothing: buffers, one chunk, one row. */
    private static final long FREE_BYTES = 96L << 20;

    /** What a byte may become: Deflate makes 1032 of one, and values are floats. */
    private static final long BYTES_PER_BYTE = 1L << 14;

    private static final Path FOLDER = folder();

    private Fuzzing() {}

    /** Reads something. */
    @FunctionalInterface
    public interface Reading {
        /** Reads; what else it throws than our exceptions is a finding. */
        void read() throws IOException;
    }

    /** Returns whether an input was read; anything but reading or refusing it in our words fails the test. */
    public static boolean reads(byte[] input, Reading reading) throws IOException {
        long limit = FREE_BYTES + BYTES_PER_BYTE * input.length;
        long before = allocated();
        boolean isRead = tryToRead(reading);
        if (allocated() - before > limit) {
            before = allocated();
            tryToRead(reading); // the first time classes may have been loaded and instrumented, on this thread
            assertThat(allocated() - before)
                    .as("bytes allocated for %d bytes of input", input.length)
                    .isLessThanOrEqualTo(limit);
        }
        return isRead;
    }

    private static boolean tryToRead(Reading reading) throws IOException {
        try {
            reading.read();
            return true;
        } catch (HourglassException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return false;
        }
    }

    /** Writes an input to a file of its own folder, which ends with this process. */
    public static Path file(String name, byte[] bytes) throws IOException {
        Path file = Files.write(FOLDER.resolve(name), bytes);
        file.toFile().deleteOnExit();
        return file;
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("hourglass-fuzz-");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
