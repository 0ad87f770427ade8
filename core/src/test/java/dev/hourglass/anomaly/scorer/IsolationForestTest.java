package dev.hourglass.anomaly.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.evaluate.detection.RankingMetrics;
import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IsolationForestTest {
    @Test
    void averageLengthsAreThoseOfRandomSearchTrees() {
        // By hand: c(2) = 2 - 1, c(3) = 2 (1 + 1/2) - 4/3, c(4) = 2 (1 + 1/2 + 1/3) - 3/2.
        assertThat(IsolationForest.averageLengths(4))
                .containsExactly(new double[] {0, 0, 1, 5.0 / 3, 13.0 / 6}, within(1e-12));
        // scikit-learn 1.x, _average_path_length([256]): 10.244770920116851, with ln(i) + 0.577 for H(i).
        assertThat(IsolationForest.averageLengths(256)[256]).isEqualTo(10.24477, within(0.005));
    }

    @Test
    void twoRowsAreSetApartByOneSplit() {
        IsolationForest forest = IsolationForest.fit(new float[] {0, 1}, 2, 1, new IsolationForestConfig(10, 256, 3));

        // Every tree has one split: h = 1 = c(2), so the score is 1/2, on either side.
        assertThat(forest.score(new float[] {0, 1, -5, 7}, 4, 1)).containsOnly(0.5);
    }

    @Test
    void rowsThatNeverChangeAreAllOrdinary() {
        IsolationForest forest = IsolationForest.fit(new float[600], 300, 2, IsolationForestConfig.defaults(1));

        assertThat(forest.score(new float[] {0, 0, 9, 9}, 2, 1)[1]).isEqualTo(0.5, within(1e-12));
        assertThat(forest.contributions(new float[] {9, 9}, 1, 1)).containsOnly(0);
    }

    @Test
    void ordersFloatsAsTheirKeys() {
        float[] values = {
            -Float.MAX_VALUE, -1, -Float.MIN_VALUE, 0, Float.MIN_VALUE, 1e-3f, 1, Math.nextUp(1f), Float.MAX_VALUE
        };
        int[] keys = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            keys[i] = IsolationNodes.key(values[i]);
        }

        assertThat(keys).isSorted().doesNotHaveDuplicates();
        assertThat(IsolationNodes.key(-0f)).isEqualTo(IsolationNodes.key(0f));
    }

    @Test
    void lengthsAreThoseOfAPlainWalk() {
        float[] rows = cloud(500, 4, 7);
        IsolationForest forest = IsolationForest.fit(rows, 500, 4, new IsolationForestConfig(20, 64, 5));
        double[] scores = forest.score(rows, 7, 1);

        for (int row = 0; row < 7; row++) {
            double sum = walk(forest.store(), Arrays.copyOfRange(rows, row * 4, row * 4 + 4));
            double c = IsolationForest.averageLengths(64)[64];
            assertThat(scores[row]).isEqualTo(StrictMath.pow(2, -sum / (20 * c)), within(1e-12));
        }
    }

    /** Walks the stored preorder as its format says. */
    private static double walk(StoredScorer stored, float[] x) {
        float[] feature = stored.arrays().get(0).values();
        float[] value = stored.arrays().get(1).values();
        float[] right = stored.arrays().get(2).values();
        double[] averages = IsolationForest.averageLengths(64);
        double sum = 0;
        for (int start = 0; start < feature.length; start = end(feature, start)) {
            int node = start;
            int depth = 0;
            for (; feature[node] >= 0; depth++) {
                node = x[(int) feature[node]] < value[node] ? node + 1 : start + (int) right[node];
            }
            sum += depth + averages[(int) value[node]];
        }
        return sum;
    }

    private static int end(float[] feature, int start) {
        int node = start;
        for (int open = 1; open > 0; node++) { // a split opens one subtree more, a leaf closes one
            open += feature[node] < 0 ? -1 : 1;
        }
        return node;
    }

    @Test
    void contributionsAndPathLengthsAddUpToTheSameForAllRows() {
        // With one column nothing is clipped for rows far out: both sums are the expected length at the roots.
        IsolationForest forest = IsolationForest.fit(cloud(500, 1, 11), 500, 1, IsolationForestConfig.defaults(2));
        float[] far = {40, -40, 4};
        double[] scores = forest.score(far, 3, 1);
        float[] contributions = forest.contributions(far, 3, 1);
        double[] sums = new double[3];
        for (int i = 0; i < 3; i++) {
            double length = -StrictMath.log(scores[i]) / StrictMath.log(2) * IsolationForest.averageLengths(256)[256];
            sums[i] = contributions[i] + length;
        }

        assertThat(scores[0]).isNotEqualTo(scores[1]);
        assertThat(sums[1]).isEqualTo(sums[0], within(1e-5));
        assertThat(sums[2]).isEqualTo(sums[0], within(1e-5));
    }

    @Test
    void findsRowsFromElsewhereAsScikitLearnDoes() {
        // 1,000 normal rows and 50 from a cloud three times as wide. scikit-learn 1.x, IsolationForest(random_state=s)
        // on data drawn alike in Python, s = 0..9: ROC-AUC 0.957 to 0.999, 0.988 in the mean.
        float[] rows = Arrays.copyOf(cloud(1000, 6, 1), 1050 * 6);
        float[] wide = cloud(50, 6, 2);
        boolean[] labels = new boolean[1050];
        Arrays.fill(labels, 1000, 1050, true);
        for (int i = 0; i < wide.length; i++) {
            rows[6000 + i] = 3 * wide[i];
        }
        IsolationForest forest = IsolationForest.fit(rows, 1050, 6, IsolationForestConfig.defaults(4));

        assertThat(RankingMetrics.of(forest.score(rows, 1050, 2), labels).rocAuc())
                .isGreaterThan(0.95);
    }

    @Test
    void refusesWhatCannotBeGrown() {
        assertThatThrownBy(() -> IsolationForest.fit(new float[2], 1, 2, IsolationForestConfig.defaults(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a scorer must be fitted on at least 2 rows, but there were 1");
        assertThatThrownBy(() -> new IsolationForestConfig(0, 256, 1)).hasMessageContaining("trees must be in");
        assertThatThrownBy(() -> new IsolationForestConfig(1, 1, 1)).hasMessageContaining("rowsPerTree must be in");
        assertThatThrownBy(() -> new IsolationForestConfig(10_000, 65_536, 1))
                .hasMessageContaining("trees times rowsPerTree");
    }

    private static float[] cloud(int count, int features, long seed) {
        SeededRandom random = new SeededRandom(seed);
        float[] rows = new float[count * features];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        return rows;
    }
}
