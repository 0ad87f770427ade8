package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.LeastSquares;
import java.util.Arrays;

/**
 * Predicts the values of a column in several ways, and learns how far each is off of late:
 *
 * <pre>{@code
 * ABOVE   the value above
 * TABLE   a regression on 8 rows above, and on the neighbours in this row and the row above
 * FRESH   the same, of the last hundred rows or so
 * OWN     a regression on 24 rows above
 * LEFT    a regression on the row above and on 32 columns to the left
 * SEASON  a regression on 2 rows above and on what lies about one period above, and two
 * BLEND   sum_i p_i / (e_i + 0.02)^3 / sum_i 1 / (e_i + 0.02)^3 of all those
 * ALIKE   the blend, and how far it was off in rows like this one
 * STACK   a regression on all those
 * e_i <- e_i + (min(1000, |y - p_i|) - e_i) / 25
 * }</pre>
 *
 * in float64, in steps of the grid. Not thread-safe; confine to one thread.
 */
final class ColumnForecasts {
    static final int ABOVE = 0;
    static final int TABLE = 1;
    static final int FRESH = 2;
    static final int OWN = 3;
    static final int LEFT = 4;
    static final int SEASON = 5;
    static final int BLEND = 6;
    static final int ALIKE = 7;
    static final int STACK = 8;
    /** Forecasts. */
    static final int COUNT = 9;

    /** The constant input: as large as values are, so that the ridge leaves it alone. */
    private static final double BIAS = 16;

    private static final int TABLE_ROWS = 8;
    private static final int OWN_ROWS = 24;
    private static final int LEFT_COLUMNS = 32;
    private static final int SEASON_ROWS = 4;

    private static final double FRESH_DECAY = 0.99;
    private static final double OWN_DECAY = 0.999;
    private static final double LEFT_DECAY = 0.9998;
    private static final double SEASON_DECAY = 0.999;
    private static final double STACK_DECAY = 0.998;

    private static final double ERROR_RATE = 0.04;
    private static final double WIDTH_RATE = 0.06;
    private static final double MAX_ERROR = 1000;
    private static final double LEAST_ERROR = 0.02;

    private final ColumnHistory history;
    private final SimilarRows similar;
    private final ColumnPlan plan;
    private final Season season;
    private final double[][] inputs = new double[COUNT][];
    private final LeastSquares[] regressions = new LeastSquares[COUNT];
    private final double[] forecasts = new double[COUNT];
    private final double[] errors = new double[COUNT];
    private double width;

    ColumnForecasts(ColumnHistory history, SimilarRows similar, ColumnPlan plan, int column) {
        this.history = history;
        this.similar = similar;
        this.plan = plan;
        this.season = new Season(history);
        Arrays.fill(errors, 1);
        int tableInputs = 1 + TABLE_ROWS + 2 * plan.neighbours().length;
        regress(TABLE, tableInputs, LeastSquares.DECAY);
        regress(FRESH, tableInputs, FRESH_DECAY);
        inputs[FRESH] = inputs[TABLE];
        regress(OWN, 1 + OWN_ROWS, OWN_DECAY);
        regress(LEFT, 2 + Math.min(column, LEFT_COLUMNS), LEFT_DECAY);
        regress(SEASON, 3 + SEASON_ROWS + 1, SEASON_DECAY);
        regress(STACK, STACK - 1, STACK_DECAY);
    }

    private void regress(int forecast, int size, double decay) {
        inputs[forecast] = new double[size];
        regressions[forecast] = new LeastSquares(size, 1, decay);
    }

    /** Predicts the value at a place. */
    void predict(int at) {
        forecasts[ABOVE] = history.position(at, 1);
        fillTable(inputs[TABLE], at);
        fillAbove(inputs[OWN], at, OWN_ROWS);
        fillLeft(inputs[LEFT], at);
        fillSeason(inputs[SEASON], at);
        for (int i = TABLE; i <= SEASON; i++) {
            forecasts[i] = regressed(i);
        }
        forecasts[BLEND] = blend();
        forecasts[ALIKE] = sane(forecasts[BLEND] + similar.residual(at));
        fillStack(inputs[STACK]);
        forecasts[STACK] = regressed(STACK);
    }

    private int fillAbove(double[] in, int at, int rows) {
        in[0] = BIAS;
        for (int i = 1; i <= rows; i++) {
            in[i] = history.position(at, i);
        }
        return 1 + rows;
    }

    private void fillTable(double[] in, int at) {
        int next = fillAbove(in, at, TABLE_ROWS);
        for (int distance : plan.neighbours()) {
            in[next++] = history.position(at - distance, 0);
            in[next++] = history.position(at - distance, 1);
        }
    }

    private void fillLeft(double[] in, int at) {
        int next = fillAbove(in, at, 1);
        for (int distance = 1; next < in.length; distance++) {
            in[next++] = history.position(at - distance, 0);
        }
    }

    private void fillSeason(double[] in, int at) {
        int next = fillAbove(in, at, 2);
        int period = season.period();
        for (int i = 0; i < SEASON_ROWS; i++) {
            in[next++] = history.position(at, period - 1 + i);
        }
        in[next] = history.position(at, 2 * period);
    }

    private void fillStack(double[] in) {
        System.arraycopy(forecasts, ABOVE, in, 0, BLEND);
        in[BLEND] = forecasts[ALIKE];
    }

    private double blend() {
        double sum = 0;
        double weights = 0;
        for (int i = ABOVE; i <= SEASON; i++) {
            double error = errors[i] + LEAST_ERROR;
            double weight = 1 / (error * error * error);
            sum += weight * forecasts[i];
            weights += weight;
        }
        return sum / weights;
    }

    private double regressed(int forecast) {
        LeastSquares regression = regressions[forecast];
        return regression.isNew() ? forecasts[ABOVE] : sane(regression.predict(inputs[forecast]));
    }

    private double sane(double forecast) {
        return Math.abs(forecast) <= ColumnLevels.MAX_POSITION ? forecast : forecasts[ABOVE];
    }

    /** Learns what the value at the place of the forecasts was. */
    void learn(int at, double position) {
        double spacing = plan.levels().spacing();
        double off = position - forecasts[BLEND];
        width += (Math.min(MAX_ERROR, Math.abs(off) / spacing) - width) * WIDTH_RATE;
        for (int i = 0; i < COUNT; i++) {
            errors[i] += (Math.min(MAX_ERROR, Math.abs(position - forecasts[i])) - errors[i]) * ERROR_RATE;
            if (regressions[i] != null) {
                regressions[i].learn(inputs[i], position);
            }
        }
        similar.learn(at, position, off, errors[ABOVE]);
        season.learn(at);
    }

    /** Returns a forecast. */
    double forecast(int number) {
        return forecasts[number];
    }

    /** Returns how far a forecast was off of late, in steps. */
    double error(int number) {
        return errors[number];
    }

    /** Returns how far the blend was off of late, in levels. */
    double width() {
        return width;
    }
}
