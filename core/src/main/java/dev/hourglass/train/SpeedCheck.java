package dev.hourglass.train;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Layer;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Residual;
import dev.hourglass.model.TiedLinear;
import dev.hourglass.nn.RowLoss;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.LikelihoodKernels;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Times the hot kernels once they are compiled, and says so where they run far below what any machine of their vector
 * width does: JDK 17 sometimes compiles a vector kernel badly on one start and well on the next.
 *
 * <p>Healthy products ran at 100 to 250 GFLOP/s with vectors of 256 and 512 bits, and a tile of the wrong shape at 1 to
 * 2; healthy losses took 0.1 to 0.7 ns an element, and those whose vectors lay on the heap 2.5. A start that is slower
 * by less than that stays unnoticed.
 */
final class SpeedCheck {
    private static final double MIN_GIGAFLOPS = 10;
    private static final double MAX_NANOS_PER_ELEMENT = 1.5;

    private static final int ROWS = 64;
    private static final int COLUMNS = 96;
    private static final int DEPTH = 256;
    private static final int TRIES = 30;

    private final Kernels kernels;
    private final boolean multiplies;
    private final Optional<RowLoss> loss;
    private final float[] left = new float[ROWS * DEPTH];
    private final float[] right = new float[DEPTH * COLUMNS];
    private final float[] result = new float[ROWS * COLUMNS];
    private final float[] gradients = new float[ROWS * COLUMNS];
    private final float[] lanes = new float[LikelihoodKernels.SCRATCH];

    /**
     * Checks what training this model has made hot; kernels it does not use are cold and would mislead. No loss is
     * timed where a value has several outputs, or that is none of single values: how long a healthy one takes is not
     * known.
     */
    SpeedCheck(Kernels kernels, Autoencoder model, RowLoss loss) {
        this.kernels = kernels;
        this.multiplies = multiplies(model.encoder().layers())
                || multiplies(model.decoder().layers());
        this.loss =
                model.likelihood().planes() == 1 ? Optional.of(loss).filter(RowLoss::isElementwise) : Optional.empty();
    }

    /** Says whether layers compute products of matrices in every step. */
    static boolean multiplies(List<Layer> layers) {
        return layers.stream()
                .anyMatch(layer -> layer instanceof Linear
                        || layer instanceof TiedLinear
                        || (layer instanceof Residual residual && multiplies(residual.body())));
    }

    /** Times the kernels for a few milliseconds and returns a complaint, or nothing where they are well. */
    Optional<String> examine() {
        double gigaflops = multiplies ? 2.0 * ROWS * COLUMNS * DEPTH / best(this::product) : Double.POSITIVE_INFINITY;
        return complaint(gigaflops, loss.map(this::nanosPerElement).orElse(0.0));
    }

    static Optional<String> complaint(double gigaflops, double nanosPerElement) {
        if (gigaflops >= MIN_GIGAFLOPS && nanosPerElement <= MAX_NANOS_PER_ELEMENT) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "kernels run far below what they should: products at %.1f GFLOP/s (at least %.0f), losses at %.1f ns"
                        + " an element (at most %.1f); Java's compiler made poor code of them on this start, so start"
                        + " again or use a newer JDK (results are the same)",
                gigaflops,
                MIN_GIGAFLOPS,
                nanosPerElement,
                MAX_NANOS_PER_ELEMENT));
    }

    private void product() {
        kernels.matrix()
                .multiply(ROWS, COLUMNS, DEPTH, left, 0, DEPTH, 1, right, 0, COLUMNS, left, 0, 0, result, 0, COLUMNS);
    }

    private double nanosPerElement(RowLoss used) {
        return best(() -> lose(used)) / (ROWS * COLUMNS);
    }

    private void lose(RowLoss used) {
        for (int i = 0; i < ROWS; i++) {
            int row = i * COLUMNS;
            used.row(kernels, result, row, left, row, gradients, row, COLUMNS, 1f, lanes);
        }
    }

    /** Returns the shortest time of one run, in nanoseconds: others on the machine make it longer, never shorter. */
    private static double best(Runnable run) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long started = System.nanoTime();
            run.run();
            best = Math.min(best, System.nanoTime() - started);
        }
        return Math.max(best, 1);
    }
}
