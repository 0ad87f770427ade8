package dev.hourglass.testkit;

/**
 * The orthonormal DCT-II of blocks of 16 x 16 values, in float64.
 *
 * <pre>{@code
 * X(k) = sqrt((k == 0 ? 1 : 2) / 16) sum over n of x(n) cos(pi (2 n + 1) k / 32), along both sides
 * }</pre>
 *
 * Source: Ahmed, Natarajan and Rao 1974, https://doi.org/10.1109/T-C.1974.223784.
 */
final class CosineTransform {
    static final int SIDE = 16;
    private static final double[][] BASIS = basis(); // [k][n]

    private CosineTransform() {}

    private static double[][] basis() {
        double[][] basis = new double[SIDE][SIDE];
        for (int k = 0; k < SIDE; k++) {
            double scale = StrictMath.sqrt((k == 0 ? 1.0 : 2.0) / SIDE);
            for (int n = 0; n < SIDE; n++) {
                basis[k][n] = scale * StrictMath.cos(StrictMath.PI * (2 * n + 1) * k / (2 * SIDE));
            }
        }
        return basis;
    }

    /** Transforms a block [16, 16], or back. */
    static double[] apply(double[] block, boolean isForward) {
        return transposedProduct(transposedProduct(block, isForward), isForward);
    }

    /** Transforms each row and turns rows into columns. */
    private static double[] transposedProduct(double[] block, boolean isForward) {
        double[] result = new double[SIDE * SIDE];
        for (int row = 0; row < SIDE; row++) {
            for (int i = 0; i < SIDE; i++) {
                double sum = 0;
                for (int j = 0; j < SIDE; j++) {
                    sum += block[row * SIDE + j] * (isForward ? BASIS[i][j] : BASIS[j][i]);
                }
                result[i * SIDE + row] = sum;
            }
        }
        return result;
    }
}
