package dev.hourglass.tensor.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lists the k at which one of four rows is not 0. Vectors make a word with a bit for each k, whose bits are then listed
 * one by one. The sign of a float is shifted out first, so that both zeros are 0.
 */
final class StepLists {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final VectorSpecies<Integer> I = S.vectorShape().withLanes(int.class);
    private static final int V = S.length();
    /** {@code 1 << lane}. */
    private static final IntVector LANE_BITS = laneBits();

    private static final IntVector SIGN = IntVector.broadcast(I, Integer.MIN_VALUE);
    private static final int WORD = 32;
    private static final int COLUMNS = 8;
    private static final int EIGHT = 8;

    private StepLists() {}

    private static IntVector laneBits() {
        int[] bits = new int[V];
        for (int i = 0; i < V; i++) {
            bits[i] = 1 << i;
        }
        return IntVector.fromArray(I, bits, 0);
    }

    /**
     * Lists k where the k of a row lie side by side: how many, and after that the k.
     *
     * @param from where the first row begins
     * @param row distance of two rows
     * @param steps takes the list, from {@code at} on
     */
    static void ofRows(int k, float[] a, int from, int row, int[] steps, int at) {
        int vectors = k / V * V;
        int end = at + 1;
        for (int j = 0; j < vectors; j += V) {
            end = listEights(word(a, from + j, row), j, steps, end);
        }
        for (int j = vectors; j < k; j++) {
            steps[end] = j;
            int p = from + j;
            end += a[p] != 0f || a[p + row] != 0f || a[p + 2 * row] != 0f || a[p + 3 * row] != 0f ? 1 : 0;
        }
        steps[at] = end - at - 1;
    }

    /**
     * Lists k where eight rows lie side by side: of each of two groups of four, how many, and after that the k. Vectors
     * that would reach beyond the array begin earlier.
     *
     * @param from the first element
     * @param step distance of two k
     * @param steps takes the lists, from 0 and {@code k + 1} on, and 16 words behind them
     */
    static void ofColumns(int k, float[] a, int from, int step, int[] steps) {
        int words = 2 * k + 2;
        int early = Math.max(0, from + (k - 1) * step + Math.max(V, COLUMNS) - a.length);
        int end0 = 1;
        int end1 = k + 2;
        for (int j = 0; j < k; j += WORD) {
            int count = Math.min(WORD, k - j);
            for (int column = 0; column < COLUMNS; column += V) {
                words(count, a, from - early + column + j * step, step, steps, words + column);
            }
            end0 = list(four(steps, words + early) >>> (WORD - count), j, steps, end0);
            end1 = list(four(steps, words + early + 4) >>> (WORD - count), j, steps, end1);
        }
        steps[0] = end0 - 1;
        steps[k + 1] = end1 - k - 2;
    }

    private static int four(int[] words, int at) {
        return words[at] | words[at + 1] | words[at + 2] | words[at + 3];
    }

    /** Writes eight at a time, the last of them no steps, so that hardly a branch is guessed wrong. */
    private static int listEights(int word, int base, int[] steps, int at) {
        int left = word;
        for (int end = at; left != 0; end += EIGHT) {
            for (int i = 0; i < EIGHT; i++) {
                steps[end + i] = base + Integer.numberOfTrailingZeros(left);
                left &= left - 1;
            }
        }
        return at + Integer.bitCount(word);
    }

    private static int list(int word, int base, int[] steps, int at) {
        int end = at;
        for (int left = word; left != 0; left &= left - 1) {
            steps[end] = base + Integer.numberOfTrailingZeros(left);
            end++;
        }
        return end;
    }

    /** Returns a bit for each of V neighbours. */
    private static int word(float[] a, int from, int row) {
        IntVector bits = FloatVector.fromArray(S, a, from)
                .reinterpretAsInts()
                .or(FloatVector.fromArray(S, a, from + row).reinterpretAsInts())
                .or(FloatVector.fromArray(S, a, from + 2 * row).reinterpretAsInts())
                .or(FloatVector.fromArray(S, a, from + 3 * row).reinterpretAsInts())
                .lanewise(VectorOperators.LSHL, 1);
        return bits.or(bits.neg())
                .lanewise(VectorOperators.ASHR, 31)
                .and(LANE_BITS)
                .reduceLanes(VectorOperators.OR);
    }

    /** Makes a word for each of V columns, with a bit for each of at most 32 k: the first k has the lowest of them. */
    private static void words(int count, float[] a, int from, int step, int[] words, int at) {
        IntVector word = IntVector.zero(I); // a constant vector would live on the heap all through the loop
        int p = from;
        for (int j = 0; j < count; j++) {
            IntVector bits = FloatVector.fromArray(S, a, p).reinterpretAsInts().lanewise(VectorOperators.LSHL, 1);
            word = word.lanewise(VectorOperators.LSHR, 1).or(bits.or(bits.neg()).and(SIGN));
            p += step;
        }
        word.intoArray(words, at);
    }
}
