package dev.hourglass.data;

import dev.hourglass.tensor.Shape;

/** Says what the numbers of one sample mean. Immutable and safe for concurrent use. */
public sealed interface DataSchema permits ImageSchema, TableSchema, VectorSchema {
    /** Returns the shape of one sample: [C, H, W] for images, [D] for tables and vectors. */
    Shape sampleShape();

    /** Returns D, the number of float32 values of one sample. */
    default int features() {
        return sampleShape().size();
    }

    /** Returns the bytes of one sample as it comes: 4 a number, and 1 a pixel for images. */
    default long sampleBytes() {
        return 4L * features();
    }
}
