package dev.hourglass.compress.lossy;

import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BinaryDecoder;
import dev.hourglass.compress.entropy.BinaryEncoder;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.model.Latent;
import dev.hourglass.nn.CodedDistribution;
import dev.hourglass.nn.Gains;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * Codes levels of tiles under the prior of a model. With a hyperprior, side information comes first where it saves more
 * than it takes; else it counts as zeros. Not thread-safe; confine to one thread.
 */
final class LevelCodec {
    private final MixtureCurves curves;
    private final Shape shape;
    private final int colours;
    private final Optional<SideInformation> side;
    private final Gains gains;
    /** One over the gain of each channel, at the quality of the call. */
    private final float[] steps;

    /**
     * Builds a codec.
     *
     * @param shape [M, H, W] of one tile's levels
     * @param colours of the pictures
     * @param tiles the most tiles of a call
     */
    LevelCodec(Latent.Coded latent, Shape shape, int colours, Parameters parameters, int tiles) {
        this.shape = shape;
        this.colours = colours;
        this.side = latent.hasHyperprior()
                ? Optional.of(new SideInformation(latent, shape, parameters, tiles))
                : Optional.empty();
        int channels = side.map(info -> info.shape().dimension(0)).orElse(shape.dimension(0));
        this.curves = new MixtureCurves(parameters, channels);
        this.gains = new Gains(parameters, latent);
        this.steps = new float[shape.dimension(0)];
    }

    private void setQuality(double quality) {
        for (int c = 0; c < steps.length; c++) {
            steps[c] = 1f / gains.at(quality, c);
        }
    }

    /** Writes levels [count, M, H, W]. */
    byte[] encode(int[] levels, int count, double quality) {
        for (int level : levels) {
            if (level < -TileCoder.LARGEST_LEVEL || level > TileCoder.LARGEST_LEVEL) {
                throw new IllegalArgumentException(
                        "levels must be within " + TileCoder.LARGEST_LEVEL + ", but one is " + level);
            }
        }
        setQuality(quality);
        byte[] without = encode(levels, count, Optional.empty());
        if (side.isEmpty()) {
            return without;
        }
        byte[] with = encode(levels, count, side.map(info -> info.encode(levels, count, steps)));
        return with.length < without.length ? with : without;
    }

    private byte[] encode(int[] levels, int count, Optional<int[]> information) {
        BinaryEncoder encoder = new BinaryEncoder();
        encoder.bits(information.isPresent() ? 1 : 0, 1);
        information.ifPresent(numbers -> code(encoder, numbers, count));
        coder(encoder, shape, colours).code(levels, count, prior(information, count));
        return encoder.finish();
    }

    /** Reads levels [count, M, H, W]. */
    void decode(byte[] bytes, int count, double quality, int[] levels) {
        setQuality(quality);
        BinaryDecoder decoder = new BinaryDecoder("payload", bytes, 0);
        Optional<int[]> information = Optional.empty();
        if (decoder.bits(0, 1) == 1) {
            SideInformation info = side.orElseThrow(() -> new CorruptArtifactException(
                    "payload", 0, "side information needs a model with a hyperprior, but the model has none"));
            int[] numbers = new int[count * info.shape().size()];
            code(decoder, numbers, count);
            information = Optional.of(numbers);
        }
        Arrays.fill(levels, 0);
        coder(decoder, shape, colours).code(levels, count, prior(information, count));
        decoder.requireEnd();
    }

    private void code(BinaryCoding coding, int[] information, int count) {
        Shape of = side.orElseThrow().shape();
        float[] units = new float[of.dimension(0)];
        Arrays.fill(units, CodedDistribution.SIDE_STEP);
        coder(coding, of, 1).code(information, count, factorized(of, units));
    }

    private LevelPrior prior(Optional<int[]> information, int count) {
        if (side.isEmpty()) {
            return factorized(shape, steps);
        }
        SideInformation info = side.get();
        return info.prior(
                information.orElseGet(() -> new int[count * info.shape().size()]), count, steps);
    }

    private LevelPrior factorized(Shape of, float[] units) {
        int plane = of.dimension(1) * of.dimension(2);
        return (at, number) -> {
            int channel = at / plane % units.length;
            return curves.below(channel, number * units[channel]);
        };
    }

    private static LatentCoder coder(BinaryCoding coding, Shape of, int colours) {
        return new LatentCoder(coding, of.dimension(0), of.dimension(1), of.dimension(2), colours);
    }
}
