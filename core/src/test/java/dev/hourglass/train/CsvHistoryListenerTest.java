package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.MalformedDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CsvHistoryListenerTest {
    private static final String HEADER =
            "epoch,step,loss,validation_loss,learning_rate,samples_per_second,gradient_norm/encoder.0,"
                    + "activation_mean/encoder.0,activation_deviation/encoder.0,zero_share/encoder.0\n";

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("history.csv");
    }

    @Test
    void writesALineAnEpoch() throws IOException {
        train(1, 2);
        assertThat(file)
                .hasContent(HEADER
                        + "1,10,0.5,,0.001,1000.0,2.5,0.25,1.0,0.5\n"
                        + "2,20,0.25,0.75,0.001,1000.0,2.5,0.25,1.0,0.5\n");
    }

    @Test
    void writesTheSameAsTheWholeHistory() throws IOException {
        train(1, 3);
        Path whole = directory.resolve("whole.csv");
        HistoryCsv.write(whole, List.of(epoch(1), epoch(2), epoch(3)));
        assertThat(file).hasSameBinaryContentAs(whole);
    }

    @Test
    void continuesWhereTheRunResumes() throws IOException {
        train(1, 4);
        String whole = Files.readString(file);
        // The crash came in the middle of line 4, and the checkpoint was that of epoch 2.
        Files.writeString(file, whole.substring(0, whole.length() - 5));
        train(3, 4);
        assertThat(file).hasContent(whole);
    }

    @Test
    void startsAnewForAFreshRun() throws IOException {
        train(1, 4);
        train(1, 1);
        assertThat(Files.readString(file).lines()).hasSize(2);
    }

    @Test
    void refusesToContinueAnotherTable() throws IOException {
        Files.writeString(file, "a,b\n1,2\n");
        assertThatThrownBy(() -> train(2, 2))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ":1: header must be \"" + HEADER.strip()
                        + "\" to be continued, but was \"a,b\"; move the file away");
        assertThat(file).hasContent("a,b\n1,2\n");
    }

    private void train(int firstEpoch, int lastEpoch) {
        CsvHistoryListener listener = new CsvHistoryListener(file);
        listener.started(lastEpoch, 10, firstEpoch);
        for (int epoch = firstEpoch; epoch <= lastEpoch; epoch++) {
            listener.epochEnded(epoch(epoch));
        }
    }

    static EpochRecord epoch(int epoch) {
        double validationLoss = epoch == 1 ? Double.NaN : 1.5 / epoch;
        return new EpochRecord(
                epoch,
                10L * epoch,
                0.5 / epoch,
                validationLoss,
                0.001,
                1000,
                List.of(new EpochRecord.LayerRecord("encoder.0", 2.5, 0.25, 1, 0.5)));
    }
}
