package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.hourglass.data.Corruption;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Network;
import dev.hourglass.nn.BoltzmannUnits;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.nn.ContrastivePlan;
import dev.hourglass.nn.ContrastivePlan.Chains;
import dev.hourglass.nn.Link;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.RowTransform;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.nn.WeightUpdate;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.Objective;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A step allocates nothing once it is compiled. */
final class AllocationTest {
    private static final int BATCH = 32;
    private static final int STEPS = 200;
    /** Vectors live on the heap until the compiler has seen enough of their kernels. */
    private static final long WARM_UP_NANOS = 20_000_000_000L;

    private static final List<Objective> OTHERS =
            List.of(new Objective.MeanSquaredError(), new Objective.MeanAbsoluteError(), new Objective.Huber(0.1));
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource(ActivationFunction.class)
    void stepsAllocateNothing(ActivationFunction function) {
        DenseConfig config = DenseConfig.symmetric(Shape.of(61), List.of(32), 9, function, ActivationFunction.SIGMOID)
                .withBatchNorm(true)
                .withDropout(0.2);
        assertAllocatesNothing(config.build(), new Objective.BinaryCrossEntropy(), Penalty.NONE);
        for (Objective other : OTHERS) {
            assertAllocatesNothing(config.withTied(true).build(), other, new Penalty(1e-4, 1e-4, 1, 1));
        }
    }

    @Test
    void stepsOfNormsAndResidualBlocksAllocateNothing() {
        List<String> body = List.of(
                "conv:8:3",
                "batch-norm",
                "relu",
                "residual[conv:8:3,group-norm:2,relu,spatial-dropout:0.2]",
                "flatten",
                "linear:9",
                "layer-norm",
                "softmax");
        ConvConfig config = ConvConfig.of(Shape.of(1, 6, 6), body, List.of("linear:36", "reshape:1x6x6"));
        assertAllocatesNothing(config.build(), new Objective.MeanSquaredError(), Penalty.NONE);
    }

    @Test
    void stepsOfBoltzmannMachinesAllocateNothing() {
        Chains chains = new Chains(BoltzmannUnits.BINARY, BoltzmannUnits.BINARY, 2, true, RowTransform.NONE);
        ContrastivePlan plan = ContrastivePlanTest.plan(chains, ContrastivePlanTest.weights(), 1);
        float[] samples = Datasets.surface(ContrastivePlanTest.BATCH, ContrastivePlanTest.VISIBLE, 3, 1)
                .values();
        int[] order = IntStream.range(0, ContrastivePlanTest.BATCH).toArray();
        assertAllocateNothing(step -> plan.step(samples, order, 0, ContrastivePlanTest.BATCH, step, false));
    }

    static List<Chain> regularised() {
        Autoencoder model = DenseConfig.symmetric(
                        Shape.of(61), List.of(), 9, ActivationFunction.SIGMOID, ActivationFunction.LINEAR)
                .build();
        Link encoder = new Link.Part("encoder", model.encoder());
        Link decoder = new Link.Part("decoder", model.decoder());
        Link sparse = new Link.Penalize(new CodePenalty.Sparsity(0.1, 0.1));
        return List.of(
                new Chain(
                        Shape.of(61),
                        List.of(
                                new Link.Corrupt(new Corruption.Gaussian(0.1)),
                                encoder,
                                new Link.Contract(0.1, ActivationFunction.SIGMOID),
                                sparse,
                                decoder)),
                new Chain(
                        Shape.of(61),
                        List.of(
                                new Link.Perturb(),
                                encoder,
                                new Link.Pair(0.1),
                                new Link.Penalize(new CodePenalty.Magnitude(0.1)),
                                new Link.MatchPrior(0.1),
                                decoder)));
    }

    @ParameterizedTest
    @MethodSource("regularised")
    void regularisedStepsAllocateNothing(Chain chain) {
        Map<String, Network> networks = chain.links().stream()
                .filter(Link.Part.class::isInstance)
                .map(Link.Part.class::cast)
                .collect(Collectors.toMap(Link.Part::path, Link.Part::network));
        TrainingPlan plan = plan(chain, ParameterLayout.of(networks), new Objective.MeanSquaredError(), Penalty.NONE);
        float[] samples = Datasets.surface(BATCH, 61, 3, 1).values();
        int[] order = IntStream.range(0, BATCH).toArray();
        assertAllocateNothing(step -> plan.step(samples, order, 0, BATCH, step, false));
    }

    private static void assertAllocatesNothing(Autoencoder model, Objective objective, Penalty penalty) {
        TrainingPlan plan = plan(model, objective, penalty);
        float[] samples = Datasets.surface(BATCH, model.features(), 3, 1).values();
        int[] order = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            order[i] = i;
        }
        assertAllocateNothing(step -> plan.step(samples, order, 0, BATCH, step, false));
    }

    private static void assertAllocateNothing(IntConsumer step) {
        long end = System.nanoTime() + WARM_UP_NANOS;
        long allocated;
        do {
            allocated = allocatedBy(step);
        } while (allocated > 0 && System.nanoTime() < end);
        assertThat(allocated).as("bytes allocated by %s steps", STEPS).isZero();
    }

    private static long allocatedBy(IntConsumer step) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int number = 1; number <= STEPS; number++) {
            step.accept(number);
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static TrainingPlan plan(Autoencoder model, Objective objective, Penalty penalty) {
        return plan(Chain.reconstruct(model), ParameterLayout.of(model), objective, penalty);
    }

    private static TrainingPlan plan(Chain chain, ParameterLayout layout, Objective objective, Penalty penalty) {
        Kernels kernels = Kernels.best();
        Parameters weights = WeightInitializer.initialize(layout, Initializer.GLOROT, 1);
        Parameters means = new Parameters(layout);
        Parameters squares = new Parameters(layout);
        WeightUpdate adam = (role, from, g, gFrom, count) -> kernels.update()
                .adam(
                        weights.values(),
                        means.values(),
                        squares.values(),
                        from,
                        g,
                        gFrom,
                        count,
                        1e-3f,
                        1f,
                        0.9f,
                        0.999f,
                        1e-8f);
        return new TrainingPlan(
                TrainingPlan.Task.reconstruct(chain, GradientCheck.binding(objective)),
                weights,
                penalty,
                adam,
                new TrainingPlan.Settings(BATCH, 1, 1),
                kernels);
    }
}
