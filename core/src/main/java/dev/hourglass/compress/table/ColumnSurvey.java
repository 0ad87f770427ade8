package dev.hourglass.compress.table;

/** What the cells of a column have in common. Not thread-safe; confine to one thread. */
final class ColumnSurvey {
    /** A step has at least so many units, where the text has as many decimals: less would waste a part of it. */
    private static final double LEAST_STEPS = 20;
    /** Twice a bound is seldom exactly what it was typed as. */
    private static final double SLACK = 1 + 1e-12;

    private long numbers;
    private long others;
    private boolean hasDecimals;
    private int spaces;
    private boolean isQuoted;
    private int most;
    private int least = Integer.MAX_VALUE;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /**
     * Adds a cell.
     *
     * @param value what was read of it, NaN where that is no number
     * @param cell how it is written
     */
    void add(double value, CellNumber cell) {
        if (numbers == 0) {
            spaces = cell.spaces();
            isQuoted = cell.isQuoted();
        }
        if (Double.isNaN(value) || cell.spaces() != spaces || cell.isQuoted() != isQuoted) {
            others++;
            return;
        }
        numbers++;
        hasDecimals |= !cell.isWhole();
        most = Math.max(most, cell.decimals());
        least = Math.min(least, cell.decimals());
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    /** Returns the largest minus the smallest number; 0 where there is none, or none that is finite. */
    double range() {
        double range = max - min;
        return range >= 0 && Double.isFinite(range) ? range : 0;
    }

    /**
     * Says how numbers are printed, so that whole steps lie no farther apart than twice the bound. Columns of whole
     * numbers are names, counts and times, and stay; and so do all whose decimals are coarser than the bound.
     */
    NumberColumn column(double bound) {
        if (numbers == 0 || numbers < others) {
            return NumberColumn.TEXT;
        }
        int decimals = 0;
        while (decimals < Math.min(most, NumberColumn.MAX_DECIMALS) && steps(bound, decimals) < LEAST_STEPS) {
            decimals++;
        }
        double steps = hasDecimals ? Math.max(1, steps(bound, decimals)) : 1;
        boolean isTooFine = hasDecimals && decimals < most && steps < LEAST_STEPS;
        if (isTooFine || steps > NumberColumn.MAX_STEPS) {
            return NumberColumn.TEXT;
        }
        return hasDecimals
                ? new NumberColumn(true, decimals, fewest(decimals, (long) steps), (long) steps, spaces, isQuoted)
                : new NumberColumn(true, 0, 0, 1, spaces, isQuoted);
    }

    /** Returns the decimals that every number of the column has, but no more than whole steps need. */
    private int fewest(int decimals, long steps) {
        int needed = decimals;
        for (long rest = steps; needed > 0 && rest > 1 && rest % 10 == 0; rest /= 10) {
            needed--;
        }
        return Math.min(least, needed);
    }

    private static double steps(double bound, int decimals) {
        return Math.floor(2 * bound * SLACK / NumberColumn.unit(decimals));
    }
}
