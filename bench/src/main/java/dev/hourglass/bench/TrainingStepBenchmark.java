package dev.hourglass.bench;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Times one training step; with {@code -prof gc} its {@code gc.alloc.rate.norm} has to be 0 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {JavaOptions.VECTORS, JavaOptions.ALIGNMENT})
public class TrainingStepBenchmark {
    private static final int ROWS = 10_000;

    /** The case's name. */
    @Param({"784-100-784", "784-32-32-32-784", "784-256-128-16"})
    public String model = "";

    /** Threads of the step. */
    @Param({"1", "2"})
    public int threads;

    private @Nullable TrainingPeer peer;

    /** Prepares the data and the session. */
    @Setup
    public void prepare() {
        CaseDefinition definition = BenchCase.from(model).definition();
        peer = new TrainingPeer(
                definition,
                BenchData.generate(ROWS, definition.inputShape().size()),
                new SeededRandom(1).permutation(ROWS),
                threads,
                Kernels.best());
    }

    /** Takes a step. */
    @Benchmark
    public double step() {
        return Objects.requireNonNull(peer).step();
    }
}
