package dev.hourglass.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a cell of one column into its features. */
@FunctionalInterface
interface CsvEncoder {
    /** Writes the features of a cell into a row that is all zeros there. */
    void encode(char[] text, int from, int length, float[] row);

    /** Returns the encoder of a column at a place in the file, whose features start at {@code feature}. */
    static CsvEncoder of(TableSchema.Column column, int place, int feature, CsvCells cells) {
        if (column instanceof TableSchema.OneHotColumn oneHot) {
            return oneHot(oneHot, place, feature, cells);
        }
        if (column instanceof TableSchema.HashedColumn hashed) {
            return (text, from, length, row) -> {
                if (!cells.isMissing(place, text, from, length)) {
                    row[feature + bucket(new String(text, from, length), hashed.buckets())] = 1;
                }
            };
        }
        if (column instanceof TableSchema.NumericColumn numeric) {
            return (text, from, length, row) -> {
                boolean isMissing = cells.isMissing(place, text, from, length);
                row[feature] = isMissing ? Float.NaN : cells.number(place, text, from, length);
                if (isMissing && numeric.hasMissingIndicator()) {
                    row[feature + 1] = 1;
                }
            };
        }
        throw new AssertionError(column);
    }

    /**
     * Returns the encoders of all columns of a file that are features, found by name.
     *
     * @throws dev.hourglass.error.MalformedDataException if columns are missing
     */
    static @Nullable CsvEncoder[] all(TableSchema schema, CsvRows rows, CsvCells cells) {
        Map<String, Integer> places = new HashMap<>();
        for (String name : rows.header()) {
            places.put(name, places.size());
        }
        @Nullable CsvEncoder[] encoders = new CsvEncoder[rows.header().size()];
        List<String> absent = new ArrayList<>();
        int feature = 0;
        for (TableSchema.Column column : schema.columns()) {
            Integer place = places.get(column.name());
            if (place == null) {
                absent.add("\"" + column.name() + "\"");
            } else {
                encoders[place] = of(column, place, feature, cells);
            }
            feature += column.width();
        }
        if (!absent.isEmpty()) {
            throw rows.file("the header must name every column of the model, but " + String.join(", ", absent)
                    + (absent.size() == 1 ? " is" : " are") + " missing");
        }
        return encoders;
    }

    private static CsvEncoder oneHot(TableSchema.OneHotColumn column, int place, int feature, CsvCells cells) {
        Map<String, Integer> places = new HashMap<>();
        for (String category : column.categories()) {
            places.put(category, places.size());
        }
        return (text, from, length, row) -> {
            if (!cells.isMissing(place, text, from, length)) {
                Integer found = places.get(new String(text, from, length));
                if (found != null) {
                    row[feature + found] = 1;
                } else {
                    cells.foundUnknown();
                }
            }
        };
    }

    /**
     * Returns the bucket of a category: FNV-1a of 64 bits over its UTF-8 bytes, modulo the number of buckets.
     *
     * <p>Source: Fowler, Noll, Vo, Eastlake, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
     */
    static int bucket(String category, int buckets) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : category.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return (int) Long.remainderUnsigned(hash, buckets);
    }
}
