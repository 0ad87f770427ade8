/**
 * The kernels on {@code jdk.incubator.vector}, for any vector width.
 *
 * <p>Nothing outside this package names the incubator module; {@link dev.hourglass.tensor.kernel.Kernels} finds it as a
 * service and falls back to plain Java.
 */
@NullMarked
package dev.hourglass.tensor.kernel.vector;

import org.jspecify.annotations.NullMarked;
