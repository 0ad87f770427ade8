package dev.hourglass.evaluate;

import java.util.List;

/**
 * What a model does to a data set, beside PCA of the same code size. Immutable and safe for concurrent use.
 *
 * @param rows the number of samples measured
 * @param metrics one a line, model beside baseline
 * @param sampleErrors the mean squared error of each sample, in the order of the data
 * @param code statistics of each code dimension
 * @param use how much a Gaussian latent variable puts into them
 * @param rates what coding with loss comes to at each tradeoff; empty of models that do not code their codes
 * @param size sizes of one sample
 * @param timing times of encoding and decoding
 */
public record Evaluation(
        int rows,
        List<Metric> metrics,
        List<Float> sampleErrors,
        List<CodeDimension> code,
        LatentUse use,
        List<TradeoffRate> rates,
        Size size,
        Timing timing) {
    public Evaluation {
        metrics = List.copyOf(metrics);
        sampleErrors = List.copyOf(sampleErrors);
        code = List.copyOf(code);
        rates = List.copyOf(rates);
    }

    /**
     * One figure beside its baseline.
     *
     * @param name for example {@code MSE}
     * @param unit for example {@code dB}, or empty
     * @param value the model's
     * @param baseline that of PCA with the same code size, or NaN where it does not apply
     * @param isHigherBetter whether more is better
     */
    public record Metric(String name, String unit, double value, double baseline, boolean isHigherBetter) {}

    /**
     * One value of the code over all samples.
     *
     * @param min smallest value
     * @param max largest value
     * @param mean mean
     * @param deviation standard deviation; 0 for a dead unit
     */
    public record CodeDimension(double min, double max, double mean, double deviation) {
        /** Returns whether the unit says nothing: the same value for every sample. */
        public boolean isDead() {
            return deviation == 0;
        }
    }

    /**
     * How much smaller a code is than a sample.
     *
     * @param sampleFloats D
     * @param codeFloats L
     * @param sampleBytes the bytes of one sample as it comes: 1 a pixel, 4 a float
     * @param codeBytes the bytes of one code at 8 bits a value
     */
    public record Size(int sampleFloats, int codeFloats, long sampleBytes, long codeBytes) {
        /** Returns D / L. */
        public double floatRatio() {
            return (double) sampleFloats / codeFloats;
        }

        /** Returns the ratio of bytes. */
        public double byteRatio() {
            return (double) sampleBytes / codeBytes;
        }
    }

    /**
     * How long it takes.
     *
     * @param encodeMicrosPerSample microseconds a sample, all samples in one call
     * @param decodeMicrosPerSample microseconds a sample, all samples in one call
     */
    public record Timing(double encodeMicrosPerSample, double decodeMicrosPerSample) {}
}
