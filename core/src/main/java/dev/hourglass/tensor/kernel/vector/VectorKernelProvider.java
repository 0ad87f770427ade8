package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Kernels;

/** Offers the vector kernels as a service. */
public final class VectorKernelProvider implements Kernels.Provider {
    @Override
    public Kernels create() {
        OperatorCaches.fill();
        return new Kernels(
                "vector, " + VectorWidth.SPECIES.vectorBitSize() + " bits",
                new VectorMatrixKernels(),
                new VectorActivationKernels(),
                new VectorLossKernels(),
                new VectorUpdateKernels(),
                new VectorReductionKernels(),
                new VectorNoiseKernels(),
                new VectorLikelihoodKernels(),
                new VectorImageKernels(),
                new VectorWinogradKernels());
    }
}
