package dev.hourglass.evaluate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Corruption;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;

/**
 * Damages clean samples, lets a model restore them, and measures how far both are from the clean ones. Noise and errors
 * are in the units the model was trained in, after normalization; those of images are pixels. The same seed damages
 * samples the same way, in one call or in several. Not thread-safe; confine to one thread.
 */
public final class Denoising {
    private final TrainedModel model;
    private final Corruption corruption;
    private final Shape shape;
    private final long seed;
    private long rows;
    private float[] clean = new float[0]; // of the last damaged samples, normalised
    private final double[] before = new double[2]; // sums over samples of MSE and PSNR
    private final double[] after = new double[2];

    /**
     * Starts.
     *
     * @param model the model
     * @param corruption what is done to samples
     * @param seed of everything random
     * @throws IllegalArgumentException if samples of the model cannot be damaged so
     */
    public Denoising(TrainedModel model, Corruption corruption, long seed) {
        this.model = model;
        this.corruption = corruption;
        this.shape = model.schema().sampleShape();
        this.seed = seed;
        corruption.check(shape);
    }

    /**
     * What was measured, over all samples.
     *
     * @param rows samples
     * @param squaredErrorBefore the mean squared error of damaged samples
     * @param squaredErrorAfter that of restored ones
     * @param signalToNoiseBefore the mean peak signal-to-noise ratio of damaged samples, in dB, for values in [0, 1]
     * @param signalToNoiseAfter that of restored ones
     */
    public record Result(
            long rows,
            double squaredErrorBefore,
            double squaredErrorAfter,
            double signalToNoiseBefore,
            double signalToNoiseAfter) {}

    /**
     * Damages the next samples.
     *
     * @param samples [.., D], clean, in their own units; not modified
     * @param count how many
     * @return damaged samples [count, D], in the units of the data
     */
    public float[] damage(float[] samples, int count) {
        int features = model.features();
        clean = Arrays.copyOf(samples, count * features);
        model.normalization().apply(clean, 0, count);
        float[] damaged = new float[clean.length];
        for (int i = 0; i < count; i++) {
            long key = SeededRandom.mix(seed + SeededRandom.mix(rows + i));
            corruption.apply(clean, i * features, damaged, i * features, shape, key);
        }
        add(before, damaged, count);
        rows += count;
        model.normalization().invert(damaged, 0, count);
        return damaged;
    }

    /**
     * Restores the samples that were damaged last.
     *
     * @param damaged as {@link #damage} returned them; not modified
     * @param count how many
     * @return restored samples [count, D], in the units of the data
     */
    public float[] restore(float[] damaged, int count) {
        float[] restored = Arrays.copyOf(damaged, count * model.features());
        model.normalization().apply(restored, 0, count);
        restored = model.reconstructNormalized(restored, count);
        add(after, restored, count);
        model.normalization().invert(restored, 0, count);
        return restored;
    }

    /** Returns what was measured so far. */
    public Result result() {
        return new Result(rows, before[0] / rows, after[0] / rows, before[1] / rows, after[1] / rows);
    }

    private void add(double[] sums, float[] values, int count) {
        float[] errors = ErrorMetrics.sampleErrors(clean, values, model.features());
        for (float error : errors) {
            sums[0] += error;
        }
        sums[1] += count * ErrorMetrics.peakSignalToNoise(errors);
    }
}
