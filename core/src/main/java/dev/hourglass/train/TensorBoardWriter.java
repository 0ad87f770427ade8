package dev.hourglass.train;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Writes scalars to an event file that TensorBoard shows.
 *
 * <pre>
 * file    events.out.tfevents.SECONDS.hourglass: records one after the other
 * record  uint64 length | uint32 masked CRC-32C of the length | bytes | uint32 masked CRC-32C of the bytes
 * bytes   Event { double wall_time = 1; int64 step = 2; string file_version = 3; Summary summary = 5; }
 *         Summary { repeated Value value = 1; }   Value { string tag = 1; float simple_value = 2; }
 * </pre>
 *
 * All numbers little-endian. The first event has the file version {@code brain.Event:2}. Source:
 * https://github.com/tensorflow/tensorflow, {@code core/lib/io/record_writer.h} and {@code core/util/event.proto}.
 *
 * <p>An event file is a log that grows, so it is written in place. Not thread-safe; confine to one thread.
 */
public final class TensorBoardWriter implements Closeable {
    /** Added to a rotated checksum: a CRC of data that hold CRCs is weak. Source: {@code core/lib/hash/crc32c.h}. */
    private static final int CRC_MASK_DELTA = 0xa282ead8;

    private static final double MILLIS_PER_SECOND = 1000;

    private final Clock clock;
    private final OutputStream out;

    /**
     * Starts an event file named after the present second.
     *
     * @param directory made where it does not exist
     * @param clock tells the time of each event
     * @throws IOException if the file cannot be made
     */
    public TensorBoardWriter(Path directory, Clock clock) throws IOException {
        this.clock = clock;
        Files.createDirectories(directory);
        this.out = new BufferedOutputStream(open(directory, clock.millis() / 1000));
        writeEvent(event().putString(3, "brain.Event:2"));
        flush();
    }

    /**
     * Writes one point of several curves.
     *
     * @param step the position on the horizontal axis
     * @param values the values by tag, for example {@code loss/train}
     * @throws IOException if the disk fails
     */
    public void write(long step, Map<String, Double> values) throws IOException {
        ProtobufMessage summary = new ProtobufMessage();
        values.forEach((tag, value) ->
                summary.putMessage(1, new ProtobufMessage().putString(1, tag).putFloat(2, value.floatValue())));
        writeEvent(event().putLong(2, step).putMessage(5, summary));
    }

    /**
     * Hands what was written to the system, so that a running TensorBoard sees it.
     *
     * @throws IOException if the disk fails
     */
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private ProtobufMessage event() {
        return new ProtobufMessage().putDouble(1, (double) clock.millis() / MILLIS_PER_SECOND);
    }

    private void writeEvent(ProtobufMessage event) throws IOException {
        byte[] bytes = event.bytes();
        byte[] length = littleEndian(Long.BYTES).putLong(bytes.length).array();
        out.write(length);
        out.write(maskedCrc(length));
        out.write(bytes);
        out.write(maskedCrc(bytes));
    }

    private static byte[] maskedCrc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + CRC_MASK_DELTA;
        return littleEndian(Integer.BYTES).putInt(masked).array();
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Opens a new file; a second one of the same second gets a number, which sorts after the first. */
    private static OutputStream open(Path directory, long seconds) throws IOException {
        String name = "events.out.tfevents." + seconds + ".hourglass";
        for (int attempt = 0; ; attempt++) {
            Path file = directory.resolve(attempt == 0 ? name : name + "." + attempt);
            try {
                return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException taken) {
                if (attempt == 999) {
                    throw taken;
                }
            }
        }
    }
}
