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
    /** Measures the first rows of a place. */
    static LayerStatistics of(Slab slab, int rows) {
        Sums sums = new Sums();
        if (slab.isImage()) {
            addImages(slab, rows, sums);
        } else {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < slab.columns(); j++) {
                    sums.add(slab.values()[slab.start(i) + j]);
                }
            }
        }
        return sums.statistics((double) rows * slab.columns());
    }

    private static void addImages(Slab slab, int rows, Sums sums) {
        int channels = slab.shape().dimension(0);
        for (int y = 0; y < slab.shape().dimension(1); y++) {
            for (int x = 0; x < slab.shape().dimension(2); x++) {
                int pixel = Convolution.pixel(slab, y, x);
                for (int i = 0; i < rows; i++) {
                    int at = i / 16 * 16 * slab.stride() + pixel + i % 16;
                    for (int c = 0; c < channels; c++) {
                        sums.add(slab.values()[at + c * 16]);
                    }
                }
            }
        }
    }

    private static final class Sums {
        private double sum;
        private double squares;
        private long zeros;

        void add(float value) {
            sum += value;
            squares += (double) value * value;
            zeros += value == 0f ? 1 : 0;
        }

        LayerStatistics statistics(double count) {
            double mean = sum / count;
            double variance = Math.max(0, squares / count - mean * mean);
            return new LayerStatistics(
                    mean, Math.sqrt(variance), zeros / count, Double.isFinite(sum) && Double.isFinite(squares));
        }
    }
}
