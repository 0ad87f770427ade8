package dev.hourglass.model;

import dev.hourglass.tensor.Shape;
import java.util.List;

/** Says what stands between encoder and decoder. */
public sealed interface Latent permits Latent.Point, Latent.Gaussian, Hierarchical, Latent.Quantized, Latent.Coded {
    /** Returns the name used in files and on the command line. */
    String id();

    /** Returns all names. */
    static List<String> ids() {
        return List.of("point", "gaussian", "hierarchical", "quantized", "coded");
    }

    /** Returns L, the number of values of one code. */
    int size();

    /** Returns the number of values the encoder must end in. */
    int encoderOutputs();

    /** Returns the number of values the decoder starts from. */
    int decoderInputs();

    /** Returns whether the encoder ends in L means, then L logarithms of variances, of a normal distribution. */
    default boolean isNormal() {
        return false;
    }

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
        public boolean isNormal() {
            return true;
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

    /**
     * Maps of numbers that are rounded and stored by an entropy coder, at several tradeoffs between size and
     * distortion: each has its own gains of the channels before rounding. What a number costs is told by a distribution
     * for each channel (factorised prior), or by distributions that side information tells for each number
     * (hyperprior). The code is the numbers before gains and rounding.
     *
     * <p>Sources: Ball&eacute; et al. 2018, https://arxiv.org/abs/1802.01436 (priors); Minnen et al. 2018,
     * https://arxiv.org/abs/1809.02736 (means beside scales); Cui et al. 2021, https://arxiv.org/abs/2003.02012
     * (gains).
     *
     * @param shape [C, H, W] of the maps
     * @param tradeoffs lambda: what a mean squared error of values in [0, 255] costs in bits a pixel; above 0, rising
     * @param hyperEncoder from maps to side information; empty for a factorised prior
     * @param hyperDecoder from side information to [2C, H, W]: what tells the mean, then the scale, of each number;
     *     empty for a factorised prior
     */
    record Coded(Shape shape, List<Double> tradeoffs, List<Layer> hyperEncoder, List<Layer> hyperDecoder)
            implements Latent {
        /** From about 0.17 to 1.3 bits a pixel of photographs. */
        public static final List<Double> DEFAULT_TRADEOFFS = List.of(0.0004, 0.0009, 0.002, 0.0043, 0.0093, 0.02);

        public Coded {
            tradeoffs = List.copyOf(tradeoffs);
            hyperEncoder = List.copyOf(hyperEncoder);
            hyperDecoder = List.copyOf(hyperDecoder);
            ImageLayers.requireImage("a coded latent variable", shape);
            requireTradeoffs(tradeoffs);
            requirePrior(shape, hyperEncoder, hyperDecoder);
        }

        private static void requireTradeoffs(List<Double> tradeoffs) {
            double last = 0;
            for (double tradeoff : tradeoffs) {
                if (!(tradeoff > last) || Double.isInfinite(tradeoff)) {
                    throw new IllegalArgumentException("tradeoffs must be above 0 and rise, but were " + tradeoffs);
                }
                last = tradeoff;
            }
            if (tradeoffs.isEmpty()) {
                throw new IllegalArgumentException("there must be at least one tradeoff, but there was none");
            }
        }

        private static void requirePrior(Shape shape, List<Layer> hyperEncoder, List<Layer> hyperDecoder) {
            if (hyperEncoder.isEmpty() != hyperDecoder.isEmpty()) {
                throw new IllegalArgumentException(
                        "a hyperprior needs a hyper-encoder and a hyper-decoder, but one was empty; give both or none");
            }
            if (hyperEncoder.isEmpty()) {
                return;
            }
            Shape wanted = Shape.of(2 * shape.dimension(0), shape.dimension(1), shape.dimension(2));
            Shape side = new Network(shape, hyperEncoder).outputShape();
            Shape found = new Network(side, hyperDecoder).outputShape();
            if (side.rank() != 3 || !found.equals(wanted)) {
                throw new IllegalArgumentException("the hyper-decoder must end in a mean and a scale for each number, "
                        + wanted + ", but ends in " + found);
            }
        }

        /** Returns the geometric mean of the tradeoffs. */
        public double middleTradeoff() {
            double sum = 0;
            for (double tradeoff : tradeoffs) {
                sum += StrictMath.log(tradeoff);
            }
            return StrictMath.exp(sum / tradeoffs.size());
        }

        /** Returns whether side information tells the distributions. */
        public boolean hasHyperprior() {
            return !hyperEncoder.isEmpty();
        }

        /** Returns the network from maps to side information; only with a hyperprior. */
        public Network hyperEncoding() {
            return new Network(shape, hyperEncoder);
        }

        /** Returns the network from side information to distributions; only with a hyperprior. */
        public Network hyperDecoding() {
            return new Network(hyperEncoding().outputShape(), hyperDecoder);
        }

        @Override
        public String id() {
            return "coded";
        }

        @Override
        public int size() {
            return shape.size();
        }

        @Override
        public int encoderOutputs() {
            return shape.size();
        }

        @Override
        public int decoderInputs() {
            return shape.size();
        }
    }

    private static void requireSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("latentSize must be at least 1, but was " + size);
        }
    }
}
