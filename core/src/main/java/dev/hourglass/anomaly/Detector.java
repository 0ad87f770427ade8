package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.AutoencoderScorer;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.threshold.Threshold;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.error.WrongModelException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Says of rows how unlike they are to those it was fitted on, whether that is worth an alarm, and why.
 *
 * <p>Takes rows as they come from the reader, in their own units, NaN where a value is missing: the training rows'
 * median stands for it. Immutable and safe for concurrent use; a row gets the same bits alone or among others (in a
 * series: in the same series), on every machine and with any number of threads.
 */
public final class Detector {
    private final Subject subject;
    private final Judge judge;
    private final TrainingSpread spread;
    private final Provenance provenance;
    private final int threads;
    private final SourceColumns columns;

    Detector(Subject subject, Judge judge, TrainingSpread spread, Provenance provenance, int threads) {
        this.subject = subject;
        this.judge = judge;
        this.spread = spread;
        this.provenance = provenance;
        this.threads = threads;
        this.columns = new SourceColumns(subject.reading().schema());
    }

    /** Returns the same detector running large calls on this many threads. */
    public Detector withThreads(int count) {
        return new Detector(subject, judge, spread, provenance, count);
    }

    /** Returns what it looks at. */
    public Subject subject() {
        return subject;
    }

    /** Returns what the values of a row mean. */
    public DataSchema schema() {
        return subject.reading().schema();
    }

    /** Returns what scores normalized rows, or windows of them. */
    public Scorer scorer() {
        return judge.scorer();
    }

    /** Returns how many rows of a series are judged together; 1 where rows stand alone. */
    public int window() {
        return judge.framing().window();
    }

    /** Returns how many rows a season of a series has; 0 where there is none. */
    public int period() {
        return judge.framing()
                .season()
                .map(season -> season.seasonality().period())
                .orElse(0);
    }

    /** Returns the normalization of rows. */
    public Normalization normalization() {
        return judge.normalization();
    }

    /** Returns what scores of {@link #judge} mean. */
    public Alarming alarming() {
        return judge.whole();
    }

    /** Returns what scores of {@link #stream} mean. */
    public Alarming streamedAlarming() {
        return judge.streamed();
    }

    /** Returns which scores of {@link #judge} are worth an alarm, and why. */
    public Threshold threshold() {
        return judge.whole().threshold();
    }

    /** Returns where it comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /** Returns the number of threads that large calls run on. */
    public int threads() {
        return threads;
    }

    /** Returns the names of the columns that reasons speak of. */
    public List<String> columnNames() {
        return columns.names();
    }

    /** Returns what rows were in training, in their own units, filled. */
    BinnedColumns reference() {
        return spread.columns();
    }

    /** Returns how training rows and their codes are spread. */
    TrainingSpread spread() {
        return spread;
    }

    Judge judge() {
        return judge;
    }

    SourceColumns columns() {
        return columns;
    }

    /**
     * Judges rows that stand alone, or a series that starts as the training rows did.
     *
     * @param values [.., D], in their own units, NaN where missing; not modified. Of a series all rows, in order
     * @param rows N
     * @throws WrongModelException if rows are of another size, or a series is shorter than the window
     */
    public Verdicts judge(float[] values, int rows) {
        return judge(values, rows, 0);
    }

    /**
     * Judges rows: scores, alarms and reasons.
     *
     * @param values [.., D], in their own units, NaN where missing; not modified. Of a series all rows, in order
     * @param rows N
     * @param firstRow of a series, how many rows after the first training row it starts; see {@link Timing#rowAt}
     * @throws WrongModelException if rows are of another size, or a series is shorter than the window
     */
    public Verdicts judge(float[] values, int rows, long firstRow) {
        requireWindow(rows);
        float[] normalized = normalized(values, rows);
        return new Verdicts(
                this,
                judge.framing().score(judge.scorer(), normalized, rows, firstRow, threads),
                judge.framing().contributions(judge.scorer(), normalized, rows, firstRow, threads),
                Arrays.copyOf(values, rows * subject.features()));
    }

    /**
     * Scores rows, without reasons.
     *
     * @param values [.., D], in their own units, NaN where missing; not modified. Of a series all rows, in order
     * @param rows N
     * @return [N]; higher is more anomalous
     * @throws WrongModelException if rows are of another size, or a series is shorter than the window
     */
    public double[] score(float[] values, int rows) {
        return score(values, rows, 0);
    }

    /** Scores rows of a series that starts so many rows after the first training row. */
    double[] score(float[] values, int rows, long firstRow) {
        requireWindow(rows);
        return judge.framing().score(judge.scorer(), normalized(values, rows), rows, firstRow, threads);
    }

    /**
     * Returns what the scorer makes of rows, where it makes anything of them: autoencoders do.
     *
     * @param values [.., D], rows that stand alone, in their own units, NaN where missing; not modified
     * @param rows N
     * @return [N, D], in the units of the rows; nothing where the scorer rebuilds none, or windows instead of rows
     * @throws WrongModelException if rows are of another size
     */
    public Optional<float[]> reconstruct(float[] values, int rows) {
        if (window() > 1 || !(judge.scorer() instanceof AutoencoderScorer autoencoder)) {
            return Optional.empty();
        }
        float[] rebuilt = autoencoder.reconstruct(normalized(values, rows), rows, threads);
        judge.normalization().invert(rebuilt, 0, rows);
        return Optional.of(rebuilt);
    }

    /**
     * Starts to judge rows as they come.
     *
     * @param firstRow of a series, how many rows after the first training row it starts; see {@link Timing#rowAt}
     */
    public DetectorStream stream(long firstRow) {
        return new DetectorStream(this, firstRow);
    }

    private void requireWindow(int rows) {
        if (rows < window()) {
            throw new WrongModelException(
                    "a series must have at least " + window() + " rows, the window of the detector, but had " + rows);
        }
    }

    /** Returns rows as the scorer takes them. */
    float[] normalized(float[] values, int rows) {
        int features = subject.features();
        if (values.length < (long) rows * features) {
            throw new WrongModelException("the detector takes rows of " + features + " values, but got " + values.length
                    + " for " + rows + " rows; use the detector that was fitted on this data");
        }
        float[] copy = Arrays.copyOf(values, rows * features);
        judge.normalization().apply(copy, 0, rows);
        return copy;
    }
}
