package dev.hourglass.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the k largest values of each row, of equal ones the first, and sets the rest to 0; gradients flow through what
 * was kept. What is not a number is kept, so that it shows.
 */
final class TopKOperation implements Operation {
    private final Slab input;
    private final Slab output;
    private final int k;
    private boolean @Nullable [] held;

    TopKOperation(Slab input, int k) {
        this.input = input;
        this.output = input.withOwnValues();
        this.k = k;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        if (held != null) {
            keepHeld(held, input.start(from), input.start(to));
            return;
        }
        for (int i = from; i < to; i++) {
            int row = input.start(i);
            float least = largest(input.values(), row, worker.scratch);
            keep(row, least, countAbove(least, worker.scratch));
        }
    }

    private void keepHeld(boolean[] isKept, int from, int to) {
        for (int j = from; j < to; j++) {
            output.values()[j] = isKept[j] ? input.values()[j] : 0f;
        }
    }

    @Override
    public void holdChoices(boolean isHeld) {
        held = isHeld ? chosen() : null;
    }

    private boolean[] chosen() {
        boolean[] chosen = new boolean[output.values().length];
        for (int j = 0; j < chosen.length; j++) {
            chosen[j] = output.values()[j] != 0f;
        }
        return chosen;
    }

    /** Sorts the k largest values into scratch and returns the last of them. */
    private float largest(float[] x, int row, float[] scratch) {
        Arrays.fill(scratch, 0, k, Float.NEGATIVE_INFINITY);
        for (int j = row; j < row + input.columns(); j++) {
            int place = k;
            while (place > 0 && x[j] > scratch[place - 1]) {
                place--;
            }
            if (place < k) {
                System.arraycopy(scratch, place, scratch, place + 1, k - 1 - place);
                scratch[place] = x[j];
            }
        }
        return scratch[k - 1];
    }

    private int countAbove(float least, float[] scratch) {
        int count = 0;
        while (count < k && scratch[count] > least) {
            count++;
        }
        return count;
    }

    private void keep(int row, float least, int above) {
        float[] x = input.values();
        float[] y = output.values();
        int equal = k - above;
        for (int j = row; j < row + input.columns(); j++) {
            boolean isLeast = x[j] == least;
            boolean isKept = isLeast ? equal > 0 : !(x[j] < least);
            equal -= isLeast ? 1 : 0;
            y[j] = isKept ? x[j] : 0f;
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        float[] y = output.values();
        float[] g = input.gradients();
        for (int j = input.start(from); j < input.start(to); j++) {
            g[j] = y[j] == 0f ? 0f : g[j];
        }
    }

    @Override
    public int scratchSize() {
        return k;
    }

    @Override
    public Slab output() {
        return output;
    }
}
