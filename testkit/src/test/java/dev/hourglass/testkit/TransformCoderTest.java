package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.lossy.TileCoder;
import dev.hourglass.compress.lossy.TileCoders;
import dev.hourglass.compress.lossy.TileGeometry;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.HourglassException;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Network;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a trained transform codes tiles; its weights are fresh ones, which is all the same for what must hold. */
final class TransformCoderTest {
    private static final String DOWN = "conv:6:5:stride=4";
    private static final String UP = ":5:stride=4:padding=2:output-padding=3";

    @TempDir
    private Path folder;

    private TileCoder coder(boolean hasHyperprior) throws IOException {
        return TileCoders.of(stored(config(hasHyperprior, "gdn"))).orElseThrow().create();
    }

    private StoredModel stored(ConvConfig config) throws IOException {
        TrainedModel model = new TrainedModel(
                config,
                WeightInitializer.initialize(ParameterLayout.of(config.build()), Initializer.GLOROT, 3),
                Normalization.none(config.inputShape().size()),
                new TrainedModel.Reading(new ImageSchema(1, 64, 64), DataOptions.defaults()),
                new Provenance("test", "none", "0".repeat(64), 1, 3, Map.of(), Map.of()));
        return ModelFile.write(model, folder.resolve("model.hgm"));
    }

    private static ConvConfig config(boolean hasHyperprior, String between) {
        Shape image = Shape.of(1, 64, 64);
        List<Layer> encoder = LayerText.parse(List.of(DOWN, between, "conv:4:5:stride=4"), image);
        Shape code = new Network(image, encoder).outputShape();
        List<Layer> decoder = LayerText.parse(List.of("deconv:6" + UP, "igdn", "deconv:1" + UP), code);
        List<Layer> down = hasHyperprior ? LayerText.parse(List.of("conv:3:3:stride=2"), code) : List.of();
        List<Layer> up = hasHyperprior
                ? LayerText.parse(List.of("deconv:8:3:stride=2:padding=1:output-padding=1"), Shape.of(3, 2, 2))
                : List.of();
        return new ConvConfig(
                image,
                encoder,
                code,
                decoder,
                new Latent.Coded(code, List.of(0.001, 0.01, 0.1), down, up),
                new Likelihood.Direct(),
                Initializer.GLOROT);
    }

