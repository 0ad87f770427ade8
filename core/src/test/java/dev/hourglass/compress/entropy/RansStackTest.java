package dev.hourglass.compress.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.error.CorruptArtifactException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RansStackTest {
    /** One symbol of one distribution in one lane. */
    private record Step(int lane, int start, int frequency, int precisionBits) {}

    private static Step[] steps(int lanes, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Step[] steps = new Step[count];
        for (int i = 0; i < count; i++) {
            int precisionBits = random.nextInt(1, RansStack.MAX_PRECISION_BITS + 1);
            int start = random.nextInt(1 << random.nextInt(precisionBits + 1));
            int most = (1 << precisionBits) - start;
            int frequency = random.nextBoolean() ? most : 1 + random.nextInt(most);
            steps[i] = new Step(random.nextInt(lanes), start, frequency, precisionBits);
        }
        return steps;
    }

    private static void push(RansStack stack, Step[] steps) {
        for (Step step : steps) {
            stack.push(step.lane, step.start, step.frequency, step.precisionBits);
        }
    }

    /** Pops steps backwards; returns how many were found where they had been pushed. */
    private static int pop(RansStack stack, Step[] steps) {
        int found = 0;
        for (int i = steps.length - 1; i >= 0; i--) {
            Step step = steps[i];
            int slot = stack.slot(step.lane, step.precisionBits);
            found += slot >= step.start && slot < step.start + step.frequency ? 1 : 0;
            stack.pop(step.lane, step.start, step.frequency, step.precisionBits);
        }
        return found;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void popsWhatWasPushedLast(long seed) {
        int lanes = (int) seed;
        Step[] steps = steps(lanes, 5000, seed);
        RansStack stack = RansStack.empty(lanes);
        push(stack, steps);

        RansStack read = RansStack.read("chunk 3", stack.toBytes(), lanes);

        assertThat(read.toBytes()).isEqualTo(stack.toBytes()).hasSize((int) stack.sizeBytes());
        assertThat(pop(read, steps)).isEqualTo(steps.length);
        read.requireStart();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void pushingUndoesPoppingFromBorrowedWords(long seed) {
        int lanes = (int) seed;
        SplittableRandom random = new SplittableRandom(seed);
        RansStack stack = RansStack.borrowing(lanes);
        int[] popped = new int[500];
        for (int i = 0; i < popped.length; i++) {
            popped[i] = stack.popUniform(i % lanes, 1 + i % 24);
        }
        Step[] steps = steps(lanes, random.nextInt(200), seed);
        push(stack, steps);
        assertThat(stack.borrowedWords()).isPositive();

        RansStack read = RansStack.read("chunk 3", stack.toBytes(), lanes);
        assertThat(pop(read, steps)).isEqualTo(steps.length);
        for (int i = popped.length - 1; i >= 0; i--) {
            read.pushUniform(i % lanes, popped[i], 1 + i % 24);
        }
        read.requireStart();
    }

    @Test
    void borrowedWordsLookRandom() {
        RansStack stack = RansStack.borrowing(1);
        long[] counts = new long[16];
        for (int i = 0; i < 16_000; i++) {
            counts[stack.popUniform(0, 4)]++;
        }
        assertThat(Arrays.stream(counts)).allMatch(count -> count > 850 && count < 1150);
    }

    @Test
    void bytesStayAsTheyAre() {
        RansStack stack = RansStack.borrowing(2);
        stack.popUniform(1, 20);
        for (int i = 0; i < 20; i++) {
            stack.push(i % 2, i * 7, 5 + i, 12);
        }
        assertThat(HexFormat.of().formatHex(stack.toBytes()))
                .isEqualTo("7f00919c13b003008fa0b50ffd3d5d191710e07524c0aa2c4780127a5a904b14");
    }

    @Test
    void noticesEveryFlippedBit() {
        Step[] steps = steps(2, 100, 9);
        RansStack stack = RansStack.empty(2);
        push(stack, steps);
        byte[] bytes = stack.toBytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            boolean isNoticed;
            try {
                RansStack read = RansStack.read("chunk 3", changed, 2);
                isNoticed = pop(read, steps) < steps.length;
                read.requireStart();
            } catch (CorruptArtifactException e) {
                isNoticed = true;
            }
            assertThat(isNoticed).as("bit %d", bit).isTrue();
        }
    }

    @Test
    void noticesEveryCut() {
        Step[] steps = steps(2, 300, 9);
        RansStack stack = RansStack.empty(2);
        push(stack, steps);
        byte[] bytes = stack.toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(CorruptArtifactException.class)
                    .as("%d bytes", length)
                    .isThrownBy(() -> {
                        RansStack read = RansStack.read("chunk 3", cut, 2);
                        pop(read, steps);
                        read.requireStart();
                    });
        }
    }

    @Test
    void saysWhatIsDamaged() {
        assertThatExceptionOfType(CorruptArtifactException.class)
                .isThrownBy(() -> RansStack.read("chunk 3", new byte[18], 2))
                .withMessage("chunk 3 at byte 18: coded symbols must have 16 bytes and whole words of 4, but have 18");
        assertThatExceptionOfType(CorruptArtifactException.class)
                .isThrownBy(() -> RansStack.read("chunk 3", new byte[8], 1))
                .withMessage("chunk 3 at byte 0: a coder's state must be in [2^30, 2^62), but was 0x0");
        RansStack empty = RansStack.read("chunk 3", RansStack.empty(1).toBytes(), 1);
        assertThatExceptionOfType(CorruptArtifactException.class)
                .isThrownBy(() -> empty.pop(0, 0, 1, 8))
                .withMessage("chunk 3 at byte 8: coded symbols end before the last symbol; they are damaged");
        RansStack left = RansStack.empty(1);
        left.push(0, 1, 1, 8);
        assertThatExceptionOfType(CorruptArtifactException.class)
                .isThrownBy(RansStack.read("chunk 3", left.toBytes(), 1)::requireStart)
                .withMessage("chunk 3 at byte 0: coded symbols must end where coding started, but do not; they are"
                        + " damaged");
    }

    @Test
    void rejectsNoLanesAndTooMany() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RansStack.empty(0))
                .withMessage("lanes must be 1 to 64, but were 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RansStack.borrowing(65))
                .withMessage("lanes must be 1 to 64, but were 65");
    }
}
