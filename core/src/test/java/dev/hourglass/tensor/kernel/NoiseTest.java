package dev.hourglass.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class NoiseTest {
    private static final int COUNT = 1 << 21;
    private static final long KEY = SeededRandom.mix(42);
    private static final float[] NORMAL = new float[COUNT];
    private static final float[] UNIFORM = new float[COUNT];

    static {
        Kernels.plain().noise().normal(KEY, 0, NORMAL, 0, COUNT);
        Kernels.plain().noise().uniform(KEY, 0, UNIFORM, 0, COUNT);
    }

    /** Returns the probability that a standard normal number exceeds z; error below 1e-15 by Simpson's rule. */
    private static double tailAbove(double z) {
        double end = z + 12;
        int steps = 4000;
        double width = (end - z) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double x = z + i * width;
            int weight = i == 0 || i == steps ? 1 : i % 2 == 0 ? 2 : 4;
            sum += weight * StrictMath.exp(-0.5 * x * x);
        }
        return sum * width / 3 / StrictMath.sqrt(2 * StrictMath.PI);
    }

    private static double density(double z) {
        return StrictMath.exp(-0.5 * z * z) / StrictMath.sqrt(2 * StrictMath.PI);
    }

    /** The error of the quantile follows from that of the probability: dz = dp / density. */
    @Test
    void quantilesAreWithinTheirBound() {
        double largest = 0;
        for (int exponent = 2; exponent <= 33; exponent++) {
            for (int m = 0; m < 100; m++) {
                float p = (float) StrictMath.pow(2, -exponent) * (1 + m / 100f);
                float z = Noise.normal(p);
                double error = (tailAbove(z) - p) / density(z) / z;
                largest = Math.max(largest, Math.abs(error));
            }
        }
        assertThat(largest).isBetween(4e-7, 6e-7);
    }

    @Test
    void quantilesAreOddAndBounded() {
        assertThat(Noise.normal(0.5f)).isZero();
        assertThat(Noise.normal(-0.5f)).isZero();
        assertThat(Noise.normal(-0.1f)).isEqualTo(-Noise.normal(0.1f));
        assertThat(Noise.normal(0f)).isBetween(6.33f, 6.35f);
        assertThat(Noise.normal(0x1p-40f)).isEqualTo(Noise.normal(0f));
    }

    @Test
    void uniformNumbersFillTheirRange() {
        float[] sorted = UNIFORM.clone();
        Arrays.sort(sorted);
        assertThat(sorted[0]).isGreaterThanOrEqualTo(0f).isLessThan(1e-5f);
        assertThat(sorted[COUNT - 1]).isLessThan(1f).isGreaterThan(1 - 1e-5f);
        double distance = 0;
        for (int i = 0; i < COUNT; i++) {
            distance = Math.max(distance, Math.abs(sorted[i] - (i + 0.5) / COUNT));
        }
        assertThat(distance * Math.sqrt(COUNT)).as("Kolmogorov-Smirnov").isLessThan(1.63); // 1 % level
    }

    @Test
    void normalNumbersHaveTheMomentsOfTheirDistribution() {
        double[] moments = new double[7];
        for (float value : NORMAL) {
            double power = 1;
            for (int k = 1; k < moments.length; k++) {
                power *= value;
                moments[k] += power / COUNT;
            }
        }
        double unit = 4 / Math.sqrt(COUNT); // four standard errors, times the deviation of z^k
        assertThat(moments[1]).isCloseTo(0, within(unit));
        assertThat(moments[2]).isCloseTo(1, within(unit * Math.sqrt(2)));
        assertThat(moments[3]).isCloseTo(0, within(unit * Math.sqrt(15)));
        assertThat(moments[4]).isCloseTo(3, within(unit * Math.sqrt(96)));
        assertThat(moments[6]).isCloseTo(15, within(unit * Math.sqrt(10170)));
    }

    @Test
    void normalNumbersFollowTheNormalDistribution() {
        float[] sorted = NORMAL.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < COUNT; i += 500) {
            distance = Math.max(distance, Math.abs(1 - tailAbove(sorted[i]) - (i + 0.5) / COUNT));
        }
        assertThat(distance * Math.sqrt(COUNT)).as("Kolmogorov-Smirnov").isLessThan(1.63);
    }

    @Test
    void normalNumbersReachIntoTheTails() {
        for (double z : new double[] {2, 3, 4}) {
            double expected = COUNT * 2 * tailAbove(z);
            long beyond = 0;
            for (float value : NORMAL) {
                beyond += Math.abs(value) > z ? 1 : 0;
            }
            assertThat((double) beyond).as("beyond %s", z).isCloseTo(expected, within(4 * Math.sqrt(expected)));
        }
    }

    /** Neighbouring indices are what a row holds; neighbouring keys must come from a hash, as those of steps do. */
    @Test
    void numbersOfNeighboursAreNotCorrelated() {
        for (int lag : new int[] {1, 2, 3, 16, 784, 1 << 16}) {
            double sum = 0;
            for (int i = lag; i < COUNT; i++) {
                sum += NORMAL[i] * NORMAL[i - lag];
            }
            assertThat(sum / COUNT).as("lag %s", lag).isCloseTo(0, within(4 / Math.sqrt(COUNT)));
        }
        float[] other = new float[COUNT];
        Kernels.plain().noise().normal(SeededRandom.mix(43), 0, other, 0, COUNT);
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += NORMAL[i] * other[i];
        }
        assertThat(sum / COUNT).isCloseTo(0, within(4 / Math.sqrt(COUNT)));
    }
}
