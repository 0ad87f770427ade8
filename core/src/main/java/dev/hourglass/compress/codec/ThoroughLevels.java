package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.BinaryCoding;

/**
 * Codes levels with size in mind: by all {@link ColumnForecasts}, {@link RankHistogram}s, {@link Recurrences} and a
 * dozen contexts. Not thread-safe; confine to one thread.
 */
final class ThoroughLevels implements LevelCoding {
    private static final int MOVES_SEEN = 12;
    private static final int MOVES_KEPT = 0xff;
    private static final int FRACTIONS = 8;
    private static final int CALM_STEPS = 4;
    /** Keeps contexts of equal hashes apart. */
    private static final int SPREAD = 0x7F4A7C15;

    private final ColumnPlan[] plans;
    private final ColumnHistory history;
    private final ColumnForecasts[] forecasts;
    private final Recurrences recurrences;
    private final RankDecisions decisions;
    private final Unrest unrest = new Unrest(1);
    /** Of each column, the latest in the lowest bit: whether it has moved. */
    private final int[] moves;

    ThoroughLevels(BinaryCoding coding, ColumnPlan[] plans, int rows) {
        this.plans = plans;
        history = new ColumnHistory(plans, rows);
        SimilarRows similar = new SimilarRows(history, plans.length, rows);
        forecasts = new ColumnForecasts[plans.length];
        for (int i = 0; i < plans.length; i++) {
            if (!plans[i].isConstant()) {
                forecasts[i] = new ColumnForecasts(history, similar, plans[i], i);
            }
        }
        recurrences = new Recurrences(history, plans.length, rows);
        decisions = new RankDecisions(coding, recurrences, plans.length, rows);
        moves = new int[plans.length];
    }

    @Override
    public boolean isByColumn() {
        return false;
    }

    @Override
    public long code(long known, int row, int column) {
        int at = row * plans.length + column;
        predict(at, column);
        long rank = decisions.code(known);
        history.put(at, rank, plans[column].levels().position(rank));
        learn(at, column);
        return rank;
    }

    @Override
    public void skip(int row, int column) {
        int at = row * plans.length + column;
        history.put(at, history.rank(at, 1), history.position(at, 1));
    }

    private void predict(int at, int column) {
        ColumnPlan plan = plans[column];
        ColumnForecasts forecast = forecasts[column];
        forecast.predict(at);
        double scale = QuickLevels.SCALE * unrest.factor(0);
        for (int i = 0; i < ColumnForecasts.COUNT; i++) {
            decisions.distribution(i, forecast.forecast(i), forecast.error(i) * scale + QuickLevels.LEAST_SCALE);
        }
        double blend = forecast.forecast(ColumnForecasts.BLEND);
        long base = plan.levels().nearest(blend);
        int calm = Math.min(RankDecisions.CALMS - 1, (int) (CALM_STEPS * unrest.factor(0)));
        decisions.begin(plan.levels(), base, column, forecast.width(), calm);
        recurrences.look(at, column, plan.neighbours());
        contexts(plan, at, column, RankHash.fold(base));
        double fraction = (blend - plan.levels().position(base)) / plan.levels().spacing();
        shapes(column, (int) Math.max(0, Math.min(FRACTIONS - 1, (fraction + 0.5) * FRACTIONS)), calm);
    }

    private void learn(int at, int column) {
        ColumnForecasts forecast = forecasts[column];
        double position = history.position(at, 0);
        double off = Math.abs(position - forecast.forecast(ColumnForecasts.BLEND));
        unrest.learn(0, off / plans[column].levels().spacing(), forecast.width());
        forecast.learn(at, position);
        recurrences.learn(at, column);
        boolean hasMoved = history.rank(at, 0) != history.rank(at, 1);
        moves[column] = moves[column] << 1 | (hasMoved ? 1 : 0);
    }

    /** Names what is known of the values above and beside. */
    private void contexts(ColumnPlan plan, int at, int column, int to) {
        int[] neighbours = plan.neighbours();
        boolean hasOne = neighbours.length > 0;
        boolean hasTwo = neighbours.length > 1;
        int above = history.foldedRank(at, 1);
        int above2 = history.foldedRank(at, 2);
        int first = hasOne ? history.foldedRank(at - neighbours[0], 0) : history.foldedRank(at, 3);
        int second = hasTwo ? history.foldedRank(at - neighbours[1], 0) : above2;
        int firstMove = hasOne
                ? first - history.foldedRank(at - neighbours[0], 1)
                : RankHash.of(above2, history.foldedRank(at, 3));
        int secondMove = hasTwo ? second - history.foldedRank(at - neighbours[1], 1) : above - above2;
        context(0, RankHash.of(column, to));
        context(1, RankHash.of(RankHash.of(column, firstMove), hasOne ? to - above : RankHash.of(above, to)));
        context(2, RankHash.of(column, RankHash.of(above, to)));
        context(3, RankHash.of(RankHash.of(column, above2), RankHash.of(above, to)));
        context(4, RankHash.of(column, RankHash.of(secondMove, to - above)));
        context(5, RankHash.of(column, RankHash.of(first, to)));
        context(6, RankHash.of(column, RankHash.of(moves[column] & MOVES_KEPT, to - above)));
        int beside =
                (hasOne ? moves[column - neighbours[0]] & 1 : 0) * 2 + (hasTwo ? moves[column - neighbours[1]] & 1 : 0);
        int row = RankHash.of(4 * movesBefore(column) + beside, moves[column] & 3);
        context(7, RankHash.of(column, RankHash.of(row, to - above)));
        context(8, RankHash.of(column, RankHash.of(RankHash.of(first, second), to)));
    }

    /** Returns how many of the columns before have moved in this row. */
    private int movesBefore(int column) {
        int count = 0;
        for (int i = Math.max(0, column - MOVES_SEEN); i < column; i++) {
            count += moves[i] & 1;
        }
        return count;
    }

    /** Names how wide the distribution is, and where in it the prediction lies. */
    private void shapes(int column, int fraction, int calm) {
        int width = RankHash.of(column, decisions.widthClass());
        context(9, width);
        context(10, RankHash.of(width, fraction));
        context(11, RankHash.of(width, calm));
    }

    private void context(int number, int hash) {
        decisions.context(number, RankHash.of(hash, number * SPREAD));
    }
}
