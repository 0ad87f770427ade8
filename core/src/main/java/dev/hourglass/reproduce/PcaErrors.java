package dev.hourglass.reproduce;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.evaluate.ErrorMetrics;
import dev.hourglass.evaluate.Pca;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures PCA of k components on MNIST: the baseline that every autoencoder stands beside.
 *
 * <p>Source: k = 30 is in Hinton and Salakhutdinov 2006, "Reducing the dimensionality of data with neural networks"
 * (13.87); all were obtained with independent code.
 */
final class PcaErrors implements Recipe {
    private static final Map<Integer, Double> PUBLISHED = new TreeMap<>(Map.of(
            2, 43.645,
            10, 26.714,
            16, 21.059,
            20, 18.454,
            30, 13.866,
            32, 13.193,
            64, 7.093));
    /** Rounding of the published figures and of float32 reconstructions. */
    private static final double TOLERANCE = 0.002;

    private static final int MAX_COMPONENTS = 64;

    @Override
    public String name() {
        return "pca";
    }

    @Override
    public String description() {
        return "MNIST, PCA of 2, 10, 16, 20, 30, 32 and 64 components, squared error per test image";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        long started = System.nanoTime();
        Pca pca = Pca.fit(mnist.train(), MAX_COMPONENTS);
        float[] codes = pca.encode(mnist.test().values());
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<Integer, Double> entry : PUBLISHED.entrySet()) {
            int k = entry.getKey();
            Figure figure = Figure.within("squared error per test image, k = " + k, entry.getValue(), TOLERANCE);
            findings.add(run.finding(this, figure, errorPerImage(pca, codes, k, mnist.test()), started));
        }
        return findings;
    }

    /** Components are nested: a code cut to its first k values is the code of PCA with k components. */
    private static double errorPerImage(Pca pca, float[] codes, int k, Dataset test) {
        float[] cut = codes.clone();
        for (int i = 0; i < cut.length; i++) {
            if (i % pca.size() >= k) {
                cut[i] = 0;
            }
        }
        int pixels = test.features();
        return ErrorMetrics.of(test.values(), pca.decode(cut), pixels).meanSquaredError() * pixels;
    }
}
