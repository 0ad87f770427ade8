package dev.hourglass.cli;

import dev.hourglass.file.Json;
import dev.hourglass.reproduce.Figure;
import dev.hourglass.reproduce.Finding;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Prints findings as they come, so that a long run shows what it has. */
sealed interface FindingPrinter permits FindingPrinter.Table, FindingPrinter.JsonLines {
    /** Prints one finding. */
    void print(Finding finding);

    /** Prints what is to be said at the end. */
    void finish();

    /** One line a metric, published beside obtained. */
    final class Table implements FindingPrinter {
        private final PrintWriter out;
        private boolean isStarted;
        private boolean isQuick;
        private String device = "";

        Table(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void print(Finding finding) {
            if (!isStarted) {
                isStarted = true;
                row("name", "metric", "published", "obtained", "deviation", "seed", "time", "");
            }
            isQuick |= finding.isQuick();
            device = finding.device();
            Figure figure = finding.figure();
            row(
                    finding.name(),
                    figure.metric(),
                    number("%.5f", figure.published()),
                    number("%.5f", finding.obtained()),
                    number("%+.5f", finding.deviation()),
                    Long.toString(finding.seed()),
                    number("%.1f s", finding.seconds()),
                    verdict(finding));
        }

        private void row(Object... cells) {
            out.printf(Locale.ROOT, "%-16s %-40s %10s %10s %10s %5s %8s  %s%n", cells);
            out.flush();
        }

        private static String number(String format, double value) {
            return String.format(Locale.ROOT, format, value);
        }

        private static String verdict(Finding finding) {
            if (finding.isQuick()) {
                return "quick";
            }
            if (!finding.figure().isDemanded()) {
                return "beside";
            }
            return finding.isReached() ? "reached" : "MISSED, must be " + range(finding.figure());
        }

        private static String range(Figure figure) {
            if (figure.least() == Double.NEGATIVE_INFINITY) {
                return "at most " + number("%.5f", figure.most());
            }
            if (figure.most() == Double.POSITIVE_INFINITY) {
                return "at least " + number("%.5f", figure.least());
            }
            return "from " + number("%.5f", figure.least()) + " to " + number("%.5f", figure.most());
        }

        @Override
        public void finish() {
            out.println("on " + device);
            if (isQuick) {
                out.println("This was a quick run: a few epochs on a part of the data. Its figures say that everything"
                        + " works, and nothing about the published ones; leave out --quick for those.");
            }
            out.flush();
        }
    }

    /** One JSON object a metric and line. */
    final class JsonLines implements FindingPrinter {
        private final PrintWriter out;

        JsonLines(PrintWriter out) {
            this.out = out;
        }

        @Override
        public void print(Finding finding) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("name", finding.name());
            object.put("metric", finding.figure().metric());
            object.put("published", finding.figure().published());
            JsonFields.put(object, "obtained", finding.obtained());
            object.put("better", finding.figure().isHigherBetter() ? "higher" : "lower");
            object.put("seconds", finding.seconds());
            object.put("seed", finding.seed());
            object.put("device", finding.device());
            out.println(Json.print(object));
            out.flush();
        }

        @Override
        public void finish() {}
    }
}
