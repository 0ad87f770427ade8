package dev.hourglass.compress.entropy;

/**
 * Learns a linear prediction from the rows so far, the later ones counting a little more:
 *
 * <pre>{@code
 * w = argmin sum_t decay^(T - t) (y_t - w . x_t)^2 + ridge |w|^2
 * }</pre>
 *
 * The normal equations are summed up at most rows and solved (Cholesky) at some of them, in float64 and in one order of
 * operations, so that decoders find the same weights. Lessons wait until some are summed up together, which is quicker
 * and gives the same sums. Not thread-safe; confine to one thread.
 */
public final class LeastSquares {
    /** What older rows count for with each later one, unless it is said. */
    public static final double DECAY = 0.9995;

    private static final double RIDGE = 1;
    private static final double RELATIVE_RIDGE = 1e-6;
    private static final double MIN_PIVOT = 1e-12;
    /** The rows up to this are all solved at. */
    private static final int FIRST_ROWS = 32;

    private static final int LESSONS_PER_SOLUTION = 16;
    /** Sums that are kept in registers while lessons are added to them. */
    private static final int BLOCK = 4;

    /** The rows up to this are all learned; later ones add less that is new. */
    private static final int ALL_ROWS = 512;

    private final int inputs;
    private final int rowsPerLesson;
    private final double decay;
    private final double decayPerLesson;
    /** Numbers of a lesson, its inputs and its target, and some that stay 0. */
    private final int width;

    private final double[] lessons;
    private int waiting;
    /**
     * The lower triangle of [inputs + 1, width] sums of products, those with targets in the last row; above it,
     * anything.
     */
    private final double[] sums;
    /** The lower triangle of the Cholesky factor, row by row. */
    private final double[][] factor;
    /** Of the factor: one over its diagonal, and the column at hand. */
    private final double[] inverses;

    private final double[] column;
    private final double[] solution;
    private final double[] weights;
    private int rows;

    /**
     * Knows nothing yet.
     *
     * @param inputs how many there are
     * @param rowsPerLesson of so many later rows one is learned, a power of 2; fewer are better, and slower
     */
    public LeastSquares(int inputs, int rowsPerLesson) {
        this(inputs, rowsPerLesson, DECAY);
    }

    /**
     * Knows nothing yet.
     *
     * @param inputs how many there are
     * @param rowsPerLesson of so many later rows one is learned, a power of 2
     * @param decay what older rows count for with each later one, in (0, 1]
     */
    public LeastSquares(int inputs, int rowsPerLesson, double decay) {
        if (Integer.bitCount(rowsPerLesson) != 1 || rowsPerLesson < 1) {
            throw new IllegalArgumentException("rowsPerLesson must be a power of 2, but was " + rowsPerLesson);
        }
        this.inputs = inputs;
        this.rowsPerLesson = rowsPerLesson;
        this.decay = decay;
        double power = 1;
        for (int i = 0; i < rowsPerLesson; i++) {
            power *= decay;
        }
        this.decayPerLesson = power;
        width = (inputs + BLOCK) / BLOCK * BLOCK;
        lessons = new double[LESSONS_PER_SOLUTION * width];
        sums = new double[(inputs + 1) * width];
        factor = new double[inputs][];
        for (int i = 0; i < inputs; i++) {
            factor[i] = new double[i + 1];
        }
        inverses = new double[inputs];
        column = new double[inputs];
        solution = new double[inputs];
        weights = new double[inputs];
    }

