package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.AdaptiveNumbers;
import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;
import dev.hourglass.compress.entropy.ContextNumbers;
import dev.hourglass.error.CorruptArtifactException;
import java.util.Arrays;

/** Chooses the plans of a chunk's columns, and codes them. */
final class ColumnPlans {
    /** The most columns that have neighbours of their own; in wider rows they are the three before. */
    private static final int MAX_COLUMNS = 1024;
    /** The longest list of levels. */
    private static final int MAX_LEVELS = 4096;

    private static final int[] NONE = {};
    /** The largest step that a grid starts with, either sign. */
    private static final long MAX_START = ValueGrid.MAX_INDEX / ValueGrid.FINE_STEPS;

    /** The most neighbours in wide rows. */
    static final int WIDE_NEIGHBOURS = 3;

    /** Wide rows share models, each of columns that lie together. */
    private static final int WIDE_MODELS = 8;

    /** Levels on either side that count as near. */
    private static final int NEAR = 4;

    private ColumnPlans() {}

    /**
     * Chooses plans.
     *
     * @param fine [V, R] indices; not modified
     * @param maxNeighbours of a column, at most {@link ColumnPlan#MAX_NEIGHBOURS}
     */
    static ColumnPlan[] choose(long[] fine, int rows, int columns, int maxNeighbours) {
        ColumnPlan[] plans = new ColumnPlan[columns];
        for (int column = 0; column < columns; column++) {
            plans[column] = plan(fine, rows, columns, column);
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

    private static ColumnPlan plan(long[] fine, int rows, int columns, int column) {
        DistinctValues values = new DistinctValues(MAX_LEVELS);
        boolean areFew = true;
        boolean hasEscapes = false;
        boolean isWhole = true;
        for (int at = column * rows; at < (column + 1) * rows; at++) {
            boolean isEscape = fine[at] == ValueGrid.NONE;
            hasEscapes |= isEscape;
            isWhole &= isEscape || fine[at] % ValueGrid.FINE_STEPS == 0;
            areFew = areFew && (isEscape || values.add(fine[at]));
        }
        long[] list = values.keys();
        Arrays.sort(list);
        boolean isList = areFew && list.length > 0 && (!isWhole || isWorthwhile(list, values));
        boolean hasOthers = !isWhole && !isList;
        boolean hasFirst = rows > 0 && fine[column * rows] != ValueGrid.NONE;
        long first = hasFirst ? fine[column * rows] : 0;
        ColumnLevels levels = isList ? ColumnLevels.of(list) : ColumnLevels.grid(first / ValueGrid.FINE_STEPS);
        return new ColumnPlan(
                levels,
                hasEscapes || hasOthers,
                isList && hasFirst ? levels.rank(first) : 0,
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
        Arrays.fill(plans, new ColumnPlan(ColumnLevels.grid(0), false, 0, NONE));
        return plans;
    }

    /** How plans lie in a payload. */
    private static final class Format {
        private static final int GAP_CONTEXTS = 5;
        private static final int DISTANCE_CONTEXTS = 3;

        private final BinaryCoding coding;
        private final int maxLevels;
        private final AdaptiveNumbers counts = new AdaptiveNumbers();
        private final AdaptiveNumbers firsts = new AdaptiveNumbers();
        private final ContextNumbers gaps;
        private final AdaptiveNumbers neighbourCounts = new AdaptiveNumbers();
        private final ContextNumbers distances;
        private final BitCounters flags = new BitCounters(2);
        /** The neighbours of the last column that had any told. */
        private int[] last = NONE;

        Format(BinaryCoding coding, int rows) {
            this.coding = coding;
            this.maxLevels = Math.min(rows, MAX_LEVELS);
            this.gaps = new ContextNumbers(coding, GAP_CONTEXTS);
            this.distances = new ContextNumbers(coding, DISTANCE_CONTEXTS);
        }

        ColumnPlan plan(ColumnPlan plan, int column, boolean isWide) {
            ColumnLevels levels = levels(plan.levels(), column);
            boolean hasEscapes = flags.code(coding, plan.hasEscapes() ? 1 : 0, 0) == 1;
            long start = levels.isList() ? start(levels, plan.start()) : 0;
            ColumnPlan found = new ColumnPlan(levels, hasEscapes, start, isWide ? wide(column) : NONE);
            return isWide || found.isConstant() ? found : found.withNeighbours(neighbours(plan.neighbours(), column));
        }

        private ColumnLevels levels(ColumnLevels levels, int column) {
            long[] list = levels.list();
            long count = require("levels", counts.code(coding, list.length), maxLevels);
            if (count == 0) {
                return ColumnLevels.grid(first(levels.start(), MAX_START));
            }
            boolean areWhole = Arrays.stream(list).allMatch(fine -> fine % ValueGrid.FINE_STEPS == 0);
            int unit = flags.code(coding, areWhole ? 1 : 0, 1) == 1 ? ValueGrid.FINE_STEPS : 1;
            long[] found = new long[(int) count];
            int gap = 0;
            for (int i = 0, before = 0; i < found.length; i++) {
                long known = i < list.length ? list[i] / unit : 0;
                if (i == 0) {
                    found[i] = first(known, ValueGrid.MAX_INDEX / unit);
                } else {
                    int older = before;
                    before = gap;
                    long more =
                            gaps.code(Math.max(0, known - found[i - 1] - 1), gapContexts(unit, column, before, older));
                    gap = RankHash.fold(more);
                    found[i] = found[i - 1] + 1 + more;
                }
                require("a level", Math.abs(found[i]), ValueGrid.MAX_INDEX / unit);
            }
            return ColumnLevels.of(
                    Arrays.stream(found).map(level -> level * unit).toArray());
        }

        private long first(long known, long most) {
            long found = ZigZag.decode(firsts.code(coding, ZigZag.encode(known)));
            require("a level", Math.abs(found), most);
            return found;
        }

        private long start(ColumnLevels levels, long known) {
            int bits = Long.SIZE - Long.numberOfLeadingZeros(levels.last());
            return require("the first rank", coding.bits(known, bits), levels.last());
        }

        /** Returns what is known of a gap: its column, and the two gaps before it. */
        private static int[] gapContexts(int unit, int column, int before, int older) {
            int own = RankHash.of(unit, column);
            int after = RankHash.of(unit, before);
            return new int[] {unit, after, own, RankHash.of(own, before), RankHash.of(after, older)};
        }

        private int[] neighbours(int[] known, int column) {
            int max = Math.min(column, ColumnPlan.MAX_NEIGHBOURS);
            long count = require("neighbours", neighbourCounts.code(coding, known.length), max);
            int[] found = new int[(int) count];
            int before = 0;
            for (int i = 0; i < found.length; i++) {
                int distance = i < known.length ? known[i] : 1;
                int beside = i < last.length ? last[i] : 0;
                long read = distances.code(distance - 1, 0, before, RankHash.of(i, beside)) + 1;
                found[i] =
                        (int) require("the distance of a neighbour", read, Math.min(column, ColumnPlan.MAX_DISTANCE));
                before = found[i];
            }
            last = found;
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
