package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.RowReader;
import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Any bytes as data of each kind. What was read is written as NPY, and read again to the same numbers. */
final class DataFuzzTest {
    private static final long MOST_ROWS = 1 << 16;

    @FuzzTest
    void idx(byte[] bytes) throws IOException {
        check("data.idx3-ubyte", bytes);
    }

    @FuzzTest
    void npy(byte[] bytes) throws IOException {
        check("data.npy", bytes);
    }

    @FuzzTest
    void npz(byte[] bytes) throws IOException {
        check("data.npz", bytes);
    }

    @FuzzTest
    void csv(byte[] bytes) throws IOException {
        check("data.csv", bytes);
    }

    @FuzzTest
    void gzip(byte[] bytes) throws IOException {
        check("data.csv.gz", bytes);
    }

    @FuzzTest
    void anyKind(byte[] bytes) throws IOException {
        check("data", bytes);
    }

    @FuzzTest
    void png(byte[] bytes) throws IOException {
        checkImage("image.png", bytes);
    }

    @FuzzTest
    void jpeg(byte[] bytes) throws IOException {
        checkImage("image.jpg", bytes);
    }

    private static void check(String name, byte[] bytes) throws IOException {
        read(Fuzzing.file(name, bytes), bytes);
    }

    private static void checkImage(String name, byte[] bytes) throws IOException {
        Path image = Fuzzing.file(name, bytes);
        Path folder = Files.createDirectories(image.resolveSibling(name + ".folder"));
        folder.toFile().deleteOnExit();
        Path inside = folder.resolve(name);
        Files.write(inside, bytes);
        inside.toFile().deleteOnExit();
        read(folder, bytes);
    }

    private static void read(Path source, byte[] bytes) throws IOException {
        Fuzzing.reads(bytes, () -> {
            try (RowReader reader = Datasets.open(source, DataOptions.defaults())) {
                assertComesBack(Datasets.load(reader, "fuzz", MOST_ROWS).tensor());
            }
        });
    }

    private static void assertComesBack(Tensor tensor) throws IOException {
        for (float value : tensor.values()) {
            if (Float.isNaN(value)) {
                return; // a missing cell, which NPY has not
            }
        }
        Path file = Fuzzing.file("again.npy", new byte[0]);
        NpyFile.write(file, tensor);
        try (RowReader reader = Datasets.open(file, DataOptions.defaults())) {
            Dataset again = Datasets.load(reader, "again");
            assertThat(again.tensor().values()).isEqualTo(tensor.values());
        }
    }
}
