package dev.hourglass.nn;

import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The values of one place in a network for a whole batch and, in training, their gradients. Padding is always 0, and
 * row {@code i} starts at {@link #start}.
 *
 * <p>There are two layouts. Rows: [rows, stride], the stride padded to a multiple of 16. Images: blocks of 16 samples,
 * the batch innermost, [rows / 16][H + 2b][W + 2b][C][16] with a border of b zeros, so that a convolution needs no
 * special edges and every operation on them is elementwise over samples.
 *
 * <p>Memory is taken when first asked for, once every operation that shares a place has said how wide a border it
 * needs.
 */
final class Slab {
    private static final float[] NOTHING = new float[0];

    /**
     * Rows in an array.
     *
     * @param values the array
     * @param first where the first row begins
     * @param stride the distance of two rows
     */
    @SuppressWarnings("ArrayRecordComponent") // a view on a buffer, compared by nobody
    record Rows(float[] values, int first, int stride) {
        /** No rows. */
        static final Rows NONE = new Rows(new float[0], 0, 0);

        /** Returns where a row begins. */
        int start(int row) {
            return first + row * stride;
        }
    }

    private final int rows;
    private final Place place;
    private final Buffer values;
    private final Buffer gradients;
    private float[] lent = NOTHING;
    private int lentFirst;
    private boolean isLent;

    /** What slabs of one place share: its shape and the border of its images. */
    private static final class Place {
        private final Shape shape;
        private final boolean isImage;
        private final List<Buffer> buffers = new ArrayList<>();
        private final int columns;
        private int stride;
        private int border;

        Place(Shape shape, boolean isImage) {
            this.shape = shape;
            this.isImage = isImage;
            this.columns = shape.size();
            this.stride = isImage ? columns : Lanes.pad(columns);
        }

        void widen(int pixels) {
            border = Math.max(border, pixels);
            stride = shape.dimension(0) * (shape.dimension(1) + 2 * border) * (shape.dimension(2) + 2 * border);
        }
    }

    /** An array that is made once the border is known; rows have none, so theirs is made at once. */
    private static final class Buffer {
        private final boolean isWanted;
        private float[] array = new float[0];

        Buffer(int rows, Place place, boolean isWanted) {
            this.isWanted = isWanted;
            place.buffers.add(this);
            if (!place.isImage) {
                make(rows, place);
            }
        }

        void make(int rows, Place place) {
            if (isWanted && array.length == 0) {
                array = new float[Math.addExact(Lanes.FIRST, Math.multiplyExact(rows, place.stride))];
            }
        }
    }

    private Slab(int rows, Place place, Buffer values, Buffer gradients) {
        this.rows = rows;
        this.place = place;
        this.values = values;
        this.gradients = gradients;
    }

    /** Returns a slab of rows. */
    static Slab rows(int rows, int columns, boolean hasGradients) {
        return create(rows, new Place(Shape.of(columns), false), hasGradients);
    }

    /** Returns a slab of images of shape [C, H, W]; {@code rows} is a multiple of 16. */
    static Slab images(int rows, Shape shape, boolean hasGradients) {
        return create(rows, new Place(shape, true), hasGradients);
    }

    private static Slab create(int rows, Place place, boolean hasGradients) {
        return new Slab(rows, place, new Buffer(rows, place, true), new Buffer(rows, place, hasGradients));
    }

    /** Returns a slab with values of its own that shares this one's gradients, for operations in place on gradients. */
    Slab withOwnValues() {
        return new Slab(rows, place, new Buffer(rows, place, true), gradients);
    }

    /** Returns a slab of the same place that shares nothing, with gradients or without. */
    Slab sibling(boolean hasGradients) {
        return create(rows, place, hasGradients);
    }

    /** Asks for a border of at least so many pixels; only before the memory is taken. */
    void requireBorder(int pixels) {
        if (values.array.length > 0) {
            throw new IllegalStateException("the memory of this place is taken already");
        }
        place.widen(pixels);
    }

    /** Takes the memory of all slabs of this place. */
    void allocate() {
        place.buffers.forEach(buffer -> buffer.make(rows, place));
    }

    /** Lets rows without padding be those of another array for a while, for operations that ask anew in each step. */
    void lend(float[] array, int first) {
        lent = array;
        lentFirst = first;
        isLent = true;
    }

    /** Ends what {@link #lend} began. */
    void takeBack() {
        lent = NOTHING;
        isLent = false;
    }

    /** Returns whether rows are longer than what counts of them. */
    boolean isPadded() {
        return place.columns < place.stride;
    }

    /** Returns the activations. */
    float[] values() {
        return isLent ? lent : values.array;
    }

    /** Returns the gradients of the loss with respect to the values; empty where nobody needs them. */
    float[] gradients() {
        return gradients.array;
    }

    /** Returns the activations of rows. */
    Rows valueRows() {
        return new Rows(values(), start(0), stride());
    }

    /** Returns the gradients of rows. */
    Rows gradientRows() {
        return new Rows(gradients(), start(0), stride());
    }

    /** Returns whether gradients are wanted here. */
    boolean hasGradients() {
        return gradients.isWanted;
    }

    /** Returns whether this holds images in blocks of 16 samples. */
    boolean isImage() {
        return place.isImage;
    }

    /** Returns the shape of one sample: [C, H, W] for images, [D] for rows. */
    Shape shape() {
        return place.shape;
    }

    /** Returns the border of images, in pixels. */
    int border() {
        return place.border;
    }

    /** Returns the values of one sample that count. */
    int columns() {
        return place.columns;
    }

    /** Returns where a row begins; of images, where its block does, for rows that are multiples of 16. */
    int start(int row) {
        return (isLent ? lentFirst : Lanes.FIRST) + row * place.stride;
    }

    /** Returns the distance of two rows, padding included. */
    int stride() {
        return place.stride;
    }

    /** Returns the most rows. */
    int capacity() {
        return rows;
    }

    /** Sets the padding of some rows of the values back to 0. */
    void clearPadding(int from, int to) {
        if (place.isImage) {
            ImageBorders.clear(values(), start(0), from, to, place.shape, place.border);
            return;
        }
        for (int i = from; i < to && place.columns < place.stride; i++) {
            Arrays.fill(values(), start(i) + place.columns, start(i + 1), 0f);
        }
    }

    long sizeBytes() {
        return 4L * (values().length + gradients().length);
    }
}
