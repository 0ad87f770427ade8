package dev.hourglass.evaluate;

import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;

/**
 * Holds the eigenvalues and eigenvectors of a symmetric matrix, largest eigenvalue first.
 *
 * <p>Vectors have length 1, and their entry of largest size is positive, so that signs do not depend on chance.
 */
final class SymmetricEigen {
    /** For one eigenvalue; EJML's own limit of 15 is too low where many are equal, as for rare categories. */
    private static final int MAX_ITERATIONS = 1000;

    private final double[] values;
    private final double[][] vectors;

    SymmetricEigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /** Returns the eigenvalues, descending; shared. */
    double[] values() {
        return values;
    }

    /** Returns one eigenvector a value; shared. */
    double[][] vectors() {
        return vectors;
    }

    /**
     * Decomposes a matrix.
     *
     * @param matrix row-major [size, size], symmetric and finite; overwritten
     * @param size the number of rows
     * @param count how many of the largest eigenvalues to return, at most {@code size}
     * @return eigenvalues and eigenvectors
     */
    static SymmetricEigen of(double[] matrix, int size, int count) {
        // Built by hand rather than by EJML's factory, which may choose a block or multi-threaded algorithm.
        var decomposition =
                new SymmetricQRAlgorithmDecomposition_DDRM(new TridiagonalDecompositionHouseholder_DDRM(), true);
        decomposition.setMaxIterations(MAX_ITERATIONS);
        if (!decomposition.decompose(DMatrixRMaj.wrap(size, size, matrix))) {
            throw new ArithmeticException(
                    "the eigenvalues of a " + size + " x " + size + " matrix must converge, but did not");
        }
        double[] all = IntStream.range(0, size)
                .mapToDouble(i -> decomposition.getEigenvalue(i).getReal())
                .toArray();
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted((a, b) -> all[a] == all[b] ? Integer.compare(a, b) : Double.compare(all[b], all[a]))
                .mapToInt(Integer::intValue)
                .limit(count)
                .toArray();
        double[] values = new double[count];
        double[][] vectors = new double[count][];
        for (int i = 0; i < count; i++) {
            values[i] = all[order[i]];
            vectors[i] = withFixedSign(decomposition.getEigenVector(order[i]).getData());
        }
        return new SymmetricEigen(values, vectors);
    }

    /** Returns the vector, or its opposite, such that its entry of largest size (the first of equals) is positive. */
    static double[] withFixedSign(double[] vector) {
        int largest = 0;
        for (int i = 1; i < vector.length; i++) {
            if (Math.abs(vector[i]) > Math.abs(vector[largest])) {
                largest = i;
            }
        }
        double sign = vector[largest] < 0 ? -1 : 1;
        double[] result = new double[vector.length];
        for (int i = 0; i < vector.length; i++) {
            result[i] = sign * vector[i];
        }
        return result;
    }
}
