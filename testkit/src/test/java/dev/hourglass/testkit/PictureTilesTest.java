package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.compress.lossy.PictureTiles;
import dev.hourglass.compress.lossy.TileCoder;
import dev.hourglass.compress.lossy.TileGeometry;
import dev.hourglass.compress.lossy.TileGrid;
import dev.hourglass.compress.lossy.TileLevels;
import dev.hourglass.data.Picture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures are cut into tiles and put together again as if they had never been. */
final class PictureTilesTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 1, 1", "3, 17, 33", "1, 200, 130", "3, 200, 130", "3, 64, 64", "1, 65, 128"})
    void coresTogetherAreThePicture(int channels, int width, int height) {
        Picture picture = DrawnPictures.draw(channels, width, height);
        TileGeometry geometry = new TileGeometry(channels, 8, 24, 16, 5);
        TileGrid grid = new TileGrid(height, width, geometry.core());
        byte[] samples = PictureTiles.unknown(grid, channels);

        for (int first = 0; first < grid.count(); first += 3) {
            int count = Math.min(3, grid.count() - first);
            PictureTiles.paste(
                    PictureTiles.cut(picture, geometry, first, count), geometry, grid, first, count, samples);
        }

        assertThat(samples).isEqualTo(picture.samples());
    }

    @Test
    void aTileSeesWhatIsAroundItAndTheEdgeBeyondThePicture() {
        Picture picture = DrawnPictures.draw(3, 50, 40);
        TileGeometry geometry = new TileGeometry(3, 8, 16, 8, 1);

        float[] tiles = PictureTiles.cut(picture, geometry, 4, 2);

        for (int i = 0; i < tiles.length; i++) {
            int tile = 4 + i / geometry.tileValues();
            int y = tile / 4 * 16 - 8 + i / 32 % 32;
            int x = tile % 4 * 16 - 8 + i % 32;
            int level = picture.level(i / 1024 % 3, Math.min(39, Math.max(0, y)), Math.min(49, Math.max(0, x)));
            assertThat(tiles[i]).isEqualTo((float) (level / 255.0));
        }
    }

    @Test
    void levelsFormOnePlaneWhoseEdgeGoesOn() {
        TileGeometry geometry = new TileGeometry(1, 4, 8, 8, 3);
        TileLevels levels = new TileLevels(geometry, new TileGrid(20, 13, 8)); // 3 x 2 tiles of 2 x 2 positions
        for (int tile = 0; tile < 6; tile++) {
            int[] own = new int[12];
            for (int i = 0; i < own.length; i++) {
                own[i] = value(i / 4, tile / 2 * 2 + i / 2 % 2, tile % 2 * 2 + i % 2);
            }
            levels.put(tile, 1, own);
        }

        int[] cut = levels.cut(1, 5);

        for (int i = 0; i < cut.length; i++) {
            int tile = 1 + i / 108;
            int y = tile / 2 * 2 - 2 + i / 6 % 6;
            int x = tile % 2 * 2 - 2 + i % 6;
            assertThat(cut[i]).isEqualTo(value(i / 36 % 3, Math.min(5, Math.max(0, y)), Math.min(3, Math.max(0, x))));
        }
    }

    private static int value(int channel, int y, int x) {
        return 100 * channel + 10 * y + x;
    }

    /** The cosine coder smooths across edges of blocks, so it needs its halo: a wrong one would show. */
    @Test
    void thereAreNoSeams() {
        Picture picture = DrawnPictures.draw(3, 200, 130);
        byte[] whole = codedAndBack(picture, new CosineTileCoder(3, 256, 1), 2.5);

        assertThat(codedAndBack(picture, new CosineTileCoder(3, 64, 4), 2.5)).isEqualTo(whole);
        assertThat(codedAndBack(picture, new CosineTileCoder(3, 128, 3), 2.5)).isEqualTo(whole);
    }

    private static byte[] codedAndBack(Picture picture, TileCoder coder, double quality) {
        TileGeometry geometry = TileGeometry.of(coder);
        TileGrid grid = new TileGrid(picture.height(), picture.width(), geometry.core());
        TileLevels plane = new TileLevels(geometry, grid);
        for (int tile = 0; tile < grid.count(); tile++) {
            int[] levels = new int[geometry.coreLevels()];
            coder.analyse(PictureTiles.cut(picture, geometry, tile, 1), 1, quality, levels);
            int[] back = new int[levels.length];
            coder.decode(coder.encode(levels, 1, quality), 1, quality, back);
            assertThat(back).isEqualTo(levels);
            plane.put(tile, 1, back);
        }
        byte[] samples = PictureTiles.unknown(grid, geometry.channels());
        for (int tile = 0; tile < grid.count(); tile++) {
            float[] pixels = new float[geometry.tileValues()];
            coder.synthesise(plane.cut(tile, 1), 1, quality, pixels);
            PictureTiles.paste(pixels, geometry, grid, tile, 1, samples);
        }
        return samples;
    }

    @Test
    void pixelsAreRoundedHalfUpAndCut() {
        TileGeometry geometry = new TileGeometry(1, 4, 4, 0, 1);
        float half = (float) (100.5 / 255);
        float[] tile = {
            -1,
            -0.001f,
            0,
            0.0019f,
            0.002f,
            half,
            Math.nextDown(half),
            1,
            1.1f,
            Float.NaN,
            1e30f,
            -1e30f,
            Float.NEGATIVE_INFINITY,
            Float.POSITIVE_INFINITY,
            254.4f / 255,
            254.6f / 255
        };
        byte[] samples = new byte[16];

        PictureTiles.paste(tile, geometry, new TileGrid(4, 4, 4), 0, 1, samples);

        int exact = (int) Math.floor(255 * (double) half + 0.5);
        assertThat(samples)
                .isEqualTo(
                        new byte[] {0, 0, 0, 0, 1, (byte) exact, 100, -1, -1, 0, -1, 0, 0, -1, (byte) 254, (byte) 255});
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatThrownBy(() -> new TileGeometry(3, 16, 40, 16, 8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a core and a halo of whole strides");
        assertThatThrownBy(() -> new TileGeometry(1, 1, 4096, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Picture.of(1, 1 << 15, 1 << 15, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 134217728 pixels");
    }
}
