package dev.hourglass.compress.lossy;

import dev.hourglass.compress.entropy.CumulativeCurve;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.CodedDistribution;
import dev.hourglass.nn.Gains;
import dev.hourglass.nn.InferencePlan;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Optional;

/**
 * Codes levels of tiles under the prior of a model. With a hyperprior, side information is made of the levels, rounded
 * and coded under the factorised prior; what it says of the levels, a mean and a scale each, is theirs. Without one,
 * the factorised prior is that of the levels. Not thread-safe; confine to one thread.
 */
final class LevelPrior {
    private static final float SIDE_STEP = CodedDistribution.SIDE_STEP;

    private final MixtureCurves curves;
    private final int levels;
    private final int positions;
    private final Optional<Side> side;
    private final Gains gains;
    /** One over the gain of each channel, at the quality of the call. */
    private final float[] steps;

    /** The networks of side information, and room for what they take and give. */
    private static final class Side {
        private final InferencePlan encoder;
        private final InferencePlan decoder;
        private final int size;
        private final int positions;
        private final int levelPositions;
        private final float[] levels;
        private final float[] information;
        private final float[] distributions;

        Side(Latent.Coded latent, Shape shape, Parameters parameters, int tiles) {
            Network down = new Network(shape, latent.hyperEncoder());
            Network up = new Network(down.outputShape(), latent.hyperDecoder());
            this.encoder = new InferencePlan(Chain.of("hyper_encoder", down), parameters, tiles, Kernels.best());
            this.decoder = new InferencePlan(Chain.of("hyper_decoder", up), parameters, tiles, Kernels.best());
            this.size = down.outputShape().size();
            this.positions =
                    down.outputShape().dimension(1) * down.outputShape().dimension(2);
            this.levelPositions = shape.dimension(1) * shape.dimension(2);
            this.levels = new float[tiles * shape.size()];
            this.information = new float[tiles * size];
            this.distributions = new float[tiles * 2 * shape.size()];
        }

        /** Makes side information of levels, which it sees as the decoder of pictures does: divided by gains. */
        void encode(int[] numbers, int count, float[] steps) {
            for (int i = 0; i < count * steps.length * levelPositions; i++) {
                levels[i] = CodedDistribution.magnitude(numbers[i] * steps[i / levelPositions % steps.length]);
            }
            encoder.run(levels, 0, information, 0, count);
            for (int i = 0; i < count * size; i++) {
                information[i] = SIDE_STEP * WindowedLevels.centre(information[i] / SIDE_STEP);
            }
        }

        void decode(int count) {
            decoder.run(information, 0, distributions, 0, count);
        }
    }

    /**
     * Builds a prior.
     *
     * @param shape [M, H, W] of one tile's levels
     * @param tiles the most tiles of a call
     */
    LevelPrior(Latent.Coded latent, Shape shape, Parameters parameters, int tiles) {
        this.levels = shape.size();
        this.positions = shape.dimension(1) * shape.dimension(2);
        this.side = latent.hasHyperprior() ? Optional.of(new Side(latent, shape, parameters, tiles)) : Optional.empty();
        int channels = latent.hasHyperprior()
                ? latent.hyperEncoding().outputShape().dimension(0)
                : latent.shape().dimension(0);
        this.curves = new MixtureCurves(parameters, channels);
        this.gains = new Gains(parameters, latent);
        this.steps = new float[shape.dimension(0)];
    }

    private void setQuality(double quality) {
        for (int c = 0; c < steps.length; c++) {
            steps[c] = 1f / gains.at(quality, c);
        }
    }

    /** Writes levels [count, M, H, W]; what is read first is pushed last. */
    byte[] encode(int[] numbers, int count, double quality) {
        setQuality(quality);
        RansStack stack = RansStack.empty(1);
        if (side.isPresent()) {
            Side info = side.get();
            info.encode(numbers, count, steps);
            info.decode(count);
            for (int i = count * levels - 1; i >= 0; i--) {
                int mean = i / levels * 2 * levels + i % levels;
                pushUnder(stack, info.distributions, mean, numbers[i]);
            }
            for (int i = count * info.size - 1; i >= 0; i--) {
                int whole = (int) (info.information[i] / SIDE_STEP);
                pushUnder(stack, i % info.size / info.positions, SIDE_STEP, whole);
            }
        } else {
            for (int i = count * levels - 1; i >= 0; i--) {
                pushUnder(stack, i % levels / positions, steps[i % levels / positions], numbers[i]);
            }
        }
        return stack.toBytes();
    }

    /** Reads levels [count, M, H, W]. */
    void decode(byte[] bytes, int count, double quality, int[] numbers) {
        setQuality(quality);
        RansStack stack = RansStack.read("levels of a picture", bytes, 1);
        if (side.isPresent()) {
            Side info = side.get();
            for (int i = 0; i < count * info.size; i++) {
                info.information[i] = SIDE_STEP * popUnder(stack, i % info.size / info.positions, SIDE_STEP);
            }
            info.decode(count);
            for (int i = 0; i < count * levels; i++) {
                int mean = i / levels * 2 * levels + i % levels;
                numbers[i] = popUnder(stack, info.distributions, mean);
            }
        } else {
            for (int i = 0; i < count * levels; i++) {
                numbers[i] = popUnder(stack, i % levels / positions, steps[i % levels / positions]);
            }
        }
        stack.requireStart();
    }

    private void pushUnder(RansStack stack, int channel, float step, int number) {
        int centre = WindowedLevels.centre(curves.mean(channel) / step);
        WindowedLevels.push(stack, x -> curves.below(channel, x * step), centre, number);
    }

    private int popUnder(RansStack stack, int channel, float step) {
        int centre = WindowedLevels.centre(curves.mean(channel) / step);
        return WindowedLevels.pop(stack, x -> curves.below(channel, x * step), centre);
    }

    private void pushUnder(RansStack stack, float[] distributions, int at, int number) {
        float step = steps[at % levels / positions];
        WindowedLevels.push(stack, below(distributions, at, step), centre(distributions, at, step), number);
    }

    private int popUnder(RansStack stack, float[] distributions, int at) {
        float step = steps[at % levels / positions];
        return WindowedLevels.pop(stack, below(distributions, at, step), centre(distributions, at, step));
    }

    private WindowedLevels.Below below(float[] distributions, int at, float step) {
        double mean = CodedDistribution.mean(distributions[at]);
        double inverse = 1.0 / CodedDistribution.scale(distributions[at + levels], 0.5f * step);
        return x -> CumulativeCurve.LOGISTIC.at((x * step - mean) * inverse);
    }

    private static int centre(float[] distributions, int at, float step) {
        return WindowedLevels.centre(CodedDistribution.mean(distributions[at]) / step);
    }
}
