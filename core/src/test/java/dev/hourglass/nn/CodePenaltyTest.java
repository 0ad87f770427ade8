package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class CodePenaltyTest {
    @Test
    void magnitudesCostTheirSumAveragedOverTheBatch() {
        Slab codes = slab(new float[][] {{1, -2, 0}, {0.5f, 0, 4}});
        MagnitudeOperation operation = new MagnitudeOperation(codes, 0.1);
        operation.begin(1, 2);
        operation.forward(0, 8, worker(0));
        operation.backward(0, 8, worker(0));

        assertThat(operation.costs()[0]).isCloseTo(0.3, within(1e-12));
        assertThat(operation.costs()[1]).isCloseTo(0.45, within(1e-12));
        assertThat(row(codes, codes.gradients(), 0)).containsExactly(0.05f, -0.05f, 0f);
    }

    @Test
    void meanActivationsCostTheirDivergenceFromTheTarget() {
        Slab codes = slab(new float[][] {{0.25f, 0.8f}, {0.75f, 0.4f}});
        SparsityOperation operation = new SparsityOperation(codes, new CodePenalty.Sparsity(3, 0.1));
        operation.begin(1, 2);
        operation.prepareForward(0, 16, 2, new Worker(0, Worker.Sizes.NONE));
        operation.forward(0, 8, worker(0));

        double expected = 3 * (divergence(0.1, 0.5) + divergence(0.1, 0.6));
        assertThat(operation.costs()[0]).isCloseTo(expected, within(1e-6));
        assertThat(operation.costs()[1]).isEqualTo(operation.costs()[0]);
    }

    @Test
    void unitsThatAreAlwaysOffCostFinitelyMuch() {
        Slab codes = slab(new float[][] {{0f}, {0f}});
        SparsityOperation operation = new SparsityOperation(codes, new CodePenalty.Sparsity(1, 0.1));
        operation.begin(1, 2);
        operation.prepareForward(0, 16, 2, new Worker(0, Worker.Sizes.NONE));
        operation.forward(0, 8, worker(0));
        operation.backward(0, 8, worker(0));

        assertThat(operation.costs()[0]).isBetween(0.1, 2.0);
        assertThat(row(codes, codes.gradients(), 0)[0]).isNegative();
    }

    @Test
    void topKeepsTheLargestAndOfEqualOnesTheFirst() {
        Slab codes = slab(new float[][] {{1, 5, -2, 5, 3, 3, 3}, {-4, -1, -3, -2, -9, -8, -7}});
        TopKOperation operation = new TopKOperation(codes, 4);
        operation.forward(0, 8, worker(4));
        Arrays.fill(codes.gradients(), 1f);
        operation.backward(0, 8, worker(4));

        float[] kept = operation.output().values();
        assertThat(row(codes, kept, 0)).containsExactly(0, 5, 0, 5, 3, 3, 0);
        assertThat(row(codes, kept, 1)).containsExactly(-4, -1, -3, -2, 0, 0, 0);
        assertThat(row(codes, codes.gradients(), 0)).containsExactly(0, 1, 0, 1, 1, 1, 0);
    }

    @Test
    void topKeepsWhatIsNotANumber() {
        Slab codes = slab(new float[][] {{1, Float.NaN, 3}});
        TopKOperation operation = new TopKOperation(codes, 1);
        operation.forward(0, 8, worker(1));

        assertThat(row(codes, operation.output().values(), 0)).containsExactly(0, Float.NaN, 3);
    }

    @Test
    void targetsAndWeightsOutsideTheirRangeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CodePenalty.Sparsity(1, 1))
                .withMessage("the target of a code's mean activation must be in (0, 1), but was 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CodePenalty.Magnitude(-1))
                .withMessage("code weight must be at least 0 and finite, but was -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodePenalty.from("l3"))
                .withMessageStartingWith("code penalty must be one of none, l1, kl")
                .withMessageEndingWith("but was \"l3\"");
    }

    private static double divergence(double target, double mean) {
        return target * StrictMath.log(target / mean) + (1 - target) * StrictMath.log((1 - target) / (1 - mean));
    }

    private static Worker worker(int scratch) {
        return new Worker(0, new Worker.Sizes(0, 0, 0, scratch, 0));
    }

    private static float[] row(Slab slab, float[] values, int i) {
        return Arrays.copyOfRange(values, slab.start(i), slab.start(i) + slab.columns());
    }

    private static Slab slab(float[][] rows) {
        Slab slab = Slab.rows(16, rows[0].length, true);
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, slab.values(), slab.start(i), rows[i].length);
        }
        return slab;
    }
}
