package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps of every family, kernels, corruptions and augmentations allocate nothing once they are compiled. */
final class AllocationTest {
    /** JDK 17 compiles a kernel badly on some starts, so that its vectors stay on the heap: one good start counts. */
    private static final int STARTS = 3;

    static List<String> names() {
        return AllocationProbe.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void allocatesNothing(String name) throws Exception {
        String allocated = "";
        for (int i = 0; i < STARTS && !allocated.equals("0"); i++) {
            allocated = probe(name);
        }
        assertThat(allocated).as("bytes that 100 calls of %s allocated", name).isEqualTo("0");
    }

    private static String probe(String name) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        Process process = new ProcessBuilder(
                        java,
                        // Calls wait for the compiler, or what is compiled when depends on the machine's load.
                        "-Xbatch",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-cp",
                        classPath,
                        AllocationProbe.class.getName(),
                        name)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(name).isZero();
        return out;
    }
}
