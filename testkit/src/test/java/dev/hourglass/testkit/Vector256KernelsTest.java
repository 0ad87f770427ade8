package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.tensor.kernel.Kernels;
import org.junit.jupiter.api.Test;

final class Vector256KernelsTest
        implements MatrixKernelContract,
                ActivationKernelContract,
                LossKernelContract,
                UpdateKernelContract,
                ReductionKernelContract,
                NoiseKernelContract,
                LikelihoodKernelContract,
                ImageKernelContract,
                WinogradKernelContract {
    private static final Kernels KERNELS = KernelWidths.vector(256);

    @Override
    public Kernels kernels() {
        return KERNELS;
    }

    @Test
    void hasTheWidthAskedFor() {
        assertThat(KERNELS.name()).isEqualTo("vector, 256 bits");
    }
}
