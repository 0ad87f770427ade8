package dev.hourglass.compress.lossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.compress.entropy.CumulativeCurve;
import dev.hourglass.compress.entropy.NormalDistribution;
import dev.hourglass.compress.entropy.RansStack;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LatentGridTest {
    private static final LatentGrid GRID = LatentGrid.EQUAL;
    private static final LatentGrid EVEN = LatentGrid.EVEN;

    @Test
    void normalDistributionHasItsKnownValues() {
        assertThat(NormalDistribution.cumulative(0)).isEqualTo(0.5);
        assertThat(NormalDistribution.cumulative(1)).isCloseTo(0.8413447460685429, within(1e-15));
        assertThat(NormalDistribution.cumulative(-2)).isCloseTo(0.02275013194817921, within(1e-15));
        assertThat(NormalDistribution.cumulative(-5)).isCloseTo(2.8665157186802404e-7, within(1e-15));
        assertThat(NormalDistribution.cumulative(9)).isEqualTo(1);
        assertThat(NormalDistribution.quantile(0.975, 1)).isCloseTo(1.959963984540054, within(1e-12));
        assertThat(NormalDistribution.quantile(0.5 / 4096, -3.5)).isCloseTo(-3.668329285121323, within(1e-9));
    }

    @Test
    void curvesRiseAndStayCloseToTheirFunctions() {
        for (CumulativeCurve curve : new CumulativeCurve[] {CumulativeCurve.NORMAL, CumulativeCurve.LOGISTIC}) {
            int before = 0;
            for (double x = -30; x < 30; x += 0.00013) {
                int at = curve.at(x);
                assertThat(at).isBetween(before, 1 << 30);
                double exact = curve == CumulativeCurve.NORMAL
                        ? NormalDistribution.cumulative(x)
                        : 1 / (1 + StrictMath.exp(-x));
                assertThat(Math.scalb((double) at, -30)).isCloseTo(exact, within(1e-6));
                before = at;
            }
            assertThat(curve.at(Double.NaN)).isZero();
            assertThat(curve.at(Double.NEGATIVE_INFINITY)).isZero();
            assertThat(curve.at(Double.POSITIVE_INFINITY)).isEqualTo(1 << 30);
        }
    }

    @Test
    void codesRiseAndAreSymmetric() {
        for (int b = 0; b < GRID.buckets(); b++) {
            assertThat(GRID.code(b)).isEqualTo(-GRID.code(GRID.buckets() - 1 - b));
            assertThat(b == 0 || GRID.code(b) > GRID.code(b - 1)).isTrue();
        }
        assertThat(GRID.code(0)).isCloseTo(-3.668329f, within(1e-5f));
    }

    @Test
    void evenBucketsHaveOneWidth() {
        assertThat(EVEN.buckets()).isEqualTo(1 << 14);
        assertThat(EVEN.code(0)).isEqualTo(-32 + 1f / 512);
        assertThat(EVEN.code(1 << 13)).isEqualTo(1f / 512);
        assertThat(EVEN.code((1 << 14) - 1)).isEqualTo(32 - 1f / 512);
    }

    @Test
    void everyBucketThatIsPoppedCanBePushed() {
        SplittableRandom random = new SplittableRandom(1);
        float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -1e30f, 0, 50, -50};
        for (int round = 0; round < 20_000; round++) {
            float mean = (float) (random.nextDouble() * 8 - 4);
            float logVariance = (float) (random.nextDouble() * 30 - 25);
            if (round % 3 == 0) {
                mean = odd[random.nextInt(odd.length)];
                logVariance = odd[random.nextInt(odd.length)];
            }
            RansStack stack = RansStack.empty(1);
            int slot = random.nextInt(1 << LatentGrid.NORMAL_BITS);
            stack.pushUniform(0, random.nextInt(1 << 24), 24);
            stack.pushUniform(0, slot, LatentGrid.NORMAL_BITS);
            byte[] before = stack.toBytes();
            for (LatentGrid grid : new LatentGrid[] {GRID, EVEN}) {
                int bucket = grid.popPosterior(stack, mean, logVariance);
                assertThat(grid.pushPosterior(stack, bucket, mean, logVariance)).isTrue();
                assertThat(stack.toBytes()).isEqualTo(before);
            }
            int bucket = EVEN.popPrior(stack, mean, logVariance);
            EVEN.pushPrior(stack, bucket, mean, logVariance);
            assertThat(stack.toBytes()).isEqualTo(before);
        }
    }

    @Test
    void aPriorHasAPartForEveryBucket() {
        for (float mean : new float[] {0, -31, 1e30f, Float.NaN}) {
            RansStack stack = RansStack.empty(1);
            for (int bucket = 0; bucket < EVEN.buckets(); bucket += 113) {
                EVEN.pushPrior(stack, bucket, mean, -20);
            }
            for (int bucket = (EVEN.buckets() - 1) / 113 * 113; bucket >= 0; bucket -= 113) {
                assertThat(EVEN.popPrior(stack, mean, -20)).isEqualTo(bucket);
            }
            stack.requireStart();
        }
    }

    @Test
    void poppedCodesAreDistributedAsThePosterior() {
        RansStack stack = RansStack.borrowing(1);
        double sum = 0;
        double squares = 0;
        int count = 20_000;
        for (int i = 0; i < count; i++) {
            float code = GRID.code(GRID.popPosterior(stack, 0.7f, (float) Math.log(0.04)));
            sum += code;
            squares += code * code;
        }
        double mean = sum / count;
        assertThat(mean).isCloseTo(0.7, within(0.01));
        assertThat(Math.sqrt(squares / count - mean * mean)).isCloseTo(0.2, within(0.005));
    }

    @Test
    void refusesABucketThatThePosteriorRulesOut() {
        RansStack stack = RansStack.empty(1);
        assertThat(GRID.pushPosterior(stack, 0, 0, -10)).isFalse();
        stack.requireStart();
    }
}
