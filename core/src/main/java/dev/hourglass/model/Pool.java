package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/**
 * Pools each channel over windows: [N, C, H, W] to [N, C, H', W']. With {@code isCeiling} windows that stick out at
 * bottom and right count too, with the pixels they have, as "same" pooling does elsewhere.
 *
 * @param kind what becomes of a window
 * @param kernel the side of a window, at least 1
 * @param stride pixels from one window to the next, at least 1
 * @param isCeiling whether sizes are rounded up
 */
public record Pool(Kind kind, int kernel, int stride, boolean isCeiling) implements Layer {
    /** What becomes of a window. */
    public enum Kind {
        /** Its largest value; the gradient goes to the first of equals. */
        MAX,
        /** The mean of the pixels it has. */
        AVERAGE
    }

    public Pool {
        if (kernel < 1 || stride < 1 || (isCeiling && kernel < stride)) {
            throw new IllegalArgumentException("pooling needs kernel and stride of at least 1, and no gaps between"
                    + " windows when sizes are rounded up, but had " + kernel + " and " + stride);
        }
    }

    /** Returns pooling over windows that touch, sizes rounded down. */
    public static Pool of(Kind kind, int kernel) {
        return new Pool(kind, kernel, kernel, false);
    }

    @Override
    public Shape outputShape(Shape input) {
        Shape image = ImageLayers.requireImage("pooling", input);
        return Shape.of(image.dimension(0), size(image.dimension(1)), size(image.dimension(2)));
    }

    private int size(int pixels) {
        if (pixels < kernel && !isCeiling) {
            throw new IllegalArgumentException("pooling needs windows no larger than the image, but they were " + kernel
                    + " and " + pixels + "; pool less often");
        }
        int rest = Math.max(0, pixels - kernel);
        return (isCeiling ? (rest + stride - 1) / stride : rest / stride) + 1;
    }
}
