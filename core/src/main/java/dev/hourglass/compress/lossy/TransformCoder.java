package dev.hourglass.compress.lossy;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Normalization;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.DeadZone;
import dev.hourglass.nn.Gains;
import dev.hourglass.nn.InferencePlan;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * Codes tiles by an autoencoder with a {@link Latent.Coded} latent variable: the encoder's maps times the gains of a
 * quality, rounded. Qualities count tradeoffs; between two, gains are interpolated. Not thread-safe; confine to one
 * thread.
 */
final class TransformCoder implements TileCoder {
    /** The side of a core, or somewhat less where it must be whole squares of latent positions. */
    private static final int CORE = 256;
    /** Images come in blocks of 16. */
    private static final int TILES = 16;

    private final Latent.Coded latent;
    private final Gains gains;
    private final TileGeometry geometry;
    private final InferencePlan encoder;
    private final InferencePlan decoder;
    private final LevelCodec codec;
    private final float[] maps;

    private TransformCoder(Autoencoder model, Parameters parameters, TileGeometry geometry) {
        this.latent = (Latent.Coded) model.latent();
        this.gains = new Gains(parameters, latent);
        this.geometry = geometry;
        int side = geometry.sideLatents();
        Shape code = Shape.of(geometry.latentChannels(), side, side);
        Shape tile = Shape.of(geometry.channels(), geometry.side(), geometry.side());
        this.encoder = plan("encoder", new Network(tile, model.encoder().layers()), parameters);
        this.decoder = plan("decoder", new Network(code, model.decoder().layers()), parameters);
        Shape core = Shape.of(geometry.latentChannels(), geometry.coreLatents(), geometry.coreLatents());
        this.codec = new LevelCodec(latent, core, geometry.channels(), parameters, TILES);
        this.maps = new float[TILES * geometry.tileLevels()];
    }

    private static InferencePlan plan(String path, Network network, Parameters parameters) {
        return new InferencePlan(Chain.of(path, network), parameters, TILES, Kernels.best());
    }

    /** Returns whether a model codes pictures: maps that are coded, of pixels as they are, by layers of known reach. */
    static boolean suits(TrainedModel model) {
        Autoencoder autoencoder = model.autoencoder();
        Shape input = autoencoder.encoder().inputShape();
        return autoencoder.latent() instanceof Latent.Coded coded
                && autoencoder.likelihood() instanceof Likelihood.Direct
                && (input.dimension(0) == 1 || input.dimension(0) == 3)
                && model.normalization().kind() == Normalization.Kind.NONE
                && Reach.isKnown(autoencoder.encoder().layers())
                && Reach.isKnown(autoencoder.decoder().layers())
                && isDivisible(autoencoder, coded);
    }

    private static boolean isDivisible(Autoencoder model, Latent.Coded latent) {
        Shape input = model.encoder().inputShape();
        int stride = stride(model);
        return input.dimension(1) == stride * latent.shape().dimension(1)
                && input.dimension(2) == stride * latent.shape().dimension(2)
                && core(model, latent) > 0;
    }

    /** Creates a coder of a model that {@link #suits}. */
    static TransformCoder create(TrainedModel model) {
        Autoencoder autoencoder = model.autoencoder();
        Latent.Coded latent = (Latent.Coded) autoencoder.latent();
        int core = core(autoencoder, latent);
        TileGeometry geometry = new TileGeometry(
                autoencoder.encoder().inputShape().dimension(0),
                stride(autoencoder),
                core,
                halo(autoencoder),
                latent.shape().dimension(0));
        return new TransformCoder(autoencoder, model.parameters(), geometry);
    }

    private static int stride(Autoencoder model) {
        return model.encoder().inputShape().dimension(1)
                / model.encoder().outputShape().dimension(1);
    }

    private static int halo(Autoencoder model) {
        int stride = stride(model);
        int pixels = Reach.of(model.encoder().layers());
        int latents = Reach.of(model.decoder().layers());
        return stride * Math.max((pixels + stride - 1) / stride, latents);
    }

    /** Side information stands for whole squares of latent positions, so a core has a whole number of them. */
    private static int core(Autoencoder model, Latent.Coded latent) {
        int square = stride(model);
        if (latent.hasHyperprior()) {
            square *= latent.shape().dimension(1)
                    / latent.hyperEncoding().outputShape().dimension(1);
        }
        return CORE / square * square;
    }

    @Override
    public int channels() {
        return geometry.channels();
    }

    @Override
    public int stride() {
        return geometry.stride();
    }

    @Override
    public int core() {
        return geometry.core();
    }

    @Override
    public int halo() {
        return geometry.halo();
    }

    @Override
    public int latentChannels() {
        return geometry.latentChannels();
    }

    @Override
    public double largestQuality() {
        return latent.tradeoffs().size() - 1.0;
    }

    @Override
    public int tilesPerChunk() {
        return TILES;
    }

    @Override
    public void analyse(float[] tiles, int count, double quality, int[] levels) {
        encoder.run(tiles, 0, maps, 0, count);
        int side = geometry.sideLatents();
        int core = geometry.coreLatents();
        int halo = (side - core) / 2;
        for (int plane = 0; plane < count * geometry.latentChannels(); plane++) {
            float gain = gains.at(quality, plane % geometry.latentChannels());
            for (int y = 0; y < core; y++) {
                int from = (plane * side + y + halo) * side + halo;
                int to = (plane * core + y) * core;
                for (int x = 0; x < core; x++) {
                    levels[to + x] = (int) DeadZone.round(maps[from + x] * gain);
                }
            }
        }
    }

    @Override
    public byte[] encode(int[] levels, int count, double quality) {
        return codec.encode(levels, count, quality);
    }

    @Override
    public void decode(byte[] bytes, int count, double quality, int[] levels) {
        codec.decode(bytes, count, quality, levels);
    }

    @Override
    public void synthesise(int[] levels, int count, double quality, float[] tiles) {
        int positions = geometry.sideLatents() * geometry.sideLatents();
        for (int plane = 0; plane < count * geometry.latentChannels(); plane++) {
            float gain = gains.at(quality, plane % geometry.latentChannels());
            for (int i = plane * positions; i < (plane + 1) * positions; i++) {
                maps[i] = levels[i] / gain;
            }
        }
        decoder.run(maps, 0, tiles, 0, count);
    }
}
