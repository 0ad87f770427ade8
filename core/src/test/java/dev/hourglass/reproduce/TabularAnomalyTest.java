package dev.hourglass.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.data.DataLocator;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.DownloadProgress;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TabularAnomalyTest {
    @Test
    void splitsAsThePeerInPythonDoes() {
        Dataset table = numbered(10);
        // split(10, 7) of bench/peers/pyod_autoencoder.py
        assertThat(TabularSplit.of(table, 7, false).train().values()).containsExactly(PYTHON_TRAIN);
        assertThat(TabularSplit.of(table, 7, false).test().values()).containsExactly(PYTHON_TEST);
    }

    private static final float[] PYTHON_TRAIN = {2, 5, 3, 0, 4, 6};
    private static final float[] PYTHON_TEST = {7, 1, 9, 8};

    @Test
    void leavesAnomaliesOutOfTheRowsToFitOnOnly() {
        Dataset table = numbered(100);
        TabularSplit all = TabularSplit.of(table, 3, false);
        TabularSplit normal = TabularSplit.of(table, 3, true);

        assertThat(all.train().labels()).contains("1").hasSize(60);
        assertThat(normal.train().labels()).containsOnly("0").hasSizeLessThan(60);
        assertThat(normal.test().values()).containsExactly(all.test().values());
        assertThat(normal.anomalies()).hasSize(40).contains(true);
    }

    private static Dataset numbered(int rows) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = i;
        }
        List<String> labels =
                IntStream.range(0, rows).mapToObj(i -> i % 4 == 0 ? "1" : "0").toList();
        return Dataset.of("numbered", new VectorSchema(Shape.of(1)), values, labels);
    }

    @Test
    void findsPlantedAnomalies(@TempDir Path folder) throws IOException {
        Path csv = Files.createDirectories(folder.resolve("adbench").resolve("csv"));
        SeededRandom random = new SeededRandom(5);
        StringBuilder text = new StringBuilder("f0,f1,f2,label\n");
        for (int i = 0; i < 200; i++) {
            double cause = random.nextGaussian();
            boolean isAnomaly = i % 20 == 0;
            text.append(cause + 0.1 * random.nextGaussian()).append(',');
            text.append(isAnomaly ? -cause - 4 : cause + 0.1 * random.nextGaussian())
                    .append(',');
            text.append(2 * cause).append(',').append(isAnomaly ? 1 : 0).append('\n');
        }
        Files.writeString(csv.resolve("14_glass.csv"), text);
        Files.writeString(csv.resolve("1_left_out_of_quick_runs.csv"), text);
        var options = new ReproduceOptions(7, 2, true, DataLocator.of(List.of(folder), Map.of(), folder));
        List<Finding> findings = new Reproduction(options, DownloadProgress.none())
                .run(Recipes.find("tabular-anomaly").orElseThrow(), TrainingListener.SILENT);

        assertThat(findings)
                .hasSize(18)
                .noneMatch(finding -> finding.figure().metric().contains("left_out"))
                .filteredOn(finding -> finding.figure().metric().endsWith("ROC-AUC, beside PCA"))
                .hasSize(4)
                .allSatisfy(finding -> assertThat(finding.obtained()).isGreaterThan(0.95));
    }

    @Test
    void meansAndDeviationsAreThoseOfTheNumbers() {
        SampleMoments moments = new SampleMoments();
        moments.add(1);
        assertThat(moments.deviation()).isZero();
        moments.add(4);
        assertThat(moments.mean()).isEqualTo(2.5);
        assertThat(moments.deviation()).isCloseTo(1.5, within(1e-12));
    }
}
