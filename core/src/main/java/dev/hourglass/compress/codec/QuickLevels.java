package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.BinaryCoding;
import java.util.Arrays;

/** Codes levels with speed in mind: by two predictions and two contexts. Not thread-safe; confine to one thread. */
final class QuickLevels implements LevelCoding {
    /** Counters: as many as a core's second cache holds. */
    private static final int PLACES = 1 << 16;
    /** The scale of a logistic distribution whose mean magnitude is 1: 1 / (2 ln 2), about. */
    static final double SCALE = 0.7;
    /** The least scale, in steps. */
    static final double LEAST_SCALE = 0.08;

    private final ColumnPlan[] plans;
    private final ColumnHistory history;
    private final ColumnModel[] models;
    /** The number of each column's model, and what that looks at. */
    private final int[] numbers;

    private final int[][] before;
    private final ResidualCoder residuals;
    private final Unrest unrest = new Unrest();

    QuickLevels(BinaryCoding coding, ColumnPlan[] plans, ColumnHistory history) {
        this.plans = plans;
        this.history = history;
        models = new ColumnModel[ColumnPlans.models(plans.length)];
        numbers = new int[plans.length];
        Arrays.setAll(numbers, column -> ColumnPlans.model(column, plans.length));
        before = before(plans);
        for (int i = plans.length - 1; i >= 0; i--) {
            if (!plans[i].isConstant()) {
                int neighbours =
                        ColumnPlans.isWide(plans.length) ? ColumnPlans.WIDE_NEIGHBOURS : plans[i].neighbours().length;
                models[numbers[i]] = new ColumnModel(neighbours);
            }
        }
        residuals = new ResidualCoder(coding, PLACES, models.length * ResidualCoder.SETS);
    }

    /** Returns what models of columns look at; columns of the same neighbours share it. */
    private static int[][] before(ColumnPlan... plans) {
        int[][] before = new int[plans.length][];
        for (int i = 0; i < plans.length; i++) {
            boolean isAsLast = i > 0 && Arrays.equals(plans[i].neighbours(), plans[i - 1].neighbours());
            before[i] = isAsLast ? before[i - 1] : ColumnModel.lookedAt(plans.length, plans[i].neighbours());
        }
        return before;
    }

    @Override
    public long code(long known, int at, int column) {
        ColumnPlan plan = plans[column];
        ColumnLevels levels = plan.levels();
        int number = numbers[column];
        ColumnModel model = models[number];
        model.predict(history, at, before[column]);
        long base = levels.nearest(model.blend());
        contexts(plan, at, number, base);
        double expected = model.blendError();
        double scale = SCALE * unrest.factor();
        residuals.blend().set(model.blend(), expected * levels.spacing() * scale + LEAST_SCALE);
        residuals.regressed().set(model.regressed(), model.regressedError() * scale + LEAST_SCALE);
        return residuals.code(known, levels, base, number, expected);
    }

    @Override
    public void learn(int at, int column) {
        ColumnModel model = models[numbers[column]];
        double spacing = plans[column].levels().spacing();
        double position = history.position(at, 0);
        unrest.learn(Math.abs(position - model.blend()) / spacing, model.blendError());
        model.learn(position, spacing);
    }

    /** Names what is known of a value: where it is predicted, and how it and its best neighbour have moved. */
    private void contexts(ColumnPlan plan, int at, int number, long base) {
        int to = RankHash.fold(base);
        residuals.contexts(RankHash.of(number, to), moves(history, plan, at, number, to));
    }

    /** Returns the hash of how a value is predicted to move, and of how its best neighbour, or it before, has moved. */
    static int moves(ColumnHistory history, ColumnPlan plan, int at, int number, int to) {
        int above = history.foldedRank(at, 1);
        if (plan.neighbours().length > 0) {
            int beside = at - plan.neighbours()[0];
            int move = history.foldedRank(beside, 0) - history.foldedRank(beside, 1);
            return RankHash.of(RankHash.of(number, move), to - above);
        }
        int earlier = RankHash.of(history.foldedRank(at, 2), history.foldedRank(at, 3));
        return RankHash.of(RankHash.of(number, earlier), RankHash.of(above, to));
    }
}
