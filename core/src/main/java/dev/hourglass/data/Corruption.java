package dev.hourglass.data;

import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Noise;

/**
 * Says how samples are damaged before a model that learns to restore them sees them, as data. Source: Vincent et al.
 * 2010, "Stacked denoising autoencoders", section 3.3, https://www.jmlr.org/papers/v11/vincent10a.html.
 *
 * <p>Each is a function of a sample and a key, with the same bits on every machine. Immutable and safe for concurrent
 * use.
 */
public sealed interface Corruption
        permits Corruption.Gaussian, Corruption.Masking, Corruption.SaltAndPepper, Corruption.Blur {
    /** The largest deviation of a blur, in pixels; its time grows with the square. */
    double BLUR_MAX = 32;

    /** Returns the text form, which {@link #from} takes: {@code gaussian:0.3}. */
    String text();

    /**
     * Refuses samples that this cannot damage.
     *
     * @throws IllegalArgumentException if the shape does not fit
     */
    default void check(Shape sampleShape) {}

    /**
     * Writes a damaged copy of one sample, without allocating.
     *
     * @param source holds the sample; not modified
     * @param from where the sample starts
     * @param target overwritten with the copy; elsewhere in memory than the source
     * @param to where the copy starts
     * @param sampleShape the sample's shape; images are [C, H, W]
     * @param key decides all randomness; from a hash ({@code SeededRandom.mix}), one for each use of a sample
     * @throws IllegalArgumentException if the shape does not fit
     */
    void apply(float[] source, int from, float[] target, int to, Shape sampleShape, long key);

    /**
     * Adds normal noise to every value; results are not cut to the range of the data.
     *
     * @param sigma the deviation of the noise, at least 0
     */
    record Gaussian(double sigma) implements Corruption {
        public Gaussian {
            checkSigma(sigma, Double.MAX_VALUE);
        }

        @Override
        public String text() {
            return "gaussian:" + sigma;
        }

        @Override
        public void apply(float[] source, int from, float[] target, int to, Shape sampleShape, long key) {
            float deviation = (float) sigma;
            int size = sampleShape.size();
            for (int i = 0; i < size; i++) {
                target[to + i] = Math.fma(deviation, Noise.normal(key, i), source[from + i]);
            }
        }
    }

    /**
     * Sets values to 0, each on its own.
     *
     * @param rate the expected share of them, in [0, 1]
     */
    record Masking(double rate) implements Corruption {
        public Masking {
            checkRate(rate);
        }

        @Override
        public String text() {
            return "masking:" + rate;
        }

        @Override
        public void apply(float[] source, int from, float[] target, int to, Shape sampleShape, long key) {
            float share = (float) rate;
            int size = sampleShape.size();
            for (int i = 0; i < size; i++) {
                target[to + i] = Noise.uniform(key, i) < share ? 0f : source[from + i];
            }
        }
    }

    /**
     * Sets values to 0 or 1, each on its own, as often the one as the other.
     *
     * @param rate the expected share of them, in [0, 1]
     */
    record SaltAndPepper(double rate) implements Corruption {
        public SaltAndPepper {
            checkRate(rate);
        }

        @Override
        public String text() {
            return "salt-and-pepper:" + rate;
        }

        @Override
        public void apply(float[] source, int from, float[] target, int to, Shape sampleShape, long key) {
            float share = (float) rate;
            int size = sampleShape.size();
            for (int i = 0; i < size; i++) {
                float drawn = Noise.uniform(key, i);
                float extreme = drawn < 0.5f * share ? 0f : 1f;
                target[to + i] = drawn < share ? extreme : source[from + i];
            }
        }
    }

    /**
     * Blurs images; no chance in it.
     *
     * @param sigma the deviation of the blur in pixels, in [0, 32]
     */
    record Blur(double sigma) implements Corruption {
        public Blur {
            checkSigma(sigma, BLUR_MAX);
        }

        @Override
        public String text() {
            return "blur:" + sigma;
        }

        @Override
        public void check(Shape sampleShape) {
            Images.check("blur", sampleShape);
        }

        @Override
        public void apply(float[] source, int from, float[] target, int to, Shape sampleShape, long key) {
            check(sampleShape);
            System.arraycopy(source, from, target, to, sampleShape.size());
            int planes = sampleShape.dimension(0);
            int height = sampleShape.dimension(1);
            int width = sampleShape.dimension(2);
            for (int row = 0; row < planes * height; row++) {
                Images.blurLine(target, to + row * width, width, 1, sigma);
            }
            for (int plane = 0; plane < planes; plane++) {
                for (int column = 0; column < width; column++) {
                    Images.blurLine(target, to + plane * height * width + column, height, width, sigma);
                }
            }
        }
    }

    private static void checkSigma(double sigma, double max) {
        if (!(sigma >= 0 && sigma <= max)) {
            String range = max < Double.MAX_VALUE ? "in [0, " + (int) max + "]" : "at least 0";
            throw new IllegalArgumentException("sigma must be " + range + ", but was " + sigma);
        }
    }

    private static void checkRate(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be in [0, 1], but was " + rate);
        }
    }

    /**
     * Finds a corruption by its text form.
     *
     * @param text {@code gaussian:SIGMA}, {@code masking:RATE}, {@code salt-and-pepper:RATE} or {@code blur:SIGMA}
     * @return the corruption
     * @throws IllegalArgumentException if there is no such corruption, or its number is out of range
     */
    static Corruption from(String text) {
        int colon = text.indexOf(':');
        String id = colon < 0 ? text : text.substring(0, colon);
        double amount = TextNumber.parse(text.substring(colon + 1));
        if (colon < 0 || Double.isNaN(amount)) {
            throw unknown(text);
        }
        return switch (id) {
            case "gaussian" -> new Gaussian(amount);
            case "masking" -> new Masking(amount);
            case "salt-and-pepper" -> new SaltAndPepper(amount);
            case "blur" -> new Blur(amount);
            default -> throw unknown(text);
        };
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("corruption must be one of gaussian:SIGMA, masking:RATE,"
                + " salt-and-pepper:RATE, blur:SIGMA, but was \"" + text + "\"");
    }
}
