package dev.hourglass.data;

import java.util.List;

/**
 * Says how a CSV file is to be read.
 *
 * <p>Immutable and safe for concurrent use.
 *
 * @param delimiter the character between cells
 * @param hasHeader whether the first line names the columns; without it they are named {@code 1}, {@code 2}, ...
 * @param labelColumns columns set aside as the row's label, joined with {@code |} where there are several
 * @param ignoredColumns columns left out
 * @param categoricalColumns columns of categories; a column that starts with text instead of a number is one too
 * @param missing what counts as missing and what happens then
 */
public record CsvOptions(
        char delimiter,
        boolean hasHeader,
        List<String> labelColumns,
        List<String> ignoredColumns,
        List<CategoricalColumn> categoricalColumns,
        Missing missing) {

    /** The most categories a one-hot column may have. */
    public static final int MAX_ONE_HOT_CATEGORIES = 1000;

    public CsvOptions {
        labelColumns = List.copyOf(labelColumns);
        ignoredColumns = List.copyOf(ignoredColumns);
        categoricalColumns = List.copyOf(categoricalColumns);
        if (delimiter == '"' || delimiter == '\n' || delimiter == '\r') {
            throw new IllegalArgumentException("delimiter must not be a quote or a line break");
        }
    }

    /**
     * Names a column of categories and how it is encoded.
     *
     * @param name the column's name
     * @param buckets 0 for one feature a category (one-hot), else the number of hash buckets, at least 2
     */
    public record CategoricalColumn(String name, int buckets) {
        public CategoricalColumn {
            if (buckets != 0 && (buckets < 2 || buckets > 1 << 20)) {
                throw new IllegalArgumentException(
                        "buckets of \"" + name + "\" must be 0 (one-hot) or in [2, 1048576], but were " + buckets);
            }
        }

        /** Returns a column with one feature a category. */
        public static CategoricalColumn oneHot(String name) {
            return new CategoricalColumn(name, 0);
        }

        /** Returns a column hashed into buckets. */
        public static CategoricalColumn hashed(String name, int buckets) {
            return new CategoricalColumn(name, buckets);
        }

        /** Returns whether the column is hashed rather than one-hot. */
        public boolean isHashed() {
            return buckets > 0;
        }
    }

    /**
     * Says what counts as a missing cell and what happens to it.
     *
     * @param policy what happens
     * @param hasIndicator whether a numeric column with missing cells gets a second feature that marks them
     * @param tokens the texts that mean missing, compared exactly after blanks around them are cut
     */
    public record Missing(MissingPolicy policy, boolean hasIndicator, List<String> tokens) {
        public Missing {
            tokens = List.copyOf(tokens);
        }

        /** Returns the refusal of missing cells, with the usual tokens. */
        public static Missing defaults() {
            return new Missing(MissingPolicy.ERROR, false, List.of("", "NA", "NaN", "null", "?"));
        }

        /** Returns a copy with another policy. */
        public Missing withPolicy(MissingPolicy changed) {
            return new Missing(changed, hasIndicator, tokens);
        }

        /** Returns a copy with or without the indicator. */
        public Missing withIndicator(boolean changed) {
            return new Missing(policy, changed, tokens);
        }

        /** Returns a copy with other tokens. */
        public Missing withTokens(List<String> changed) {
            return new Missing(policy, hasIndicator, changed);
        }
    }

    /** Returns comma-separated with a header, every column a feature, missing cells refused. */
    public static CsvOptions defaults() {
        return new CsvOptions(',', true, List.of(), List.of(), List.of(), Missing.defaults());
    }

    /** Returns a copy with another delimiter. */
    public CsvOptions withDelimiter(char changed) {
        return new CsvOptions(changed, hasHeader, labelColumns, ignoredColumns, categoricalColumns, missing);
    }

    /** Returns a copy with or without a header line. */
    public CsvOptions withHeader(boolean changed) {
        return new CsvOptions(delimiter, changed, labelColumns, ignoredColumns, categoricalColumns, missing);
    }

    /** Returns a copy with other label columns. */
    public CsvOptions withLabelColumns(String... changed) {
        return new CsvOptions(delimiter, hasHeader, List.of(changed), ignoredColumns, categoricalColumns, missing);
    }

    /** Returns a copy with other ignored columns. */
    public CsvOptions withIgnoredColumns(String... changed) {
        return new CsvOptions(delimiter, hasHeader, labelColumns, List.of(changed), categoricalColumns, missing);
    }

    /** Returns a copy with other categorical columns. */
    public CsvOptions withCategoricalColumns(CategoricalColumn... changed) {
        return new CsvOptions(delimiter, hasHeader, labelColumns, ignoredColumns, List.of(changed), missing);
    }

    /** Returns a copy with another treatment of missing cells. */
    public CsvOptions withMissing(Missing changed) {
        return new CsvOptions(delimiter, hasHeader, labelColumns, ignoredColumns, categoricalColumns, changed);
    }
}
