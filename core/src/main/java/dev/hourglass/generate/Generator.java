package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Tensor;

/**
 * Makes samples of drawn codes. The same seed gives the same samples, to the bit, in one call or in several. Not
 * thread-safe; confine to one thread.
 */
public final class Generator {
    private final TrainedModel model;
    private final CodeSource source;
    private final SeededRandom random;

    /**
     * Builds a generator.
     *
     * @param model the model
     * @param source where codes come from
     * @param seed of everything random
     * @throws IllegalArgumentException if the model has no use for codes of this source
     */
    public Generator(TrainedModel model, CodeSource source, long seed) {
        source.requireFit(model);
        this.model = model;
        this.source = source;
        this.random = new SeededRandom(seed).fork("codes");
    }

    /**
     * Makes samples at once.
     *
     * @param model the model
     * @param source where codes come from
     * @param count N, at least 1
     * @param seed of everything random
     * @return samples [N, ...sample shape], in the units of the data
     * @throws IllegalArgumentException if the model has no use for codes of this source
     */
    public static Tensor generate(TrainedModel model, CodeSource source, int count, long seed) {
        float[] samples = new Generator(model, source, seed).next(count);
        return Tensor.of(model.schema().sampleShape().batch(count), samples);
    }

    /**
     * Makes the next samples.
     *
     * @param count N, at least 1
     * @return samples [N, D], in the units of the data
     */
    public float[] next(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, but was " + count);
        }
        float[] codes = new float[Math.multiplyExact(count, source.size())];
        source.draw(random, codes, count);
        return model.decode(codes, count);
    }
}
