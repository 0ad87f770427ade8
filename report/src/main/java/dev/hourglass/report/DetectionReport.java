package dev.hourglass.report;

import dev.hourglass.anomaly.DriftReport;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * What the page of a detector shows: of one that was just fitted, how its held-out rows score; of new rows, which are
 * worth an alarm and why. Immutable and safe for concurrent use.
 *
 * @param title the page's heading
 * @param detector what judged
 * @param scores how the rows score
 * @param alarms the rows that are most anomalous, the first of them most
 * @param columns what the alarms were about, the most frequent first
 * @param pictures of images, those that are most anomalous, drawn; they stand in place of alarms and columns
 * @param baselines what was fitted beside each other; none where nothing was fitted
 * @param thresholds how many alarms other thresholds give
 * @param quality what was found out about labels; nothing where there were none
 * @param drift how the rows differ from those of training, where that was looked at
 * @param warnings what is to be looked at first, in sentences
 * @param command what was typed
 */
public record DetectionReport(
        String title,
        Judged detector,
        Scores scores,
        List<Alarm> alarms,
        List<ColumnShare> columns,
        List<Picture> pictures,
        List<Baseline> baselines,
        List<ThresholdRow> thresholds,
        Optional<Quality> quality,
        Optional<DriftReport> drift,
        List<String> warnings,
        String command) {
    public DetectionReport {
        alarms = List.copyOf(alarms);
        columns = List.copyOf(columns);
        pictures = List.copyOf(pictures);
        baselines = List.copyOf(baselines);
        thresholds = List.copyOf(thresholds);
        warnings = List.copyOf(warnings);
    }

    /**
     * What judged.
     *
     * @param scorer what it is called
     * @param choice why it was chosen
     * @param threshold which scores are worth an alarm
     * @param reason why that threshold
     * @param falseAlarmRate the share of normal rows expected to pass it
     * @param trainingRows how many rows it was fitted on
     */
    public record Judged(
            String scorer, String choice, double threshold, String reason, double falseAlarmRate, long trainingRows) {}

    /**
     * How rows score.
     *
     * @param what which rows these are, in a word or two
     * @param rows how many there are
     * @param alarmCount how many are worth an alarm
     * @param points what is drawn of them, in order; of many rows the highest of each stretch
     * @param spread how scores are spread over all rows
     */
    public record Scores(String what, long rows, long alarmCount, List<Point> points, List<Float> spread) {
        public Scores {
            points = List.copyOf(points);
            spread = List.copyOf(spread);
        }
    }

    /**
     * One row, drawn.
     *
     * @param row counted from 1
     * @param when the row's time; empty where it has none
     * @param score its score
     * @param isAlarm whether it is worth an alarm
     */
    public record Point(long row, String when, double score, boolean isAlarm) {}

    /**
     * One row, or one stretch of a series, and why it is unlike the others.
     *
     * @param point the row, of a stretch the worst
     * @param span what the stretch is, in words; empty for a row alone
     * @param exceedance the probability that a normal row scores higher
     * @param reasons which columns, and by what share, the first of them most
     */
    public record Alarm(Point point, String span, double exceedance, List<Because> reasons) {
        public Alarm {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * An image, drawn; see {@link HeatMap}.
     *
     * @param alarm its score, and why
     * @param image the drawing
     */
    public record Picture(Alarm alarm, BufferedImage image) {}

    /**
     * A reason of an alarm.
     *
     * @param column the column
     * @param share its share of the score, in [0, 1]
     * @param found the row's value, in words
     * @param usual what is usual, in words; empty where that means nothing
     */
    public record Because(String column, double share, String found, String usual) {}

    /**
     * What a column had to do with all alarms.
     *
     * @param column the column
     * @param share its mean share of the alarms' scores, in [0, 1]
     */
    public record ColumnShare(String column, double share) {}

    /**
     * What one scorer reached.
     *
     * @param scorer what it is called
     * @param rehearsal ROC-AUC on anomalies made of held-out rows
     * @param labelled ROC-AUC on labelled rows; NaN without labels
     * @param seconds how long fitting took
     * @param isChosen whether it judges
     */
    public record Baseline(String scorer, double rehearsal, double labelled, double seconds, boolean isChosen) {}

    /**
     * What a threshold would give.
     *
     * @param threshold the score from which on there are alarms
     * @param perThousand alarms of a thousand normal rows
     * @param perDay alarms a day of normal rows; NaN where nobody knows how many rows a day has
     * @param isChosen whether it is the one that is used
     */
    public record ThresholdRow(double threshold, double perThousand, double perDay, boolean isChosen) {}

    /**
     * How good scores and alarms were against labels.
     *
     * @param rocAuc area under the ROC curve
     * @param averagePrecision average precision
     * @param prevalence the share of anomalies: the average precision of scores by chance
     * @param precision of the alarms
     * @param recall of the alarms
     * @param bestF1 at the best threshold, which only labels know
     */
    public record Quality(
            double rocAuc,
            double averagePrecision,
            double prevalence,
            double precision,
            double recall,
            double bestF1) {}
}
