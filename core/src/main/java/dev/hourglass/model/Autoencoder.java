package dev.hourglass.model;

/**
 * An encoder, what stands at the waist, and a decoder, all as data. Immutable and safe for concurrent use.
 *
 * @param encoder samples to the latent variable
 * @param latent the latent variable
 * @param decoder codes [L] back to samples
 */
public record Autoencoder(Network encoder, Latent latent, Network decoder) {
    public Autoencoder {
        if (encoder.outputShape().size() != latent.size()) {
            throw new IllegalArgumentException("the encoder must end in the " + latent.size()
                    + " values of the code, but ends in " + encoder.outputShape());
        }
        if (decoder.inputShape().size() != latent.size()) {
            throw new IllegalArgumentException("the decoder must start from the " + latent.size()
                    + " values of the code, but starts from " + decoder.inputShape());
        }
        if (decoder.outputShape().size() != encoder.inputShape().size()) {
            throw new IllegalArgumentException("the decoder must end in the " + encoder.inputShape()
                    + " of the input, but ends in " + decoder.outputShape());
        }
    }

    /** Returns D, the number of values of one sample. */
    public int features() {
        return encoder.inputShape().size();
    }
}
