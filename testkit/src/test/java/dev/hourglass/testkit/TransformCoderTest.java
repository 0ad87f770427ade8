package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.compress.lossy.TileCoder;
import dev.hourglass.compress.lossy.TileCoders;
import dev.hourglass.compress.lossy.TileGeometry;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.HourglassException;
import dev.hourglass.tensor.SeededRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a trained transform codes tiles; its weights are fresh ones, which is all the same for what must hold. */
final class TransformCoderTest {
    private static final int LARGEST = TileCoder.LARGEST_LEVEL;
    private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "hourglass", "testkit");

    @TempDir
    private Path folder;

    private TileCoder coder(boolean hasHyperprior) throws IOException {
        return TileCoders.of(PictureModels.write(hasHyperprior, "gdn", folder))
                .orElseThrow()
                .create();
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
            levels[i] = (int) (SeededRandom.mix(i) >> (43 + random.nextInt(21)));
        }
        levels[0] = -LARGEST;
        levels[1] = LARGEST;
        assertComesBack(coder, levels, 2);
        assertComesBack(coder, new int[levels.length], 2);
    }

    @Test
    void numbersTooLargeAreRefused() throws IOException {
        TileCoder coder = coder(false);
        int[] levels = new int[TileGeometry.of(coder).coreLevels()];
        levels[5] = LARGEST + 1;

        assertThatThrownBy(() -> coder.encode(levels, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("levels must be within 1048576, but one is 1048577");
    }

    /** Made by this class with -Dgolden.update=true; every later version must read it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPayloadOfAnEarlierVersionGivesTheSameLevels(boolean hasHyperprior) throws IOException {
        TileCoder coder = coder(hasHyperprior);
        TileGeometry geometry = TileGeometry.of(coder);
        int[] levels = new int[2 * geometry.coreLevels()];
        coder.analyse(tiles(geometry, 2), 2, 0.75, levels);
        SeededRandom random = new SeededRandom(8);
        Arrays.setAll(levels, i -> i % 7 < 4 ? random.nextInt(5) - 2 : levels[i]);
        Path golden = GOLDEN.resolve(hasHyperprior ? "golden-hyperprior.bin" : "golden-factorised.bin");
        if (Boolean.getBoolean("golden.update")) {
            Files.write(golden, coder.encode(levels, 2, 0.75));
        }
        int[] back = new int[levels.length];
        coder.decode(Files.readAllBytes(golden), 2, 0.75, back);
        assertThat(back).isEqualTo(levels);
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
        assertThat(TileCoders.of(PictureModels.write(true, "group-norm:2", folder)))
                .isEmpty();
    }
}
