package dev.hourglass.data;

/**
 * Weighs the old pixels that make each new pixel along one axis.
 *
 * <p>Smaller: the average over the area that a new pixel covers. Larger: linear between the two nearest centres. All
 * weights are whole numbers with one common {@link #total()}, so results are exact and the same on every machine.
 */
final class AxisResize {
    private final int[] first;
    private final int[][] weights;
    private final int total;

    private AxisResize(int size, int total) {
        this.first = new int[size];
        this.weights = new int[size][];
        this.total = total;
    }

    /** Returns the weights from one size to another. */
    static AxisResize of(int from, int to) {
        return to <= from ? area(from, to) : linear(from, to);
    }

    private static AxisResize area(int from, int to) {
        // In units of 1 / to old pixels: an old pixel is "to" long, a new one "from".
        AxisResize axis = new AxisResize(to, from);
        for (int i = 0; i < to; i++) {
            long start = (long) i * from;
            long end = start + from;
            int firstOld = (int) (start / to);
            int lastOld = (int) ((end - 1) / to);
            axis.first[i] = firstOld;
            axis.weights[i] = new int[lastOld - firstOld + 1];
            for (int old = firstOld; old <= lastOld; old++) {
                long covered = Math.min(end, (old + 1L) * to) - Math.max(start, (long) old * to);
                axis.weights[i][old - firstOld] = (int) covered;
            }
        }
        return axis;
    }

    private static AxisResize linear(int from, int to) {
        // Centres: old = (new + 1/2) * from / to - 1/2, in units of 1 / (2 to).
        AxisResize axis = new AxisResize(to, 2 * to);
        for (int i = 0; i < to; i++) {
            long place = (2L * i + 1) * from - to;
            int below = (int) Math.floorDiv(place, 2L * to);
            int rest = (int) Math.floorMod(place, 2L * to);
            boolean isInside = below >= 0 && below + 1 < from;
            axis.first[i] = Math.max(0, Math.min(below, from - 1));
            axis.weights[i] = isInside ? new int[] {2 * to - rest, rest} : new int[] {2 * to};
        }
        return axis;
    }

    /** Returns what the weights of each new pixel add up to. */
    int total() {
        return total;
    }

    /** Returns the weighted sum of a new pixel: old pixels lie {@code stride} apart from {@code start} on. */
    long sum(int[] pixels, int start, int stride, int index) {
        long sum = 0;
        int at = start + first[index] * stride;
        for (int weight : weights[index]) {
            sum += (long) weight * pixels[at];
            at += stride;
        }
        return sum;
    }

    /** As above, for sums of an earlier axis. */
    long sum(long[] sums, int start, int stride, int index) {
        long sum = 0;
        int at = start + first[index] * stride;
        for (int weight : weights[index]) {
            sum += weight * sums[at];
            at += stride;
        }
        return sum;
    }
}
