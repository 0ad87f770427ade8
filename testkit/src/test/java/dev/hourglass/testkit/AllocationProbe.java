package dev.hourglass.testkit;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import dev.hourglass.data.Augmentation;
import dev.hourglass.data.Corruption;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Penalty;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.LikelihoodKernels;
import dev.hourglass.train.Objective;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingSession;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Calls one thing, a training step or a kernel, until it allocates nothing, and prints what the last 100 calls
 * allocated, in bytes. A program of its own: a JVM that has run other models, or kernels of another vector width, has
 * compiled the kernels for them, and may leave vectors on the heap.
 */
final class AllocationProbe {
    private static final int CALLS = 100;
    private static final int PIXELS = 784;
    /**
     * Vectors live on the heap until the compiler has seen enough of their kernels, which a few seconds suffice for.
     * Time that processors spent: on a busy machine the same work takes longer.
     */
    private static final long WARM_UP_NANOS = 60_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private AllocationProbe() {}

    /** Returns what can be called. */
    static List<String> names() {
        return List.copyOf(subjects().keySet());
    }

    private static Map<String, Supplier<Runnable>> subjects() {
        Map<String, Supplier<Runnable>> subjects = new LinkedHashMap<>();
        addModels(subjects);
        addKernels(subjects);
        return subjects;
    }

    private static void addModels(Map<String, Supplier<Runnable>> subjects) {
        for (FamilyCase family : FamilyCase.all()) {
            subjects.put(family.name(), step(family.model(), family.training()));
        }
        for (ActivationFunction function : ActivationFunction.values()) {
            subjects.put(function.id(), dense(function));
        }
        for (Objective objective : List.of(new Objective.MeanAbsoluteError(), new Objective.Huber(0.1))) {
            TrainerConfig penalised = training(objective).withPenalty(new Penalty(1e-4, 1e-4, 1, 1));
            DenseConfig tied =
                    DenseConfig.defaults(Shape.of(61), List.of(32), 9).withTied(true);
            subjects.put(objective.id(), step(tied, penalised));
        }
        subjects.put("norms", norms());
        subjects.put("convolutions at once", convolutionsAtOnce());
        subjects.put("minimal filtering", minimalFiltering());
    }

    private static void addKernels(Map<String, Supplier<Runnable>> subjects) {
        for (ReferenceLikelihood likelihood : List.of(
                new ReferenceLikelihood.Gaussian(0.3f),
                new ReferenceLikelihood.LearnedGaussian(),
                new ReferenceLikelihood.LogisticMixture(5),
                new ReferenceLikelihood.BetaBinomial(),
                new ReferenceLikelihood.Categorical(8))) {
            subjects.put("likelihood " + likelihood.name(), likelihood(likelihood));
        }
        float[] source = new float[PIXELS];
        float[] target = new float[PIXELS];
        subjects.put("noise", () -> () -> {
            Kernels.best().noise().normal(1, 2, target, 0, PIXELS);
            Kernels.best().noise().uniform(1, 2, target, 0, PIXELS);
        });
        Shape shape = Shape.of(1, 28, 28);
        for (String text : List.of("gaussian:0.3", "masking:0.5", "salt-and-pepper:0.2", "blur:1.5")) {
            Corruption corruption = Corruption.from(text);
            subjects.put("corruption " + text, () -> () -> corruption.apply(source, 0, target, 0, shape, 1));
        }
        Augmentation augmentation = Augmentation.from("shift:2,rotate:10,scale:0.1,flip,noise:0.05");
        subjects.put("augmentation", () -> () -> augmentation.apply(source, 0, target, 0, shape, 1));
    }

    private static Supplier<Runnable> likelihood(ReferenceLikelihood likelihood) {
        return () -> {
            SeededRandom random = new SeededRandom(3);
            LikelihoodKernels kernels = Kernels.best().likelihood();
            float[] scratch = new float[LikelihoodKernels.SCRATCH];
            float[] y = RandomArrays.normal(random, likelihood.planes() * PIXELS);
            float[] x = likelihood.targets(random, PIXELS);
            float[] g = new float[y.length];
            return () -> likelihood.row(kernels, y, 0, x, 0, g, 0, PIXELS, 1f, scratch);
        };
    }

    private static Supplier<Runnable> dense(ActivationFunction function) {
        DenseConfig config = DenseConfig.symmetric(Shape.of(61), List.of(32), 9, function, ActivationFunction.SIGMOID)
                .withBatchNorm(true)
                .withDropout(0.2);
        return step(config, training(new Objective.BinaryCrossEntropy()));
    }

    private static Supplier<Runnable> norms() {
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
        return step(config, training(new Objective.MeanSquaredError()));
    }

    /** Layers that a plan runs as one operation. */
    private static Supplier<Runnable> convolutionsAtOnce() {
        ConvConfig config = ConvConfig.of(
                Shape.of(1, 8, 8),
                List.of("conv:16:3", "relu", "max-pool:2", "conv:9:3", "relu"),
                List.of("deconv:16:2:stride=2", "relu", "conv:1:3", "sigmoid"));
        return step(config, training(new Objective.MeanSquaredError()));
    }

    private static Supplier<Runnable> minimalFiltering() {
        ConvConfig config = ConvConfig.of(
                Shape.of(1, 8, 8),
                List.of("conv:32:3", "relu", "conv:32:5:stride=2"),
                List.of("deconv:32:5:stride=2:padding=2:output-padding=1", "relu", "conv:1:3"));
        return step(config, training(new Objective.MeanSquaredError()));
    }

    private static TrainerConfig training(Objective objective) {
        return TrainerConfig.defaults(objective, 1).withBatchSize(32);
    }

    private static Supplier<Runnable> step(ModelConfig model, TrainerConfig training) {
        return () -> {
            int batch = training.batchSize();
            float[] samples =
                    Datasets.surface(batch, model.build().features(), 3, 1).values();
            int[] order = new SeededRandom(1).permutation(batch);
            TrainingSession session =
                    new TrainingSession(model, training, RunOptions.defaults(1).withThreads(1), Kernels.best());
            return () -> session.step(samples, order, 0, batch);
        };
    }

    /** Prints bytes. */
    public static void main(String[] args) {
        Runnable subject =
                Objects.requireNonNull(subjects().get(args[0]), args[0]).get();
        long allocated;
        do {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < CALLS; i++) {
                subject.run();
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        } while (allocated > 0 && SYSTEM.getProcessCpuTime() < WARM_UP_NANOS);
        System.out.println(allocated);
    }
}
