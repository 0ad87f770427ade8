package dev.hourglass.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.HourglassException;
import dev.hourglass.error.WrongModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DetectorFileTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource(ModelChoice.class)
    void bringsBackEveryScorerToTheBit(ModelChoice choice) throws IOException {
        Detector detector =
                SensorRows.fit(DetectorConfig.defaults().withModel(choice), 2).detector();
        Path file = folder.resolve("detector.safetensors");
        DetectorFile.write(detector, file);
        Detector back = DetectorFile.read(file);
        float[] rows = SensorRows.normal(30, 9);
        Verdicts before = detector.judge(rows, 30);
        Verdicts after = back.judge(rows, 30);
        assertThat(after.scores()).isEqualTo(before.scores());
        for (int i = 0; i < 30; i++) {
            assertThat(after.probability(i)).isEqualTo(before.probability(i));
            assertThat(after.reasons(i, 4)).isEqualTo(before.reasons(i, 4));
        }
        assertThat(back.threshold()).isEqualTo(detector.threshold());
        float[] shifted = SensorRows.normal(150, 9);
        assertThat(DriftCheck.run(back, shifted, 150)).isEqualTo(DriftCheck.run(detector, shifted, 150));
        Path again = folder.resolve("again.safetensors");
        DetectorFile.write(back, again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void bringsBackSeriesWithSeasonAndTimes() throws IOException {
        Subject subject = SensorRows.subject().withKind(DetectorKind.SERIES).withTiming(new Timing("time", 1000, 60));
        Detector detector = new DetectorFit(DetectorConfig.defaults().withWindow(4), 1, 2)
                .fit(subject, SensorRows.data(SensorRows.series(600, 1)), new boolean[0], text -> {})
                .detector();
        assertThat(detector.period()).isEqualTo(24);
        Path file = folder.resolve("series.safetensors");
        DetectorFile.write(detector, file);
        Detector back = DetectorFile.read(file);
        float[] rows = SensorRows.series(50, 4);
        assertThat(back.judge(rows, 50, 24).scores())
                .isEqualTo(detector.judge(rows, 50, 0).scores())
                .isNotEqualTo(detector.judge(rows, 50, 11).scores());
        assertThat(back.subject().timing()).isEqualTo(subject.timing());
        assertThat(back.streamedAlarming().threshold())
                .isEqualTo(detector.streamedAlarming().threshold());
    }

    @Test
    void refusesEveryFlippedByteAndEveryCut() throws IOException {
        Path file = folder.resolve("detector.safetensors");
        DetectorFile.write(
                SensorRows.fit(DetectorConfig.defaults().withModel(ModelChoice.PCA), 1)
                        .detector(),
                file);
        byte[] whole = Files.readAllBytes(file);
        Path broken = folder.resolve("broken.safetensors");
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            Files.write(broken, flipped);
            assertThatThrownBy(() -> DetectorFile.read(broken))
                    .as("byte " + at)
                    .isInstanceOf(HourglassException.class)
                    .hasMessageContaining("broken.safetensors");
        }
        for (int length = 0; length < whole.length; length += 37) {
            Files.write(broken, java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> DetectorFile.read(broken)).isInstanceOf(HourglassException.class);
        }
    }

    @Test
    void tellsDetectorsFromModels() throws IOException {
        Path file = folder.resolve("detector.safetensors");
        DetectorFile.write(
                SensorRows.fit(DetectorConfig.defaults().withModel(ModelChoice.PCA), 1)
                        .detector(),
                file);
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(WrongModelException.class)
                .hasMessageContaining("is a detector; use it with \"hourglass detect\"");
        assertThatThrownBy(() -> DetectorFile.read(folder.resolve("none")))
                .isInstanceOf(DataNotFoundException.class)
                .hasMessageContaining("hourglass detect fit");
        Path text = folder.resolve("text.safetensors");
        Files.writeString(text, "no detector at all");
        assertThatThrownBy(() -> DetectorFile.read(text)).isInstanceOf(CorruptArtifactException.class);
    }
}
