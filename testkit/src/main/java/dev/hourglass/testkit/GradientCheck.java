package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Initializer;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.Objective;

/**
 * Checks gradients in two steps: the float64 reference against central differences, then the float32 plan against the
 * reference. Errors are those of a whole array, the norm of the difference over the norm of the gradient. Not
 * thread-safe.
 */
public final class GradientCheck {
    /** Where a gradient vanishes (a bias before batch normalisation), errors are measured against all gradients. */
    private static final double FLOOR = 1e-2;

    private static final double DIFFERENCE = 1e-5;
    private static final double KINK_MARGIN = 1e-4;
    private static final int MOST_DIFFERENCES = 30;
    private static final int STEP = 3;

    private final Autoencoder model;
    private final Objective objective;
    private final Penalty penalty;
    private final long seed;
    private final Parameters parameters;
    private final float[] samples;
    private final int rows;
    private final ReferenceNetwork reference;
    private final double referenceLoss;

    /**
     * Draws weights and samples that keep away from kinks, and computes the reference.
     *
     * @param model the layers
     * @param objective the loss
     * @param penalty what weights add
     * @param rows samples in the batch
     * @param seed decides weights, samples and dropout
     */
    public GradientCheck(Autoencoder model, Objective objective, Penalty penalty, int rows, long seed) {
        this.model = model;
        this.objective = objective;
        this.penalty = penalty;
        this.seed = seed;
        this.rows = rows;
        this.parameters = initial(model, seed);
        SeededRandom random = new SeededRandom(seed).fork("samples");
        this.reference = new ReferenceNetwork(model, ReferenceWeights.from(parameters), objective, penalty, seed);
        float[] drawn = RandomArrays.uniform(random, rows * model.features());
        double loss = reference.step(doubles(drawn, rows), STEP);
        for (int attempt = 0; reference.distanceToKink() < KINK_MARGIN / (1 + attempt); attempt++) {
            drawn = RandomArrays.uniform(random, rows * model.features());
            loss = reference.step(doubles(drawn, rows), STEP);
        }
        this.samples = drawn;
        this.referenceLoss = loss;
    }

    /** Initialises weights, with biases, scales and shifts that are not at their special first values. */
    private static Parameters initial(Autoencoder model, long seed) {
        ParameterLayout layout = ParameterLayout.of(model);
        Parameters parameters = WeightInitializer.initialize(layout, Initializer.GLOROT, seed);
        SeededRandom random = new SeededRandom(seed).fork("biases");
        for (Parameter parameter : layout.parameters()) {
            if (parameter.role() == Parameter.Role.BIAS || parameter.role() == Parameter.Role.SCALE) {
                float[] values = parameters.tensor(parameter).values();
                for (int i = 0; i < values.length; i++) {
                    values[i] += (float) (0.2 * random.nextGaussian());
                }
                parameters.set(parameter, values);
            }
        }
        return parameters;
    }

    private static double[][] doubles(float[] values, int rows) {
        int columns = values.length / rows;
        double[][] copy = new double[rows][columns];
        for (int i = 0; i < values.length; i++) {
            copy[i / columns][i % columns] = values[i];
        }
        return copy;
    }

    /** Asserts that the analytic gradients are those of central differences, to a relative error. */
    public void assertReferenceMatchesDifferences(double tolerance) {
        ReferenceWeights weights = reference.weights();
        double[][] x = doubles(samples, rows);
        ReferenceNetwork moved =
                new ReferenceNetwork(model, ReferenceWeights.from(parameters), objective, penalty, seed);
        SeededRandom random = new SeededRandom(seed).fork("places");
        double floor = FLOOR * norm(weights.allGradients());
        for (String name : weights.names()) {
            double[] w = moved.weights().values(name);
            int count = Math.min(w.length, MOST_DIFFERENCES);
            double[] analytic = new double[count];
            double[] numeric = new double[count];
            for (int c = 0; c < count; c++) {
                int i = count == w.length ? c : random.nextInt(w.length);
                numeric[c] = derivative(moved, x, w, i);
                analytic[c] = weights.gradients(name)[i];
            }
            assertClose("differences of \"" + name + "\"", analytic, numeric, floor, tolerance);
        }
    }

    /** Returns a central difference of fourth order: (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h. */
    private static double derivative(ReferenceNetwork network, double[][] x, double[] w, int i) {
        double before = w[i];
        double sum = 0;
        for (int k = -2; k <= 2; k++) {
            if (k != 0) {
                w[i] = before + k * DIFFERENCE;
                double sign = k > 0 ? 1 : -1;
                sum += sign * (Math.abs(k) == 1 ? 8 : -1) * network.step(x, STEP);
            }
        }
        w[i] = before;
        return sum / (12 * DIFFERENCE);
    }

    /**
     * Asserts that a plan's loss and gradients are the reference's.
     *
     * @param kernels what computes
     * @param threads workers
     * @param tolerance the relative error of float32
     */
    public void assertPlanMatchesReference(Kernels kernels, int threads, double tolerance) {
        Parameters own = parameters.copy();
        TrainingPlan plan = new TrainingPlan(
                TrainingPlan.Task.reconstruct(Chain.reconstruct(model), binding(objective)),
                own,
                penalty,
                (role, from, gradients, gFrom, count) -> {},
                new TrainingPlan.Settings(rows, threads, seed),
                kernels);
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        double loss = plan.step(samples, order, 0, rows, STEP, true);
        assertThat(Math.abs(loss - referenceLoss) / referenceLoss)
                .as("%s of %s, seed %d: the loss must be %s, but was %s", objective, model, seed, referenceLoss, loss)
                .isLessThanOrEqualTo(tolerance);
        double floor = FLOOR * norm(reference.weights().allGradients());
        for (String name : reference.weights().names()) {
            float[] obtained =
                    plan.gradient(parameters.layout().parameter(name)).values();
            double[][] wide = doubles(obtained, 1);
            assertClose("plan, \"" + name + "\"", wide[0], reference.weights().gradients(name), floor, tolerance);
        }
    }

    private void assertClose(String what, double[] obtained, double[] expected, double floor, double tolerance) {
        double[] difference = new double[expected.length];
        for (int i = 0; i < expected.length; i++) {
            difference[i] = obtained[i] - expected[i];
        }
        double error = norm(difference) / Math.max(norm(expected), floor);
        assertThat(error)
                .as("%s: relative error with %s, %s, seed %d", what, objective, model, seed)
                .isLessThanOrEqualTo(tolerance);
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    /** Binds an objective to its kernel. */
    static LossBinding binding(Objective objective) {
        if (objective instanceof Objective.BinaryCrossEntropy) {
            return new LossBinding(
                    (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                            k.loss().crossEntropy(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
                    true);
        }
        if (objective instanceof Objective.MeanAbsoluteError) {
            return new LossBinding(
                    (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                            k.loss().absoluteError(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
                    false);
        }
        if (objective instanceof Objective.Huber huber) {
            float delta = (float) huber.delta();
            return new LossBinding(
                    (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                            k.loss().huber(y, yFrom, x, xFrom, g, gFrom, n, scale, delta, lanes),
                    false);
        }
        return new LossBinding(
                (k, y, yFrom, x, xFrom, g, gFrom, n, scale, lanes) ->
                        k.loss().squaredError(y, yFrom, x, xFrom, g, gFrom, n, scale, lanes),
                false);
    }
}
