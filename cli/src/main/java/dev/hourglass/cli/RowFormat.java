package dev.hourglass.cli;

import dev.hourglass.data.DataSchema;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says what one row of an output is.
 *
 * @param shape its shape
 * @param names one a value, for the header of a CSV file
 * @param image the image it is, if it is one
 */
record RowFormat(Shape shape, List<String> names, Optional<ImageSchema> image) {
    /** Returns rows that are samples. */
    static RowFormat samples(DataSchema schema) {
        Optional<ImageSchema> image = schema instanceof ImageSchema pixels ? Optional.of(pixels) : Optional.empty();
        return new RowFormat(schema.sampleShape(), ReportBuilder.names(schema), image);
    }

    /** Returns rows that are codes. */
    static RowFormat codes(int latentSize) {
        List<String> names = IntStream.rangeClosed(1, latentSize)
                .mapToObj(dimension -> "code" + dimension)
                .toList();
        return new RowFormat(Shape.of(latentSize), names, Optional.empty());
    }

    /** Returns rows that are probabilities of classes. */
    static RowFormat classes(List<String> names) {
        return new RowFormat(Shape.of(Math.max(1, names.size())), names, Optional.empty());
    }
}
