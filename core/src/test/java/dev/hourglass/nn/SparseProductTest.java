package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.MatrixKernels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A product that leaves zeros out is the product, and takes less where there are many. */
final class SparseProductTest {
    private static final int M = 43; // five times eight rows, and some
    private static final int N = 96;
    private static final int K = 70;

    private final MatrixKernels kernels = Kernels.best().matrix();
    private final SeededRandom random = new SeededRandom(5);

    /** How A is stored. */
    private enum Storage {
        ROWS(K, 1),
        COLUMNS(1, 48);

        private final int row;
        private final int step;

        Storage(int row, int step) {
            this.row = row;
            this.step = step;
        }
    }

    @ParameterizedTest(name = "{0} % of the steps are 0")
    @ValueSource(ints = {0, 20, 50, 80, 100})
    void leavesNothingButZerosOut(int zeros) {
        for (Storage storage : Storage.values()) {
            float[] a = normal(48 * K);
            clearSteps(a, storage, zeros);
            assertThat(sparse(a, storage).values()).isEqualTo(dense(a, storage));
        }
    }

    @Test
    void takesLessTheMoreStepsAreZero() {
        for (Storage storage : Storage.values()) {
            float[] a = normal(48 * K);
            assertThat(sparse(a, storage).work()).isEqualTo((long) M * K * N);
            clearSteps(a, storage, 50);
            long half = sparse(a, storage).work();
            clearSteps(a, storage, 90);
            assertThat(half).isBetween((long) M * K * N / 2, (long) M * K * N * 9 / 10);
            assertThat(sparse(a, storage).work()).isLessThan(half * 2 / 3);
        }
    }

    /** Rows of data between others that have no zeros: each finds its place. */
    @Test
    void takesEightRowsOneWayAndEightTheOther() {
        float[] a = normal(48 * K);
        for (int from : new int[] {0, 24, 32}) {
            Arrays.fill(a, from * K, (from + 5) * K, 0f);
        }
        assertThat(sparse(a, Storage.ROWS).values()).isEqualTo(dense(a, Storage.ROWS));
    }

    @Test
    void keepsWhatIsNoNumber() {
        float[] a = new float[48 * K];
        a[17] = Float.NaN;
        assertThat(sparse(a, Storage.ROWS).values()[5]).isNaN();
    }

    @Test
    void withoutScratchNothingIsLookedFor() {
        float[] a = new float[48 * K];
        assertThat(product(a, Storage.ROWS, SparseProduct.NO_STEPS).work()).isEqualTo((long) M * K * N);
    }

    @SuppressWarnings("ArrayRecordComponent") // what one call gave, compared by nobody
    private record Product(float[] values, long work) {}

    private Product sparse(float[] a, Storage storage) {
        return product(a, storage, new int[SparseProduct.scratchSize(K)]);
    }

    private Product product(float[] a, Storage storage, int[] steps) {
        float[] c = new float[M * N];
        long work = new SparseProduct(kernels)
                .multiply(M, N, K, a, 0, storage.row, storage.step, b(), 0, N, init(), 0, 0, c, 0, N, steps);
        return new Product(c, work);
    }

    private float[] dense(float[] a, Storage storage) {
        float[] c = new float[M * N];
        kernels.multiply(M, N, K, a, 0, storage.row, storage.step, b(), 0, N, init(), 0, 0, c, 0, N);
        return c;
    }

    private static float[] b() {
        return normal(new SeededRandom(6), K * N);
    }

    private static float[] init() {
        return normal(new SeededRandom(7), N);
    }

    private float[] normal(int size) {
        return normal(random, size);
    }

    private static float[] normal(SeededRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Sets so many steps of each four rows to 0, in some of them all rows but one. */
    private void clearSteps(float[] a, Storage storage, int percent) {
        for (int row = 0; row < M; row += 4) {
            for (int k = 0; k < K; k++) {
                if (random.nextInt(100) < percent) {
                    int kept = row + random.nextInt(16);
                    for (int i = row; i < Math.min(M, row + 4); i++) {
                        int at = i * storage.row + k * storage.step;
                        a[at] = i == kept ? a[at] : random.nextInt(2) == 0 ? 0f : -0f;
                    }
                }
            }
        }
    }
}
