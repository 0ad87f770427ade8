package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Checks that gradients are those of the loss: along a direction in the weights of each array, the slope that backward
 * computes is set beside a central difference of the loss itself. A term of the loss that the gradient forgets, or the
 * other way round, shows at every step size; so the best of several counts, and rounding and kinks do not matter.
 *
 * <p>Works on a copy of the weights. Not thread-safe; confine to one thread.
 */
public final class GradientProbe {
    private static final double[] STEP_SIZES = {1e-2, 3e-3, 3e-2, 1e-3, 1e-1};
    /** Closer than this, smaller steps tell nothing more. */
    private static final double CLOSE = 5e-3;

    private static final long STEP = 1;
    /** Far enough from 0 for the smaller steps. */
    private static final float LEAST_SHIFT = 0.05f;

    private final TrainingPlan.Task task;
    private final Parameters parameters;
    private final Parameters start;
    private final TrainingPlan plan;
    private final SeededRandom random;

    /**
     * How one array fared.
     *
     * @param path of the weights
     * @param slope what backward computes along the direction
     * @param difference the central difference that comes closest
     * @param relativeError their distance over the norm of the gradient
     */
    public record Finding(String path, double slope, double difference, double relativeError) {}

    /**
     * Builds a probe.
     *
     * @param task what is trained
     * @param parameters the weights; not modified
     * @param penalty what weights add to the loss; limits of gradients are left out
     * @param batchSize the most rows
     * @param seed decides directions and draws
     * @param kernels what computes
     */
    public GradientProbe(
            TrainingPlan.Task task, Parameters parameters, Penalty penalty, int batchSize, long seed, Kernels kernels) {
        this.task = task;
        this.parameters = parameters.copy();
        leaveBounds(this.parameters);
        this.start = this.parameters.copy();
        this.random = new SeededRandom(seed).fork("directions");
        this.plan = new TrainingPlan(
                task,
                this.parameters,
                new Penalty(penalty.l1(), penalty.l2(), 0, 0),
                (role, from, gradients, gFrom, count) -> {},
                new TrainingPlan.Settings(batchSize, 1, seed),
                kernels);
    }

    /** What may not be negative is moved away from 0: there a difference would have one side only. */
    private static void leaveBounds(Parameters weights) {
        for (Parameter parameter : weights.layout().parameters()) {
            if (parameter.role() == Parameter.Role.NORMALIZER) {
                float[] values = weights.tensor(parameter).values().clone();
                for (int i = 0; i < values.length; i++) {
                    values[i] += LEAST_SHIFT;
                }
                weights.set(parameter, values);
            }
        }
    }

    /**
     * Goes on from weights none of whose arrays is 0 throughout. Where samples are 0 and biases too, a rectifier is at
     * its kink, and no difference tells its slope.
     *
     * @return this probe
     */
    public GradientProbe elsewhere() {
        parameters.copyFrom(start);
        for (Parameter parameter : parameters.layout().parameters()) {
            float[] values = parameters.tensor(parameter).values();
            if (parameter.role().isTrained() && dot(values, values) == 0) {
                parameters.set(parameter, shifts(values.length));
            }
        }
        start.copyFrom(parameters);
        plan.refresh();
        return this;
    }

    private float[] shifts(int count) {
        float[] shifts = new float[count];
        for (int i = 0; i < count; i++) {
            float shift = LEAST_SHIFT * (1 + (float) random.nextDouble());
            shifts[i] = random.nextInt(2) == 0 ? shift : -shift;
        }
        return shifts;
    }

    /**
     * Probes every trained array.
     *
     * @param samples row-major [N, D]
     * @param targets row-major [N, T]; not used where samples are their own targets
     * @param rows N, at most the batch size
     * @return one finding an array, in the order of the layout
     */
    public List<Finding> examine(float[] samples, float[] targets, int rows) {
        int[] order = new int[rows];
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
        plan.holdChoices(false);
        plan.step(samples, targets, order, 0, rows, STEP, true);
        plan.holdChoices(true);
        List<Finding> findings = new ArrayList<>();
        List<Parameter> trained = parameters.layout().parameters().stream()
                .filter(parameter -> parameter.role().isTrained() && task.trains(parameter.name()))
                .toList();
        List<float[]> gradients = trained.stream()
                .map(parameter -> plan.gradient(parameter).values().clone())
                .toList();
        double floor = 1e-3
                * Math.sqrt(gradients.stream()
                        .mapToDouble(gradient -> dot(gradient, gradient))
                        .sum());
        for (int i = 0; i < trained.size(); i++) {
            findings.add(examine(
                    trained.get(i),
                    gradients.get(i),
                    floor,
                    () -> plan.step(samples, targets, order, 0, rows, STEP, true)));
        }
        return findings;
    }

    private Finding examine(Parameter parameter, float[] gradient, double floor, DoubleSupplier loss) {
        float[] weights = parameters.tensor(parameter).values().clone();
        float[] direction = direction(gradient);
        double slope = dot(gradient, direction);
        double norm = Math.max(Math.sqrt(dot(gradient, gradient)), floor);
        double scale = Math.max(Math.sqrt(dot(weights, weights)), 1);
        Finding best = new Finding(parameter.name(), slope, Double.NaN, Double.POSITIVE_INFINITY);
        for (double size : STEP_SIZES) {
            double step = size * scale;
            double difference =
                    (at(parameter, weights, direction, step, loss) - at(parameter, weights, direction, -step, loss))
                            / (2 * step);
            double error = norm == 0 ? Math.abs(difference) : Math.abs(difference - slope) / norm;
            if (error < best.relativeError()) {
                best = new Finding(parameter.name(), slope, difference, error);
            }
            if (error < CLOSE) {
                break;
            }
        }
        parameters.copyFrom(start);
        plan.refresh();
        return best;
    }

    /** Steps move running averages and codebooks, so each starts from the same ones. */
    private double at(Parameter parameter, float[] weights, float[] direction, double step, DoubleSupplier loss) {
        parameters.copyFrom(start);
        float[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * direction[i]);
        }
        parameters.set(parameter, moved);
        plan.refresh();
        return loss.getAsDouble();
    }

    /** Returns a unit vector between the gradient and a random direction, nearer to the gradient. */
    private float[] direction(float[] gradient) {
        float[] noise = new float[gradient.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        double gradientNorm = Math.max(Math.sqrt(dot(gradient, gradient)), Float.MIN_NORMAL);
        double noiseNorm = Math.sqrt(dot(noise, noise));
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) (gradient[i] / gradientNorm + 0.5 * noise[i] / noiseNorm);
        }
        double norm = Math.sqrt(dot(noise, noise));
        for (int i = 0; i < noise.length; i++) {
            noise[i] /= (float) norm;
        }
        return noise;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
