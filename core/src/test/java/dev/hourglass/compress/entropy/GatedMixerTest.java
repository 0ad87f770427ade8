package dev.hourglass.compress.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class GatedMixerTest {
    private static final int COUNT = 20_000;
    private static final int KINDS = 2;

    private static GatedMixer mixer() {
        return new GatedMixer(3, KINDS, KINDS, 1, KINDS);
    }

    private static void give(GatedMixer mixer, double[] opinions, int kind) {
        for (double opinion : opinions) {
            mixer.opinion(opinion);
        }
        mixer.gate(0, 0);
        mixer.gate(1, kind);
    }

    /** One opinion is right in decisions of the first kind and wrong in those of the second; the others say nothing. */
    @Test
    void itLearnsWhichOpinionsToTrustAndDecodersDoToo() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] opinions = new double[COUNT][];
        int[] bits = new int[COUNT];
        BinaryEncoder encoder = new BinaryEncoder();
        GatedMixer mixer = mixer();
        double ideal = 0;
        for (int i = 0; i < COUNT; i++) {
            double truth = 8 * random.nextDouble() - 4;
            double probability = LogisticCurve.below(truth);
            bits[i] = random.nextDouble() < probability ? 1 : 0;
            ideal -= StrictMath.log(bits[i] == 1 ? probability : 1 - probability) / StrictMath.log(2) / Byte.SIZE;
            double noise = 4 * random.nextDouble() - 2;
            opinions[i] = new double[] {i % KINDS == 0 ? truth : -truth, noise, 0};
            give(mixer, opinions[i], i % KINDS);
            mixer.code(encoder, bits[i], i % KINDS, i % KINDS);
        }
        byte[] bytes = encoder.finish();
        assertThat((double) bytes.length).isLessThan(1.03 * ideal);

        BinaryDecoder decoder = new BinaryDecoder("bytes", bytes, 0);
        GatedMixer decoding = mixer();
        for (int i = 0; i < COUNT; i++) {
            give(decoding, opinions[i], i % KINDS);
            assertThat(decoding.code(decoder, 0, i % KINDS, i % KINDS)).isEqualTo(bits[i]);
        }
        decoder.requireEnd();
    }

    @Test
    void stretchingUndoesTheCurve() {
        for (double x = -11; x <= 11; x += 0.125) {
            assertThat(LogisticCurve.stretch(LogisticCurve.below(x)))
                    .as("x = %s", x)
                    .isCloseTo(x, within(0.01));
        }
        assertThat(LogisticCurve.stretch(0)).isCloseTo(-11.5129, within(1e-4));
        assertThat(LogisticCurve.stretch(1)).isCloseTo(11.5129, within(1e-4));
    }
}
