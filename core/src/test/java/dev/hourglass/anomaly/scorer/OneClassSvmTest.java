package dev.hourglass.anomaly.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import org.junit.jupiter.api.Test;

class OneClassSvmTest {
    /**
     * Agrees with scikit-learn 1.x:
     *
     * <pre>{@code
     * i = np.arange(40); X = np.c_[(i*37%128)/64-1, (i*i*11%128)/64-1, (i*i*i*5%128)/64-1]
     * m = OneClassSVM(nu=0.2, gamma='scale', tol=1e-9).fit(X)
     * m.support_.size, m.decision_function(np.vstack([X[:4], Q]))
     * }</pre>
     */
    @Test
    void agreesWithScikitLearn() {
        float[] rows = lattice();
        OneClassSvm scorer = OneClassSvm.fit(rows, 40, 3, new OneClassSvmConfig(0.2, 1, 2000, 1));
        float[] queries = {0, 0, 0, 1, -1, 0.5f, -0.25f, 0.75f, -0.5f, 2, 2, 2, 30, 0, 0};

        assertThat(scorer.supportVectors()).isEqualTo(14);
        assertThat(scorer.score(rows, 4, 1))
                .containsExactly(new double[] {0, -0.17455946465972083, -0.26675546852443177, 0}, within(1e-5));
        assertThat(scorer.score(queries, 5, 1))
                .containsExactly(
                        new double[] {
                            -0.24102964442170705,
                            0.37652986231672625,
                            -0.08379437167741854,
                            1.309900740482818,
                            1.3233039986299282
                        },
                        within(1e-5));
    }

    private static float[] lattice() {
        float[] rows = new float[40 * 3];
        for (int i = 0; i < 40; i++) {
            rows[i * 3] = (i * 37 % 128) / 64f - 1;
            rows[i * 3 + 1] = (i * i * 11 % 128) / 64f - 1;
            rows[i * 3 + 2] = (i * i * i * 5 % 128) / 64f - 1;
        }
        return rows;
    }

    @Test
    void leavesAboutTheShareNuOutside() {
        float[] rows = cloud(1000);
        OneClassSvm scorer = OneClassSvm.fit(rows, 1000, 3, OneClassSvmConfig.defaults(1));
        int outside = 0;
        for (double score : scorer.score(rows, 1000, 1)) {
            outside += score > 1e-5 ? 1 : 0; // rows on the boundary are 0 but for the solver's tolerance
        }

        assertThat(outside).isBetween(60, 100);
        assertThat(scorer.supportVectors()).isBetween(100, 140);
    }

    @Test
    void nuOneGivesEveryRowTheSameWeight() {
        // Then nothing is left to choose: the score is an offset minus the sum of all kernels, a density estimate.
        OneClassSvm scorer = OneClassSvm.fit(new float[] {-1, 1}, 2, 1, new OneClassSvmConfig(1, 1, 2000, 1));
        double[] scores = scorer.score(new float[] {0, 1}, 2, 1);

        assertThat(scorer.supportVectors()).isEqualTo(2);
        assertThat(scores[0] - scores[1]).isEqualTo(1 + StrictMath.exp(-4) - 2 * StrictMath.exp(-1), within(1e-12));
    }

    @Test
    void rowsThatNeverChangeAreFarFromAllElse() {
        OneClassSvm scorer = OneClassSvm.fit(new float[] {2, 2, 2, 2}, 4, 1, OneClassSvmConfig.defaults(1));
        double[] scores = scorer.score(new float[] {2, 3, 9}, 3, 1);

        assertThat(scores).isSorted();
        assertThat(scores[0]).isEqualTo(0, within(1e-6));
        assertThat(scores[1]).isGreaterThan(0.1);
    }

    @Test
    void farContributionsPointAlongTheDistance() {
        OneClassSvm scorer = OneClassSvm.fit(cloud(300), 300, 3, OneClassSvmConfig.defaults(1));
        float[] contributions = scorer.contributions(new float[] {0, 1000, -2000}, 1, 1);

        assertThat(contributions[2] / contributions[1]).isEqualTo(4, within(0.1f));
        assertThat(contributions[0]).isLessThan(contributions[1] / 1000);
    }

    @Test
    void refusesWhatCannotBeFitted() {
        assertThatThrownBy(() -> OneClassSvm.fit(new float[2], 1, 2, OneClassSvmConfig.defaults(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 rows");
        assertThatThrownBy(() -> new OneClassSvmConfig(0, 1, 10, 1)).hasMessageContaining("nu must be above 0");
        assertThatThrownBy(() -> new OneClassSvmConfig(0.1, Double.NaN, 10, 1)).hasMessageContaining("gammaScale");
        assertThatThrownBy(() -> new OneClassSvmConfig(0.1, 1, 1, 1)).hasMessageContaining("maxRows must be in");
    }

    private static float[] cloud(int count) {
        SeededRandom random = new SeededRandom(9);
        float[] rows = new float[count * 3];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = (float) random.nextGaussian();
        }
        return rows;
    }
}
