package dev.hourglass.nn;

/** Where the rows of pixels of a block lie, without its border: what elementwise operations run over. */
final class ImageRows {
    private ImageRows() {}

    /** Returns the floats of one row of pixels. */
    static int length(Slab slab) {
        return slab.shape().dimension(0) * slab.shape().dimension(2) * 16;
    }

    /** Returns how many rows of pixels there are. */
    static int count(Slab slab) {
        return slab.shape().dimension(1);
    }

    /** Returns where a row of pixels begins in the block that starts with sample {@code row}. */
    static int start(Slab slab, int row, int y) {
        return row * slab.stride() + Convolution.pixel(slab, y, 0);
    }
}
