package dev.hourglass.nn;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Latent;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * Gives back what a model with a {@link Latent.Coded} latent variable makes of samples at one tradeoff, and what their
 * codes take up as its priors estimate it: rates are those of numbers with noise, reconstructions those of numbers
 * rounded as they are stored. Not thread-safe; its own team runs the work.
 */
public final class CodedMeter {
    private static final int ROWS = 64;
    private static final String RATE = "bits_per_pixel";
    /** Nothing is compared. */
    private static final LossBinding NO_LOSS =
            new LossBinding((kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) -> 0f, false);

    private final Pass pass;
    private final Team team;
    private final Worker[] workers;
    private final int batch;

    /**
     * Builds a meter.
     *
     * @param model with a coded latent variable
     * @param parameters its weights
     * @param tradeoff the index of the tradeoff
     * @param threads workers, at least 1
     * @param kernels what computes
     */
    public CodedMeter(Autoencoder model, Parameters parameters, int tradeoff, int threads, Kernels kernels) {
        Link.Code code = new Link.Code((Latent.Coded) model.latent(), Link.Code.Seen.LEVELS, 0).at(tradeoff);
        Chain chain = Chain.of("encoder", model.encoder()).then(code, new Link.Part("decoder", model.decoder()));
        this.batch = chain.rowsOfPass(ROWS);
        Program program = Program.of(chain, Program.Binding.inference(kernels, parameters, batch), false);
        this.pass = new Pass(program, NO_LOSS, 0, RowTransform.NONE, 0, false, kernels);
        this.team = new Team(threads);
        this.workers = new Worker[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = pass.worker(i, 0);
        }
    }

    /**
     * Measures samples.
     *
     * @param samples row-major [N, D]; not modified
     * @param rows N
     * @param reconstructions [N, D]; overwritten
     * @param bitsPerPixel [N]; overwritten
     */
    public void measure(float[] samples, int rows, float[] reconstructions, double[] bitsPerPixel) {
        int[] order = new int[batch];
        for (int from = 0; from < rows; from += batch) {
            int count = Math.min(batch, rows - from);
            for (int i = 0; i < count; i++) {
                order[i] = from + i;
            }
            pass.load(samples, samples, order, 0, count, 1 + from / batch);
            team.run(worker -> pass.run(workers[worker], team));
            take(from, count, reconstructions, bitsPerPixel);
        }
    }

    private void take(int from, int count, float[] reconstructions, double[] bitsPerPixel) {
        Slab output = pass.program().output();
        for (int i = 0; i < count; i++) {
            int columns = output.columns();
            System.arraycopy(output.values(), output.start(i), reconstructions, (from + i) * columns, columns);
            bitsPerPixel[from + i] = 0;
        }
        for (Program.Step step : pass.program().steps()) {
            for (Operation.Measure measure : step.operation().measures()) {
                for (int i = 0; i < count && measure.name().equals(RATE); i++) {
                    bitsPerPixel[from + i] += measure.rows()[i];
                }
            }
        }
    }
}
