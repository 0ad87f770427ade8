package dev.hourglass.compress.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.CorruptArtifactException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BinaryCodingTest {
    private static final int COUNT = 200_000;
    private static final int WHOLE = 1 << BinaryCoding.PRECISION_BITS;

    /** Draws a probability, extreme ones too. */
    private static int probability(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextInt(20);
            case 1 -> WHOLE - 1 - random.nextInt(20);
            default -> 1 + random.nextInt(WHOLE - 1);
        };
    }

    @Test
    void decisionsComeBackAndTakeHardlyMoreThanTheirIdealLength() {
        SplittableRandom random = new SplittableRandom(1);
        int[] probabilities = new int[COUNT];
        int[] bits = new int[COUNT];
        double ideal = 0;
        BinaryEncoder encoder = new BinaryEncoder();
        for (int i = 0; i < COUNT; i++) {
            probabilities[i] = probability(random);
            bits[i] = random.nextInt(WHOLE) < probabilities[i] ? 1 : 0;
            double share = (double) (bits[i] == 1 ? probabilities[i] : WHOLE - probabilities[i]) / WHOLE;
            ideal -= StrictMath.log(share) / StrictMath.log(2) / Byte.SIZE;
            assertThat(encoder.bit(bits[i], probabilities[i])).isEqualTo(bits[i]);
        }
        byte[] bytes = encoder.finish();

        assertThat((double) bytes.length).isBetween(ideal, 1.001 * ideal + 64);
        BinaryDecoder decoder = new BinaryDecoder("bytes", bytes, 0);
        for (int i = 0; i < COUNT; i++) {
            assertThat(decoder.bit(0, probabilities[i])).isEqualTo(bits[i]);
        }
        decoder.requireEnd();
    }

    @Test
    void numbersOfAnySizeComeBack() {
        long[] numbers = {0, 1, 2, 3, 1000, (1L << 50) + 5, (1L << 60) - 1, 0, 7};
        BinaryEncoder encoder = new BinaryEncoder();
        AdaptiveNumbers lengths = new AdaptiveNumbers();
        for (long number : numbers) {
            assertThat(lengths.code(encoder, number)).isEqualTo(number);
            encoder.bits(-number, Long.SIZE);
        }
        BinaryDecoder decoder = new BinaryDecoder("bytes", encoder.finish(), 0);
        AdaptiveNumbers decodedLengths = new AdaptiveNumbers();
        for (long number : numbers) {
            assertThat(decodedLengths.code(decoder, 0)).isEqualTo(number);
            assertThat(decoder.bits(0, Long.SIZE)).isEqualTo(-number);
        }
        decoder.requireEnd();
    }

    @Test
    void mixedOpinionsLearnWhatIsLikelyAndComeBack() {
        SplittableRandom random = new SplittableRandom(2);
        int[] bits = new int[20_000];
        Arrays.setAll(bits, i -> random.nextInt(100) < (i % 3 == 0 ? 95 : 2) ? 1 : 0);
        BinaryEncoder encoder = new BinaryEncoder();
        int[] coded = mixed(encoder, bits);
        byte[] bytes = encoder.finish();

        // The entropies of 0.95 and of 0.02 are 0.286 and 0.141 bits.
        assertThat(coded).isEqualTo(bits);
        assertThat(bytes.length).isBetween(400, 560);
        assertThat(mixed(new BinaryDecoder("bytes", bytes, 0), new int[bits.length]))
                .isEqualTo(bits);
    }

    private static int[] mixed(BinaryCoding coding, int[] bits) {
        BitMixer mixer = new BitMixer(new BitCounters(4), 2, 1, 1);
        int[] found = new int[bits.length];
        for (int i = 0; i < bits.length; i++) {
            mixer.place(0, i % 3);
            mixer.place(1, 3);
            mixer.opinion(0, 0.5);
            found[i] = mixer.code(coding, bits[i], 0);
        }
        return found;
    }

    @Test
    void theMixerWrittenOutGivesTheBytesOfTheOther() {
        BinaryEncoder encoder = new BinaryEncoder();
        BinaryEncoder writtenOut = new BinaryEncoder();
        BitMixer mixer = new BitMixer(new BitCounters(8), 2, 2, 3);
        QuickMixer quick = new QuickMixer(new BitCounters(8), 3);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            int first = random.nextInt(8);
            int second = random.nextInt(8);
            double opinion = random.nextDouble();
            double other = random.nextInt(20) == 0 ? random.nextInt(2) : random.nextDouble();
            int set = random.nextInt(3);
            int bit = random.nextDouble() < (first == 0 ? 0.9 : opinion) ? 1 : 0;
            mixer.place(0, first);
            mixer.place(1, second);
            mixer.opinion(0, opinion);
            mixer.opinion(1, other);
            mixer.code(encoder, bit, set);
            quick.code(writtenOut, bit, set, first, second, opinion, other);
        }

        assertThat(writtenOut.finish()).hasSizeGreaterThan(1000).isEqualTo(encoder.finish());
    }

    @Test
    void numbersAreToldByWhatFollowedInTheirContextsAndComeBack() {
        SplittableRandom random = new SplittableRandom(4);
        long[] numbers = new long[4000];
        Arrays.setAll(
                numbers, i -> random.nextInt(100) == 0 ? random.nextLong(1L << 59) : i % 2 == 0 ? 62 : i % 8 + 63);
        BinaryEncoder encoder = new BinaryEncoder();
        numbers(encoder, numbers);
        byte[] bytes = encoder.finish();

        // One number in a hundred takes some 60 bits and more; of the others the last one tells two bits at most.
        assertThat(bytes.length).isBetween(300, 2000);
        assertThat(numbers(new BinaryDecoder("bytes", bytes, 0), new long[numbers.length]))
                .isEqualTo(numbers);
    }

    private static long[] numbers(BinaryCoding coding, long... numbers) {
        ContextNumbers coded = new ContextNumbers(coding, 2);
        long[] found = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            int last = i == 0 ? 0 : (int) found[i - 1];
            found[i] = coded.code(numbers[i], i % 8, last);
        }
        return found;
    }

    @Test
    void refusesTooFewAndTooManyBytes() {
        BinaryEncoder encoder = new BinaryEncoder();
        encoder.bits(123_456_789, Integer.SIZE);
        byte[] bytes = encoder.finish();

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> new BinaryDecoder("bytes", cut, 0).bits(0, Integer.SIZE))
                    .isInstanceOf(CorruptArtifactException.class)
                    .hasMessageContaining("must not end before their last");
        }
        BinaryDecoder longer = new BinaryDecoder("bytes", Arrays.copyOf(bytes, bytes.length + 1), 0);
        assertThat(longer.bits(0, Integer.SIZE)).isEqualTo(123_456_789);
        assertThatThrownBy(longer::requireEnd).isInstanceOf(CorruptArtifactException.class);
        bytes[bytes.length - 1] ^= 1;
        BinaryDecoder altered = new BinaryDecoder("bytes", bytes, 0);
        assertThat(altered.bits(0, Integer.SIZE)).isEqualTo(123_456_789);
        assertThatThrownBy(altered::requireEnd)
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessageContaining("must end with the start of their interval");
    }
}
