package dev.hourglass.evaluate;

/**
 * Measures how far reconstructions [N, D] are from originals [N, D]. Sums run in double, in the order of the data.
 *
 * <p>Immutable and safe for concurrent use.
 *
 * @param meanSquaredError mean of (x - y)^2 over all values
 * @param meanAbsoluteError mean of |x - y| over all values
 * @param binaryCrossEntropy mean of -(x ln y + (1 - x) ln(1 - y)) in nats per value, with y clamped to [1e-7, 1 -
 *     1e-7]; NaN where an original is outside [0, 1]
 * @param r2 the share of variance explained, 1 - SSE / SST, where SST is about the mean of each feature: the mean over
 *     features weighted by their variance. At most 1; NaN where no feature varies and the reconstruction is not exact
 * @param peakSignalToNoise the mean over samples of 10 log10(1 / mse of the sample), in dB, for values in [0, 1]; a
 *     sample counts for at most {@value #MAX_PEAK_SIGNAL_TO_NOISE} dB, or one exact sample would make the mean infinite
 */
public record ErrorMetrics(
        double meanSquaredError,
        double meanAbsoluteError,
        double binaryCrossEntropy,
        double r2,
        double peakSignalToNoise) {
    private static final double MAX_PEAK_SIGNAL_TO_NOISE = 100;
    /** The clamp that Keras uses, so that losses compare. */
    private static final double LEAST_PROBABILITY = 1e-7;

    /**
     * Measures.
     *
     * @param originals row-major [N, D], N at least 1. Not modified.
     * @param reconstructions row-major [N, D]. Not modified.
     * @param features D
     * @return the figures
     * @throws IllegalArgumentException if there is no sample, or the two differ in size
     */
    public static ErrorMetrics of(float[] originals, float[] reconstructions, int features) {
        float[] errors = sampleErrors(originals, reconstructions, features);
        double squared = squaredError(originals, reconstructions, 0, originals.length);
        return new ErrorMetrics(
                squared / originals.length,
                meanAbsoluteError(originals, reconstructions),
                binaryCrossEntropy(originals, reconstructions),
                r2(originals, features, squared),
                peakSignalToNoise(errors));
    }

    /** Returns the square root of the mean squared error, in the unit of the data. */
    public double rootMeanSquaredError() {
        return StrictMath.sqrt(meanSquaredError);
    }

    /**
     * Returns the mean squared error of each sample, [N].
     *
     * @param originals row-major [N, D], N at least 1. Not modified.
     * @param reconstructions row-major [N, D]. Not modified.
     * @param features D
     * @return one error a sample, in the order of the data
     * @throws IllegalArgumentException if there is no sample, or the two differ in size
     */
    public static float[] sampleErrors(float[] originals, float[] reconstructions, int features) {
        checkSizes(originals, reconstructions, features);
        float[] errors = new float[originals.length / features];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = (float) (squaredError(originals, reconstructions, row * features, features) / features);
        }
        return errors;
    }

    static void checkSizes(float[] originals, float[] reconstructions, int features) {
        if (originals.length != reconstructions.length) {
            throw new IllegalArgumentException("originals and reconstructions must be of one size, but were "
                    + originals.length + " and " + reconstructions.length + " values");
        }
        if (features < 1 || originals.length == 0 || originals.length % features != 0) {
            throw new IllegalArgumentException("originals must be at least one whole row of D = " + features
                    + ", but were " + originals.length + " values");
        }
    }

    private static double squaredError(float[] originals, float[] reconstructions, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            double difference = (double) originals[i] - reconstructions[i];
            sum += difference * difference;
        }
        return sum;
    }

    private static double meanAbsoluteError(float[] originals, float[] reconstructions) {
        double sum = 0;
        for (int i = 0; i < originals.length; i++) {
            sum += Math.abs((double) originals[i] - reconstructions[i]);
        }
        return sum / originals.length;
    }

    private static double binaryCrossEntropy(float[] originals, float[] reconstructions) {
        double sum = 0;
        for (int i = 0; i < originals.length; i++) {
            double x = originals[i];
            if (!(x >= 0 && x <= 1)) {
                return Double.NaN;
            }
            double y = Math.min(Math.max(reconstructions[i], LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
            // A term times 0 is left out: half of all logarithms for black-and-white images.
            if (x > 0) {
                sum -= x * StrictMath.log(y);
            }
            if (x < 1) {
                sum -= (1 - x) * StrictMath.log(1 - y);
            }
        }
        return sum / originals.length;
    }

    private static double r2(float[] originals, int features, double squaredError) {
        double[] mean = new double[features];
        int rows = originals.length / features;
        for (int i = 0; i < originals.length; i++) {
            mean[i % features] += originals[i];
        }
        double total = 0;
        for (int i = 0; i < originals.length; i++) {
            double difference = originals[i] - mean[i % features] / rows;
            total += difference * difference;
        }
        if (total == 0) {
            return squaredError == 0 ? 1 : Double.NaN;
        }
        return 1 - squaredError / total;
    }

    /** Returns the mean over samples of the peak signal-to-noise ratio, in dB, of their mean squared errors. */
    static double peakSignalToNoise(float[] errors) {
        double sum = 0;
        for (float error : errors) {
            sum += Math.min(MAX_PEAK_SIGNAL_TO_NOISE, -10 * StrictMath.log10(error));
        }
        return sum / errors.length;
    }
}
