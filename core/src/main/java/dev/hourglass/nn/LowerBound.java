package dev.hourglass.nn;

/**
 * Keeps weights from falling below a bound: after each update, those that have are put back on it (projected gradient
 * descent). Counts as a copy because it has to see every update.
 */
final class LowerBound implements WeightCopy {
    private final Parameter parameter;
    private final float[] weights;
    private final float bound;

    LowerBound(Parameters parameters, Parameter parameter, float bound) {
        this.parameter = parameter;
        this.weights = parameters.values();
        this.bound = bound;
        refreshAll();
    }

    @Override
    public Parameter parameter() {
        return parameter;
    }

    @Override
    public void refresh(int from, int to) {
        if (!needsAllRows()) {
            for (int row = from; row < Math.min(to, parameter.rows()); row++) {
                raise(parameter.offset() + row * parameter.stride(), parameter.columns());
            }
        }
    }

    /** A vector is updated in pieces by several workers, so it waits for all of them. */
    @Override
    public boolean needsAllRows() {
        return !parameter.role().isMatrix();
    }

    @Override
    public void finish(int part, int parts) {
        if (needsAllRows() && part == 0) {
            raise(parameter.offset(), parameter.columns());
        }
    }

    private void raise(int from, int count) {
        for (int i = from; i < from + count; i++) {
            weights[i] = Math.max(weights[i], bound);
        }
    }

    @Override
    public long sizeBytes() {
        return 0;
    }
}
