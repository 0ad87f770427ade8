package dev.hourglass.evaluate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a classifier is right. Immutable and safe for concurrent use.
 *
 * @param rows the samples measured, with labels
 * @param correct those whose label was the most probable one
 * @param classes one record a class, in the model's order
 */
public record Classification(long rows, long correct, List<ClassResult> classes) {
    public Classification {
        classes = List.copyOf(classes);
    }

    /**
     * How one class fared.
     *
     * @param name its label
     * @param rows samples of this label
     * @param predicted samples taken for it
     * @param correct samples of this label taken for it
     */
    public record ClassResult(String name, long rows, long predicted, long correct) {
        /** Returns the share of samples taken for it that are of it; NaN where there are none. */
        public double precision() {
            return (double) correct / predicted;
        }

        /** Returns the share of its samples that were taken for it; NaN where there are none. */
        public double recall() {
            return (double) correct / rows;
        }
    }

    /** Returns the share of samples that were right. */
    public double accuracy() {
        return (double) correct / rows;
    }

    /**
     * Measures a model with a classifier.
     *
     * @param model the model
     * @param data samples in their own units, with labels
     * @return the counts; a label the model does not know counts as wrong
     */
    public static Classification of(TrainedModel model, Dataset data) {
        if (data.labels().isEmpty()) {
            throw new IllegalArgumentException(
                    "a classifier is measured on labels, but \"" + data.name() + "\" has none");
        }
        List<String> names = model.classes();
        float[] shares = model.classify(data.values(), data.rows());
        long[] rows = new long[names.size()];
        long[] predicted = new long[names.size()];
        long[] correct = new long[names.size()];
        for (int i = 0; i < data.rows(); i++) {
            int place = best(shares, i * names.size(), names.size());
            int wanted = names.indexOf(data.labels().get(i));
            predicted[place]++;
            if (wanted >= 0) {
                rows[wanted]++;
                correct[wanted] += place == wanted ? 1 : 0;
            }
        }
        long right = 0;
        List<ClassResult> classes = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            classes.add(new ClassResult(names.get(k), rows[k], predicted[k], correct[k]));
            right += correct[k];
        }
        return new Classification(data.rows(), right, classes);
    }

    /** Returns the place of the largest of some shares, the first where several are. */
    public static int best(float[] shares, int from, int count) {
        int best = 0;
        for (int k = 1; k < count; k++) {
            best = shares[from + k] > shares[from + best] ? k : best;
        }
        return best;
    }
}
