package dev.hourglass.tensor;

/**
 * A dense array of float32, row-major.
 *
 * <p>The values are shared, not copied; whoever writes to them owns the tensor. Not thread-safe while written.
 */
public final class Tensor {
    private final Shape shape;
    private final float[] values;

    private Tensor(Shape shape, float[] values) {
        this.shape = shape;
        this.values = values;
    }

    /**
     * Wraps values in a shape.
     *
     * @param shape any shape
     * @param values row-major, as many as the shape holds; shared with the tensor
     * @return the tensor
     * @throws IllegalArgumentException if the number of values is not the shape's size
     */
    public static Tensor of(Shape shape, float[] values) {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "values must be " + shape.size() + " for shape " + shape + ", but were " + values.length);
        }
        return new Tensor(shape, values);
    }

    /** Returns the shape. */
    public Shape shape() {
        return shape;
    }

    /** Returns the values, row-major; shared with this tensor. */
    public float[] values() {
        return values;
    }

    /** Returns the size of the first dimension. */
    public int rows() {
        return shape.dimension(0);
    }

    /** Returns the number of values in one row of the first dimension. */
    public int rowSize() {
        return shape.size() / rows();
    }
}
