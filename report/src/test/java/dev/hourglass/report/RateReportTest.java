package dev.hourglass.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.evaluate.RateCurve;
import dev.hourglass.evaluate.RateDistortion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RateReportTest {
    @TempDir
    private Path directory;

    /** Run by hand with a file name, to look at invented curves. */
    public static void main(String[] arguments) throws IOException {
        RateReport.write(Path.of(arguments[0]), rates("12 photographs"));
    }

    private static RateDistortion rates(String data) {
        return new RateDistortion(
                data,
                "Invented.",
                curve("Hourglass", 0.09, 1.6, 26.5, 0.93),
                List.of(curve("JPEG", 0.18, 1.9, 23, 0.8), curve("WebP", 0.161, 1.148, 27.05, Double.NaN)),
                12.9,
                4_200_000);
    }

    private static RateCurve curve(String name, double from, double to, double psnr, double similarity) {
        List<RateCurve.Point> points = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            double rate = from * StrictMath.pow(to / from, i / 9.0);
            points.add(new RateCurve.Point(
                    rate, psnr + 4 * StrictMath.log(rate / from), similarity + (1 - similarity) * i / 12));
        }
        return new RateCurve(name, points);
    }

    @Test
    void showsTheCurvesAndTheMargins() throws IOException {
        Path file = directory.resolve("rates.html");
        RateReport.write(file, rates("12 photographs"));
        String page = Files.readString(file);

        assertThat(page)
                .contains("<h1>Rate and distortion: 12 photographs</h1>", "<canvas id=\"distortion-chart\"")
                .contains("{\"rates\":[{\"name\":\"Hourglass\",\"points\":[{\"x\":0.09,\"y\":26.5},")
                .contains("Hourglass above JPEG", "at least, from 0.2 to 1.0 bits per pixel", "4.200 MB")
                .contains("PNG files, without loss, take 12.90 bits per pixel. Invented. Click")
                .contains("<th scope=\"col\">JPEG, MS-SSIM</th>")
                .doesNotContain("{{");
    }

    @Test
    void textsAreEscaped() throws IOException {
        RateDistortion odd = new RateDistortion(
                "</script><b>", "<u>", curve("<i>&", 0.5, 0.6, 30, 0.9), List.of(curve("'\"", 2, 3, 30, 0.9)), 9, 1);

        String page = RateReport.page(odd);

        assertThat(page).contains("&lt;/script&gt;&lt;b&gt;").contains("\"name\":\"\\u003ci>&\"");
        assertThat(page).contains("not all rates from 0.2 to 1.0 are reached").doesNotContain("<b>", "<i>&", "<u>");
        assertThat(page.split("(?i)</script", -1)).hasSize(4);
    }
}
