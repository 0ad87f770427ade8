package dev.hourglass.compress.lossy;

import dev.hourglass.compress.entropy.CumulativeCurve;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.CodedDistribution;
import dev.hourglass.nn.InferencePlan;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * The side information of a hyperprior: whole numbers made of levels, which say a mean and a scale of each level. Not
 * thread-safe; confine to one thread.
 */
final class SideInformation {
    private static final float STEP = CodedDistribution.SIDE_STEP;
    private static final float LARGEST = 30_000f;

    private final InferencePlan encoder;
    private final InferencePlan decoder;
    private final Shape shape;
    private final int levelsOfTile;
    private final int positions;
    private final float[] levels;
    private final float[] information;
    private final float[] distributions;

    /**
     * Builds the networks.
     *
     * @param levelShape [M, H, W] of one tile's levels
     * @param tiles the most tiles of a call
     */
    SideInformation(Latent.Coded latent, Shape levelShape, Parameters parameters, int tiles) {
        Network down = new Network(levelShape, latent.hyperEncoder());
        Network up = new Network(down.outputShape(), latent.hyperDecoder());
        this.encoder = new InferencePlan(Chain.of("hyper_encoder", down), parameters, tiles, Kernels.best());
        this.decoder = new InferencePlan(Chain.of("hyper_decoder", up), parameters, tiles, Kernels.best());
        this.shape = down.outputShape();
        this.levelsOfTile = levelShape.size();
        this.positions = levelShape.dimension(1) * levelShape.dimension(2);
        this.levels = new float[tiles * levelsOfTile];
        this.information = new float[tiles * shape.size()];
        this.distributions = new float[2 * levels.length];
    }

    /** Returns its shape for one tile. */
    Shape shape() {
        return shape;
    }

    /**
     * Makes side information of levels, which it sees as the decoder of pictures does: divided by gains.
     *
     * @param steps one over the gain of each channel
     */
    int[] encode(int[] numbers, int count, float[] steps) {
        for (int i = 0; i < count * levelsOfTile; i++) {
            levels[i] = CodedDistribution.magnitude(numbers[i] * steps[i / positions % steps.length]);
        }
        encoder.run(levels, 0, information, 0, count);
        int[] found = new int[count * shape.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = (int) Math.rint(Math.min(Math.max(information[i] / STEP, -LARGEST), LARGEST));
        }
        return found;
    }

    /** Returns what side information says of levels. */
    LevelPrior prior(int[] numbers, int count, float[] steps) {
        for (int i = 0; i < count * shape.size(); i++) {
            information[i] = STEP * numbers[i];
        }
        decoder.run(information, 0, distributions, 0, count);
        return (at, number) -> below(at, number, steps[at / positions % steps.length]);
    }

    private double below(int at, double number, float step) {
        int place = at / levelsOfTile * 2 * levelsOfTile + at % levelsOfTile;
        double mean = CodedDistribution.mean(distributions[place]);
        double scale = CodedDistribution.scale(distributions[place + levelsOfTile], 0.5f * step);
        return CumulativeCurve.LOGISTIC.at((number * step - mean) / scale) * 0x1p-30;
    }
}
