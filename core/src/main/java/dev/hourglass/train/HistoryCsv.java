package dev.hourglass.train;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the course of a training as CSV: one line an epoch, the layers' figures in columns such as
 * {@code gradient_norm/encoder.0}, then terms of the algorithm by their names. A validation loss of NaN is an empty
 * cell. Lines end with a line feed.
 */
public final class HistoryCsv {
    private static final List<String> COLUMNS =
            List.of("epoch", "step", "loss", "validation_loss", "learning_rate", "samples_per_second");

    private HistoryCsv() {}

    /**
     * Writes the whole history, whole or not at all.
     *
     * @param target the file to make or replace
     * @param epochs the epochs, each with the layers of the first
     * @throws IOException if the disk fails
     */
    public static void write(Path target, List<EpochRecord> epochs) throws IOException {
        StringBuilder text = new StringBuilder();
        for (EpochRecord epoch : epochs) {
            if (text.isEmpty()) {
                text.append(header(epoch));
            }
            text.append(line(epoch));
        }
        AtomicFile.writeString(target, text.toString());
    }

    /** Returns the header line that fits this epoch's layers, with its line feed. */
    static String header(EpochRecord epoch) {
        List<String> cells = new ArrayList<>(COLUMNS);
        for (EpochRecord.LayerRecord layer : epoch.layers()) {
            cells.add("gradient_norm/" + layer.layer());
            cells.add("activation_mean/" + layer.layer());
            cells.add("activation_deviation/" + layer.layer());
            cells.add("zero_share/" + layer.layer());
        }
        cells.addAll(epoch.terms().keySet());
        return print(cells);
    }

    /** Returns the line of an epoch, with its line feed. */
    static String line(EpochRecord epoch) {
        List<String> cells = new ArrayList<>();
        cells.add(String.valueOf(epoch.epoch()));
        cells.add(String.valueOf(epoch.step()));
        cells.add(cell(epoch.loss()));
        cells.add(cell(epoch.validationLoss()));
        cells.add(cell(epoch.learningRate()));
        cells.add(cell(epoch.samplesPerSecond()));
        for (EpochRecord.LayerRecord layer : epoch.layers()) {
            cells.add(cell(layer.gradientNorm()));
            cells.add(cell(layer.activationMean()));
            cells.add(cell(layer.activationDeviation()));
            cells.add(cell(layer.zeroShare()));
        }
        epoch.terms().values().forEach(value -> cells.add(cell(value)));
        return print(cells);
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : String.valueOf(value);
    }

    private static String print(List<String> cells) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            csv.writeRecord(cells);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory must be writable", e);
        }
        return text.toString();
    }
}
