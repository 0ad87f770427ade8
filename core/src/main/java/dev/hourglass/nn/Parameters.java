package dev.hourglass.nn;

import dev.hourglass.tensor.Tensor;

/**
 * Holds values for every element of a {@link ParameterLayout}: weights, gradients or an optimiser's state. Padding is
 * always 0. Not thread-safe while written.
 */
public final class Parameters {
    private final ParameterLayout layout;
    private final float[] values;

    /** Creates zeros. */
    public Parameters(ParameterLayout layout) {
        this.layout = layout;
        this.values = new float[layout.storedSize()];
    }

    /** Returns the layout. */
    public ParameterLayout layout() {
        return layout;
    }

    /** Returns the storage, padding included; shared. */
    public float[] values() {
        return values;
    }

    /** Returns a copy of one array without padding. */
    public Tensor tensor(Parameter parameter) {
        float[] dense = new float[parameter.rows() * parameter.columns()];
        for (int i = 0; i < parameter.rows(); i++) {
            System.arraycopy(
                    values,
                    parameter.offset() + i * parameter.stride(),
                    dense,
                    i * parameter.columns(),
                    parameter.columns());
        }
        return Tensor.of(parameter.shape(), dense);
    }

    /**
     * Overwrites one array.
     *
     * @param parameter which one
     * @param dense its values without padding, row-major
     * @throws IllegalArgumentException if the number of values is wrong
     */
    public void set(Parameter parameter, float[] dense) {
        if (dense.length != parameter.shape().size()) {
            throw new IllegalArgumentException("\"" + parameter.name() + "\" must have "
                    + parameter.shape().size() + " values, but had " + dense.length);
        }
        for (int i = 0; i < parameter.rows(); i++) {
            System.arraycopy(
                    dense,
                    i * parameter.columns(),
                    values,
                    parameter.offset() + i * parameter.stride(),
                    parameter.columns());
        }
    }

    /** Returns a copy that shares nothing. */
    public Parameters copy() {
        Parameters copy = new Parameters(layout);
        copy.copyFrom(this);
        return copy;
    }

    /** Overwrites every value with another's of the same layout. */
    public void copyFrom(Parameters other) {
        System.arraycopy(other.values, 0, values, 0, values.length);
    }
}
