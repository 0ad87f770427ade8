/**
 * Data on its way to a model.
 *
 * <pre>
 * file or name -> RowReader -> Dataset -> Split -> Normalization -> rows of float32 [N, D]
 *                    |
 *                  Batch (streaming, for data larger than memory)
 * </pre>
 */
@NullMarked
package dev.hourglass.data;

import org.jspecify.annotations.NullMarked;
