package dev.hourglass.compress.entropy;

import dev.hourglass.tensor.kernel.SpecialFunctions;
import java.util.function.DoubleUnaryOperator;

/**
 * A distribution's cumulative function as a table of integers with straight lines between them: rising by construction,
 * whatever rounding does, and the same on every machine.
 *
 * <pre>{@code
 * T(i) = round(2^30 F(i / steps - range)), but 0 at the lower end and 2^30 at the upper
 * t = (x + range) steps, i = floor(t), f = floor((t - i) 2^20)
 * at(x) = T(i) + floor((T(i + 1) - T(i)) f / 2^20)
 * }</pre>
 *
 * Immutable and safe for concurrent use.
 */
public final class CumulativeCurve {
    /** What the whole distribution sums to, as a power of two. */
    public static final int BITS = 30;

    /** The standard normal distribution; lines miss it by less than 5e-7. */
    public static final CumulativeCurve NORMAL = new CumulativeCurve(8, 256, NormalDistribution::cumulative);
    /** The standard logistic distribution; lines miss it by less than 1e-6. */
    public static final CumulativeCurve LOGISTIC =
            new CumulativeCurve(24, 128, x -> 1 / (1 + SpecialFunctions.exp(-x)));

    private static final int FRACTION_BITS = 20;

    private final double range;
    private final double steps;
    private final int[] table;

    private CumulativeCurve(int range, int steps, DoubleUnaryOperator function) {
        this.range = range;
        this.steps = steps;
        this.table = new int[2 * range * steps + 1];
        int last = table.length - 1;
        for (int i = 1; i < last; i++) {
            double share = function.applyAsDouble((double) i / steps - range);
            table[i] = Math.max(table[i - 1], (int) Math.rint(share * (1 << BITS)));
        }
        table[last] = 1 << BITS;
    }

    /** Returns the share of the distribution below x, times 2^30; 0 for NaN. */
    public int at(double x) {
        double t = (x + range) * steps;
        if (!(t > 0)) {
            return 0;
        }
        if (t >= table.length - 1) {
            return 1 << BITS;
        }
        int i = (int) t;
        long fraction = (long) ((t - i) * (1 << FRACTION_BITS));
        return table[i] + (int) (((table[i + 1] - table[i]) * fraction) >> FRACTION_BITS);
    }
}
