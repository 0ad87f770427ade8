package dev.hourglass.model;

import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The words of a layer's text, separated by colons; remembers which were read. */
final class LayerWords {
    private final String text;
    private final String forms;
    private final List<String> words;
    private final List<String> unread;

    LayerWords(String text, String forms) {
        this.text = text;
        this.forms = forms;
        this.words = Arrays.asList(text.split(":", -1));
        this.unread = new ArrayList<>(words.subList(1, words.size()));
    }

    String name() {
        return words.get(0);
    }

    int count() {
        return words.size();
    }

    private String word(int index) {
        if (index >= words.size()) {
            throw wrong();
        }
        unread.remove(words.get(index));
        return words.get(index);
    }

    int whole(int index) {
        return whole(word(index));
    }

    private int whole(String word) {
        if (!word.matches("\\d{1,6}")) {
            throw wrong();
        }
        return Integer.parseInt(word);
    }

    double number(int index) {
        try {
            return Double.parseDouble(word(index));
        } catch (NumberFormatException e) {
            throw wrong();
        }
    }

    Shape shape(int index) {
        return new Shape(
                Arrays.stream(word(index).split("x", -1)).map(this::whole).toList());
    }

    boolean flag(String name) {
        return unread.remove(name);
    }

    int option(String name, int fallback) {
        return text(name).map(this::whole).orElse(fallback);
    }

    private Optional<String> text(String name) {
        Optional<String> found =
                unread.stream().filter(word -> word.startsWith(name + "=")).findFirst();
        found.ifPresent(unread::remove);
        return found.map(word -> word.substring(name.length() + 1));
    }

    Optional<Padding> padding() {
        return text("padding").map(this::padding);
    }

    private Padding padding(String value) {
        if (value.equals("valid")) {
            return Padding.VALID;
        }
        List<Integer> sides =
                Arrays.stream(value.split(",", -1)).map(this::whole).toList();
        if (sides.size() == 1) {
            return Padding.all(sides.get(0));
        }
        if (sides.size() != 4) {
            throw wrong();
        }
        return new Padding(sides.get(0), sides.get(1), sides.get(2), sides.get(3));
    }

    void requireAllRead() {
        if (!unread.isEmpty()) {
            throw wrong();
        }
    }

    IllegalArgumentException wrong() {
        return new IllegalArgumentException("a layer must be one such as " + forms + ", but was \"" + text + "\"");
    }
}
