package dev.hourglass.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * One strip of one array: 8 rows of a matrix, or 16 to 256 elements of a vector.
 *
 * @param parameter the array
 * @param products sums of products that its gradients are made of
 * @param parts gradients that operations compute themselves
 * @param decays gradients that are the weights themselves
 * @param from where it begins in the array
 * @param offset where it begins among all weights
 * @param count elements
 */
record GradientStrip(
        Parameter parameter,
        List<GradientSources.Product> products,
        List<PartGradients> parts,
        List<ColumnDecay> decays,
        int from,
        int offset,
        int count) {
    /** Rows of a matrix that are a strip. */
    static final int ROWS = 8;

    /** Elements of a vector that are one, at most. */
    static final int VECTOR = 256;

    /** Returns what it may cost, before anything was counted. */
    long cost() {
        return (long) count * Math.max(1, products.size());
    }

    /** Returns whether gradients are one product and nothing else. */
    boolean isProduct() {
        return products.size() == 1 && parts.isEmpty() && decays.isEmpty() && parameter.role() == Parameter.Role.WEIGHT;
    }

    /** Cuts all arrays that are trained, in their order. */
    static GradientStrip[] cut(ParameterLayout layout, GradientSources sources, Predicate<String> isTrained) {
        List<GradientStrip> all = new ArrayList<>();
        for (Parameter parameter : layout.parameters()) {
            if (parameter.role().isTrained() && isTrained.test(parameter.name())) {
                cut(parameter, sources, all);
            }
        }
        return all.toArray(GradientStrip[]::new);
    }

    private static void cut(Parameter parameter, GradientSources sources, List<GradientStrip> all) {
        List<GradientSources.Product> products = sources.products().stream()
                .filter(product -> product.parameter().equals(parameter))
                .toList();
        List<PartGradients> parts = sources.parts().stream()
                .filter(gradients -> gradients.parameter().equals(parameter))
                .toList();
        List<ColumnDecay> decays = sources.decays().stream()
                .filter(decay -> decay.parameter().equals(parameter))
                .toList();
        boolean isMatrix = parameter.role().isMatrix();
        int length = isMatrix ? ROWS * parameter.stride() : VECTOR;
        for (int from = 0; from < parameter.storedSize(); from += length) {
            int count = Math.min(length, parameter.storedSize() - from);
            all.add(new GradientStrip(parameter, products, parts, decays, from, parameter.offset() + from, count));
        }
    }
}
