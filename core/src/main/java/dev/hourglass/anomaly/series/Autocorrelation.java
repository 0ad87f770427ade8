package dev.hourglass.anomaly.series;

/**
 * Finds the period of a series from how it resembles itself some rows later.
 *
 * <pre>{@code
 * r(k) = sum_t x_t x_{t+k} / sqrt(sum_t x_t^2 sum_t x_{t+k}^2), x without its mean; mean over columns that vary
 * }</pre>
 *
 * A lag counts where r is above {@value #LEAST}, and by as much above the least r before it. The period is a lag whose
 * r comes within a twentieth of the highest, and the first such: multiples of a period are no better. Noise makes small
 * peaks on the slope of the true one, so that the highest r up to a fifth further on is taken. All three numbers are
 * conventions: by chance, r of 1000 rows stays below 0.1. Source: Box, Jenkins and Reinsel, Time Series Analysis,
 * section 2.1; each sum here runs over the overlap alone, so that long lags are not damped.
 */
final class Autocorrelation {
    private static final double LEAST = 0.3;
    private static final double BETTER = 1.05;

    private Autocorrelation() {}

    /**
     * Returns the period in rows, or 0 where there is none.
     *
     * @param rows [.., D]; not modified
     * @param first the first row to look at
     * @param count how many rows; the period is at most half of them
     * @param columns D
     * @param maxPeriod the longest period to look for
     */
    static int period(float[] rows, int first, int count, int columns, int maxPeriod) {
        int lags = Math.min(maxPeriod, count / 2);
        double[] r = new double[lags + 1];
        int varying = 0;
        for (int column = 0; column < columns; column++) {
            double[] values = centred(rows, first, count, columns, column);
            if (values.length > 0) {
                varying++;
                for (int lag = 0; lag <= lags; lag++) {
                    r[lag] += at(values, lag);
                }
            }
        }
        for (int lag = 0; lag <= lags && varying > 0; lag++) {
            r[lag] /= varying;
        }
        return peak(r, lags);
    }

    private static int peak(double[] r, int lags) {
        double highest = highest(r, lags);
        double least = 1;
        for (int lag = 2; lag <= lags; lag++) {
            least = Math.min(least, r[lag]);
            if (r[lag] - least > LEAST && r[lag] * BETTER >= highest) {
                return best(r, lag, Math.min(lags, lag + lag / 5));
            }
        }
        return 0;
    }

    /** Returns the highest r that counts, or infinity where none does. */
    private static double highest(double[] r, int lags) {
        double least = 1;
        double highest = LEAST;
        for (int lag = 2; lag <= lags; lag++) {
            least = Math.min(least, r[lag]);
            highest = r[lag] - least > LEAST ? Math.max(highest, r[lag]) : highest;
        }
        return highest > LEAST ? highest : Double.POSITIVE_INFINITY;
    }

    private static int best(double[] r, int from, int to) {
        int best = from;
        for (int lag = from; lag <= to; lag++) {
            best = r[lag] > r[best] ? lag : best;
        }
        return best;
    }

    /** Returns the values of a column without their mean, or none where they are all the same. */
    private static double[] centred(float[] rows, int first, int count, int columns, int column) {
        double[] values = new double[count];
        double mean = 0;
        boolean varies = false;
        for (int i = 0; i < count; i++) {
            values[i] = rows[(first + i) * columns + column];
            varies |= values[i] != values[0];
            mean += values[i];
        }
        mean /= count;
        for (int i = 0; i < count; i++) {
            values[i] -= mean;
        }
        return varies ? values : new double[0];
    }

    private static double at(double[] values, int lag) {
        double product = 0;
        double early = 0;
        double late = 0;
        for (int i = 0; i + lag < values.length; i++) {
            product += values[i] * values[i + lag];
            early += values[i] * values[i];
            late += values[i + lag] * values[i + lag];
        }
        return early > 0 && late > 0 ? product / StrictMath.sqrt(early * late) : 0;
    }
}
