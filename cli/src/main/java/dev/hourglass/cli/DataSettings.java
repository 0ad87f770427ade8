package dev.hourglass.cli;

import dev.hourglass.data.CsvOptions;
import dev.hourglass.data.CsvOptions.CategoricalColumn;
import dev.hourglass.data.CsvOptions.Missing;
import dev.hourglass.data.DataLocator;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageOptions;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.MissingPolicy;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Split;
import dev.hourglass.data.SplitConfig;
import dev.hourglass.train.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns the settings of data into what is read and how. */
final class DataSettings {
    /** The settings that say how data is read, not which part of it is for training. */
    static final List<Setting> READING = List.of(
            Setting.DATA_DIR,
            Setting.LABEL,
            Setting.IGNORE,
            Setting.CATEGORICAL,
            Setting.DELIMITER,
            Setting.NO_HEADER,
            Setting.MISSING,
            Setting.MISSING_INDICATOR,
            Setting.IMAGE_SIZE,
            Setting.PATCHES,
            Setting.CHANNELS,
            Setting.FIT,
            Setting.ARRAY);

    private final Settings settings;
    private final Messages messages;

    DataSettings(Settings settings, Messages messages) {
        this.settings = settings;
        this.messages = messages;
    }

    DataSource source() {
        String text = settings.text(Setting.SOURCE)
                .orElseThrow(() -> new IllegalArgumentException(
                        "data must be given as --data or as data.source of an experiment, but is not"));
        return source(text);
    }

    DataSource source(String text) {
        DataLocator locator = settings.text(Setting.DATA_DIR)
                .map(directory -> DataLocator.standard(Path.of(directory)))
                .orElseGet(DataLocator::standard);
        return new DataSource(text, locator, messages);
    }

    /** Returns how the source is read; asks only for the settings of its kind. */
    DataOptions options(DataSource source) {
        DataOptions defaults = DataOptions.defaults();
        if (source.isNamed()) {
            return defaults;
        }
        if (Files.isDirectory(source.path())) {
            return defaults.withImages(images(defaults.images()));
        }
        String name = source.text().toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.[ct]sv(\\.gz)?")) {
            return defaults.withCsv(csv(defaults.csv()));
        }
        return name.endsWith(".npz")
                ? settings.text(Setting.ARRAY).map(defaults::withArrayName).orElse(defaults)
                : defaults;
    }

    private CsvOptions csv(CsvOptions defaults) {
        Missing missing = defaults.missing();
        Optional<String> policy = settings.text(Setting.MISSING);
        return defaults.withDelimiter(delimiter(defaults.delimiter()))
                .withHeader(!settings.flag(Setting.NO_HEADER, !defaults.hasHeader()))
                .withLabelColumns(array(Setting.LABEL))
                .withIgnoredColumns(array(Setting.IGNORE))
                .withCategoricalColumns(settings.texts(Setting.CATEGORICAL).stream()
                        .map(this::categorical)
                        .toArray(CategoricalColumn[]::new))
                .withMissing(missing.withPolicy(policy.map(
                                        text -> Choice.of(MissingPolicy.class, text, settings.origin(Setting.MISSING)))
                                .orElse(missing.policy()))
                        .withIndicator(settings.flag(Setting.MISSING_INDICATOR, missing.hasIndicator())));
    }

    private String[] array(Setting setting) {
        return settings.texts(setting).toArray(String[]::new);
    }

    private char delimiter(char fallback) {
        String text = settings.text(Setting.DELIMITER).orElse(String.valueOf(fallback));
        if (text.equals("tab") || text.equals("\\t")) {
            return '\t';
        }
        if (text.length() != 1) {
            throw new IllegalArgumentException(
                    settings.origin(Setting.DELIMITER) + " must be one character or tab, but was \"" + text + "\"");
        }
        return text.charAt(0);
    }

    /** Reads {@code name} or {@code name:buckets}; a name may hold colons where no number follows the last. */
    private CategoricalColumn categorical(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0 || !text.substring(colon + 1).matches("\\d{1,9}")) {
            return CategoricalColumn.oneHot(text);
        }
        return CategoricalColumn.hashed(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private ImageOptions images(ImageOptions defaults) {
        ImageOptions images = defaults.withChannels(settings.count(Setting.CHANNELS, defaults.channels()));
        Optional<String> size = settings.text(Setting.IMAGE_SIZE);
        if (size.isPresent()) {
            if (!size.get().matches("\\d{1,5}x\\d{1,5}")) {
                throw new IllegalArgumentException(settings.origin(Setting.IMAGE_SIZE)
                        + " must be HEIGHTxWIDTH in pixels, such as 28x28, but was \"" + size.get() + "\"");
            }
            String[] sides = size.get().split("x", -1);
            images = images.withSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        }
        if (settings.has(Setting.PATCHES)) {
            return images.withPatches(settings.count(Setting.PATCHES, defaults.patches()));
        }
        Optional<String> fit = settings.text(Setting.FIT);
        return fit.isPresent()
                ? images.withFit(Choice.of(ImageOptions.Fit.class, fit.get(), settings.origin(Setting.FIT)))
                : images;
    }

    /** Reads the data and divides it; a named set brings its own test part. */
    Split split(DataSource source, DataOptions options, long seed) throws IOException {
        SplitConfig defaults = SplitConfig.defaults(seed);
        double validation = settings.number(Setting.VALIDATION, defaults.validationShare());
        if (source.isNamed() && !source.hasPart()) {
            if (settings.has(Setting.TEST)) {
                throw new IllegalArgumentException(settings.origin(Setting.TEST) + " must be left out for \""
                        + source.text() + "\", which has a test part of its own");
            }
            NamedDataset parts = source.loadNamed();
            Split split = Split.of(parts.train(), new SplitConfig(validation, 0, seed));
            return new Split(split.train(), split.validation(), parts.test());
        }
        double test = settings.number(Setting.TEST, defaults.testShare());
        Dataset data = source.load(options);
        return Split.of(data, new SplitConfig(validation, test, seed));
    }

    /**
     * Returns how features are scaled: images stay as they are, cross-entropy needs [0, 1], all else is standardised.
     */
    Normalization.Kind normalization(DataSchema schema, Objective objective) {
        Normalization.Kind fallback = schema instanceof ImageSchema
                ? Normalization.Kind.NONE
                : objective.needsUnitRange() ? Normalization.Kind.MIN_MAX : Normalization.Kind.STANDARDIZE;
        return Choice.of(
                Normalization.Kind.class,
                settings.text(Setting.NORMALIZATION, Choice.name(fallback)),
                settings.origin(Setting.NORMALIZATION));
    }
}
