package dev.hourglass.tensor.kernel;

/** Products in plain Java: the compiler makes vectors of the loops over columns. */
final class PlainMatrixKernels implements MatrixKernels {
    @Override
    public void multiply(
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
            int cStride) {
        for (int i = 0; i < m; i++) {
            int row = cOffset + i * cStride;
            System.arraycopy(init, initOffset + i * initStride, c, row, n);
            int step = aOffset + i * aRowStride;
            int kk = 0;
            for (; kk + 4 <= k; kk += 4) {
                addFour(n, a, step, aStepStride, b, bOffset + kk * bStride, bStride, c, row);
                step += 4 * aStepStride;
            }
            for (; kk < k; kk++) {
                addOne(n, a[step], b, bOffset + kk * bStride, c, row);
                step += aStepStride;
            }
        }
    }

    private static void addFour(
            int n, float[] a, int step, int aStepStride, float[] b, int b0, int bStride, float[] c, int row) {
        float a0 = a[step];
        float a1 = a[step + aStepStride];
        float a2 = a[step + 2 * aStepStride];
        float a3 = a[step + 3 * aStepStride];
        int b1 = b0 + bStride;
        int b2 = b1 + bStride;
        int b3 = b2 + bStride;
        for (int j = 0; j < n; j++) {
            float sum = Math.fma(a0, b[b0 + j], c[row + j]);
            sum = Math.fma(a1, b[b1 + j], sum);
            sum = Math.fma(a2, b[b2 + j], sum);
            c[row + j] = Math.fma(a3, b[b3 + j], sum);
        }
    }

    private static void addOne(int n, float a, float[] b, int b0, float[] c, int row) {
        for (int j = 0; j < n; j++) {
            c[row + j] = Math.fma(a, b[b0 + j], c[row + j]);
        }
    }

    @Override
    public void listSteps(int k, float[] a, int aOffset, int aRowStride, int aStepStride, int[] steps) {
        for (int group = 0; group < 2; group++) {
            int from = aOffset + 4 * group * aRowStride;
            int at = group * (k + 1);
            int count = 0;
            for (int j = 0; j < k; j++) {
                int p = from + j * aStepStride;
                if (a[p] != 0f
                        || a[p + aRowStride] != 0f
                        || a[p + 2 * aRowStride] != 0f
                        || a[p + 3 * aRowStride] != 0f) {
                    count++;
                    steps[at + count] = j;
                }
            }
            steps[at] = count;
        }
    }

    @Override
    public void multiplySteps(
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
            int cStride) {
        for (int i = 0; i < 4; i++) {
            int row = cOffset + i * cStride;
            System.arraycopy(init, initOffset + i * initStride, c, row, n);
            for (int s = first; s < first + count; s++) {
                float value = a[aOffset + i * aRowStride + steps[s] * aStepStride];
                addOne(n, value, b, bOffset + steps[s] * bStride, c, row);
            }
        }
    }

    @Override
    public void gatherRows(
            int rows,
            int columns,
            float[] source,
            int[] order,
            int first,
            float[] target,
            int targetOffset,
            int targetStride) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(source, order[first + i] * columns, target, targetOffset + i * targetStride, columns);
        }
    }

    @Override
    public void transpose(
            int rows,
            int columns,
            float[] source,
            int sourceOffset,
            int sourceStride,
            float[] target,
            int targetOffset,
            int targetStride) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                target[targetOffset + j * targetStride + i] = source[sourceOffset + i * sourceStride + j];
            }
        }
    }
}
