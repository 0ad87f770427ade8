package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.file.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a file of sensors to explained alarms, and what happens on the way there. */
final class DetectTest {
    private static final int BROKEN = 90;

    @TempDir
    private static Path folder = Path.of("");

    private static Path table = Path.of("");
    private static Path detector = Path.of("");
    private static Path series = Path.of("");

    @BeforeAll
    static void fitOnce() throws IOException {
        table = folder.resolve("table.detector");
        series = folder.resolve("series.detector");
        detector = table;
        Path normal = write("normal.csv", rows(900, 1, false));
        assertThat(CommandRun.of("detect", "fit", normal, "-o", table, "--kind", "table", "--quiet")
                        .code())
                .isZero();
        assertThat(CommandRun.of("detect", "fit", normal, "-o", series, "--window", 4, "--quiet")
                        .code())
                .isZero();
    }

    @Test
    void fitTellsWhatWasDoneAndWhy() throws IOException {
        Path normal = write("told.csv", rows(200, 1, false));
        Path page = folder.resolve("fit.html");
        CommandRun run = CommandRun.of("detect", "fit", normal, "-o", folder.resolve("told"), "--report", page);
        assertThat(run.err()).contains("column \"time\" says when");
        assertThat(run.out())
                .contains("autoencoder, combined")
                .contains("pca")
                .contains("isolation-forest")
                .contains("one-class-svm")
                .contains("series, windows of 32 rows")
                .contains("a day");
        assertThat(page).content().contains("Beside the baselines").contains("Alarms by threshold");
        assertThat(run.code()).isZero();
    }

    @Test
    void scoreFindsTheBrokenRowAndNamesItsColumn() throws IOException {
        Path data = write("new.csv", rows(120, 2, true));
        Path out = folder.resolve("scores.csv");
        Path page = folder.resolve("alarms.html");
        CommandRun run = CommandRun.of("detect", "score", table, data, "-o", out, "--report", page);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(121);
        assertThat(lines.get(0)).isEqualTo(VerdictSink.header(true));
        String broken = lines.get(BROKEN + 1);
        assertThat(broken).startsWith(BROKEN + 1 + ",2024-01-01 01:30:00,").contains(",1,pressure,");
        assertThat(lines.stream()
                        .filter(line -> line.split(",", -1)[4].equals("1"))
                        .count())
                .isBetween(1L, 6L);
        assertThat(run.out()).contains("2024-01-01 01:30:00").contains("pressure");
        assertThat(page).content().contains("What the alarms are about").contains("pressure");
        Path again = folder.resolve("again.csv");
        CommandRun.of("detect", "score", table, data, "-o", again, "--threads", 3, "--quiet");
        assertThat(again).hasSameBinaryContentAs(out);
    }

    @Test
    void scoreMeasuresAgainstLabelsAndPrintsJson() throws IOException {
        List<String> rows = rows(120, 2, true);
        List<String> labelled = new ArrayList<>();
        labelled.add(rows.get(0) + ",label");
        for (int i = 1; i < rows.size(); i++) {
            labelled.add(rows.get(i) + (i == BROKEN + 1 ? ",1" : ",0"));
        }
        Path data = write("labelled.csv", labelled);
        CommandRun run = CommandRun.of("detect", "score", table, data, "--label", "label", "--json");
        assertThat(run.err()).isEmpty();
        Map<String, Object> fields = Json.parse(run.out());
        assertThat(fields).containsEntry("rocAuc", 1.0).containsEntry("rows", 120L);
        assertThat(run.code()).isZero();
        Path none = folder.resolve("unlabelled-scores.csv");
        CommandRun without = CommandRun.of("detect", "score", table, data, "--label", "truth", "-o", none);
        assertThat(none).doesNotExist();
        assertThat(without.code()).isEqualTo(2);
        assertThat(without.err()).contains("\"truth\"").contains("no such column");
    }

