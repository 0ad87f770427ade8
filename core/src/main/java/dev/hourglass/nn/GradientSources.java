package dev.hourglass.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that gradients are made of.
 *
 * @param products sums of products
 * @param parts gradients that operations compute themselves
 * @param decays gradients that are the weights themselves, added to others
 * @param copies copies of weights that updates must keep in step
 */
record GradientSources(
        List<Product> products, List<PartGradients> parts, List<ColumnDecay> decays, List<WeightCopy> copies) {
    GradientSources {
        products = List.copyOf(products);
        parts = List.copyOf(parts);
        decays = List.copyOf(decays);
        copies = List.copyOf(copies);
    }

    /** Returns the sources of a program. */
    static GradientSources of(Program program) {
        List<Product> products = new ArrayList<>();
        for (Program.BoundLayer layer : program.layers()) {
            products.add(productOf(layer));
            products.add(Product.sum(layer.bias(), layer.output().gradientRows(), layer.factor()));
        }
        return new GradientSources(products, program.partGradients(), program.columnDecays(), program.weightCopies());
    }

    /** A plain layer gives {@code dW = in^T dOut}; a tied one uses W^T and gives {@code dW = dOut^T in}. */
    private static Product productOf(Program.BoundLayer layer) {
        Parameter weight = layer.weights().parameter();
        Slab in = layer.input();
        Slab out = layer.output();
        return layer.isTied()
                ? new Product(weight, out.gradientRows(), in.valueRows(), layer.factor(), false)
                : new Product(weight, in.valueRows(), out.gradientRows(), layer.factor(), layer.isData());
    }

    /**
     * Where gradients of an array come from: sums over samples of {@code left^T right} for matrices, which may have
     * several, and of {@code right} for vectors, which have one.
     *
     * @param parameter the array
     * @param left [rows, rows of the parameter]; none for vectors
     * @param right [rows, columns of the parameter]
     * @param factor rows a sample
     * @param isData whether {@code left} is data, which may be mostly zeros
     */
    record Product(Parameter parameter, Slab.Rows left, Slab.Rows right, int factor, boolean isData) {
        /** Returns the gradient of a vector, a sum of rows. */
        static Product sum(Parameter vector, Slab.Rows rows, int factor) {
            return new Product(vector, Slab.Rows.NONE, rows, factor, false);
        }
    }
}
