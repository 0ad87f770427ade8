package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.peer.Python;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TensorBoardListenerTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_500L), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    @Test
    void framesEveryEventWithItsChecksums() throws IOException {
        List<byte[]> events = events(train());
        assertThat(events).hasSize(3);
        assertThat(new String(events.get(0), StandardCharsets.ISO_8859_1)).endsWith("\032\rbrain.Event:2");
        assertThat(ByteBuffer.wrap(events.get(0)).order(ByteOrder.LITTLE_ENDIAN).getDouble(1))
                .isEqualTo(1_700_000_000.5);
        assertThat(new String(events.get(1), StandardCharsets.ISO_8859_1))
                .contains("loss/train", "zero_share/encoder.0")
                .doesNotContain("loss/validation");
        assertThat(new String(events.get(2), StandardCharsets.ISO_8859_1)).contains("loss/validation");
    }

    @Test
    void givesASecondFileOfTheSameSecondAnotherName() throws IOException {
        Path first = train();
        assertThat(first.getFileName()).hasToString("events.out.tfevents.1700000000.hourglass");
        assertThat(train()).isEqualTo(first);
        assertThat(directory.resolve("events.out.tfevents.1700000000.hourglass.1"))
                .hasSameBinaryContentAs(first);
    }

    @Test
    void checksumIsThatOfTheSpecification() {
        // RFC 3720, appendix B.4: the CRC-32C of 32 zero bytes is 8a9136aa.
        CRC32C crc = new CRC32C();
        crc.update(new byte[32]);
        assertThat(crc.getValue()).isEqualTo(0x8a9136aaL);
    }

    @Test
    void tensorBoardReadsTheCurves() throws IOException, InterruptedException {
        Python.assumeImports("tensorboard.backend.event_processing.event_accumulator");
        assertThat(train()).exists();
        String output = Python.run("""
                import sys
                from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
                events = EventAccumulator(sys.argv[1])
                events.Reload()
                for tag in sorted(events.Tags()["scalars"]):
                    print(tag, [(e.step, e.value, e.wall_time) for e in events.Scalars(tag)][-1])
                """, directory);
        assertThat(output.lines())
                .containsExactly(
                        "activation_deviation/encoder.0 (20, 1.0, 1700000000.5)",
                        "activation_mean/encoder.0 (20, 0.25, 1700000000.5)",
                        "gradient_norm/encoder.0 (20, 2.5, 1700000000.5)",
                        "learning_rate (20, 0.0010000000474974513, 1700000000.5)",
                        "loss/train (20, 0.25, 1700000000.5)",
                        "loss/validation (20, 0.75, 1700000000.5)",
                        "samples_per_second (20, 1000.0, 1700000000.5)",
                        "zero_share/encoder.0 (20, 0.5, 1700000000.5)");
    }

    private Path train() {
        TensorBoardListener listener = new TensorBoardListener(directory, CLOCK);
        listener.started(2, 10, 1);
        listener.epochEnded(CsvHistoryListenerTest.epoch(1));
        listener.epochEnded(CsvHistoryListenerTest.epoch(2));
        listener.finished(new History(List.of(), 1, "done", List.of(), 1));
        return directory.resolve("events.out.tfevents.1700000000.hourglass");
    }

    private static List<byte[]> events(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            ByteBuffer length = bytes.slice(bytes.position(), Long.BYTES);
            byte[] event = new byte[(int) bytes.getLong()];
            assertThat(bytes.getInt()).isEqualTo(masked(length));
            bytes.get(event);
            assertThat(bytes.getInt()).isEqualTo(masked(ByteBuffer.wrap(event)));
            events.add(event);
        }
        return events;
    }

    /** The mask as TensorFlow's crc32c.h writes it. */
    private static int masked(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        long value = crc.getValue();
        return (int) (((value >>> 15) | ((value << 17) & 0xffffffffL)) + 0xa282ead8L);
    }
}
