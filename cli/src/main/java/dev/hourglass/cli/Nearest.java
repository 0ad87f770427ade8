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

    /** Counts letters to insert, delete or replace. Source: Levenshtein 1966; Wagner and Fischer 1974. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
