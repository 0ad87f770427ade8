package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hourglass.anomaly.scorer.Encoding;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.scorer.StoredScorer;
import dev.hourglass.file.Json;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Scorer} keeps to; a scorer's test extends this and says how it is fitted and read. */
public abstract class ScorerContract {
    private static final int ROWS = 600;
    private static final int FEATURES = 6;
    private static final String FIELDS = "scorer";

    /**
     * Fits a scorer.
     *
     * @param rows [N, D]
     * @param count N
     * @param features D
     * @param seed of whatever is random about it
     */
    protected abstract Scorer fit(float[] rows, int count, int features, long seed);

    /** Reads a scorer of this kind. */
    protected abstract Scorer read(JsonView fields, NamedArrays arrays);

    /** Returns whether another seed makes another model. */
    protected abstract boolean isRandom();

    /** Far in every column: a forest may take a row that is far in one for an ordinary one at the rim. */
    @ParameterizedTest(name = "{0} from the middle")
    @ValueSource(floats = {12, -12, 200})
    void aPlantedRowScoresHigherThanEveryNormalOne(float distance) {
        float[] rows = Arrays.copyOf(normal(2, ROWS), (ROWS + 1) * FEATURES);
        Arrays.fill(rows, ROWS * FEATURES, rows.length, distance);
        double[] scores = fitted(1).score(rows, ROWS + 1, 2);

        assertThat(scores[ROWS])
                .isGreaterThan(Arrays.stream(scores, 0, ROWS).max().orElseThrow());
    }

