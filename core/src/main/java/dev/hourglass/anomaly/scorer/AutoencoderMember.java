package dev.hourglass.anomaly.scorer;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * One autoencoder of an ensemble and what is known of the rows it was fitted on. Immutable and safe for concurrent use;
 * not to be written to.
 *
 * @param config its description: one hidden layer in the encoder and one in the decoder
 * @param parameters its weights
 * @param residuals of what reconstructions leave over, x - x^
 * @param rootMeanSquares [D], of the same, column by column; above 0
 * @param codes of codes
 * @param neighbours of hidden values of the encoder
 * @param neighbourRows [S, D], the reconstructions of the rows that these belong to
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, not copied; nobody outside the package sees it
record AutoencoderMember(
        DenseConfig config,
        Parameters parameters,
        Whitening residuals,
        float[] rootMeanSquares,
        Whitening codes,
        Neighbours neighbours,
        float[] neighbourRows) {
    /** Layers of the encoder before hidden values: the linear one and its activation. */
    private static final int HIDDEN_LAYERS = 2;

    /** Returns D. */
    int features() {
        return config.inputShape().size();
    }

    /** Returns L. */
    int latentSize() {
        return config.latentSize();
    }

    /** Returns whether it knows distributions of codes. */
    boolean isVariational() {
        return config.latent().isNormal();
    }

    /** Returns H, the hidden values of the encoder. */
    int hidden() {
        return config.encoder().get(0).size();
    }

    /**
     * Encodes rows.
     *
     * @param seen [.., D], scaled; not modified
     * @param count how many
     * @return [count, L], or [count, 2 L], means first, where codes have distributions
     */
    float[] encode(float[] seen, int count) {
        Inference encoder =
                Inference.create(Chain.of("encoder", config.build().encoder()), parameters, 1, Kernels.best());
        float[] encoded = new float[Math.multiplyExact(count, encoder.outputs())];
        encoder.run(seen, 0, encoded, count);
        return encoded;
    }

    /** Returns the way from rows to hidden values. */
    static Chain toHidden(Autoencoder model) {
        Network encoder = model.encoder();
        return Chain.of(
                "encoder", new Network(encoder.inputShape(), encoder.layers().subList(0, HIDDEN_LAYERS)));
    }
}
