package dev.hourglass.anomaly.threshold;

import dev.hourglass.file.JsonView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a score means: the probability that a normal row scores lower. It never falls as the score rises.
 *
 * <pre>{@code
 * body   P(X < x) from normal held-out scores; of equal ones, half count as lower
 * tail   1 - P(X > x) of a generalised Pareto distribution, fitted to the upper tenth, of at most 5,000
 *        scores
 * }</pre>
 *
 * Of many scores at most {@value #MAX_KNOTS} are kept, evenly spaced by rank, with straight lines between. Where the
 * tail has too few rows for a fit, a score above all others counts as half a row in N + 1.
 *
 * <p>Source of the tail: Siffer et al. 2017, see {@link ParetoTail}. Immutable and safe for concurrent use.
 */
public final class Calibration {
    private static final int MAX_KNOTS = 256;
    private static final double TAIL_SHARE = 0.1;

    private final long rows;
    private final Knots knots;
    private final Optional<ParetoTail> tail;

    private Calibration(long rows, Knots knots, Optional<ParetoTail> tail) {
        this.rows = rows;
        this.knots = knots;
        this.tail = tail;
    }

    /**
     * Learns from normal held-out scores; labelled anomalous rows are left out.
     *
     * @param heldOut scores of rows that the scorer was not fitted on
     */
    public static Calibration fit(HeldOutScores heldOut) {
        double[] normal = heldOut.normal();
        Optional<ParetoTail> tail = ParetoFit.tail(normal, TAIL_SHARE);
        double end = tail.map(ParetoTail::start).orElse(normal[normal.length - 1]);
        return new Calibration(normal.length, Knots.of(normal, end, MAX_KNOTS), tail);
    }

    /** Returns the probability that a normal row scores lower, in [0, 1]. */
    public double probability(double score) {
        return 1 - exceedance(score);
    }

    /**
     * Returns the probability that a normal row scores higher, in [0, 1]: the p-value, exact to more digits than 1 less
     * the other one.
     */
    public double exceedance(double score) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("a score must be a number, but was NaN");
        }
        if (tail.isPresent() && score > tail.get().start()) {
            return tail.get().exceedance(score);
        }
        return score > knots.last() ? 0.5 / (rows + 1) : 1 - knots.at(score);
    }

    /** Returns the tail, where there were enough rows for one. */
    public Optional<ParetoTail> tail() {
        return tail;
    }

    /** Returns what a file must hold to {@link #read} it again. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rows", rows);
        fields.put("scores", knots.scores());
        fields.put("below", knots.below());
        fields.put("upTo", knots.upTo());
        tail.ifPresent(there -> fields.put(
                "tail",
                Map.of(
                        "start", there.start(),
                        "scale", there.scale(),
                        "shape", there.shape(),
                        "share", there.share())));
        return fields;
    }

    /**
     * Reads what {@link #fields} gave.
     *
     * @param fields the fields
     * @throws IllegalArgumentException if they are not those of a calibration
     */
    public static Calibration read(JsonView fields) {
        long rows = fields.whole("rows");
        if (rows < 1) {
            throw new IllegalArgumentException("\"" + fields.path() + ".rows\" must be at least 1, but was " + rows);
        }
        List<Double> scores = fields.numbers("scores");
        if (scores.isEmpty() || scores.size() > MAX_KNOTS) {
            throw new IllegalArgumentException("\"" + fields.path() + ".scores\" must be 1 to " + MAX_KNOTS
                    + " numbers, but were " + scores.size());
        }
        Knots knots = new Knots(scores, fields.numbers("below"), fields.numbers("upTo"));
        Optional<ParetoTail> tail = fields.optional("tail")
                .map(view -> new ParetoTail(
                        view.number("start"), view.number("scale"), view.number("shape"), view.number("share")));
        tail.ifPresent(there -> checkJoint(fields.path(), knots, there));
        return new Calibration(rows, knots, tail);
    }

    private static void checkJoint(String path, Knots knots, ParetoTail tail) {
        double rounding = 1e-12;
        if (tail.start() != knots.last() || knots.at(knots.last()) > 1 - tail.share() + rounding) {
            throw new IllegalArgumentException("\"" + path + ".tail\" must go on where the scores end, at "
                    + knots.last() + ", but starts at " + tail.start() + " with a share of " + tail.share());
        }
    }
}
