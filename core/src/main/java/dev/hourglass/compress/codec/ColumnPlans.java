package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.AdaptiveNumbers;
import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;
import dev.hourglass.error.CorruptArtifactException;
import java.util.Arrays;

/** Chooses the plans of a chunk's columns, and codes them. */
final class ColumnPlans {
    /** The most columns that have neighbours of their own; in wider rows they are the three before. */
    private static final int MAX_COLUMNS = 1024;
    /** The longest list of levels. */
    private static final int MAX_LEVELS = 4096;

    private static final int[] NONE = {};
    /** The most neighbours in wide rows. */
    static final int WIDE_NEIGHBOURS = 3;

    /** Wide rows share models, each of columns that lie together. */
    private static final int WIDE_MODELS = 8;

    private static final int DISTANCE_BITS = 6;
    /** Levels on either side that count as near. */
    private static final int NEAR = 4;

    private ColumnPlans() {}

    /**
     * Chooses plans.
     *
     * @param fine [R, V] indices; not modified
     * @param maxNeighbours of a column, at most {@link ColumnPlan#MAX_NEIGHBOURS}
     */
    static ColumnPlan[] choose(long[] fine, int rows, int columns, int maxNeighbours) {
        ColumnPlan[] plans = new ColumnPlan[columns];
        for (int column = 0; column < columns; column++) {
            plans[column] = plan(fine, columns, column);
        }
        if (!isWide(columns)) {
            ColumnNeighbours neighbours = new ColumnNeighbours(fine, rows, plans);
            for (int column = 0; column < columns; column++) {
                if (!plans[column].isConstant()) {
                    plans[column] = plans[column].withNeighbours(neighbours.of(column, maxNeighbours));
                }
            }
        }
        return plans;
    }

    /** Returns whether rows have too many columns to treat each of its own. */
    static boolean isWide(int columns) {
        return columns > MAX_COLUMNS;
    }

    /** Returns how many models columns have. */
    static int models(int columns) {
        return isWide(columns) ? WIDE_MODELS : columns;
    }

    /** Returns which model a column has: its own, unless the rows are wide. */
    static int model(int column, int columns) {
        return (int) ((long) column * models(columns) / columns);
    }

    private static ColumnPlan plan(long[] fine, int columns, int column) {
        DistinctValues values = new DistinctValues(MAX_LEVELS);
        boolean areFew = true;
        boolean hasEscapes = false;
        boolean isWhole = true;
        for (int at = column; at < fine.length; at += columns) {
            boolean isEscape = fine[at] == ValueGrid.NONE;
            hasEscapes |= isEscape;
            isWhole &= isEscape || fine[at] % ValueGrid.FINE_STEPS == 0;
            areFew = areFew && (isEscape || values.add(fine[at]));
        }
        long[] list = values.keys();
        Arrays.sort(list);
        boolean isList = areFew && list.length > 0 && (!isWhole || isWorthwhile(list, values));
        boolean hasOthers = !isWhole && !isList;
        return new ColumnPlan(
                isList ? ColumnLevels.of(list) : ColumnLevels.GRID,
                hasEscapes || hasOthers,
                isWide(columns) ? wide(column) : NONE);
    }

    private static int[] wide(int column) {
        int[] distances = new int[Math.min(column, WIDE_NEIGHBOURS)];
        Arrays.setAll(distances, i -> i + 1);
        return distances;
    }

    /** Returns whether naming the levels costs less than what is saved by not allowing for those between. */
    private static boolean isWorthwhile(long[] list, DistinctValues values) {
        double saved = 0;
        double cost = 0;
        int low = 0;
        int high = 0;
        long reach = (long) NEAR * ValueGrid.FINE_STEPS;
        for (int i = 0; i < list.length; i++) {
            while (list[low] < list[i] - reach) {
                low++;
            }
            while (high < list.length && list[high] <= list[i] + reach) {
                high++;
            }
            saved += values.countOf(list[i]) * (CodeLength.log2(2 * NEAR + 1) - CodeLength.log2(high - low));
            long gap = i == 0 ? 1 : list[i] - list[i - 1];
            cost += 2 + CodeLength.log2((int) Math.min(Integer.MAX_VALUE, gap / ValueGrid.FINE_STEPS + 1));
        }
        return saved > cost;
    }

    /**
     * Codes plans.
     *
     * @param plans to encode; of no meaning when decoding
     * @return the plans
     */
    static ColumnPlan[] code(BinaryCoding coding, ColumnPlan[] plans, int rows) {
        Format format = new Format(coding, rows);
        ColumnPlan[] found = new ColumnPlan[plans.length];
        for (int column = 0; column < plans.length; column++) {
            found[column] = format.plan(plans[column], column, isWide(plans.length));
        }
        return found;
    }

    /** Returns as many plans to decode into. */
    static ColumnPlan[] unknown(int columns) {
        ColumnPlan[] plans = new ColumnPlan[columns];
        Arrays.fill(plans, new ColumnPlan(ColumnLevels.GRID, false, NONE));
        return plans;
    }

    /** How plans lie in a payload. */
    private static final class Format {
        private final BinaryCoding coding;
        private final int maxLevels;
        private final AdaptiveNumbers counts = new AdaptiveNumbers();
        private final AdaptiveNumbers firsts = new AdaptiveNumbers();
        private final AdaptiveNumbers gaps = new AdaptiveNumbers();
        private final AdaptiveNumbers neighbourCounts = new AdaptiveNumbers();
        private final BitCounters flags = new BitCounters(1);

        Format(BinaryCoding coding, int rows) {
            this.coding = coding;
            this.maxLevels = Math.min(rows, MAX_LEVELS);
        }

        ColumnPlan plan(ColumnPlan plan, int column, boolean isWide) {
            ColumnLevels levels = levels(plan.levels().list());
            boolean hasEscapes = flags.code(coding, plan.hasEscapes() ? 1 : 0, 0) == 1;
            ColumnPlan found = new ColumnPlan(levels, hasEscapes, isWide ? wide(column) : NONE);
            return isWide || found.isConstant() ? found : found.withNeighbours(neighbours(plan.neighbours(), column));
        }

        private ColumnLevels levels(long[] list) {
            long count = require("levels", counts.code(coding, list.length), maxLevels);
            if (count == 0) {
                return ColumnLevels.GRID;
            }
            long[] found = new long[(int) count];
            for (int i = 0; i < found.length; i++) {
                long known = i < list.length ? list[i] : 0;
                long before = i == 0 ? 0 : found[i - 1];
                found[i] = i == 0
                        ? ZigZag.decode(firsts.code(coding, ZigZag.encode(known)))
                        : before + 1 + gaps.code(coding, Math.max(0, known - before - 1));
                require("a level", Math.abs(found[i]), ValueGrid.MAX_INDEX);
            }
            return ColumnLevels.of(found);
        }

        private int[] neighbours(int[] known, int column) {
            int max = Math.min(column, ColumnPlan.MAX_NEIGHBOURS);
            long count = require("neighbours", neighbourCounts.code(coding, known.length), max);
            int[] found = new int[(int) count];
            for (int i = 0; i < found.length; i++) {
                int distance = i < known.length ? known[i] : 1;
                long read = coding.bits(distance - 1, DISTANCE_BITS) + 1;
                found[i] = (int) require("the distance of a neighbour", read, column);
            }
            return found;
        }

        private static long require(String what, long found, long max) {
            if (found > max) {
                throw new CorruptArtifactException(
                        "payload", 0, what + " of a bounded column must be at most " + max + ", but is " + found);
            }
            return found;
        }
    }
}
