package dev.hourglass.model;

import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes a fully connected autoencoder.
 *
 * @param inputShape the shape of one sample; its D values are taken as one row
 * @param encoder the encoder's layers; the last one is the code
 * @param decoder the decoder's layers; the last one has D outputs (times the parameters of the likelihood)
 * @param latent what stands at the waist; its decoder's inputs are the size of the encoder's last layer
 * @param likelihood what the decoder's outputs mean; with any but {@link Likelihood.Direct} the last layer is linear
 * @param isTied whether each decoder layer shares the transposed weights of its mirror image in the encoder
 * @param hasBatchNorm whether hidden layers (neither code nor output) standardise before their activation
 * @param dropout the share of hidden values dropped while training, in [0, 1); 0 drops none
 * @param initializer the distribution that weights start from
 */
public record DenseConfig(
        Shape inputShape,
        List<DenseLayer> encoder,
        List<DenseLayer> decoder,
        Latent latent,
        Likelihood likelihood,
        boolean isTied,
        boolean hasBatchNorm,
        double dropout,
        Initializer initializer)
        implements ModelConfig {
    /** The family's name in files. */
    public static final String FAMILY = "dense";

    /**
     * One fully connected layer.
     *
     * @param size the number of outputs, at least 1
     * @param activation the function at its end
     */
    public record DenseLayer(int size, ActivationFunction activation) {
        public DenseLayer {
            if (size < 1) {
                throw new IllegalArgumentException("layer size must be at least 1, but was " + size);
            }
        }
    }

    public DenseConfig {
        encoder = List.copyOf(encoder);
        decoder = List.copyOf(decoder);
        if (encoder.isEmpty() || decoder.isEmpty()) {
            throw new IllegalArgumentException("encoder and decoder must have at least one layer each");
        }
        int outputs = decoder.get(decoder.size() - 1).size();
        if (outputs != inputShape.size()) {
            throw new IllegalArgumentException("the decoder's last layer must have the " + inputShape.size()
                    + " values of one sample, but had " + outputs);
        }
        latent.requireCode(encoder.get(encoder.size() - 1).size());
        if (!(likelihood instanceof Likelihood.Direct)
                && decoder.get(decoder.size() - 1).activation() != ActivationFunction.LINEAR) {
            throw new IllegalArgumentException("a " + likelihood.id()
                    + " likelihood takes its parameters from a linear last layer, but that ended in "
                    + decoder.get(decoder.size() - 1).activation().id());
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), but was " + dropout);
        }
        if (isTied) {
            checkMirrored(inputShape, encoder, decoder);
            if (!(latent instanceof Latent.Point) || likelihood.planes() > 1) {
                throw new IllegalArgumentException(
                        "tied weights need a plain code and one output a value;" + " leave tied out");
            }
        }
    }

    /** Describes an autoencoder with a plain code whose outputs are the values themselves. */
    public DenseConfig(
            Shape inputShape,
            List<DenseLayer> encoder,
            List<DenseLayer> decoder,
            boolean isTied,
            boolean hasBatchNorm,
            double dropout,
            Initializer initializer) {
        this(
                inputShape,
                encoder,
                decoder,
                new Latent.Point(encoder.get(encoder.size() - 1).size()),
                new Likelihood.Direct(),
                isTied,
                hasBatchNorm,
                dropout,
                initializer);
    }

    /**
     * Returns a symmetric autoencoder: the hidden sizes, the code, the hidden sizes reversed, the input. Hidden layers
     * end in ReLU, the code in ReLU, the output in a sigmoid; weights start from Glorot.
     *
     * @param inputShape the shape of one sample
     * @param hidden the sizes between input and code, possibly none
     * @param latentSize L, the size of the code
     * @return the description
     */
    public static DenseConfig defaults(Shape inputShape, List<Integer> hidden, int latentSize) {
        return symmetric(inputShape, hidden, latentSize, ActivationFunction.RELU, ActivationFunction.SIGMOID);
    }

    /**
     * Returns a symmetric autoencoder with one function for hidden layers and code, and one for the output.
     *
     * @param inputShape the shape of one sample
     * @param hidden the sizes between input and code, possibly none
     * @param latentSize L, the size of the code
     * @param activation the function of hidden layers and of the code
     * @param outputActivation the function of the last layer
     * @return the description
     */
    public static DenseConfig symmetric(
            Shape inputShape,
            List<Integer> hidden,
            int latentSize,
            ActivationFunction activation,
            ActivationFunction outputActivation) {
        List<DenseLayer> encoder = new ArrayList<>();
        List<DenseLayer> decoder = new ArrayList<>();
        for (int size : hidden) {
            encoder.add(new DenseLayer(size, activation));
            decoder.add(0, new DenseLayer(size, activation));
        }
        encoder.add(new DenseLayer(latentSize, activation));
        decoder.add(new DenseLayer(inputShape.size(), outputActivation));
        return new DenseConfig(inputShape, encoder, decoder, false, false, 0, Initializer.GLOROT);
    }

    /**
     * Returns a symmetric variational autoencoder: hidden layers end in ReLU, weights start uniform.
     *
     * @param inputShape the shape of one sample
     * @param hidden the sizes between input and code, possibly none
     * @param latentSize L, the size of the code
     * @param likelihood what the decoder's outputs mean
     * @return the description
     */
    public static DenseConfig variational(
            Shape inputShape, List<Integer> hidden, int latentSize, Likelihood likelihood) {
        return symmetric(inputShape, hidden, latentSize, ActivationFunction.RELU, ActivationFunction.LINEAR)
                .withLinearCode()
                .withLikelihood(likelihood)
                .withLatent(new Latent.Gaussian(latentSize))
                .withInitializer(Initializer.UNIFORM);
    }

    /** Returns L, the size of the code. */
    public int latentSize() {
        return latent.size();
    }

    private DenseConfig withLinearCode() {
        List<DenseLayer> layers = new ArrayList<>(encoder);
        int last = layers.size() - 1;
        layers.set(last, new DenseLayer(layers.get(last).size(), ActivationFunction.LINEAR));
        return new DenseConfig(
                inputShape, layers, decoder, latent, likelihood, isTied, hasBatchNorm, dropout, initializer);
    }

    /** Returns a copy with another variable at the waist. */
    public DenseConfig withLatent(Latent changed) {
        return new DenseConfig(
                inputShape, encoder, decoder, changed, likelihood, isTied, hasBatchNorm, dropout, initializer);
    }

    /** Returns a copy whose outputs mean something else. */
    public DenseConfig withLikelihood(Likelihood changed) {
        return new DenseConfig(
                inputShape, encoder, decoder, latent, changed, isTied, hasBatchNorm, dropout, initializer);
    }

    /** Returns a copy with tied or untied weights. */
    public DenseConfig withTied(boolean tied) {
        return new DenseConfig(
                inputShape, encoder, decoder, latent, likelihood, tied, hasBatchNorm, dropout, initializer);
    }

    /** Returns a copy with or without batch normalisation. */
    public DenseConfig withBatchNorm(boolean batchNorm) {
        return new DenseConfig(
                inputShape, encoder, decoder, latent, likelihood, isTied, batchNorm, dropout, initializer);
    }

    /** Returns a copy with another dropout rate. */
    public DenseConfig withDropout(double rate) {
        return new DenseConfig(
                inputShape, encoder, decoder, latent, likelihood, isTied, hasBatchNorm, rate, initializer);
    }

    /** Returns a copy with another initialiser. */
    public DenseConfig withInitializer(Initializer other) {
        return new DenseConfig(inputShape, encoder, decoder, latent, likelihood, isTied, hasBatchNorm, dropout, other);
    }

    @Override
    public String family() {
        return FAMILY;
    }

    @Override
    public Autoencoder build() {
        List<Layer> encoderLayers = new ArrayList<>();
        List<Integer> linearIndices = new ArrayList<>();
        int inputs = inputShape.size();
        for (int i = 0; i < encoder.size(); i++) {
            boolean isHidden = i < encoder.size() - 1;
            int outputs = isHidden ? encoder.get(i).size() : latent.encoderOutputs();
            linearIndices.add(encoderLayers.size());
            encoderLayers.add(new Linear(inputs, outputs));
            finish(encoderLayers, encoder.get(i), isHidden);
            inputs = outputs;
        }
        return new Autoencoder(
                new Network(inputShape, encoderLayers),
                latent,
                new Network(Shape.of(latent.decoderInputs()), decoderLayers(linearIndices)),
                likelihood);
    }

    private List<Layer> decoderLayers(List<Integer> encoderIndices) {
        List<Layer> layers = new ArrayList<>();
        int inputs = latent.decoderInputs();
        for (int i = 0; i < decoder.size(); i++) {
            boolean isHidden = i < decoder.size() - 1;
            int outputs = decoder.get(i).size() * (isHidden ? 1 : likelihood.planes());
            layers.add(
                    isTied
                            ? new TiedLinear(encoderIndices.get(encoder.size() - 1 - i), inputs, outputs)
                            : new Linear(inputs, outputs));
            finish(layers, decoder.get(i), isHidden);
            inputs = outputs;
        }
        return layers;
    }

    private void finish(List<Layer> layers, DenseLayer layer, boolean isHidden) {
        if (isHidden && hasBatchNorm) {
            layers.add(BatchNorm.defaults(layer.size()));
        }
        if (layer.activation() != ActivationFunction.LINEAR) {
            layers.add(new Activation(layer.activation()));
        }
        if (isHidden && dropout > 0) {
            layers.add(new Dropout(dropout));
        }
    }

    private static void checkMirrored(Shape inputShape, List<DenseLayer> encoder, List<DenseLayer> decoder) {
        boolean mirrored = encoder.size() == decoder.size();
        for (int i = 0; mirrored && i < decoder.size(); i++) {
            int mirror = encoder.size() - 2 - i;
            int size = mirror < 0 ? inputShape.size() : encoder.get(mirror).size();
            mirrored = decoder.get(i).size() == size;
        }
        if (!mirrored) {
            throw new IllegalArgumentException(
                    "tied weights need a decoder that mirrors the encoder; leave the decoder out to get one");
        }
    }
}
