package dev.hourglass.bench;

import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingSession;

/** Training with Adam at 1e-3, the samples in the order of the comparison. */
final class TrainingPeer implements PeerSession {
    /** Steps whose mean loss is told; peers do the same ({@code LAST_STEPS} in {@code cases.py}). */
    private static final int LAST_STEPS = 25;

    private final TrainingSession session;
    private final float[] samples;
    private final int[] order;
    private final int batchSize;
    private final long usable;
    private double losses;
    private int counted;

    TrainingPeer(CaseDefinition definition, float[] samples, int[] order, int threads, Kernels kernels) {
        this.samples = samples;
        this.order = order;
        this.batchSize = definition.batchSize();
        this.usable = order.length / batchSize * (long) batchSize;
        this.session = new TrainingSession(
                definition.model(),
                definition.objective().trainer(batchSize),
                RunOptions.defaults(1).withThreads(threads),
                kernels);
    }

    void startFrom(Parameters initial) {
        session.startFrom(initial);
    }

    /** Takes one step. */
    double step() {
        int from = (int) (session.steps() * batchSize % usable);
        return session.step(samples, order, from, batchSize);
    }

    @Override
    public void run(int count) {
        counted = Math.min(count, LAST_STEPS);
        losses = 0;
        for (int i = 0; i < count - counted; i++) {
            step();
        }
        for (int i = 0; i < counted; i++) {
            losses += step();
        }
    }

    @Override
    public double loss() {
        return losses / counted;
    }

    @Override
    public Parameters parameters() {
        return session.parameters();
    }
}
