package dev.hourglass.tensor.kernel;

/** Products and transposes of row-major matrices. Stateless and safe for concurrent use. */
public interface MatrixKernels {
    /**
     * Computes {@code C = I + A B}: each element starts from I and takes one {@code fma} a k, k ascending.
     *
     * <p>Two strides address A, so A may be stored transposed: element (i, k) is {@code a[aOffset + i * aRowStride + k
     * * aStepStride]}. A row stride of 0 for I repeats one row (a bias); I may be C itself.
     *
     * @param m rows of C
     * @param n columns of C, a multiple of 16
     * @param k length of the inner dimension
     * @param a holds A
     * @param aOffset first element of A
     * @param aRowStride distance of two rows of A
     * @param aStepStride distance of two k of A; one of both is 1
     * @param b holds B [k, n]
     * @param bOffset first element of B
     * @param bStride distance of two rows of B
     * @param init holds I [m, n]
     * @param initOffset first element of I
     * @param initStride distance of two rows of I, possibly 0
     * @param c holds C; overwritten
     * @param cOffset first element of C
     * @param cStride distance of two rows of C
     */
    void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aRowStride,
            int aStepStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] init,
            int initOffset,
            int initStride,
            float[] c,
            int cOffset,
            int cStride);

    /**
     * Lists the k at which rows of A have a value that is not 0: of each of two groups of four rows, how many there
     * are, and after that the k themselves, ascending. The list of the first group begins at 0, the other at {@code k +
     * 1}.
     *
     * @param k length of the inner dimension
     * @param a holds A [8, k]; where its rows lie side by side, at least {@code (k - 1) aStepStride + 16} long
     * @param aOffset first element of A
     * @param aRowStride distance of two rows of A
     * @param aStepStride distance of two k of A; one of both is 1
     * @param steps takes the lists; at least {@code 2 k + 18} long, 16 of which are scratch
     */
    void listSteps(int k, float[] a, int aOffset, int aRowStride, int aStepStride, int[] steps);

    /**
     * Computes four rows of {@code C = I + A B} from some k: each element starts from I and takes one {@code fma} a
     * listed k, in the order of the list. What is not said here is as in {@link #multiply}.
     *
     * @param n columns of C, a multiple of 16
     * @param steps holds the list
     * @param first where the list begins
     * @param count how many k it has
     */
    void multiplySteps(
            int n,
            int[] steps,
            int first,
            int count,
            float[] a,
            int aOffset,
            int aRowStride,
            int aStepStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] init,
            int initOffset,
            int initStride,
            float[] c,
            int cOffset,
            int cStride);

    /**
     * Copies rows: {@code target[i] = source[order[first + i]]}.
     *
     * @param rows how many
     * @param columns values of a row
     * @param source holds rows without padding
     * @param order indices of rows of the source
     * @param first the first index to take
     * @param target holds the target; overwritten
     * @param targetOffset its first element
     * @param targetStride distance of two of its rows
     */
    void gatherRows(
            int rows,
            int columns,
            float[] source,
            int[] order,
            int first,
            float[] target,
            int targetOffset,
            int targetStride);

    /**
     * Copies {@code target[j, i] = source[i, j]}.
     *
     * @param rows rows of the source, a multiple of 8
     * @param columns columns of the source
     * @param source holds the source
     * @param sourceOffset its first element
     * @param sourceStride distance of two of its rows
     * @param target holds the target; overwritten
     * @param targetOffset its first element
     * @param targetStride distance of two of its rows
     */
    void transpose(
            int rows,
            int columns,
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride);
}
