package dev.hourglass.model;

/** Checks that families share. */
final class ModelChecks {
    private ModelChecks() {}

    /** Requires the encoder's last layer to give what the latent variable takes. */
    static void requireCode(Latent latent, int size) {
        if (latent.decoderInputs() != size) {
            throw new IllegalArgumentException("the encoder's last layer must have the " + latent.decoderInputs()
                    + " values of the code, but had " + size);
        }
    }
}
