package dev.hourglass.bench;

import java.util.List;

/** The options our JVMs are measured with; the launcher gives the first two as well. */
final class JavaOptions {
    /** Without it plain kernels run. */
    static final String VECTORS = "--add-modules=jdk.incubator.vector";

    /** Lets arrays begin on lines of the cache; see {@link dev.hourglass.tensor.kernel.Lanes#FIRST}. */
    static final String ALIGNMENT = "-XX:ObjectAlignmentInBytes=64";

    /** All of them. */
    static final List<String> ALL = List.of(VECTORS, ALIGNMENT, "-Xmx6g");

    private JavaOptions() {}
}
