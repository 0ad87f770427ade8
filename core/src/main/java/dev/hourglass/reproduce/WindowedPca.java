package dev.hourglass.reproduce;

import dev.hourglass.evaluate.Pca;

/** Reconstructs windows from their principal components, as many as explain 90 % of what varies, at most 60. */
final class WindowedPca implements PointErrors.Errors {
    private static final double EXPLAINED = 0.9;
    private static final int MOST = 60;

    private final Pca pca;
    private final int kept;

    /** Fits to windows [N, W D]. */
    WindowedPca(float[] windows, int features) {
        this.pca = Pca.fit(windows, features, Math.min(MOST, features));
        this.kept = kept(windows, features);
    }

    private int kept(float[] windows, int features) {
        double[] mean = pca.mean();
        double total = 0;
        for (int i = 0; i < windows.length; i++) {
            double away = windows[i] - mean[i % features];
            total += away * away;
        }
        total /= (double) windows.length / features;
        double[] variances = pca.variances();
        double explained = 0;
        int count = 0;
        while (count < variances.length && explained < EXPLAINED * total) {
            explained += variances[count++];
        }
        return count;
    }

    /** Components are nested: codes without the others are those of fewer components. */
    @Override
    public float[] of(float[] windows, int count) {
        float[] codes = pca.encode(windows);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = i % pca.size() < kept ? codes[i] : 0;
        }
        float[] errors = pca.decode(codes);
        for (int i = 0; i < errors.length; i++) {
            float away = errors[i] - windows[i];
            errors[i] = away * away;
        }
        return errors;
    }
}
