package dev.hourglass.bench;

import java.util.List;
import java.util.Locale;

/** Prints comparisons for people and for programs. */
final class ResultTable {
    private static final String ROW = "%-18s %-10s %-18s %18s %18s %7s %8s %-7s %9s %19s%n";

    private ResultTable() {}

    /** Returns a table; times are in milliseconds a step. */
    static String text(List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                ROW,
                "case",
                "ours",
                "peer",
                "ours min/median",
                "peer min/median",
                "ratio",
                "required",
                "",
                "drift",
                "weight error"));
        for (Comparison row : comparisons) {
            text.append(String.format(
                    Locale.ROOT,
                    ROW,
                    row.caseId(),
                    row.ours().engine(),
                    row.peer().engine(),
                    millis(row.ours()),
                    millis(row.peer()),
                    String.format(Locale.ROOT, "%.2f", row.ratio()),
                    row.required() == 0 ? "-" : String.format(Locale.ROOT, "%.2f", row.required()),
                    verdict(row),
                    String.format(Locale.ROOT, "%.1e", row.agreement().drift()),
                    String.format(
                            Locale.ROOT,
                            "%.1e / %.1e",
                            row.agreement().ours().weightError(),
                            row.agreement().peer().weightError())));
        }
        return text.toString();
    }

    private static String millis(Comparison.Series series) {
        return String.format(
                Locale.ROOT, "%.4f/%.4f", Statistics.min(series.millis()), Statistics.median(series.millis()));
    }

    private static String verdict(Comparison row) {
        if (!row.agreement().isGood()) {
            return "DIFFERS";
        }
        if (row.required() == 0) {
            return "";
        }
        return row.isReached() ? "ok" : "MISSED";
    }

    /** Returns one JSON object a comparison and line; names hold letters, digits, dots and dashes only. */
    static String json(List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder();
        for (Comparison row : comparisons) {
            text.append(String.format(
                    Locale.ROOT,
                    "{\"case\":\"%s\",\"ours\":\"%s\",\"peer\":\"%s\",\"oursMinMillis\":%.6f,\"oursMedianMillis\":%.6f,"
                            + "\"peerMinMillis\":%.6f,\"peerMedianMillis\":%.6f,\"ratio\":%.4f,\"required\":%.2f,"
                            + "\"reached\":%b,\"lossDrift\":%s,\"ourWeightError\":%s,\"peerWeightError\":%s}%n",
                    row.caseId(),
                    row.ours().engine(),
                    row.peer().engine(),
                    Statistics.min(row.ours().millis()),
                    Statistics.median(row.ours().millis()),
                    Statistics.min(row.peer().millis()),
                    Statistics.median(row.peer().millis()),
                    row.ratio(),
                    row.required(),
                    row.isReached(),
                    number(row.agreement().drift()),
                    number(row.agreement().ours().weightError()),
                    number(row.agreement().peer().weightError())));
        }
        return text.toString();
    }

    /** JSON has no NaN. */
    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }
}
