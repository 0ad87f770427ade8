package dev.hourglass.bench;

import dev.hourglass.model.Initializer;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.WeightInitializer;
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

/** Times the reconstruction of a batch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {JavaOptions.VECTORS, JavaOptions.ALIGNMENT})
public class InferenceBenchmark {
    private static final long SEED = 1;

    /** The case's name. */
    @Param({"inference-1", "inference-10000"})
    public String batch = "";

    /** Threads of the call. */
    @Param({"1", "2"})
    public int threads;

    private @Nullable InferencePeer peer;

    /** Prepares the data and the runner. */
    @Setup
    public void prepare() {
        CaseDefinition definition = BenchCase.from(batch).definition();
        ParameterLayout layout = ParameterLayout.of(definition.model().build());
        peer = new InferencePeer(
                definition,
                WeightInitializer.initialize(layout, Initializer.GLOROT, SEED),
                BenchData.generate(
                        definition.batchSize(), definition.inputShape().size()),
                threads,
                Kernels.best());
    }

    /** Reconstructs the batch. */
    @Benchmark
    public float[] reconstruct() {
        return Objects.requireNonNull(peer).call();
    }
}
