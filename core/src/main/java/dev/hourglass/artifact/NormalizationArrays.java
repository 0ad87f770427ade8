package dev.hourglass.artifact;

import dev.hourglass.data.Normalization;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.tensor.Shape;
import java.util.List;

/** Keeps a normalization in a file: its kind in the manifest, its numbers as three arrays, [D] each. */
public final class NormalizationArrays {
    private static final String PREFIX = "normalization";
    private static final String FILL = "fill";
    private static final String OFFSET = "offset";
    private static final String SCALE = "scale";

    private NormalizationArrays() {}

    /** Returns what a file holds of a normalization, beside the name of its kind. */
    public static List<SafetensorsFile.Entry> print(Normalization normalization) {
        Shape features = Shape.of(normalization.features());
        return List.of(
                new SafetensorsFile.Entry(PREFIX + "." + FILL, features, normalization.fill()),
                new SafetensorsFile.Entry(PREFIX + "." + OFFSET, features, normalization.offset()),
                new SafetensorsFile.Entry(PREFIX + "." + SCALE, features, normalization.scale()));
    }

    /**
     * Reads a normalization.
     *
     * @param kind the name of its kind
     * @param features D
     * @param arrays those of the file
     * @throws IllegalArgumentException if an array is missing or wrong
     */
    public static Normalization read(String kind, int features, NamedArrays arrays) {
        NamedArrays own = arrays.under(PREFIX);
        Shape shape = Shape.of(features);
        return Normalization.of(
                Normalization.Kind.valueOf(kind),
                own.values(FILL, shape),
                own.values(OFFSET, shape),
                own.values(SCALE, shape));
    }
}
