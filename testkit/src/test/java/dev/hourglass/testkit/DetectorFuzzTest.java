package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorConfig;
import dev.hourglass.anomaly.DetectorFile;
import dev.hourglass.anomaly.DetectorFit;
import dev.hourglass.anomaly.DetectorKind;
import dev.hourglass.anomaly.Subject;
import dev.hourglass.anomaly.Timing;
import dev.hourglass.artifact.TrainedModel.Reading;
import dev.hourglass.data.CsvOptions;
import dev.hourglass.data.CsvRowStream;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.MissingPolicy;
import dev.hourglass.data.TableSchema;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.tensor.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Any bytes as a detector, as the manifest of one that is sealed, and as the rows that one watches. */
final class DetectorFuzzTest {
    private static final TableSchema SCHEMA = new TableSchema(List.of(
            new TableSchema.NumericColumn("a", false),
            new TableSchema.OneHotColumn("kind", List.of("x", "y")),
            new TableSchema.NumericColumn("b", true)));
    private static final CsvOptions ROWS = CsvOptions.defaults()
            .withMissing(CsvOptions.Missing.defaults().withPolicy(MissingPolicy.MEDIAN))
            .withLabelColumns("time");
    private static final Path STORED = stored();

    @FuzzTest
    void aDetectorIsReadOrRefused(byte[] bytes) throws IOException {
        Path file = Fuzzing.file("any.detector", bytes);
        Fuzzing.reads(bytes, () -> assertComesBack(DetectorFile.read(file)));
    }

    @FuzzTest
    void aManifestIsReadOrRefused(byte[] bytes) throws IOException {
        Path file = Fuzzing.file("manifest.detector", new byte[0]);
        SafetensorsFile.write(
                file,
                Map.of("hourglass", new String(bytes, StandardCharsets.UTF_8)),
                SafetensorsFile.read(STORED).entries());
        Fuzzing.reads(bytes, () -> assertComesBack(DetectorFile.read(file)));
    }

    @FuzzTest
    void rowsAreReadOrAnsweredWithTheRule(byte[] bytes) throws IOException {
        Fuzzing.reads(bytes, () -> {
            try (CsvRowStream rows = CsvRowStream.of(new ByteArrayInputStream(bytes), "any", SCHEMA, ROWS)) {
                while (rows.next()) {
                    if (rows.problem().isEmpty()) {
                        for (float value : rows.row()) {
                            assertThat(Float.isInfinite(value)).isFalse();
                        }
                    }
                }
            }
        });
    }

    private static void assertComesBack(Detector detector) throws IOException {
        Path copy = Fuzzing.file("detector-again", new byte[0]);
        DetectorFile.write(detector, copy);
        float[] rows = new float[detector.window() * detector.schema().features()];
        assertThat(DetectorFile.read(copy).score(rows, detector.window()))
                .isEqualTo(detector.score(rows, detector.window()));
    }

    private static Path stored() {
        SeededRandom random = new SeededRandom(1);
        float[] values = new float[64 * SCHEMA.features()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        Subject subject = new Subject(
                DetectorKind.SERIES, new Reading(SCHEMA, DataOptions.defaults()), new Timing("time", 0, 60));
        DetectorConfig defaults = DetectorConfig.defaults();
        DetectorConfig config = new DetectorConfig(
                defaults.model(),
                defaults.autoencoder()
                        .withTraining(defaults.autoencoder().training().withSteps(4)),
                false,
                defaults.alarms(),
                2);
        try {
            Path file = Fuzzing.file("stored.detector", new byte[0]);
            DetectorFile.write(
                    new DetectorFit(config, 1, 1)
                            .fit(subject, Dataset.of("fuzz", SCHEMA, values, List.of()), new boolean[0], text -> {})
                            .detector(),
                    file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
