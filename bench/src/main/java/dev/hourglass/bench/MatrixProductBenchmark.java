package dev.hourglass.bench;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
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

/**
 * Times matrix products of one thread. The counter {@code flop} is floating-point operations a nanosecond, that is
 * GFLOP/s, without those spent on padding.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {JavaOptions.VECTORS, JavaOptions.ALIGNMENT})
public class MatrixProductBenchmark {
    /** Rows x columns x inner dimension; {@code t} where A is stored transposed. */
    @Param({"256x100x784", "256x784x100", "784x100x256t", "256x32x784", "32x256x784"})
    public String shape = "";

    /** {@code best} or {@code plain}. */
    @Param({"best", "plain"})
    public String kernels = "";

    private Kernels used = Kernels.plain();
    private boolean isTransposed;
    private int rows;
    private int columns;
    private int inner;
    private int stride;
    private float[] left = new float[0];
    private float[] right = new float[0];
    private float[] zeros = new float[0];
    private float[] product = new float[0];

    /** Counts what products cost. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        /** Floating-point operations. */
        public long flop;
    }

    /** Draws the matrices. */
    @Setup
    public void prepare() {
        used = kernels.equals("plain") ? Kernels.plain() : Kernels.best();
        isTransposed = shape.endsWith("t");
        String[] sizes = shape.replace("t", "").split("x", -1);
        rows = Integer.parseInt(sizes[0]);
        columns = Integer.parseInt(sizes[1]);
        inner = Integer.parseInt(sizes[2]);
        stride = Lanes.pad(columns);
        left = random(rows * inner);
        right = random(inner * stride);
        zeros = new float[stride];
        product = new float[rows * stride];
    }

    private static float[] random(int count) {
        SeededRandom random = new SeededRandom(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    /** Multiplies. */
    @Benchmark
    public float[] multiply(Work work) {
        int rowStride = isTransposed ? 1 : inner;
        int stepStride = isTransposed ? rows : 1;
        used.matrix()
                .multiply(
                        rows,
                        stride,
                        inner,
                        left,
                        0,
                        rowStride,
                        stepStride,
                        right,
                        0,
                        stride,
                        zeros,
                        0,
                        0,
                        product,
                        0,
                        stride);
        work.flop += 2L * rows * columns * inner;
        return product;
    }
}
