package dev.hourglass.cli;

import java.util.Collection;
import java.util.Optional;

/** Finds the name someone probably meant. */
final class Nearest {
    private Nearest() {}

    /** Returns the known name with the fewest letters to change, unless that is more than half of them. */
    static Optional<String> to(String text, Collection<String> known) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(text, candidate);
            if (distance < bestDistance) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return bestDistance <= Math.max(2, text.length() / 2) ? Optional.of(best) : Optional.empty();
    }

    /**
     * Counts letters to insert, delete or replace, and neighbours to swap, no part twice. Source: Wagner and Fischer
     * 1974; Damerau 1964.
     */
    static int distance(String a, String b) {
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, rows);
            }
        }
        return rows[a.length()][b.length()];
    }

    /** Returns the edits from the first i letters of a to the first j of b, both at least one. */
    private static int cheapest(String a, String b, int i, int j, int[][] rows) {
        int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean isSwapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return isSwapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
