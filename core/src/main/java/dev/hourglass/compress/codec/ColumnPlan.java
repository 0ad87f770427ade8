package dev.hourglass.compress.codec;

/**
 * What a chunk says of one of its columns before the values. Immutable.
 *
 * <p>A column whose list has one level, and that has no escapes, is constant: nothing more is said of it.
 *
 * @param levels the values it takes
 * @param hasEscapes whether some of its values are of no level
 * @param start rank of the first value, which stands for those above it too; 0 in a grid, which starts there
 * @param neighbours the columns before it that tell most of it, the best first: how far to the left, in [1, 64]
 */
@SuppressWarnings("ArrayRecordComponent")
record ColumnPlan(ColumnLevels levels, boolean hasEscapes, long start, int[] neighbours) {
    /** The most neighbours. */
    static final int MAX_NEIGHBOURS = 12;
    /** How far they are looked for. */
    static final int MAX_DISTANCE = 64;

    boolean isConstant() {
        return levels.last() == 0 && !hasEscapes;
    }

    /** Returns a copy with other neighbours. */
    ColumnPlan withNeighbours(int... columns) {
        return new ColumnPlan(levels, hasEscapes, start, columns);
    }
}
