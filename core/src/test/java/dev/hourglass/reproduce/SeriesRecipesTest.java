package dev.hourglass.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.data.DataLocator;
import dev.hourglass.data.DownloadProgress;
import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

final class SeriesRecipesTest {
    private static final LocalDateTime START = LocalDateTime.of(2014, 4, 1, 0, 0);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @TempDir
    Path folder;

    private void write(String name, List<String> lines) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.write(path, lines);
    }

    private List<Finding> run(Recipe recipe, boolean isQuick, int threads) throws IOException {
        var options = new ReproduceOptions(3, threads, isQuick, DataLocator.of(List.of(folder), Map.of(), folder));
        return new Reproduction(options, DownloadProgress.none()).run(recipe, TrainingListener.SILENT);
    }

    private static Finding of(List<Finding> findings, String start) {
        return findings.stream()
                .filter(finding -> finding.figure().metric().startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> obtained(List<Finding> findings) {
        return findings.stream().map(Finding::obtained).toList();
    }

    private static String time(int row) {
        return TIME.format(START.plusMinutes(5L * row));
    }

    /** A wave of 40 rows with noise; at row 700 of 1000 half a wave is left out, which no range tells. */
    private void writeNab(String window) throws IOException {
        SeededRandom random = new SeededRandom(2);
        List<String> lines = new ArrayList<>(List.of("timestamp,value"));
        for (int i = 0; i < 1000; i++) {
            int phase = i < 700 ? i : i + 20;
            double wave = 10 * StrictMath.sin(2 * StrictMath.PI * phase / 40);
            lines.add(time(i) + "," + (wave + 0.2 * random.nextGaussian()));
        }
        write("nab/data/art/wave.csv", lines);
        write("nab/labels/combined_windows.json", List.of("{\"art/wave.csv\": [" + window + "]}"));
    }

    @Test
    void findsABrokenSeasonThatAGaussianDoesNot() throws IOException {
        writeNab("[\"" + time(690) + ".000000\", \"" + time(789) + ".000000\"]");

        List<Finding> findings = run(new NumentaBenchmark(), false, 2);

        Finding standard = of(findings, "standard score of 1 series, beside the windowed Gaussian");
        assertThat(standard.obtained()).isGreaterThan(80);
        assertThat(standard.figure().published()).isLessThan(50);
        assertThat(standard.isReached()).isTrue();
        assertThat(of(findings, "windows found").obtained()).isEqualTo(1);
        assertThat(of(findings, "windows found").figure().published()).isEqualTo(1);
        assertThat(obtained(run(new NumentaBenchmark(), false, 1))).isEqualTo(obtained(findings));
    }

    @Test
    void refusesWindowsThatAreNotInTheSeries() throws IOException {
        writeNab("[\"2015-01-01 00:00:00.000000\", \"2015-01-01 00:05:00.000000\"]");

        assertThatThrownBy(() -> run(new NumentaBenchmark(), true, 1))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("no row has that time");
    }

    @Test
    void aDetectorKnowsNothingOfWhatComes() throws IOException {
        List<Double> values = IntStream.range(0, 400)
                .mapToObj(i -> StrictMath.sin(2 * StrictMath.PI * i / 40) + i % 7 / 50.0)
                .toList();
        RunOptions options = RunOptions.defaults(1).withThreads(1);
        NabDetector first = new NabDetector(values.subList(0, 200), options, TrainingListener.SILENT);
        NabDetector second = new NabDetector(values.subList(0, 200), options, TrainingListener.SILENT);
        for (int i = 200; i < 300; i++) {
            assertThat(first.score(values.get(i))).isEqualTo(second.score(values.get(i)));
        }
        assertThat(first.score(5)).isGreaterThan(0.5); // far outside
        assertThat(second.score(values.get(300))).isLessThan(0.2);
        assertThat(first.score(5)).isNegative(); // at rest
    }

    /** With two rows either way, rows 7, 8 and 9 look at rows 0 to 4, 1 to 5 and 2 to 6. */
    @Test
    void measuresTheDistanceToTheSamePhase() {
        SeasonalDistance distance = new SeasonalDistance(5);
        double[] values = {0, 100, 200, 300, 400, 1, 100, 250, 99, 401};
        double[] expected = {0, 0, 0, 0, 0, 0, 0, 50.0 / 6, 51.0 / 6, 52.0 / 6};
        for (int i = 0; i < values.length; i++) {
            assertThat(distance.add(values[i])).isCloseTo(expected[i], within(1e-12));
        }
        assertThat(new SeasonalDistance(0).add(7)).isZero();
    }

    @Test
    void countsDeviationsFromTheValuesBefore() {
        double[] scores = WindowedGaussian.scores(List.of(1.0, 3.0, 2.0, 4.0, 2.5));

        assertThat(scores[0]).isZero();
        assertThat(scores[1]).isCloseTo(2e6, within(1e-3)); // no deviation yet
        assertThat(scores[2]).isZero();
        assertThat(scores[3]).isCloseTo(2 / StrictMath.sqrt(2.0 / 3), within(1e-12));
        assertThat(scores[4]).isZero();
    }

    /** Beats are waves; abnormal ones have a notch. */
    private void writeBeats(String file, int rows) throws IOException {
        SeededRandom random = new SeededRandom(rows);
        List<String> lines = new ArrayList<>();
        lines.add("label_abnormal,class,"
                + IntStream.range(0, 20).mapToObj(i -> "t" + i).collect(Collectors.joining(",")));
        for (int row = 0; row < rows; row++) {
            boolean isAbnormal = row % 4 == 0;
            double height = 1 + 0.2 * random.nextGaussian();
            StringBuilder line = new StringBuilder(isAbnormal ? "1,2" : "0,1");
            for (int i = 0; i < 20; i++) {
                double notch = isAbnormal && i > 10 && i < 14 ? 1.5 : 0;
                line.append(',').append(height * StrictMath.sin(i / 3.0) - notch + 0.1 * random.nextGaussian());
            }
            lines.add(line.toString());
        }
        write("ecg5000/" + file, lines);
    }

    @Test
    void tellsAbnormalBeatsByNormalOnes() throws IOException {
        writeBeats("ecg5000_test.csv", 200);
        writeBeats("ecg5000_train.csv", 120);

        List<Finding> findings = run(new Ecg5000(), false, 2);

        assertThat(of(findings, "normal test beats passed").obtained()).isGreaterThan(130);
        assertThat(of(findings, "abnormal test beats found").obtained()).isGreaterThan(130);
        assertThat(of(findings, "ROC-AUC").obtained()).isGreaterThan(0.97);
        assertThat(of(findings, "abnormal beats found, of the first 145").obtained())
                .isLessThanOrEqualTo(50); // there are no more
        assertThat(obtained(run(new Ecg5000(), true, 1))).isEqualTo(obtained(run(new Ecg5000(), true, 2)));
    }

    /** Two metrics swing together and a third does not move; from row 300 to 330 they come apart. */
    private void writeMachine(String set) throws IOException {
        SeededRandom random = new SeededRandom(4);
        List<String> train = new ArrayList<>(List.of("s0,s1,s2"));
        List<String> test = new ArrayList<>(List.of("s0,s1,s2,label"));
        for (int i = 0; i < 1200; i++) {
            boolean isAnomalous = i >= 900 && i < 930;
            double wave = StrictMath.sin(i / 9.0);
            double other = isAnomalous ? -wave : wave;
            String row = (wave + 0.1 * random.nextGaussian()) + "," + (other + 0.1 * random.nextGaussian()) + ",0.5";
            (i < 600 ? train : test).add(i < 600 ? row : row + (isAnomalous ? ",1" : ",0"));
        }
        write(set + "/one_train.csv", train);
        write(set + "/one_test.csv", test);
    }

    @Test
    void findsMetricsThatComeApart() throws IOException {
        writeMachine("asd");

        List<Finding> findings = run(new ServerMachines(), true, 2);

        assertThat(findings).hasSize(7);
        assertThat(of(findings, "VUS-PR of one").obtained()).isGreaterThan(0.3).isLessThanOrEqualTo(1);
        assertThat(of(findings, "best F1 of one").obtained()).isGreaterThan(0.5);
        assertThat(of(findings, "point-adjusted F1").figure().metric()).contains("flatters");
        assertThat(obtained(run(new ServerMachines(), true, 1))).isEqualTo(obtained(findings));
    }

    @Test
    void saysWhichDataIsMissing() {
        for (Recipe recipe : List.of(new NumentaBenchmark(), new Ecg5000(), new ServerMachines())) {
            assertThat(recipe.description()).isNotEmpty();
            assertThatThrownBy(() -> run(recipe, true, 1))
                    .isInstanceOf(DataNotFoundException.class)
                    .hasMessageContaining(DataLocator.VARIABLE);
        }
    }

    @Test
    @EnabledIfEnvironmentVariable(named = DataLocator.VARIABLE, matches = ".+")
    void reachesWhatItStatesOnTheRealSeries() throws IOException {
        Reproduction real = new Reproduction(ReproduceOptions.defaults(), DownloadProgress.none());
        for (Recipe recipe : List.of(new NumentaBenchmark(), new Ecg5000())) {
            assertThat(real.run(recipe, TrainingListener.SILENT)).noneMatch(Finding::isMissed);
        }
    }
}