    /** Returns the prediction for inputs. */
    public double predict(double[] values) {
        double sum = 0;
        for (int i = 0; i < inputs; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }

    /**
     * Gathers inputs and returns the prediction for them. They are added from the last to the first: what is known last
     * is best among the first, so that the others need not wait for it.
     *
     * @param from numbers
     * @param place a place among them
     * @param before how many places before it each input but the first lies, at most one less than there are inputs
     * @param values [inputs], the first of them given; as many as are looked at are overwritten
     */
    public double predict(double[] from, int place, int[] before, double[] values) {
        double sum = 0;
        for (int i = inputs - 1; i > before.length; i--) {
            sum += weights[i] * values[i];
        }
        for (int i = before.length; i > 0; i--) {
            double value = from[place - before[i - 1]];
            values[i] = value;
            sum += weights[i] * value;
        }
        return sum + weights[0] * values[0];
    }

    /** Returns whether nothing was learned yet, so that predictions are 0. */
    public boolean isNew() {
        return rows == 0;
    }

    /** Learns what the inputs should have given. */
    public void learn(double[] values, double target) {
        rows++;
        boolean isLate = rows > ALL_ROWS;
        if (isLate && (rows & rowsPerLesson - 1) != 0) {
            return;
        }
        System.arraycopy(values, 0, lessons, waiting * width, inputs);
        lessons[waiting * width + inputs] = target;
        waiting++;
        boolean isDue = rows <= FIRST_ROWS || (rows & LESSONS_PER_SOLUTION * rowsPerLesson - 1) == 0;
        if (isDue || waiting == LESSONS_PER_SOLUTION || rows == ALL_ROWS) {
            sumUp(isLate ? decayPerLesson : decay);
        }
        if (isDue && decompose()) {
            solve();
        }
    }

    /** Adds what waits to the sums. */
    private void sumUp(double kept) {
        for (int i = 0; i <= inputs; i++) {
            for (int j = 0; j <= i; j += BLOCK) {
                sumUp(kept, i, j);
            }
        }
        waiting = 0;
    }

    /** Adds what waits to the sums of products of a number with {@link #BLOCK} others. */
    private void sumUp(double kept, int i, int j) {
        int at = i * width + j;
        double sum0 = sums[at];
        double sum1 = sums[at + 1];
        double sum2 = sums[at + 2];
        double sum3 = sums[at + 3];
        for (int lesson = 0; lesson < waiting * width; lesson += width) {
            double value = lessons[lesson + i];
            sum0 = kept * sum0 + value * lessons[lesson + j];
            sum1 = kept * sum1 + value * lessons[lesson + j + 1];
            sum2 = kept * sum2 + value * lessons[lesson + j + 2];
            sum3 = kept * sum3 + value * lessons[lesson + j + 3];
        }
        sums[at] = sum0;
        sums[at + 1] = sum1;
        sums[at + 2] = sum2;
        sums[at + 3] = sum3;
    }

    /** Factors the products, column by column; returns whether they could be. */
    private boolean decompose() {
        for (int i = 0; i < inputs; i++) {
            System.arraycopy(sums, i * width, factor[i], 0, i);
            factor[i][i] = sums[i * width + i] * (1 + RELATIVE_RIDGE) + RIDGE;
        }
        for (int j = 0; j < inputs; j++) {
            double pivot = factor[j][j];
            if (!(pivot > MIN_PIVOT && pivot <= Double.MAX_VALUE)) {
                return false;
            }
            inverses[j] = 1 / Math.sqrt(pivot);
            for (int i = j + 1; i < inputs; i++) {
                column[i] = factor[i][j] * inverses[j];
                factor[i][j] = column[i];
            }
            for (int i = j + 1; i < inputs; i++) {
                subtract(factor[i], column, column[i], j + 1, i + 1);
            }
        }
        return true;
    }

    private void solve() {
        for (int i = 0; i < inputs; i++) {
            double sum = sums[inputs * width + i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i][j] * solution[j];
            }
            solution[i] = sum * inverses[i];
        }
        boolean isFinite = true;
        for (int i = inputs - 1; i >= 0; i--) {
            solution[i] *= inverses[i];
            isFinite &= Math.abs(solution[i]) <= Double.MAX_VALUE;
            subtract(solution, factor[i], solution[i], 0, i);
        }
        if (isFinite) {
            System.arraycopy(solution, 0, weights, 0, inputs);
        }
    }

    private static void subtract(double[] from, double[] values, double share, int start, int end) {
        for (int k = start; k < end; k++) {
            from[k] -= share * values[k];
        }
    }
}
