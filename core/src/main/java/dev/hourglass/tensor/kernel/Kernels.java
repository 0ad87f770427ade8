package dev.hourglass.tensor.kernel;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * One complete set of kernels. Stateless and safe for concurrent use.
 *
 * @param name for people, for example {@code vector, 512 bits}
 * @param matrix products and transposes
 * @param activation elementwise functions
 * @param loss losses and their gradients
 * @param update optimiser steps
 * @param reduction sums
 * @param noise random numbers
 * @param likelihood negative log-likelihoods and their gradients
 * @param image convolutions and pooling
 * @param winograd transforms of minimal filtering
 */
public record Kernels(
        String name,
        MatrixKernels matrix,
        ActivationKernels activation,
        LossKernels loss,
        UpdateKernels update,
        ReductionKernels reduction,
        NoiseKernels noise,
        LikelihoodKernels likelihood,
        ImageKernels image,
        WinogradKernels winograd) {

    /** Creates a set of kernels; found by {@link ServiceLoader}. */
    public interface Provider {
        /** Returns the kernels; fails with an error where the platform lacks what they need. */
        Kernels create();
    }

    private static final class Holder {
        static final Kernels BEST = find();
    }

    /** Returns the plain Java kernels: the fallback, and the oracle of the vector kernels. */
    public static Kernels plain() {
        return PlainKernels.create();
    }

    /** Returns the fastest kernels this JVM can run, the same on every call. */
    public static Kernels best() {
        return Holder.BEST;
    }

    /** Returns whether these run on the Vector API. */
    public boolean isVector() {
        return !(matrix instanceof PlainMatrixKernels);
    }

    private static Kernels find() {
        try {
            Iterator<Provider> providers = ServiceLoader.load(Provider.class, Kernels.class.getClassLoader())
                    .iterator();
            if (providers.hasNext()) {
                return providers.next().create();
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            System.getLogger(Kernels.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "The Vector API is not available, so the plain kernels run, several times slower; start"
                                    + " Java with --add-modules jdk.incubator.vector");
        }
        return plain();
    }
}
