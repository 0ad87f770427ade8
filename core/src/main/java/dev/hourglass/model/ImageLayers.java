package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/** Checks that layers of images share. */
final class ImageLayers {
    private ImageLayers() {}

    static void requireKernel(String what, int inputs, int outputs, int kernel, int stride, int dilation) {
        if (inputs < 1 || outputs < 1 || kernel < 1 || stride < 1 || dilation < 1) {
            throw new IllegalArgumentException(what + " needs channels, kernel, stride and dilation of at least 1, but"
                    + " had " + inputs + " to " + outputs + " channels, kernel " + kernel + ", stride " + stride
                    + ", dilation " + dilation);
        }
    }

    static Shape requireImage(String what, Shape input) {
        if (input.rank() != 3) {
            throw new IllegalArgumentException(what + " takes images of shape [C, H, W], but samples have shape "
                    + input + "; reshape them first");
        }
        return input;
    }

    static Shape requireChannels(String what, Shape input, int channels) {
        requireImage(what, input);
        if (input.dimension(0) != channels) {
            throw new IllegalArgumentException(
                    what + " of " + channels + " channels cannot take images of shape " + input);
        }
        return input;
    }
}
