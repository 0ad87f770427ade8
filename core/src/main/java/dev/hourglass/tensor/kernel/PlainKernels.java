package dev.hourglass.tensor.kernel;

/** Collects the kernels in plain Java. */
final class PlainKernels {
    private PlainKernels() {}

    static Kernels create() {
        return new Kernels(
                "plain",
                new PlainMatrixKernels(),
                new PlainActivationKernels(),
                new PlainLossKernels(),
                new PlainUpdateKernels(),
                new PlainReductionKernels(),
                new PlainNoiseKernels(),
                new PlainLikelihoodKernels(),
                new PlainImageKernels(),
                new PlainWinogradKernels());
    }
}
