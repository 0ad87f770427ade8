package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Turns a convolution around: [N, inputs, H, W] to [N, outputs, H', W'] with {@code H' = (H - 1) stride - top - bottom
 * + dilation (kernel - 1) + 1 + outputPadding}; it is the backward pass of that convolution. Weights [kernel, kernel,
 * outputs, inputs], bias [outputs].
 *
 * @param inputs channels in, at least 1
 * @param outputs channels out, at least 1
 * @param kernel the side of the kernel, at least 1
 * @param stride pixels from one input to the next in the output, at least 1
 * @param padding pixels cut off around the output
 * @param dilation pixels from one tap to the next, at least 1
 * @param outputPadding rows and columns added at bottom and right, in [0, stride)
 */
public record ConvTranspose2d(
        int inputs, int outputs, int kernel, int stride, Padding padding, int dilation, int outputPadding)
        implements Layer {
    public ConvTranspose2d {
        ImageLayers.requireKernel("a transposed convolution", inputs, outputs, kernel, stride, dilation);
        if (outputPadding < 0 || outputPadding >= stride) {
            throw new IllegalArgumentException("outputPadding must be in [0, " + stride
                    + "), below the stride, but was " + outputPadding + "; use " + (stride - 1) + " or less");
        }
    }

    /** Returns the convolution whose backward pass this is. */
    public Conv2d convolution() {
        return new Conv2d(/* inputs= */ outputs, /* outputs= */ inputs, kernel, stride, padding, dilation);
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape image = ImageLayers.requireChannels("a transposed convolution", input, inputs);
        return Shape.of(
                outputs,
                size("height", image.dimension(1), padding.top() + padding.bottom()),
                size("width", image.dimension(2), padding.left() + padding.right()));
    }

    private int size(String side, int pixels, int cut) {
        int size = (pixels - 1) * stride - cut + dilation * (kernel - 1) + 1 + outputPadding;
        if (size < 1) {
            throw new IllegalArgumentException("a transposed convolution must leave at least 1 pixel, but the " + side
                    + " would be " + size + "; use less padding");
        }
        return size;
    }
}
