package dev.hourglass.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.LatentUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class HtmlReportTest {
    /** Whatever makes a browser load something: attributes, style sheets and scripts. Data URIs stay. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?i)\\b(src|href|srcset|action|poster)\\s*=\\s*[\"']?+(?!data:image/png;base64,)"
                    + "|@import|\\burl\\(|\\bfetch\\(|XMLHttpRequest|<link|<iframe|<base");

    @Test
    void loadsNothing() throws IOException {
        String page = page("Rings", List.of());

        assertThat(REFERENCE.matcher(page).results().map(MatchResult::group)).isEmpty();
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void containsTheChartLibraryWithItsLicence() throws IOException {
        String page = page("Rings", List.of());

        assertThat(page)
                .contains(" * Chart.js v" + ChartLibrary.version() + "\n")
                .contains("The MIT License (MIT)", "Permission is hereby granted, free of charge")
                .doesNotContain("sourceMappingURL");
    }

    @Test
    void nothingInsideClosesAScriptElement() throws IOException {
        String page = page("Rings", List.of());

        // The data, the library and our own script.
        assertThat(page.split("(?i)<script", -1)).hasSize(4);
        assertThat(page.split("(?i)</script", -1)).hasSize(4);
        assertThat(page).doesNotContain("{{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"loss", "rate", "gradient", "error", "code", "use", "map"})
    void hasAPlaceForEveryChart(String chart) throws IOException {
        assertThat(page("Rings", List.of())).contains("<canvas id=\"" + chart + "-chart\" role=\"img\" aria-label=\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "warnings",
                "summary",
                "reconstructions",
                "worst",
                "best",
                "loss",
                "gradients",
                "errors",
                "code",
                "prior",
                "use",
                "map",
                "compression",
                "model",
                "timings",
                "reproduce"
            })
    void showsEverySectionOnce(String section) throws IOException {
        assertThat(page("Rings", List.of()).split("<section id=\"" + section + "\">", -1))
                .hasSize(2);
    }

    @Test
    void escapesTextFromTheRun() throws IOException {
        String attack = "</title><script>alert(\"1\")</script>&'";
        String page = page(attack, List.of(attack));

        assertThat(page)
                .doesNotContain("<script>alert")
                .contains("<h1>&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;</h1>");
    }

    @Test
    void keepsPlaceholdersInTextFromTheRun() throws IOException {
        assertThat(page("{{data}} $1 \\", List.of())).contains("<h1>{{data}} $1 \\</h1>");
    }

    @Test
    void marksTheBetterOfModelAndPca() throws IOException {
        String page = page("Rings", List.of());

        assertThat(page)
                .contains(
                        "<tr><td>MSE</td><td class=\"number\"><mark title=\"the better of the two\">0.008120</mark></td>"
                                + "<td class=\"number\">0.01324</td><td class=\"number\">-38.7 %</td><td>lower</td></tr>")
                .contains("<tr><td>MAE</td><td class=\"number\">0.04010</td>"
                        + "<td class=\"number\"><mark title=\"the better of the two\">0.03880</mark></td>")
                .contains("<tr><td>BCE</td><td class=\"number\">0.09120 nats</td><td class=\"number\">-</td>");
    }

    @Test
    void putsWarningsFirst() throws IOException {
        String page = page("Rings", List.of("encoder.0: its gradient vanishes"));

        assertThat(page.indexOf("<li>encoder.0: its gradient vanishes</li>"))
                .isPositive()
                .isLessThan(page.indexOf("<section id=\"summary\">"));
    }

    @Test
    void showsWhatCodingComesTo() throws IOException {
        String page = HtmlReport.page(SampleReport.coded("Rings"));

        assertThat(page)
                .contains("<section id=\"distortion\">", "<canvas id=\"distortion-chart\"")
                .contains("0.2100 to 0.9100", "bits per pixel, as the model estimates")
                .contains("\"tradeoffs\":[{\"name\":\"model\",\"points\":[{\"x\":0.21,\"y\":27.1},")
                .contains("<td class=\"number\">0.0043</td>", "<td class=\"number\">0.9840</td>")
                .doesNotContain("at 8 bits a value");
        assertThat(page("Rings", List.of()))
                .contains("\"tradeoffs\":[]", "at 8 bits a value")
                .doesNotContain("<section id=\"distortion\">");
    }

    @Test
    void tellsOfDeadUnits() throws IOException {
        assertThat(page("Rings", List.of())).contains("1 of 8 values of the code are dead");
    }

    @Test
    void tellsOfCodesThatAreNotUsed() throws IOException {
        LatentUse collapsed = new LatentUse(List.of(new LatentUse.Dimension(0.001, 0.0001)));
        RunReport used = SampleReport.of("Rings", 2, List.of());
        Evaluation known = used.evaluation();
        RunReport unused = new RunReport(
                used.title(),
                used.model(),
                used.training(),
                new Evaluation(
                        known.rows(),
                        known.metrics(),
                        known.sampleErrors(),
                        known.code(),
                        collapsed,
                        List.of(),
                        known.size(),
                        known.timing()),
                used.samples(),
                CodeViews.NONE,
                List.of(),
                used.environment());

        assertThat(HtmlReport.page(used)).contains("5 of 8 values are active", "Nothing unusual was noticed");
        assertThat(HtmlReport.page(unused))
                .contains("<li>the codes have collapsed onto the prior", "0 of 1 values are active")
                .doesNotContain("<section id=\"map\">");
    }

    @Test
    void chartDataIsJsonThatCannotCloseItsElement() {
        RunReport report = SampleReport.of("Rings", 5, List.of());
        String json = ChartData.of(report);
        int numbers = 0;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                numbers += token.isNumeric() ? 1 : 0;
            }
        }
        assertThat(numbers).isGreaterThan(4 * 5 + 4 * 5);
        assertThat(json).doesNotContain("<").startsWith("{\"bestEpoch\":2,\"epoch\":[1,2,3,4,5],");
    }

    @Test
    void showsARunThatStoppedBeforeItsFirstEpoch() throws IOException {
        assertThat(HtmlReport.page(SampleReport.of("Rings", 0, List.of()))).contains("\"epoch\":[]");
    }

    @Test
    void longRunsStaySmall() throws IOException {
        RunReport report = SampleReport.of("Rings", 10_000, List.of());

        assertThat(HtmlReport.page(report)).hasSizeLessThan(2_000_000);
    }

    @Test
    void showsErrorsByFeatureForTables() throws IOException {
        RunReport images = SampleReport.of("Rings", 2, List.of());
        Samples features = new Samples.Features(
                List.of(new Samples.FeatureError("a<b", 0.1, 1), new Samples.FeatureError("constant", 0, 0)));
        String page = HtmlReport.page(new RunReport(
                "Table",
                images.model(),
                images.training(),
                images.evaluation(),
                features,
                CodeViews.NONE,
                List.of(),
                images.environment()));

        assertThat(page)
                .contains("<section id=\"features\">", "<td>a&lt;b</td>", "Nothing was compressed in this run.");
        assertThat(page.replace(ChartLibrary.script(), "")).doesNotContain("NaN");
    }

    @Test
    void writesThePage(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("report.html");

        HtmlReport.write(file, SampleReport.of("Ringe für Ümläute", 2, List.of()));

        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").contains("<h1>Ringe für Ümläute</h1>");
    }

    private static String page(String title, List<String> warnings) throws IOException {
        return HtmlReport.page(SampleReport.of(title, 5, warnings));
    }
}
