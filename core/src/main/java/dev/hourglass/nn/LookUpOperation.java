package dev.hourglass.nn;

import dev.hourglass.model.Latent;

/**
 * Turns indices of entries into their vectors; what is no index takes the nearest one, so that damaged or made-up codes
 * still decode. For inference.
 */
final class LookUpOperation implements Operation {
    private final Codebook codebook;
    private final Latent.Quantized latent;
    private final Slab input;
    private final Slab output;

    LookUpOperation(Codebook codebook, Latent.Quantized latent, Slab input) {
        this.codebook = codebook;
        this.latent = latent;
        this.input = input;
        this.output = Slab.rows(input.capacity(), latent.decoderInputs(), false);
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int i = from; i < to; i++) {
            for (int p = 0; p < latent.size(); p++) {
                int entry = Math.round(input.values()[input.start(i) + p]);
                int clamped = Math.max(0, Math.min(latent.entries() - 1, entry));
                codebook.lookUp(clamped, output.values(), output.start(i), p);
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        throw new AssertionError("nothing is trained through indices");
    }

    @Override
    public void refresh() {
        codebook.refresh(0, latent.entries());
    }

    @Override
    public Slab output() {
        return output;
    }
}
