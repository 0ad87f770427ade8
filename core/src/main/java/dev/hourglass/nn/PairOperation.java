package dev.hourglass.nn;

import java.util.List;

/**
 * Adds an estimate of the squared norm of the encoder's Jacobian to the loss, from codes a of samples and b of samples
 * a normal step of deviation e away, and passes a on.
 *
 * <pre>{@code
 * |J|^2 ~ |b - a|^2 / e^2, its expectation up to terms in e^2
 * }</pre>
 *
 * <p>Source: Alain and Bengio 2014, https://arxiv.org/abs/1211.4246, section 2: penalties on the Jacobian and small
 * normal steps of the input are the same to second order.
 */
final class PairOperation implements Operation {
    private final Slab input;
    private final Slab output;
    private final double weight;
    private final double[] costs;
    private int rows;

    /**
     * Binds pairs of rows.
     *
     * @param input a and b in turn; twice the rows of the output
     */
    PairOperation(Slab input, double weight) {
        this.input = input;
        this.output = Slab.rows(input.capacity() / 2, input.columns(), input.hasGradients());
        this.weight = weight / ((double) PerturbOperation.STEP * PerturbOperation.STEP);
        this.costs = new double[input.capacity() / 2];
    }

    @Override
    public void begin(long step, int count) {
        rows = count / 2;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        float[] z = input.values();
        for (int i = from / 2; i < Math.min(to / 2, rows); i++) {
            int a = input.start(2 * i);
            int b = a + input.stride();
            double squares = 0;
            for (int j = 0; j < input.columns(); j++) {
                double distance = z[b + j] - z[a + j];
                squares += distance * distance;
            }
            costs[i] = weight * squares;
            System.arraycopy(z, a, output.values(), output.start(i), input.columns());
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float[] z = input.values();
        float[] g = input.gradients();
        float share = (float) (2 * weight / rows);
        for (int i = from / 2; i < Math.min(to / 2, rows); i++) {
            int a = input.start(2 * i);
            int b = a + input.stride();
            for (int j = 0; j < input.columns(); j++) {
                float pull = share * (z[b + j] - z[a + j]);
                g[a + j] = output.gradients()[output.start(i) + j] - pull;
                g[b + j] = pull;
            }
        }
    }

    @Override
    public double[] costs() {
        return costs;
    }

    @Override
    public List<Measure> measures() {
        return List.of(new Measure("code_penalty", costs));
    }

    @Override
    public Slab output() {
        return output;
    }
}
