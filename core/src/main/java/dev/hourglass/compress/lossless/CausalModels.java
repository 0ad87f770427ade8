package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.tensor.Shape;
import java.util.Optional;

/**
 * Tells what images a classifier of contexts codes, by the shape of its input: {@code [2 r^2 + 2 r + 2]} are contexts
 * of levels, {@code [C, 2 r^2 + 2 r + 1 + B]} are differences in images of C channels of B bytes a value.
 */
public final class CausalModels {
    /** The largest radius of a context. */
    static final int MAX_RADIUS = 16;

    private CausalModels() {}

    /**
     * What a model codes.
     *
     * @param isOfDifferences whether by differences from predictions; else by levels, in images of one channel
     * @param radius of its contexts
     * @param channels of images
     * @param bytesPerValue 1 or 2
     */
    public record Kind(boolean isOfDifferences, int radius, int channels, int bytesPerValue) {}

    /** Returns what images a model codes, or nothing where it is no classifier of contexts. */
    public static Optional<Kind> kind(TrainedModel model) {
        Shape shape = model.schema().sampleShape();
        if (model.classes().isEmpty() || shape.size() != model.features()) {
            return Optional.empty();
        }
        int radius = levelRadius(model);
        if (shape.rank() == 1 && CausalContext.size(radius) == model.features()) {
            return Optional.of(new Kind(false, radius, 1, 1));
        }
        if (shape.rank() != 2 || shape.dimension(0) > ImageShape.MAX_CHANNELS) {
            return Optional.empty();
        }
        for (int r = 1; r <= MAX_RADIUS; r++) {
            for (int bytes = 1; bytes <= 2; bytes++) {
                if (DifferenceContext.channelSize(r, bytes) == shape.dimension(1)) {
                    return Optional.of(new Kind(true, r, shape.dimension(0), bytes));
                }
            }
        }
        return Optional.empty();
    }

    /** Returns the radius of the smallest contexts of levels that have as many values as a model has features. */
    static int levelRadius(TrainedModel model) {
        int radius = 1;
        while (CausalContext.size(radius) < model.features()) {
            radius++;
        }
        return radius;
    }

    static WrongModelException refused(TrainedModel model) {
        return new WrongModelException("coding by pixel needs a classifier of contexts, of 2 r^2 + 2 r + 2 values,"
                + " but the model takes " + model.features() + " values and has "
                + model.classes().size() + " classes");
    }
}
