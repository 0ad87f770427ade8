package dev.hourglass.nn;

import java.util.Arrays;

/**
 * Deals strips to workers so that each has the same work: as much as strips took in the step before, since of data with
 * zeros some take a fraction of what others do. Strips stay in their order, so that a worker keeps most of its weights
 * from step to step.
 */
final class StripShares {
    /** What the step of a weight takes, in multiplications of its gradient. */
    private static final int UPDATE = 32;

    private final long[] work;
    /** The sums of the costs of the strips before. */
    private final long[] costs;

    /**
     * Deals strips for the first time.
     *
     * @param first what each strip may cost
     */
    StripShares(long[] first) {
        this.work = first.clone();
        this.costs = new long[first.length + 1];
        deal();
    }

    /** Counts the multiplications that went into a strip; only by the worker that computes it. */
    void add(int strip, long multiplications) {
        work[strip] += multiplications;
    }

    /** Counts the step of the weights of a strip. */
    void addUpdate(int strip, int weights) {
        work[strip] += (long) UPDATE * weights;
    }

    /** Deals anew by what was counted since the last time, if anything was; only while no worker runs. */
    void deal() {
        long sum = 0;
        for (long count : work) {
            sum += count;
        }
        if (sum == 0) {
            return; // the first step
        }
        for (int i = 0; i < work.length; i++) {
            costs[i + 1] = costs[i] + work[i] + 1; // no strip is for nothing, or nobody might take it
            work[i] = 0;
        }
    }

    /** Returns the first strip of a worker: where the work before comes nearest to its share. */
    int first(int worker, int workers) {
        long target = costs[work.length] * worker / workers;
        int found = Arrays.binarySearch(costs, target);
        if (found >= 0) {
            return found;
        }
        int next = -found - 1;
        return costs[next] - target < target - costs[next - 1] ? next : next - 1;
    }
}
