/**
 * What tests of Hourglass share: contracts that every set of kernels keeps, a float64 reference of networks, and
 * generators of random models and data.
 *
 * <pre>
 * KernelWidths -> Kernels -> ...KernelContract (plain kernels are the oracle, bits must be equal)
 * RandomModels -> DenseConfig -> TrainingPlan against ReferenceNetwork (float64)
 * </pre>
 */
@NullMarked
package dev.hourglass.testkit;

import org.jspecify.annotations.NullMarked;
