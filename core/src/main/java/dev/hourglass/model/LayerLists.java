package dev.hourglass.model;

import java.util.ArrayList;
import java.util.List;

/** Takes lists of layers apart at commas, but not within brackets, nor between the four sides of a padding. */
final class LayerLists {
    private LayerLists() {}

    /** Returns the layers of a list. */
    static List<String> split(String text) {
        return join(List.of(text.split(",", -1)));
    }

    /** Puts pieces that were cut within a layer together again. */
    static List<String> join(List<String> pieces) {
        List<String> layers = new ArrayList<>();
        int depth = 0;
        for (String piece : pieces) {
            boolean belongsToLast = !layers.isEmpty() && (depth > 0 || piece.matches("\\d+.*"));
            if (belongsToLast) {
                layers.add(layers.remove(layers.size() - 1) + "," + piece);
            } else {
                layers.add(piece);
            }
            depth += brackets(piece);
        }
        return layers;
    }

    private static int brackets(String piece) {
        return (int) (piece.chars().filter(c -> c == '[').count()
                - piece.chars().filter(c -> c == ']').count());
    }
}
