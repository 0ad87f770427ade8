package dev.hourglass.nn;

/**
 * What the outputs of one layer look like over a batch.
 *
 * @param mean their mean
 * @param deviation their standard deviation
 * @param zeroShare the share that is exactly 0, in [0, 1]
 * @param isFinite whether none is infinite or NaN
 */
public record LayerStatistics(double mean, double deviation, double zeroShare, boolean isFinite) {
    static LayerStatistics of(float[] values, int rows, int columns, int stride) {
        double sum = 0;
        double squares = 0;
        long zeros = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                float value = values[i * stride + j];
                sum += value;
                squares += (double) value * value;
                zeros += value == 0f ? 1 : 0;
            }
        }
        double count = (double) rows * columns;
        double mean = sum / count;
        double variance = Math.max(0, squares / count - mean * mean);
        return new LayerStatistics(
                mean, Math.sqrt(variance), zeros / count, Double.isFinite(sum) && Double.isFinite(squares));
    }
}
