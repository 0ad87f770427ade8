package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.BinaryCoding;
import java.util.Arrays;

/**
 * Codes levels with speed in mind, column by column: by two predictions and two contexts, and where a column stands
 * still by whether it goes on so. Not thread-safe; confine to one thread.
 */
final class QuickLevels implements LevelCoding {
    /** Counters: as many as a core's second cache holds. */
    private static final int PLACES = 1 << 16;
    /** The scale of a logistic distribution whose mean magnitude is 1: 1 / (2 ln 2), about. */
    static final double SCALE = 0.7;
    /** The least scale, in steps. */
    static final double LEAST_SCALE = 0.08;

    private final ColumnPlan[] plans;
    private final ColumnTracks tracks;
    private final ColumnModel[] models;
    /** The number of each column's model, and what that looks at. */
    private final int[] numbers;

    private final int[][] before;
    private final ResidualCoder residuals;
    private final Standstill standstill;
    private final Unrest unrest;

    QuickLevels(BinaryCoding coding, ColumnPlan[] plans, int rows) {
        this.plans = plans;
        tracks = new ColumnTracks(plans, rows);
        models = new ColumnModel[ColumnPlans.models(plans.length)];
        numbers = new int[plans.length];
        Arrays.setAll(numbers, column -> ColumnPlans.model(column, plans.length));
        before = before(tracks.stride(), plans);
        for (int i = plans.length - 1; i >= 0; i--) {
            if (!plans[i].isConstant()) {
                int neighbours =
                        ColumnPlans.isWide(plans.length) ? ColumnPlans.WIDE_NEIGHBOURS : plans[i].neighbours().length;
                models[numbers[i]] = new ColumnModel(neighbours);
            }
        }
        residuals = new ResidualCoder(coding, PLACES, models.length * ResidualCoder.SETS);
        standstill = new Standstill(coding, models.length);
        unrest = new Unrest(rows);
    }

    /** Returns what models of columns look at; columns of the same neighbours share it. */
    private static int[][] before(int stride, ColumnPlan... plans) {
        int[][] before = new int[plans.length][];
        for (int i = 0; i < plans.length; i++) {
            boolean isAsLast = i > 0 && Arrays.equals(plans[i].neighbours(), plans[i - 1].neighbours());
            before[i] = isAsLast ? before[i - 1] : ColumnModel.lookedAt(stride, plans[i].neighbours());
        }
        return before;
    }

    @Override
    public boolean isByColumn() {
        return true;
    }

    @Override
    public long code(long known, int row, int column) {
        ColumnLevels levels = plans[column].levels();
        int place = enter(row, column);
        long above = tracks.rank(place - 1);
        boolean isStill = standstill.isLong();
        if (isStill && standstill.goesOn(known == above, numbers[column], hasMovedBeside(column, place))) {
            tracks.put(place, above, levels.position(above));
            return above;
        }
        ColumnModel model = models[numbers[column]];
        model.predict(tracks, place, before[column]);
        long base = levels.nearest(model.blend());
        contexts(place, column, base);
        distributions(model, levels.spacing(), SCALE * unrest.factor(row));
        long rank = residuals.code(known, levels, base, numbers[column], model.blendError(), isStill && base == above);
        double position = levels.position(rank);
        tracks.put(place, rank, position);
        standstill.learn(rank == above);
        double error = Math.abs(position - model.blend()) / levels.spacing();
        unrest.learn(row, error, model.blendError());
        model.learn(position, error);
        return rank;
    }

    @Override
    public void skip(int row, int column) {
        int place = enter(row, column);
        long above = tracks.rank(place - 1);
        tracks.put(place, above, plans[column].levels().position(above));
    }

    /** Returns the place of a value; a column begins at its first row. */
    private int enter(int row, int column) {
        if (row == 0) {
            standstill.begin();
        }
        return tracks.place(row, column);
    }

    private boolean hasMovedBeside(int column, int place) {
        int[] neighbours = plans[column].neighbours();
        if (neighbours.length == 0) {
            return false;
        }
        int beside = place - neighbours[0] * tracks.stride();
        return tracks.rank(beside) != tracks.rank(beside - 1);
    }

    /** Names what is known of a value: where it is predicted, and how it and its best neighbour have moved. */
    private void contexts(int place, int column, long base) {
        int number = numbers[column];
        int[] neighbours = plans[column].neighbours();
        int to = RankHash.fold(base);
        int above = tracks.foldedRank(place - 1);
        int moves;
        if (neighbours.length > 0) {
            int beside = place - neighbours[0] * tracks.stride();
            int move = tracks.foldedRank(beside) - tracks.foldedRank(beside - 1);
            moves = RankHash.of(RankHash.of(number, move), to - above);
        } else {
            int earlier = RankHash.of(tracks.foldedRank(place - 2), tracks.foldedRank(place - 3));
            moves = RankHash.of(RankHash.of(number, earlier), RankHash.of(above, to));
        }
        residuals.contexts(RankHash.of(number, to), moves);
    }

    private void distributions(ColumnModel model, double spacing, double scale) {
        residuals.blend().set(model.blend(), model.blendError() * spacing * scale + LEAST_SCALE);
        residuals.regressed().set(model.regressed(), model.regressedError() * scale + LEAST_SCALE);
    }
}
