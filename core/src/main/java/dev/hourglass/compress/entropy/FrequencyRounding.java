package dev.hourglass.compress.entropy;

import dev.hourglass.tensor.kernel.SpecialFunctions;
import java.util.PriorityQueue;

/**
 * Rounds shares to whole frequencies of a given sum so that the expected length, {@code -sum c log f}, is least.
 *
 * <p>The length is convex in each frequency, so that the best table is one in which no unit can move from one symbol to
 * another with a gain. Ties go to the lower symbol.
 */
final class FrequencyRounding {
    private final double[] shares;
    private final int[] frequencies;

    private FrequencyRounding(double[] shares) {
        this.shares = shares;
        this.frequencies = new int[shares.length];
    }

    /** What one unit more, or less, changes in the length. */
    private record Change(int symbol, double nats) {}

    static int[] round(double[] shares, int sum) {
        return new FrequencyRounding(shares).round(sum);
    }

    private int[] round(int sum) {
        double total = 0;
        int possible = 0;
        for (double share : shares) {
            if (!(share >= 0) || share == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("shares must be finite and at least 0, but one was " + share);
            }
            total += share;
            possible += share > 0 ? 1 : 0;
        }
        if (possible < 1 || possible > sum || total == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("symbols that may occur must be 1 to " + sum + " with a finite sum, but "
                    + possible + " of sum " + total + " do");
        }
        long used = 0;
        for (int i = 0; i < shares.length; i++) {
            frequencies[i] = shares[i] > 0 ? (int) Math.max(1, Math.min(sum, shares[i] / total * sum)) : 0;
            used += frequencies[i];
        }
        move(sum - used);
        exchange();
        return frequencies;
    }

    /** Adds this many units, or takes them away, one by one where it matters most or least. */
    private void move(long units) {
        boolean isMore = units > 0;
        PriorityQueue<Change> queue = new PriorityQueue<>((a, b) -> {
            int order = isMore ? Double.compare(b.nats, a.nats) : Double.compare(a.nats, b.nats);
            return order != 0 ? order : Integer.compare(a.symbol, b.symbol);
        });
        for (int i = 0; i < frequencies.length; i++) {
            offer(queue, i, isMore);
        }
        for (long left = Math.abs(units); left > 0; left--) {
            int symbol = queue.remove().symbol;
            frequencies[symbol] += isMore ? 1 : -1;
            offer(queue, symbol, isMore);
        }
    }

    private void offer(PriorityQueue<Change> queue, int symbol, boolean isMore) {
        if (shares[symbol] > 0 && (isMore || frequencies[symbol] > 1)) {
            queue.add(new Change(symbol, isMore ? gain(symbol) : loss(symbol)));
        }
    }

    /** Moves single units while that helps: floors are nearly always right already. */
    private void exchange() {
        while (true) {
            int taker = -1;
            int giver = -1;
            double most = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < frequencies.length; i++) {
                if (shares[i] > 0) {
                    double gain = gain(i);
                    double loss = frequencies[i] > 1 ? loss(i) : Double.POSITIVE_INFINITY;
                    taker = gain > most ? i : taker;
                    most = Math.max(most, gain);
                    giver = loss < least ? i : giver;
                    least = Math.min(least, loss);
                }
            }
            // Only a clear gain counts: rounding must not move a unit back and forth.
            if (taker < 0 || giver < 0 || taker == giver || most <= least * (1 + 1e-9)) {
                return;
            }
            frequencies[taker]++;
            frequencies[giver]--;
        }
    }

    private double gain(int symbol) {
        double frequency = frequencies[symbol];
        return shares[symbol] * SpecialFunctions.log((frequency + 1) / frequency);
    }

    private double loss(int symbol) {
        double frequency = frequencies[symbol];
        return shares[symbol] * SpecialFunctions.log(frequency / (frequency - 1));
    }
}
