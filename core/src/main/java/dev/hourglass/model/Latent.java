package dev.hourglass.model;

import java.util.List;

/** Says what stands between encoder and decoder. */
public sealed interface Latent permits Latent.Point, Latent.Gaussian, Latent.Quantized {
    /** Returns the name used in files and on the command line. */
    String id();

    /** Returns all names. */
    static List<String> ids() {
        return List.of("point", "gaussian", "quantized");
    }

    /** Returns L, the number of values of one code. */
    int size();

    /** Returns the number of values the encoder must end in. */
    int encoderOutputs();

    /** Returns the number of values the decoder starts from. */
    int decoderInputs();

    /**
     * Requires an encoder's last layer to give what the decoder starts from.
     *
     * @param size of the encoder's last layer, as a config states it
     * @throws IllegalArgumentException if it is another
     */
    default void requireCode(int size) {
        if (decoderInputs() != size) {
            throw new IllegalArgumentException("the encoder's last layer must have the " + decoderInputs()
                    + " values of the code, but had " + size);
        }
    }

    /**
     * A plain vector: the encoder's output is the code.
     *
     * @param size L, at least 1
     */
    record Point(int size) implements Latent {
        public Point {
            requireSize(size);
        }

        @Override
        public String id() {
            return "point";
        }

        @Override
        public int encoderOutputs() {
            return size;
        }

        @Override
        public int decoderInputs() {
            return size;
        }
    }

    /**
     * A normal distribution with diagonal covariance under a standard normal prior: the encoder ends in L means, then L
     * logarithms of variances. The code is the mean; training draws from the distribution. Source: Kingma and Welling
     * 2014, https://arxiv.org/abs/1312.6114.
     *
     * @param size L, at least 1
     */
    record Gaussian(int size) implements Latent {
        public Gaussian {
            requireSize(size);
        }

        @Override
        public String id() {
            return "gaussian";
        }

        @Override
        public int encoderOutputs() {
            return Math.multiplyExact(2, size);
        }

        @Override
        public int decoderInputs() {
            return size;
        }
    }

    /**
     * Positions that each take the nearest of K learned vectors: the encoder ends in [positions, dimension] values, the
     * code is one index a position, as whole numbers in floats. Source: van den Oord et al. 2017,
     * https://arxiv.org/abs/1711.00937.
     *
     * @param size the number of positions, at least 1
     * @param entries K, the size of the codebook, in [2, 65536]
     * @param dimension the size of one vector, at least 1
     */
    record Quantized(int size, int entries, int dimension) implements Latent {
        public Quantized {
            requireSize(size);
            if (entries < 2 || entries > 65536 || dimension < 1) {
                throw new IllegalArgumentException("a codebook needs 2 to 65536 entries of at least 1 value, but had "
                        + entries + " of " + dimension);
            }
        }

        @Override
        public String id() {
            return "quantized";
        }

        @Override
        public int encoderOutputs() {
            return Math.multiplyExact(size, dimension);
        }

        @Override
        public int decoderInputs() {
            return encoderOutputs();
        }
    }

    private static void requireSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("latentSize must be at least 1, but was " + size);
        }
    }
}
