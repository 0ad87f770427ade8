package dev.hourglass.nn;

/** The weights of one batch normalisation in the storage of {@link Parameters}. */
final class BatchNormWeights {
    private final float[] values;
    private final int scale;
    private final int shift;
    private final int runningMean;
    private final int runningVariance;

    BatchNormWeights(Parameters parameters, String path) {
        ParameterLayout layout = parameters.layout();
        this.values = parameters.values();
        this.scale = layout.parameter(path + ".scale").offset();
        this.shift = layout.parameter(path + ".shift").offset();
        this.runningMean = layout.parameter(path + ".running_mean").offset();
        this.runningVariance = layout.parameter(path + ".running_variance").offset();
    }

    float[] values() {
        return values;
    }

    int scaleOffset() {
        return scale;
    }

    int shiftOffset() {
        return shift;
    }

    float mean(int column) {
        return values[runningMean + column];
    }

    float variance(int column) {
        return values[runningVariance + column];
    }

    /** Moves the running averages of one column towards a batch's mean and (biased) variance. */
    void track(int column, float keep, float mean, float variance) {
        values[runningMean + column] = Math.fma(keep, mean(column), (1f - keep) * mean);
        values[runningVariance + column] = Math.fma(keep, variance(column), (1f - keep) * variance);
    }
}
