package dev.hourglass.train;

import dev.hourglass.model.Activation;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Layer;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.RowTransform;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.nn.TrainingPlan.Task;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Learns to tell real rows from made ones, by binary cross-entropy. After each step every weight matrix is divided by
 * its largest singular value where that is above 1, so that slopes stay bounded and the game stable; one power
 * iteration a step follows it. Source: Miyato et al. 2018, https://arxiv.org/abs/1802.05957.
 */
final class Critic {
    static final String PATH = "critic";
    /** Real rows count as almost certain only, which keeps the critic's slopes alive. Salimans et al. 2016. */
    private static final float REAL = 0.9f;

    private final Parameters parameters;
    private final Optimizer optimizer;
    private final TrainingPlan plan;
    private final float[] rows;
    private final float[] targets;
    private final int[] order;
    private final List<Parameter> matrices = new ArrayList<>();
    private final List<float[]> lefts = new ArrayList<>();
    private final List<Parameters> rights = new ArrayList<>();
    /** Names of the matrices, as {@link TrainingPlan#refresh(Predicate)} wants them in every step. */
    private final List<Predicate<String>> names = new ArrayList<>();

    /** Builds a critic of rows of {@code columns} values on the weights it shares with the other player. */
    Critic(Network network, Parameters parameters, TrainerConfig config, RunOptions options, Kernels kernels) {
        this.parameters = parameters;
        int batchSize = config.batchSize();
        this.rows = new float[2 * batchSize * network.inputShape().size()];
        this.targets = new float[2 * batchSize];
        this.order = new int[2 * batchSize];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        this.optimizer = Optimizer.create(config.optimizer(), parameters, kernels);
        this.plan = new TrainingPlan(
                new Task(Chain.of(PATH, network), judgement(), 1, RowTransform.NONE, name -> true),
                parameters,
                config.penalty(),
                optimizer,
                new TrainingPlan.Settings(2 * batchSize, options.threads(), options.seed()),
                kernels);
        for (Parameter parameter : parameters.layout().parameters()) {
            if (parameter.name().startsWith(PATH) && parameter.role() == Parameter.Role.WEIGHT) {
                matrices.add(parameter);
                names.add(parameter.name()::equals);
                lefts.add(new float[parameter.storedRows()]);
                rights.add(start(parameter, options.seed()));
            }
        }
        boundSlopes();
    }

    /** Returns the layers of a critic of samples of this shape. */
    static Network network(int features, List<Integer> hidden) {
        List<Layer> layers = new ArrayList<>();
        int inputs = features;
        for (int size : hidden) {
            layers.add(new Linear(inputs, size));
            layers.add(new Activation(ActivationFunction.LEAKY_RELU));
            inputs = size;
        }
        layers.add(new Linear(inputs, 1));
        return new Network(Shape.of(features), layers);
    }

    /** Returns a critic's first hidden layer: later ones know too little of a sample to give it back by. */
    static Network features(Network critic) {
        return new Network(critic.inputShape(), critic.layers().subList(0, 2));
    }

    /** Returns binary cross-entropy of the critic's logit. */
    static LossBinding judgement() {
        return new LossBinding(
                (kernels, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                        kernels.loss().crossEntropy(y, yFrom, x, xFrom, g, gFrom, count, scale, lanes),
                false);
    }

    /** Returns where power iteration starts, as state of a run. */
    private static Parameters start(Parameter matrix, long seed) {
        String name = matrix.name() + ".singular_vector";
        Parameters vector = new Parameters(ParameterLayout.ofState(name, Shape.of(matrix.columns())));
        SeededRandom random = new SeededRandom(seed).fork(name);
        for (int i = 0; i < matrix.columns(); i++) {
            vector.values()[Lanes.FIRST + i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** Returns where real rows go, then made ones: [2, batch, columns], each part packed to {@code count} rows. */
    float[] rows() {
        return rows;
    }

    /** Takes a step on {@code count} real rows and as many made ones after them; returns the loss. */
    double step(long step, double rate, int count) {
        for (int i = 0; i < 2 * count; i++) {
            targets[i] = i < count ? REAL : 0f;
        }
        optimizer.prepare(step, rate);
        double loss = plan.step(rows, targets, order, 0, 2 * count, step, false);
        boundSlopes();
        return loss;
    }

    private void boundSlopes() {
        for (int i = 0; i < matrices.size(); i++) {
            Parameter matrix = matrices.get(i);
            double norm = spectralNorm(matrix, lefts.get(i), rights.get(i).values());
            if (norm > 1) {
                scale(matrix, (float) (1 / norm));
                plan.refresh(names.get(i));
            }
        }
    }

    /**
     * Follows the first singular vectors by one power iteration and returns the singular value; {@code right} is of
     * {@link #start}.
     */
    private double spectralNorm(Parameter matrix, float[] left, float[] right) {
        float[] w = parameters.values();
        for (int i = 0; i < left.length; i += 4) {
            multiplyFourRows(matrix, i, right, left);
        }
        normalize(left);
        Arrays.fill(right, 0f);
        for (int i = 0; i < matrix.rows(); i++) {
            int row = matrix.offset() + i * matrix.stride();
            for (int j = 0; j < matrix.columns(); j++) {
                int at = Lanes.FIRST + j;
                right[at] = Math.fma(w[row + j], left[i], right[at]);
            }
        }
        return normalize(right);
    }

    /** One sum has to wait for its last product, four sums fill the time; rows are stored in eights. */
    private void multiplyFourRows(Parameter matrix, int row, float[] right, float[] left) {
        float[] w = parameters.values();
        int stride = matrix.stride();
        int at = matrix.offset() + row * stride;
        float sum0 = 0f;
        float sum1 = 0f;
        float sum2 = 0f;
        float sum3 = 0f;
        for (int j = 0; j < matrix.columns(); j++) {
            float value = right[Lanes.FIRST + j];
            sum0 = Math.fma(w[at + j], value, sum0);
            sum1 = Math.fma(w[at + stride + j], value, sum1);
            sum2 = Math.fma(w[at + 2 * stride + j], value, sum2);
            sum3 = Math.fma(w[at + 3 * stride + j], value, sum3);
        }
        left[row] = sum0;
        left[row + 1] = sum1;
        left[row + 2] = sum2;
        left[row + 3] = sum3;
    }

    private static double normalize(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double norm = Math.sqrt(squares);
        for (int i = 0; i < vector.length && norm > 0; i++) {
            vector[i] /= (float) norm;
        }
        return norm;
    }

    private void scale(Parameter matrix, float factor) {
        float[] w = parameters.values();
        int end = matrix.offset() + matrix.rows() * matrix.stride();
        for (int i = matrix.offset(); i < end; i++) {
            w[i] *= factor;
        }
    }

    /** Takes weights that the other player changed. */
    void refresh() {
        plan.refresh();
    }

    /** Returns what the next step depends on beside the weights. */
    List<Parameters> state() {
        List<Parameters> state = new ArrayList<>(optimizer.state());
        state.addAll(rights);
        return state;
    }

    long sizeBytes() {
        return plan.sizeBytes() + 4L * rows.length;
    }
}
