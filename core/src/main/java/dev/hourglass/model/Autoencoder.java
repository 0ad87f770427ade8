package dev.hourglass.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An encoder, what stands at the waist, a decoder and what its outputs mean, all as data. Immutable and safe for
 * concurrent use.
 *
 * @param encoder samples to the latent variable
 * @param latent the latent variable
 * @param decoder codes back to the parameters of the likelihood
 * @param likelihood what the decoder's outputs mean
 */
public record Autoencoder(Network encoder, Latent latent, Network decoder, Likelihood likelihood) {
    public Autoencoder {
        requireEnd(
                "the encoder must end in",
                latent.encoderOutputs(),
                encoder.outputShape().size());
        requireEnd(
                "the decoder must start from",
                latent.decoderInputs(),
                decoder.inputShape().size());
        DecoderEnd.require(encoder.inputShape(), likelihood.planes(), decoder);
    }

    /** Makes an autoencoder whose decoder's outputs are the values themselves. */
    public Autoencoder(Network encoder, Latent latent, Network decoder) {
        this(encoder, latent, decoder, new Likelihood.Direct());
    }

    private static void requireEnd(String what, int wanted, int found) {
        if (wanted != found) {
            throw new IllegalArgumentException(what + " " + wanted + " values, but has " + found);
        }
    }

    /** Returns D, the number of values of one sample. */
    public int features() {
        return encoder.inputShape().size();
    }

    /** Returns the networks by the path their weights are stored under, in the order of storage. */
    public Map<String, Network> networks() {
        Map<String, Network> networks = new LinkedHashMap<>();
        networks.put("encoder", encoder);
        networks.put("decoder", decoder);
        if (latent instanceof Latent.Coded coded && coded.hasHyperprior()) {
            networks.put("hyper_encoder", coded.hyperEncoding());
            networks.put("hyper_decoder", coded.hyperDecoding());
        }
        if (latent instanceof Hierarchical hierarchical) {
            networks.putAll(hierarchical.networks());
        }
        return networks;
    }
}
