package dev.hourglass.data;

import java.util.List;

/** Says which feature is meant, in the words of the data. */
public final class FeatureNames {
    private FeatureNames() {}

    /** Returns {@code column "amount"} for a table, {@code feature 7} (counted from 1) for anything else. */
    public static String of(DataSchema schema, int feature) {
        if (schema instanceof TableSchema table) {
            List<String> names = table.featureNames();
            return "column \"" + names.get(feature) + "\"";
        }
        return "feature " + (feature + 1);
    }
}
