package dev.hourglass.data;

import dev.hourglass.tensor.Shape;
import java.util.List;

/**
 * Describes the rows of a table after encoding: which source columns exist, and which features each became.
 *
 * @param columns the encoded source columns, in the order of their features
 */
public record TableSchema(List<Column> columns) implements DataSchema {
    public TableSchema {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("a table must have at least one feature column, but had none");
        }
    }

    /** One source column. The number of features it becomes is {@link #width()}. */
    public sealed interface Column permits NumericColumn, OneHotColumn, HashedColumn {
        /** Returns the column's name in the header. */
        String name();

        /** Returns how many features the column becomes. */
        int width();
    }

    /**
     * A column of numbers: one feature, and a second one that is 1 where the cell was missing if asked for.
     *
     * @param name the column's name in the header
     * @param hasMissingIndicator whether a second feature marks missing cells
     */
    public record NumericColumn(String name, boolean hasMissingIndicator) implements Column {
        @Override
        public int width() {
            return hasMissingIndicator ? 2 : 1;
        }
    }

    /**
     * A column of categories: one feature a known category, 1 for the one found and 0 elsewhere; an unknown or missing
     * category gives all zeros.
     *
     * @param name the column's name in the header
     * @param categories the known categories, sorted
     */
    public record OneHotColumn(String name, List<String> categories) implements Column {
        public OneHotColumn {
            categories = List.copyOf(categories);
        }

        @Override
        public int width() {
            return categories.size();
        }
    }

    /**
     * A column of categories hashed into buckets: 1 in the bucket of the category, 0 elsewhere.
     *
     * @param name the column's name in the header
     * @param buckets the number of buckets, at least 2
     */
    public record HashedColumn(String name, int buckets) implements Column {
        @Override
        public int width() {
            return buckets;
        }
    }

    /** Returns one name a feature: the column's, with {@code =category}, {@code #bucket} or {@code ?missing}. */
    public List<String> featureNames() {
        return columns.stream().flatMap(column -> namesOf(column).stream()).toList();
    }

    private static List<String> namesOf(Column column) {
        if (column instanceof OneHotColumn oneHot) {
            return oneHot.categories().stream()
                    .map(c -> oneHot.name() + "=" + c)
                    .toList();
        }
        if (column instanceof HashedColumn hashed) {
            return java.util.stream.IntStream.range(0, hashed.buckets())
                    .mapToObj(b -> hashed.name() + "#" + b)
                    .toList();
        }
        return column.width() == 2 ? List.of(column.name(), column.name() + "?missing") : List.of(column.name());
    }

    @Override
    public Shape sampleShape() {
        return Shape.of(columns.stream().mapToInt(Column::width).sum());
    }
}
