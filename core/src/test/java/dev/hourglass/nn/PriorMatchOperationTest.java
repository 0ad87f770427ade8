package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Noise;
import org.junit.jupiter.api.Test;

final class PriorMatchOperationTest {
    private static final int ROWS = 21;
    private static final int SIZE = 3;
    private static final long SEED = 5;
    private static final long STEP = 8;
    private static final double[] SCALES = {0.1, 0.2, 0.5, 1, 2, 5, 10};

    @Test
    void costsAreTheDiscrepancyInDoublePrecision() {
        Slab codes = codes(new SeededRandom(3), 1.7, 0.4);

        assertThat(mean(codes, 2.5)).isCloseTo(2.5 * reference(codes), within(1e-5));
    }

    @Test
    void codesOfThePriorCostLittleAndOthersMuch() {
        double likely = mean(codes(new SeededRandom(3), 1, 0), 1);

        assertThat(Math.abs(likely)).isLessThan(0.3);
        assertThat(mean(codes(new SeededRandom(3), 1, 2), 1)).isGreaterThan(1);
        assertThat(mean(codes(new SeededRandom(3), 0.05, 0), 1)).isGreaterThan(1);
    }

    @Test
    void oneCodeAloneCostsNothing() {
        Slab codes = codes(new SeededRandom(3), 1, 2);
        PriorMatchOperation operation = run(codes, 1, 1);

        operation.backward(0, 8, new Worker(0, Worker.Sizes.NONE));

        assertThat(operation.costs()[0]).isZero();
        assertThat(codes.gradients()).containsOnly(0f);
    }

    private static Slab codes(SeededRandom random, double deviation, double mean) {
        Slab codes = Slab.rows(32, SIZE, true);
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < SIZE; j++) {
                codes.values()[codes.start(i) + j] = (float) (mean + deviation * random.nextGaussian());
            }
        }
        return codes;
    }

    private static PriorMatchOperation run(Slab codes, double weight, int rows) {
        PriorMatchOperation operation = new PriorMatchOperation(Kernels.best().noise(), codes, weight, SEED);
        operation.begin(STEP, rows);
        operation.prepareForward(0, codes.stride(), rows, new Worker(0, Worker.Sizes.NONE));
        operation.forward(0, 24, new Worker(0, new Worker.Sizes(0, 0, 0, operation.scratchSize(), 0)));
        return operation;
    }

    private static double mean(Slab codes, double weight) {
        double[] costs = run(codes, weight, ROWS).costs();
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            sum += costs[i];
        }
        return sum / ROWS;
    }

    private static double reference(Slab codes) {
        long key = SeededRandom.mix(SEED + SeededRandom.mix(STEP));
        double[][] z = new double[ROWS][SIZE];
        double[][] p = new double[ROWS][SIZE];
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < SIZE; j++) {
                z[i][j] = codes.values()[codes.start(i) + j];
                p[i][j] = Noise.normal(key, i * codes.stride() + j);
            }
        }
        double sum = 0;
        for (int i = 0; i < ROWS; i++) {
            for (int j = 0; j < ROWS; j++) {
                if (i != j) {
                    sum += (similarity(z[i], z[j]) + similarity(p[i], p[j])) / (ROWS * (ROWS - 1));
                }
                sum -= 2 * similarity(z[i], p[j]) / (ROWS * ROWS);
            }
        }
        return sum;
    }

    private static double similarity(double[] x, double[] y) {
        double square = 0;
        for (int j = 0; j < SIZE; j++) {
            square += (x[j] - y[j]) * (x[j] - y[j]);
        }
        double sum = 0;
        for (double scale : SCALES) {
            double c = 2 * SIZE * scale;
            sum += c / (c + square);
        }
        return sum;
    }
}
