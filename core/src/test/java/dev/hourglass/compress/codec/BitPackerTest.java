package dev.hourglass.compress.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BitPackerTest {
    @Test
    void firstValueTakesTheLowestBits() {
        BitPacker packer = new BitPacker(2);
        packer.put(0b101, 3);
        packer.put(0b01, 2);
        packer.put(0b1111, 4);
        assertThat(packer.take()).containsExactly(0b111_01_101, 0b1);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void valuesOfAnyWidthComeBack(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] widths = random.ints(1000, 0, 17).toArray();
        int[] values = new int[widths.length];
        BitPacker packer = new BitPacker(2 * widths.length);
        for (int round = 0; round < 2; round++) {
            long bits = 0;
            for (int i = 0; i < widths.length; i++) {
                values[i] = random.nextInt(1 << widths[i]);
                packer.put(values[i], widths[i]);
                bits += widths[i];
            }
            byte[] bytes = packer.take();
            assertThat(bytes).hasSize((int) BitPacker.bytesFor(1, bits));
            BitUnpacker unpacker = new BitUnpacker(bytes);
            for (int i = 0; i < widths.length; i++) {
                assertThat(unpacker.next(widths[i])).isEqualTo(values[i]);
            }
        }
    }
}
