package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/** One layer as data. Adding one means a record here, an operation in {@code nn} and its gradient check. */
public sealed interface Layer
        permits Linear,
                TiedLinear,
                BatchNorm,
                LayerNorm,
                GroupNorm,
                Gdn,
                Activation,
                Softmax,
                Dropout,
                SpatialDropout,
                Conv2d,
                ConvTranspose2d,
                Pool,
                Upsample,
                Reshape,
                Residual,
                TopK {
    /**
     * Returns the shape of one output sample.
     *
     * @param input the shape of one input sample
     * @return the shape of one output sample
     * @throws IllegalArgumentException if the layer cannot take the input
     */
    Shape outputShape(Shape input);
}
