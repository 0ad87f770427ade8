package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Convolves images: [N, inputs, H, W] to [N, outputs, H', W'] with {@code H' = (H + top + bottom - dilation (kernel -
 * 1) - 1) / stride + 1}, rounded down. Weights [kernel, kernel, inputs, outputs], bias [outputs].
 *
 * @param inputs channels in, at least 1
 * @param outputs channels out, at least 1
 * @param kernel the side of the kernel, at least 1
 * @param stride pixels from one output to the next, at least 1
 * @param padding zeros around the image
 * @param dilation pixels from one tap to the next, at least 1
 */
public record Conv2d(int inputs, int outputs, int kernel, int stride, Padding padding, int dilation) implements Layer {
    public Conv2d {
        ImageLayers.requireKernel("a convolution", inputs, outputs, kernel, stride, dilation);
    }

    /** Returns a convolution that keeps the size. */
    public static Conv2d same(int inputs, int outputs, int kernel) {
        return new Conv2d(inputs, outputs, kernel, 1, Padding.same(kernel, 1), 1);
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape image = ImageLayers.requireChannels("a convolution", input, inputs);
        return Shape.of(
                outputs,
                size("height", image.dimension(1) + padding.top() + padding.bottom()),
                size("width", image.dimension(2) + padding.left() + padding.right()));
    }

    private int size(String side, int padded) {
        int span = dilation * (kernel - 1) + 1;
        if (padded < span) {
            throw new IllegalArgumentException("a convolution of " + kernel + " x " + kernel + " taps spans " + span
                    + " pixels, but the padded " + side + " is " + padded + "; use a smaller kernel or more padding");
        }
        return (padded - span) / stride + 1;
    }
}
