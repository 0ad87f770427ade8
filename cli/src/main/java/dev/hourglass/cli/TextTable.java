package dev.hourglass.cli;

import java.util.ArrayList;
import java.util.List;

/** Lays out a table as text: the first column to the left, the others to the right or left. Not thread-safe. */
final class TextTable {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private boolean isLeft;

    TextTable(String... header) {
        rows.add(List.of(header));
    }

    /** Aligns every column to the left. */
    TextTable left() {
        isLeft = true;
        return this;
    }

    TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Returns the lines, without blanks at their ends. */
    String print() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String padding = " ".repeat(widths.get(i) - row.get(i).length());
                line.append(i == 0 ? "" : GAP).append(i == 0 || isLeft ? row.get(i) + padding : padding + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
