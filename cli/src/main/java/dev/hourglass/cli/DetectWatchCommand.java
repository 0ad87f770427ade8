package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorFile;
import dev.hourglass.data.CsvOptions;
import dev.hourglass.data.CsvRowStream;
import dev.hourglass.data.TableSchema;
import dev.hourglass.error.WrongModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges rows as they come. */
@Command(
        name = "watch",
        sortOptions = false,
        description = {
            "Reads CSV rows from standard input, a header first, and answers line by line as they come.",
            "",
            "An answer has the line, its time, the score, the probability that a normal row scores lower, 1 for an alarm,"
                    + " and for alarms what they are about. A row that breaks a rule is answered with the rule."
        })
final class DetectWatchCommand implements Callable<Integer> {
    private static final int BLOCK_ROWS = 1024;

    @Parameters(index = "0", paramLabel = "DETECTOR", description = "The detector's file.")
    private Path file = Path.of("");

    @Option(names = "--follow", paramLabel = "FILE", description = "Follows a growing file instead, from its start.")
    private @Nullable Path follow;

    @Option(names = "--alarms", description = "Answers alarms and broken rows only.")
    private boolean isForAlarms;

    @Option(
            names = "--adapt",
            description =
                    "After the first 1,000 rows the threshold follows the scores, at the same rate of false alarms.")
    private boolean isAdaptive;

    @Mixin
    private InputFlags input = new InputFlags();

    @Mixin
    private Console console = new Console();

    @Override
    public Integer call() throws IOException {
        Detector detector = DetectorFile.read(file).withThreads(input.threads());
        if (!(detector.schema() instanceof TableSchema schema)) {
            throw new WrongModelException(
                    file + " must judge the columns of a table to watch one, but was fitted on other data");
        }
        String time = detector.subject().timing().column();
        CsvOptions csv = detector.subject().reading().options().csv();
        CsvOptions options = time.isEmpty() ? csv : csv.withLabelColumns(time);
        String where = follow == null ? "standard input" : follow.toString();
        try (InputStream in = follow == null ? System.in : new FollowedFile(follow);
                WatchedRows rows = new WatchedRows(CsvRowStream.of(in, where, schema, options))) {
            answer(rows, new WatchAnswers(detector, new WatchAnswers.Wish(console.isJson(), isForAlarms, isAdaptive)));
        }
        return 0;
    }

    private void answer(WatchedRows rows, WatchAnswers answers) throws IOException {
        if (!console.isJson()) {
            console.out().println(answers.header());
        }
        boolean isOver = false;
        while (!isOver) {
            List<WatchedRows.Row> taken = rows.take(BLOCK_ROWS);
            isOver = taken.get(taken.size() - 1).isEnd();
            console.out().print(answers.of(isOver ? taken.subList(0, taken.size() - 1) : taken));
            console.out().flush();
        }
        console.messages().say(answers.summary());
    }
}
