package dev.hourglass.nn;

import dev.hourglass.model.Latent;

/** Turns vectors into the indices of their nearest entries, as whole numbers in floats. For inference. */
final class NearestOperation implements Operation {
    private final Codebook codebook;
    private final Latent.Quantized latent;
    private final Slab input;
    private final Slab output;
    private final int[] indices;

    NearestOperation(Codebook codebook, Latent.Quantized latent, Slab input) {
        this.codebook = codebook;
        this.latent = latent;
        this.input = input;
        this.output = Slab.rows(input.capacity(), latent.size(), false);
        this.indices = new int[latent.size()];
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int i = from; i < to; i++) {
            codebook.nearest(input.values(), input.start(i), worker.scratch, indices, 0);
            for (int p = 0; p < indices.length; p++) {
                output.values()[output.start(i) + p] = indices[p];
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        throw new AssertionError("nothing is trained through indices");
    }

    @Override
    public int scratchSize() {
        return latent.size() * codebook.width();
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