    @Test
    void columnsAreFoundByNameAndDifferencesAreTold() throws IOException {
        List<String> rows = rows(40, 3, false);
        List<String> turned = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            String[] cells = rows.get(i).split(",", -1);
            String missing = i == 5 ? "" : cells[1];
            turned.add(String.join(",", cells[3], i == 0 ? "more" : "9", cells[2], missing, cells[0]));
        }
        Path out = folder.resolve("turned-scores.csv");
        Path straight = folder.resolve("straight-scores.csv");
        CommandRun run = CommandRun.of("detect", "score", table, write("turned.csv", turned), "-o", out);
        CommandRun.of("detect", "score", table, write("straight.csv", rows), "-o", straight, "--quiet");
        assertThat(run.err()).contains("1 cell is missing").contains("ignored: more");
        List<String> a = Files.readAllLines(out);
        List<String> b = Files.readAllLines(straight);
        for (int i = 0; i < a.size(); i++) {
            if (i != 5) {
                assertThat(a.get(i)).isEqualTo(b.get(i));
            }
        }
        CommandRun lacking = CommandRun.of("detect", "score", table, write("lacking.csv", List.of("time,flow", "t,1")));
        assertThat(lacking.code()).isEqualTo(3);
        assertThat(lacking.err()).contains("\"power\", \"pressure\" are missing");
    }

    @Test
    void watchAnswersAsScoreDoesAndGoesOnAfterBrokenRows() throws IOException {
        List<String> rows = rows(120, 2, true);
        Path scores = folder.resolve("watched-scores.csv");
        CommandRun.of("detect", "score", table, write("watched.csv", rows), "-o", scores, "--quiet");
        rows.add(3, "2024-01-01 00:02:00,x,y,z");
        CommandRun run = watch(rows, table);
        assertThat(run.code()).isZero();
        List<String> answers = run.out().lines().toList();
        assertThat(answers).hasSize(122);
        assertThat(answers.get(3)).startsWith("4,2024-01-01 00:02:00,,,,").contains("must be a number");
        List<String> scored = Files.readAllLines(scores);
        for (int i = 1; i < scored.size(); i++) {
            String[] expected = scored.get(i).split(",", -1);
            String[] answer = answers.get(i < 3 ? i : i + 1).split(",", -1);
            assertThat(answer[2]).isEqualTo(expected[2]);
            assertThat(answer[3]).isEqualTo(expected[3]);
            assertThat(answer[4]).isEqualTo(expected[4]);
        }
        assertThat(answers.get(BROKEN + 2)).contains("pressure");
        assertThat(run.err()).contains("120 rows judged").contains("1 broken row");
    }

    @Test
    void watchOfASeriesWarmsUpFirst() throws IOException {
        CommandRun run = watch(rows(120, 2, true), series, "--json");
        List<Map<String, Object>> answers = run.out().lines().map(Json::parse).toList();
        assertThat(answers).hasSize(120);
        assertThat(answers.subList(0, 3))
                .allSatisfy(answer -> assertThat(answer).doesNotContainKey("score"));
        assertThat(answers.get(3)).containsKey("score");
        assertThat(answers.subList(BROKEN, BROKEN + 4))
                .anySatisfy(answer -> assertThat(answer).containsEntry("alarm", true));
        CommandRun alarms = watch(rows(120, 2, true), series, "--alarms", "--adapt");
        assertThat(alarms.out().lines().count()).isBetween(2L, 20L);
    }

    @Test
    void driftSaysWhatMoved() throws IOException {
        CommandRun same = CommandRun.of("detect", "drift", table, write("same.csv", rows(400, 5, false)));
        assertThat(same.out()).contains("no need to retrain");
        List<String> moved = new ArrayList<>();
        for (String row : rows(400, 5, false)) {
            String[] cells = row.split(",", -1);
            moved.add(cells[0].equals("time") ? row : String.join(",", cells[0], cells[1], cells[2], "9"));
        }
        Path page = folder.resolve("drift.html");
        CommandRun run = CommandRun.of("detect", "drift", table, write("moved.csv", moved), "--report", page);
        assertThat(run.out()).contains("retrain: ").contains("pressure");
        assertThat(page).content().contains("Drift").contains("another population");
    }

    @Test
    void refusesWhatIsNoDetectorAndNoRule() throws IOException {
        Path normal = write("refused.csv", rows(50, 1, false));
        CommandRun rule = CommandRun.of("detect", "fit", normal, "-o", folder.resolve("x"), "--threshold", "guess:3");
        assertThat(rule.code()).isEqualTo(2);
        CommandRun labels =
                CommandRun.of("detect", "fit", normal, "-o", folder.resolve("x"), "--threshold", "f-beta:1");
        assertThat(labels.code()).isEqualTo(2);
        assertThat(labels.err()).contains("labels");
        assertThat(folder.resolve("x")).doesNotExist();
        CommandRun none = CommandRun.of("detect", "score", normal, normal);
        assertThat(none.code()).isEqualTo(4);
        CommandRun model = CommandRun.of("evaluate", table, normal);
        assertThat(model.code()).isEqualTo(4);
        assertThat(model.err()).contains("is a detector");
        assertThat(CommandRun.of("detect").code()).isEqualTo(2);
    }

    @Test
    void leavesTheDetectorAlone() throws IOException {
        byte[] before = Files.readAllBytes(detector);
        CommandRun.of("detect", "score", detector, write("alone.csv", rows(20, 1, false)));
        assertThat(Files.readAllBytes(detector)).isEqualTo(before);
    }

    private static CommandRun watch(List<String> rows, Path with, String... flags) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(String.join("\n", rows).getBytes(StandardCharsets.UTF_8)));
        try {
            List<Object> arguments = new ArrayList<>(List.of("detect", "watch", with));
            arguments.addAll(List.of(flags));
            return CommandRun.of(arguments.toArray());
        } finally {
            System.setIn(before);
        }
    }

    /** Returns a header and rows a minute apart; with a broken one, whose pressure does not go with the others. */
    private static List<String> rows(int count, long seed, boolean isBroken) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> rows = new ArrayList<>(List.of("time,flow,power,pressure"));
        for (int i = 0; i < count; i++) {
            double load = random.nextDouble();
            double pressure = isBroken && i == BROKEN ? 2 + 1.5 : 3 - load;
            rows.add(String.format(
                    java.util.Locale.ROOT,
                    "2024-01-01 %02d:%02d:00,%.3f,%.2f,%.4f",
                    i / 60,
                    i % 60,
                    50 + 10 * load + 0.05 * random.nextDouble(),
                    1000 + 200 * load + 2 * random.nextDouble(),
                    pressure + 0.02 * random.nextDouble()));
        }
        return rows;
    }

    private static Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }
}
