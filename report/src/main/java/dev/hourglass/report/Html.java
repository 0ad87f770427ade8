package dev.hourglass.report;

import java.util.List;
import java.util.stream.Collectors;

/** Puts text and figures into markup. Everything that comes from a run passes through {@link #escape}. */
final class Html {
    private Html() {}

    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** Returns a section; {@code content} is markup, {@code lead} is text. */
    static String section(String id, String heading, String lead, String content) {
        return "<section id=\"" + id + "\">\n<h2>" + escape(heading) + "</h2>\n"
                + (lead.isEmpty() ? "" : "<p class=\"lead\">" + escape(lead) + "</p>\n") + content + "\n</section>\n";
    }

    /** Returns a table; headers are text, rows are markup made by {@link #row}. */
    static String table(List<String> headers, List<String> rows) {
        return headers.stream()
                .map(header -> "<th scope=\"col\">" + escape(header) + "</th>")
                .collect(Collectors.joining(
                        "",
                        "<div class=\"scroll\"><table>\n<thead><tr>",
                        "</tr></thead>\n<tbody>\n" + String.join("\n", rows) + "\n</tbody></table></div>"));
    }

    /** Returns a row of a table; the cells are markup. */
    static String row(String... cells) {
        return "<tr>" + String.join("", cells) + "</tr>";
    }

    static String text(String text) {
        return "<td>" + escape(text) + "</td>";
    }

    static String number(String text) {
        return "<td class=\"number\">" + escape(text) + "</td>";
    }

    /** Returns a figure at a glance; all are text. */
    static String card(String name, String value, String note) {
        return "<div class=\"card\"><span>" + escape(name) + "</span><strong>" + escape(value) + "</strong><small>"
                + escape(note) + "</small></div>";
    }

    /** Returns a place for a chart, which the script fills. */
    static String chart(String id, String label) {
        return "<div class=\"chart\"><canvas id=\"" + id + "\" role=\"img\" aria-label=\"" + escape(label)
                + "\"></canvas></div>";
    }
}