    /** Drifts of brightness with some noise, differing from tile to tile. */
    private static float[] tiles(TileGeometry geometry, int count) {
        SeededRandom random = new SeededRandom(4);
        float[] tiles = new float[count * geometry.tileValues()];
        for (int i = 0; i < tiles.length; i++) {
            int x = i % geometry.side();
            int tile = i / geometry.tileValues();
            tiles[i] = 0.5f + 0.3f * (x % (40 + tile)) / (40 + tile) + 0.05f * (float) random.nextDouble();
        }
        return tiles;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void levelsComeBack(boolean hasHyperprior) throws IOException {
        TileCoder coder = coder(hasHyperprior);
        TileGeometry geometry = TileGeometry.of(coder);
        int[] levels = new int[3 * geometry.coreLevels()];
        coder.analyse(tiles(geometry, 3), 3, 1.25, levels);
        assertThat(Arrays.stream(levels).distinct().count()).isGreaterThan(10);
        assertComesBack(coder, levels, 3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyNumbersComeBack(boolean hasHyperprior) throws IOException {
        TileCoder coder = coder(hasHyperprior);
        SeededRandom random = new SeededRandom(6);
        int[] levels = new int[2 * TileGeometry.of(coder).coreLevels()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (int) (SeededRandom.mix(i) >> random.nextInt(64));
        }
        levels[0] = Integer.MIN_VALUE;
        levels[1] = Integer.MAX_VALUE;
        assertComesBack(coder, levels, 2);
        assertComesBack(coder, new int[levels.length], 2);
    }

    private static void assertComesBack(TileCoder coder, int[] levels, int count) {
        byte[] bytes = coder.encode(levels, count, 1.25);
        int[] back = new int[levels.length];
        coder.decode(bytes, count, 1.25, back);
        assertThat(back).isEqualTo(levels);
        assertThat(coder.encode(levels, count, 1.25)).isEqualTo(bytes);
    }

    /** What others do in the same call, and what the coder did before, does not matter. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTileDoesNotDependOnOthers(boolean hasHyperprior) throws IOException {
        TileCoder coder = coder(hasHyperprior);
        TileGeometry geometry = TileGeometry.of(coder);
        int size = geometry.coreLevels();
        float[] tiles = tiles(geometry, 16);
        int[] all = new int[16 * size];
        coder.analyse(tiles, 16, 0.5, all);
        int[] alone = new int[size];
        float[] last = Arrays.copyOfRange(tiles, 15 * geometry.tileValues(), tiles.length);
        coder(hasHyperprior).analyse(last, 1, 0.5, alone);
        assertThat(alone).isEqualTo(Arrays.copyOfRange(all, 15 * size, 16 * size));

        byte[] bytes = coder.encode(alone, 1, 0.5);
        coder.encode(all, 16, 2);
        assertThat(coder.encode(alone, 1, 0.5)).isEqualTo(bytes);
    }

    /** A place is the same whatever tile it is in: what lies beyond the halo does not reach the core. */
    @Test
    void coresDoNotSeeWhereTilesEnd() throws IOException {
        TileCoder coder = coder(true);
        TileGeometry geometry = TileGeometry.of(coder);
        SeededRandom random = new SeededRandom(9);
        int[] levels = new int[geometry.tileLevels()];
        Arrays.setAll(levels, i -> random.nextInt(21) - 10);
        float[] pixels = new float[geometry.tileValues()];
        coder.synthesise(levels, 1, 2, pixels);

        int side = geometry.sideLatents();
        int[] moved = new int[levels.length]; // a latent position to the left; what comes in on the right is 0
        for (int i = 0; i < levels.length; i++) {
            moved[i] = i % side == side - 1 ? 0 : levels[i + 1];
        }
        float[] movedPixels = new float[pixels.length];
        coder.synthesise(moved, 1, 2, movedPixels);
        int stride = geometry.stride();
        int seen = 0;
        for (int y = geometry.halo(); y < geometry.side() - geometry.halo(); y++) {
            for (int x = geometry.halo() + stride; x < geometry.side() - geometry.halo(); x++) {
                float expected = pixels[y * geometry.side() + x];
                assertThat(movedPixels[y * geometry.side() + x - stride]).isCloseTo(expected, within(expected));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(1000);
    }

    private static org.assertj.core.data.Offset<Float> within(float value) {
        return org.assertj.core.data.Offset.offset(1e-5f * Math.max(1, Math.abs(value)));
    }

    @Test
    void betterQualityCostsMoreAndIsCloser() throws IOException {
        TileCoder coder = coder(true);
        TileGeometry geometry = TileGeometry.of(coder);
        int[] levels = new int[geometry.coreLevels()];
        float[] tiles = tiles(geometry, 1);
        int last = 0;
        for (double quality = 0; quality <= coder.largestQuality(); quality += 0.5) {
            coder.analyse(tiles, 1, quality, levels);
            int size = coder.encode(levels, 1, quality).length;
            assertThat(size).isGreaterThan(last);
            last = size;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void damagedBytesAreRefusedOrGiveOtherLevels(boolean hasHyperprior) throws IOException {
        TileCoder coder = coder(hasHyperprior);
        TileGeometry geometry = TileGeometry.of(coder);
        int[] levels = new int[geometry.coreLevels()];
        coder.analyse(tiles(geometry, 1), 1, 1, levels);
        byte[] bytes = coder.encode(levels, 1, 1);
        int[] back = new int[levels.length];
        for (int i = 0; i < bytes.length; i += 1 + bytes.length / 40) {
            byte[] altered = bytes.clone();
            altered[i] ^= 4;
            try {
                coder.decode(altered, 1, 1, back);
                assertThat(back).isNotEqualTo(levels);
            } catch (HourglassException e) {
                assertThat(e).isInstanceOf(CorruptArtifactException.class);
            }
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatThrownBy(() -> coder.decode(cut, 1, 1, back)).isInstanceOf(CorruptArtifactException.class);
        }
    }

    @Test
    void modelsWhoseReachIsUnknownCodeNoPictures() throws IOException {
        assertThat(TileCoders.of(stored(config(true, "group-norm:2")))).isEmpty();
    }
}
