package dev.hourglass.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up, step by step, what makes up the loss and what a codebook is used for. Allocates nothing in a step. Not
 * thread-safe.
 *
 * <p>Perplexity is e to the entropy of the entries' use: as many are in use, as it were. Source: van den Oord et al.
 * 2017, https://arxiv.org/abs/1711.00937.
 */
final class StepTally {
    private final Operation.Measure[] measures;
    private final double[] sums;
    private final boolean hasPenalty;
    private final @Nullable QuantizeOperation quantize;
    private final long[] uses;
    private double reconstruction;
    private double penalty;
    private long rows;

    StepTally(Program program, boolean hasPenalty) {
        List<Operation.Measure> all = new ArrayList<>();
        QuantizeOperation found = null;
        for (Program.Step step : program.steps()) {
            all.addAll(step.operation().measures());
            found = step.operation() instanceof QuantizeOperation operation ? operation : found;
        }
        this.measures = all.toArray(Operation.Measure[]::new);
        this.sums = new double[measures.length];
        this.hasPenalty = hasPenalty;
        this.quantize = found;
        this.uses = new long[found == null ? 0 : found.entries()];
    }

    /**
     * Adds a step.
     *
     * @param count its rows
     * @param loss the sum of their losses, without what is added to them
     * @param weights what weights added to the mean loss
     */
    void add(int count, double loss, double weights) {
        rows += count;
        reconstruction += loss;
        penalty += weights * count;
        for (int i = 0; i < measures.length; i++) {
            for (int row = 0; row < count; row++) {
                sums[i] += measures[i].rows()[row];
            }
        }
        if (quantize != null) {
            quantize.count(uses);
        }
    }

    /** Returns the means since the last call, by name; nothing where the loss has one term only. */
    Map<String, Double> take() {
        Map<String, Double> terms = new LinkedHashMap<>();
        if (rows > 0 && (measures.length > 0 || hasPenalty)) {
            terms.put("reconstruction", reconstruction / rows);
            for (int i = 0; i < measures.length; i++) {
                terms.merge(measures[i].name(), sums[i] / rows, Double::sum);
            }
            if (hasPenalty) {
                terms.put("weight_penalty", penalty / rows);
            }
        }
        if (rows > 0 && quantize != null) {
            terms.put("perplexity", perplexity());
            terms.put("unused_entries", (double)
                    Arrays.stream(uses).filter(use -> use == 0).count());
        }
        clear();
        return terms;
    }

    private double perplexity() {
        double total = Arrays.stream(uses).sum();
        double entropy = 0;
        for (long use : uses) {
            entropy -= use == 0 ? 0 : use / total * StrictMath.log(use / total);
        }
        return StrictMath.exp(entropy);
    }

    private void clear() {
        Arrays.fill(sums, 0);
        Arrays.fill(uses, 0);
        reconstruction = 0;
        penalty = 0;
        rows = 0;
    }
}
