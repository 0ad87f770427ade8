package dev.hourglass.nn;

import dev.hourglass.model.Likelihood;
import dev.hourglass.tensor.kernel.BetaBinomial;
import dev.hourglass.tensor.kernel.Categorical;
import dev.hourglass.tensor.kernel.LogisticMixture;

/** Turns the parameters of a likelihood into the means of its distributions. For inference. */
final class MeanOperation implements Operation {
    private final Likelihood likelihood;
    private final Slab input;
    private final Slab output;

    MeanOperation(Likelihood likelihood, Slab input, int features) {
        this.likelihood = likelihood;
        this.input = input;
        this.output = Slab.rows(input.capacity(), features, false);
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int i = from; i < to; i++) {
            mean(input.start(i), output.start(i));
        }
    }

    private void mean(int from, int to) {
        float[] y = input.values();
        float[] x = output.values();
        int count = output.columns();
        if (likelihood instanceof Likelihood.GaussianVariance) {
            System.arraycopy(y, from, x, to, count);
        } else if (likelihood instanceof Likelihood.LogisticMixture mixture) {
            LogisticMixture.mean(y, from, x, to, count, mixture.components());
        } else if (likelihood instanceof Likelihood.BetaBinomial) {
            BetaBinomial.mean(y, from, x, to, count);
        } else if (likelihood instanceof Likelihood.Categorical categorical) {
            Categorical.mean(y, from, x, to, count, categorical.classes());
        } else {
            throw new AssertionError(likelihood);
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        throw new AssertionError("nothing is trained through means alone");
    }

    @Override
    public Slab output() {
        return output;
    }
}
