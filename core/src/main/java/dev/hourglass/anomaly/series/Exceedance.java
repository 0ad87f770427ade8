package dev.hourglass.anomaly.series;

/**
 * Says how far each new measure goes beyond the highest of all before.
 *
 * <pre>{@code
 * exceedance of m_t = ln(m_t / max of m_0 .. m_{t-1})
 * }</pre>
 *
 * It is above 0 for records alone, and records get rare by themselves: of measures that come in random order, the t-th
 * is one with probability 1/t (Renyi 1962). Measures of different kinds so get scores of one kind. Where nothing above
 * 0 was seen, the first measure above 0 counts as {@value #FIRST}, and any other as {@link #NONE}.
 *
 * <p>Constant memory. Not thread-safe; confine to one thread.
 */
public final class Exceedance {
    /** What measures get that are 0 or come first: below any record. */
    public static final double NONE = -1;

    /** Ten times as much as before, about: the first of its kind is as clear as that. */
    private static final double FIRST = 2.5;

    private double highest;

    /**
     * Takes the next measure.
     *
     * @param measure finite and at least 0
     * @return its exceedance, at least {@link #NONE}
     * @throws IllegalArgumentException if the measure is below 0 or not finite
     */
    public double add(double measure) {
        if (!(measure >= 0) || Double.isInfinite(measure)) {
            throw new IllegalArgumentException("measures must be finite and at least 0, but one was " + measure);
        }
        double before = highest;
        highest = Math.max(highest, measure);
        if (measure == 0 || before == 0) {
            return measure == 0 ? NONE : FIRST;
        }
        return Math.max(NONE, StrictMath.log(measure / before));
    }
}