    @Test
    void contributionsPointAtThePlantedColumn() {
        Scorer scorer = fitted(1);
        float[] rows = new float[FEATURES * FEATURES];
        for (int column = 0; column < FEATURES; column++) {
            plant(rows, column, column, 12);
        }
        float[] contributions = scorer.contributions(rows, FEATURES, 2);

        for (int row = 0; row < FEATURES; row++) {
            for (int column = 0; column < FEATURES; column++) {
                float contribution = contributions[row * FEATURES + column];
                assertThat(contribution).isNotNegative().isFinite();
                if (column != row) {
                    assertThat(contributions[row * FEATURES + row])
                            .as("planted column %d against %d", row, column)
                            .isGreaterThan(contribution);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3})
    void aRowHasTheSameCodeAloneAndAmongOthers(int threads) {
        Scorer scorer = fitted(1);
        assumeTrue(scorer instanceof Encoding, "the scorer makes no codes");
        Encoding encoding = (Encoding) scorer;
        int size = encoding.codeSize();
        float[] rows = normal(3, ROWS);
        float[] codes = encoding.codes(rows, ROWS, threads);

        assertThat(size).isBetween(1, Encoding.MAX_CODE_SIZE);
        assertThat(codes).hasSize(ROWS * size);
        for (int row = 0; row < ROWS; row += 97) {
            float[] alone = Arrays.copyOfRange(rows, row * FEATURES, (row + 1) * FEATURES);
            assertThat(encoding.codes(alone, 1, 1)).isEqualTo(Arrays.copyOfRange(codes, row * size, (row + 1) * size));
        }
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3})
    void aRowHasTheSameBitsAloneAndAmongOthers(int threads) {
        Scorer scorer = fitted(1);
        float[] rows = normal(3, ROWS);
        double[] scores = scorer.score(rows, ROWS, threads);
        float[] contributions = scorer.contributions(rows, ROWS, threads);

        assertThat(scores).hasSize(ROWS);
        assertThat(contributions).hasSize(ROWS * FEATURES);
        for (int row = 0; row < ROWS; row += 37) {
            float[] alone = Arrays.copyOfRange(rows, row * FEATURES, (row + 1) * FEATURES);
            assertThat(scorer.score(alone, 1, 1)).containsExactly(scores[row]);
            assertThat(scorer.contributions(alone, 1, 1))
                    .containsExactly(Arrays.copyOfRange(contributions, row * FEATURES, (row + 1) * FEATURES));
        }
    }

    @Test
    void scoringLeavesRowsAsTheyAre() {
        Scorer scorer = fitted(1);
        float[] rows = normal(3, ROWS);
        float[] before = rows.clone();
        assertThat(scorer.score(rows, ROWS, 2)).hasSize(ROWS);
        assertThat(scorer.contributions(rows, ROWS, 2)).hasSize(ROWS * FEATURES);

        assertThat(rows).containsExactly(before);
        assertThat(scorer.score(rows, 0, 2)).isEmpty();
    }

    @Test
    void wildRowsHaveFiniteScores() {
        Scorer scorer = fitted(1);
        float[] rows = new float[FEATURES * 4];
        Arrays.fill(rows, 0, FEATURES, 1e6f);
        Arrays.fill(rows, FEATURES, 2 * FEATURES, -1e6f);
        plant(rows, 2, 0, 1e6f);
        Arrays.fill(rows, 3 * FEATURES, 4 * FEATURES, Float.MIN_VALUE);

        for (double score : scorer.score(rows, 4, 1)) {
            assertThat(score).isFinite();
        }
        for (float contribution : scorer.contributions(rows, 4, 1)) {
            assertThat(contribution).isFinite().isNotNegative();
        }
    }

    @Test
    void theSameSeedGivesTheSameModelAndAnotherAnother() {
        float[] rows = normal(3, ROWS);
        double[] scores = fitted(1).score(rows, ROWS, 1);

        assertThat(fitted(1).score(rows, ROWS, 1)).containsExactly(scores);
        if (isRandom()) {
            assertThat(fitted(2).score(rows, ROWS, 1)).isNotEqualTo(scores);
        } else {
            assertThat(fitted(2).score(rows, ROWS, 1)).containsExactly(scores);
        }
    }

    @Test
    void aFileGivesTheSameBits(@TempDir Path folder) throws IOException {
        Scorer scorer = fitted(1);
        float[] rows = normal(3, ROWS);
        StoredScorer stored = scorer.store();
        Scorer read = read(written(folder, stored.fields(), stored.arrays()));

        assertThat(stored.fields()).containsEntry(StoredScorer.KIND, scorer.id());
        assertThat(read.id()).isEqualTo(scorer.id());
        assertThat(read.features()).isEqualTo(FEATURES).isEqualTo(scorer.features());
        assertThat(read.score(rows, ROWS, 1)).containsExactly(scorer.score(rows, ROWS, 1));
        assertThat(read.contributions(rows, ROWS, 1)).containsExactly(scorer.contributions(rows, ROWS, 1));
    }

    @Test
    void allArraysOfAFileAreTaken(@TempDir Path folder) throws IOException {
        StoredScorer stored = fitted(1).store();
        SafetensorsFile file = written(folder, stored.fields(), stored.arrays());
        NamedArrays arrays = NamedArrays.of(file);

        assertThat(read(view(file), arrays).features()).isEqualTo(FEATURES);
        arrays.requireAllTaken();
    }

    @Test
    void wrongArraysAreRefused(@TempDir Path folder) throws IOException {
        StoredScorer stored = fitted(1).store();
        for (SafetensorsFile.Entry entry : stored.arrays()) {
            List<SafetensorsFile.Entry> others = new ArrayList<>(stored.arrays());
            others.remove(entry);
            assertRefused(written(folder, stored.fields(), others), entry.name());

            int size = entry.values().length;
            List<SafetensorsFile.Entry> longer = new ArrayList<>(others);
            longer.add(new SafetensorsFile.Entry(
                    entry.name(), Shape.of(size + 1), Arrays.copyOf(entry.values(), size + 1)));
            assertRefused(written(folder, stored.fields(), longer), entry.name());

            float[] broken = entry.values().clone();
            broken[size / 2] = Float.NaN;
            List<SafetensorsFile.Entry> notNumbers = new ArrayList<>(others);
            notNumbers.add(new SafetensorsFile.Entry(entry.name(), entry.shape(), broken));
            assertHarmlessOrRefused(written(folder, stored.fields(), notNumbers), entry.name());
        }
    }

    /** Where a value means nothing (an inner node's), anything may stand there, but scores must stay finite. */
    private void assertHarmlessOrRefused(SafetensorsFile file, String name) {
        try {
            assertThat(Arrays.stream(read(file).score(normal(3, 10), 10, 1)).allMatch(Double::isFinite))
                    .as("finite scores with a broken \"%s\"", name)
                    .isTrue();
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining(name);
        }
    }

    @Test
    void countsAndThreadsAreChecked() {
        Scorer scorer = fitted(1);
        assertThatThrownBy(() -> scorer.score(new float[FEATURES], 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was 2");
        assertThatThrownBy(() -> scorer.contributions(new float[FEATURES], 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threads must be at least 1");
    }

    private Scorer fitted(long seed) {
        return fit(normal(1, ROWS), ROWS, FEATURES, seed);
    }

    /** Two hidden causes, each seen through three columns with a little noise; each column has deviation about 1. */
    private static float[] normal(long seed, int count) {
        SeededRandom random = new SeededRandom(seed);
        float[] rows = new float[count * FEATURES];
        double[] causes = new double[2];
        for (int i = 0; i < rows.length; i++) {
            int column = i % FEATURES;
            if (column < causes.length) {
                causes[column] = random.nextGaussian();
            }
            double sign = column < 4 ? 1 : -1;
            rows[i] = (float) (sign * 0.95 * causes[column % 2] + 0.3 * random.nextGaussian());
        }
        return rows;
    }

    private static void plant(float[] rows, int row, int column, float value) {
        Arrays.fill(rows, row * FEATURES, (row + 1) * FEATURES, 0);
        rows[row * FEATURES + column] = value;
    }

    private static SafetensorsFile written(Path folder, Map<String, Object> fields, List<SafetensorsFile.Entry> arrays)
            throws IOException {
        Path file = folder.resolve("scorer.safetensors");
        SafetensorsFile.write(file, Map.of(FIELDS, Json.print(fields)), arrays);
        return SafetensorsFile.read(file);
    }

    private Scorer read(SafetensorsFile file) {
        return read(view(file), NamedArrays.of(file));
    }

    private static JsonView view(SafetensorsFile file) {
        return new JsonView(FIELDS, Json.parse(file.metadata().getOrDefault(FIELDS, "")));
    }

    private void assertRefused(SafetensorsFile file, String name) {
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + name + "\"");
    }
}
