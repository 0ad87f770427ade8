package dev.hourglass.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Options of a command line: {@code --name value} or {@code --name} alone. */
final class Arguments {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Arguments() {}

    /**
     * Reads a command line.
     *
     * @param valued options that take a value
     * @param flags options that take none
     * @throws IllegalArgumentException if an option is unknown or lacks its value
     */
    static Arguments parse(String[] words, Set<String> valued, Set<String> flags) {
        Arguments arguments = new Arguments();
        for (int i = 0; i < words.length; i++) {
            List<String> given = arguments.values.computeIfAbsent(words[i], name -> new ArrayList<>());
            if (valued.contains(words[i])) {
                if (i + 1 == words.length) {
                    throw new IllegalArgumentException(words[i] + " must be followed by a value");
                }
                given.add(words[i + 1]);
                i++;
            } else if (!flags.contains(words[i])) {
                throw new IllegalArgumentException("options are " + sorted(valued) + " with a value and "
                        + sorted(flags) + " without, but \"" + words[i] + "\" was given");
            }
        }
        return arguments;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns every value given for an option, in order. */
    List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /** Returns the last value given for an option, or the fallback. */
    String text(String name, String fallback) {
        List<String> given = all(name);
        return given.isEmpty() ? fallback : given.get(given.size() - 1);
    }

    /** Returns the last value of an option that must be a number of at least 1. */
    int count(String name, int fallback) {
        String text = text(name, Integer.toString(fallback));
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(name + " must be a number of at least 1, but was \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    /** Returns the comma-separated words of an option, or the fallback. */
    List<String> list(String name, List<String> fallback) {
        String text = text(name, "");
        return text.isEmpty() ? fallback : List.of(text.split(",", -1));
    }

    /** Returns the JDKs of {@code --jdk}, or the current one. */
    List<Jdk> jdks() {
        return has("--jdk") ? all("--jdk").stream().map(Jdk::parse).toList() : List.of(Jdk.current());
    }

    /**
     * Returns the options of our JVMs: those of {@code --java-option}, and half the vector width for {@code --avx2}.
     */
    List<String> javaOptions() {
        List<String> options = new ArrayList<>(all("--java-option"));
        if (has("--avx2")) {
            options.add("-XX:UseAVX=2");
        }
        return options;
    }
}
