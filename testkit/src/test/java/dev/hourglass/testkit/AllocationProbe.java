package dev.hourglass.testkit;

import com.sun.management.ThreadMXBean;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Penalty;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.Objective;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingSession;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes steps of one model until they allocate nothing, and prints what the last 100 allocated, in bytes. A program of
 * its own: a JVM that has run other models has compiled the kernels for them, and may leave vectors on the heap.
 */
final class AllocationProbe {
    private static final int STEPS = 100;
    /** Vectors live on the heap until the compiler has seen enough of their kernels. */
    private static final long WARM_UP_NANOS = 15_000_000_000L;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What is trained, and how. */
    private record Subject(ModelConfig model, TrainerConfig training) {}

    private AllocationProbe() {}

    /** Returns the names of the models. */
    static List<String> names() {
        return List.copyOf(subjects().keySet());
    }

    private static Map<String, Subject> subjects() {
        Map<String, Subject> subjects = new LinkedHashMap<>();
        for (FamilyCase family : FamilyCase.all()) {
            subjects.put(family.name(), new Subject(family.model(), family.training()));
        }
        for (ActivationFunction function : ActivationFunction.values()) {
            subjects.put(function.id(), dense(function));
        }
        for (Objective objective : List.of(new Objective.MeanAbsoluteError(), new Objective.Huber(0.1))) {
            TrainerConfig penalised = training(objective).withPenalty(new Penalty(1e-4, 1e-4, 1, 1));
            DenseConfig tied =
                    DenseConfig.defaults(Shape.of(61), List.of(32), 9).withTied(true);
            subjects.put(objective.id(), new Subject(tied, penalised));
        }
        subjects.put("norms", norms());
        return subjects;
    }

    private static Subject dense(ActivationFunction function) {
        DenseConfig config = DenseConfig.symmetric(Shape.of(61), List.of(32), 9, function, ActivationFunction.SIGMOID)
                .withBatchNorm(true)
                .withDropout(0.2);
        return new Subject(config, training(new Objective.BinaryCrossEntropy()));
    }

    private static Subject norms() {
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
        return new Subject(config, training(new Objective.MeanSquaredError()));
    }

    private static TrainerConfig training(Objective objective) {
        return TrainerConfig.defaults(objective, 1).withBatchSize(32);
    }

    /** Prints bytes. */
    public static void main(String[] args) {
        Subject subject = Objects.requireNonNull(subjects().get(args[0]), args[0]);
        int features = subject.model().build().features();
        int batch = subject.training().batchSize();
        float[] samples = Datasets.surface(batch, features, 3, 1).values();
        int[] order = new SeededRandom(1).permutation(batch);
        TrainingSession session = new TrainingSession(
                subject.model(), subject.training(), RunOptions.defaults(1).withThreads(1), Kernels.best());
        long end = System.nanoTime() + WARM_UP_NANOS;
        long allocated;
        do {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < STEPS; i++) {
                session.step(samples, order, 0, batch);
            }
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        } while (allocated > 0 && System.nanoTime() < end);
        System.out.println(allocated);
    }
}
