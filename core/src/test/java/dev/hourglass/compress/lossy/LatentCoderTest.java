package dev.hourglass.compress.lossy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.compress.entropy.BinaryDecoder;
import dev.hourglass.compress.entropy.BinaryEncoder;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatentCoderTest {
    private static final int LARGEST = TileCoder.LARGEST_LEVEL;
    private static final int CHANNELS = 6;
    private static final int SIDE = 24;
    private static final int TILES = 2;
    private static final int COUNT = TILES * CHANNELS * SIDE * SIDE;
    /** Says nothing but that levels are likely small. */
    private static final LevelPrior VAGUE = (at, number) -> 1 / (1 + Math.exp(-number));

    private static byte[] encode(int[] levels, int colours) {
        BinaryEncoder encoder = new BinaryEncoder();
        new LatentCoder(encoder, CHANNELS, SIDE, SIDE, colours).code(levels.clone(), TILES, VAGUE);
        return encoder.finish();
    }

    private static int[] decode(byte[] bytes, int colours) {
        int[] levels = new int[COUNT];
        BinaryDecoder decoder = new BinaryDecoder("payload", bytes, 0);
        new LatentCoder(decoder, CHANNELS, SIDE, SIDE, colours).code(levels, TILES, VAGUE);
        decoder.requireEnd();
        return levels;
    }

    private static int[] levels(IntUnaryOperator level) {
        int[] levels = new int[COUNT];
        Arrays.setAll(levels, level);
        return levels;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 300, LARGEST})
    void levelsComeBack(int largest) {
        SeededRandom random = new SeededRandom(7);
        int[] levels = levels(i -> random.nextInt(2 * largest + 1) - largest);

        assertThat(decode(encode(levels, 3), 3)).isEqualTo(levels);
        assertThat(decode(encode(levels, 1), 1)).isEqualTo(levels);
    }

    @Test
    void theLargestLevelsComeBackAmongZeros() {
        int[] levels = new int[COUNT];
        levels[SIDE + 1] = LARGEST;
        levels[SIDE + 2] = -LARGEST;
        levels[COUNT - 1] = LARGEST;

        assertThat(decode(encode(levels, 1), 1)).isEqualTo(levels);
    }

    /** Places are loud or quiet together: an ideal code of levels one by one knows nothing of that. */
    @Test
    void whatIsAroundSavesBits() {
        SeededRandom random = new SeededRandom(11);
        int[] levels = levels(i -> {
            boolean isLoud = (i / 6 % (SIDE / 6) + i / SIDE / 6) % 2 == 0;
            return isLoud ? (int) Math.rint(2 * random.nextGaussian()) : 0;
        });

        assertThat(8.0 * encode(levels, 1).length).isLessThan(0.85 * idealBits(levels));
    }

    private static double idealBits(int[] levels) {
        double bits = 0;
        for (int value : Arrays.stream(levels).distinct().toArray()) {
            double seen = Arrays.stream(levels).filter(level -> level == value).count();
            bits -= seen * Math.log(seen / levels.length) / Math.log(2);
        }
        return bits;
    }

    @Test
    void zerosCostNextToNothing() {
        assertThat(encode(new int[COUNT], 3)).hasSizeLessThan(8);
    }

    @Test
    void whatEndsEarlyIsRefused() {
        SeededRandom random = new SeededRandom(3);
        byte[] bytes = encode(levels(i -> random.nextInt(5) - 2), 1);

        assertThatThrownBy(() -> decode(Arrays.copyOf(bytes, bytes.length - 5), 1))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("must not end before their last");
    }

    /** Bytes that are no code give other levels or one kind of error. */
    @Test
    void anyBytesAreReadOrRefused() {
        SeededRandom random = new SeededRandom(5);
        for (int round = 0; round < 20; round++) {
            byte[] bytes = new byte[2000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) random.nextInt(256);
            }
            try {
                assertThat(decode(bytes, 1)).hasSize(COUNT);
            } catch (CorruptArtifactException expected) {
                assertThat(expected).hasMessageContaining("payload");
            }
        }
    }
}
