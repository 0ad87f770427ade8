package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataLocator;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.data.NamedDatasets;
import dev.hourglass.data.RowReader;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.error.WrongModelException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Data as people name it: a path, or a named set with an optional part, as in {@code mnist} or {@code mnist:test}. A
 * file called like a named set is meant by {@code ./mnist}.
 *
 * @param text what was given
 * @param locator where named sets lie
 * @param messages hears about downloads
 */
record DataSource(String text, DataLocator locator, Messages messages) {
    private static final String TRAIN = "train";
    private static final String TEST = "test";

    /** Returns whether this is a named set rather than a path. */
    boolean isNamed() {
        return NamedDatasets.names().contains(setName());
    }

    /** Returns whether one part of a named set is meant. */
    boolean hasPart() {
        return isNamed() && text.indexOf(':') >= 0;
    }

    /** Returns a short name for people and folders, without directories and endings. */
    String shortName() {
        if (isNamed()) {
            return text.replace(':', '-');
        }
        Path file = path().toAbsolutePath().normalize().getFileName();
        String name = file == null ? "data" : file.toString();
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    Path path() {
        return Path.of(text);
    }

    /** Returns both parts of a named set. */
    NamedDataset loadNamed() throws IOException {
        return NamedDatasets.load(setName(), locator, messages::downloaded);
    }

    /** Picks the part that is meant, out of both. */
    Dataset part(NamedDataset parts) {
        return partName().equals(TRAIN) ? parts.train() : parts.test();
    }

    /** Reads everything into memory; of a named set the test part, unless another is named. */
    Dataset load(DataOptions options) throws IOException {
        if (isNamed()) {
            return loadPart();
        }
        try (RowReader reader = Datasets.open(path(), options)) {
            return Datasets.load(reader, fileName());
        }
    }

    /** Opens the rows, to be streamed. */
    RowReader open(DataOptions options) throws IOException {
        return isNamed() ? loadPart().reader() : Datasets.open(path(), options);
    }

    /**
     * Opens the rows as a model was trained to see them.
     *
     * @throws WrongModelException if a named set has samples of another size
     */
    RowReader open(TrainedModel model) throws IOException {
        return open(model, model.dataOptions());
    }

    private RowReader open(TrainedModel model, DataOptions options) throws IOException {
        return open(options, model.schema());
    }

    /**
     * Opens the rows as others were that mean the same.
     *
     * @throws WrongModelException if a named set has samples of another size
     */
    RowReader open(DataOptions options, DataSchema expected) throws IOException {
        return isNamed() ? fitting(expected, loadPart()) : Datasets.open(path(), options, expected);
    }

    /** Reads a part of a named set, as a model was trained to see it. */
    Dataset load(TrainedModel model, NamedDataset parts) throws IOException {
        try (RowReader reader = fitting(model.schema(), part(parts))) {
            return Datasets.load(reader, text);
        }
    }

    private RowReader fitting(DataSchema expected, Dataset part) {
        if (part.features() != expected.features()) {
            throw new WrongModelException("the model takes samples of shape "
                    + expected.sampleShape() + ", but those of \"" + text + "\" have shape "
                    + part.schema().sampleShape() + "; use the model that was trained on this data");
        }
        return part.reader();
    }

    /** Reads everything into memory as a model was trained to see it. */
    Dataset load(TrainedModel model) throws IOException {
        return load(model, model.dataOptions());
    }

    /** Reads everything into memory, with other labels than the model was trained with. */
    Dataset load(TrainedModel model, DataOptions options) throws IOException {
        try (RowReader reader = open(model, options)) {
            return Datasets.load(reader, isNamed() ? text : fileName());
        }
    }

    private Dataset loadPart() throws IOException {
        return part(loadNamed());
    }

    private String partName() {
        String part = text.indexOf(':') < 0 ? TEST : text.substring(text.indexOf(':') + 1);
        if (!part.equals(TRAIN) && !part.equals(TEST)) {
            throw new IllegalArgumentException(
                    "the part of a named set must be train or test, but was \"" + part + "\" in \"" + text + "\"");
        }
        return part;
    }

    private String fileName() {
        Path name = path().getFileName();
        if (name == null) {
            throw new MalformedDataException(text, "data must be a file or a folder with a name, but has none");
        }
        return name.toString();
    }

    private String setName() {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }
}
