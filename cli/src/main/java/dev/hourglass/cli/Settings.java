package dev.hourglass.cli;

import dev.hourglass.cli.Setting.Kind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one experiment, as given in YAML and by flags, and as they took effect with defaults filled in. Not
 * thread-safe; confine to one thread.
 */
final class Settings {
    /**
     * What was given, and where.
     *
     * @param texts the value; one text unless it is a list
     * @param origin for messages, for example {@code --epochs} or {@code x.yaml:3: training.epochs}
     */
    private record Given(List<String> texts, String origin) {}

    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
    private final Map<Setting, List<String>> effective = new EnumMap<>(Setting.class);
    private final Set<Setting> read = EnumSet.noneOf(Setting.class);

    /**
     * Sets a value, in place of an earlier one.
     *
     * @throws IllegalArgumentException if it is not of the setting's kind, naming the origin
     */
    void put(Setting setting, List<String> texts, String origin) {
        if (!setting.kind().isList() && texts.size() != 1) {
            throw new IllegalArgumentException(
                    origin + " must be " + setting.kind().words() + ", but was a list");
        }
        for (String text : texts) {
            if (!isOfKind(setting.kind(), text)) {
                throw new IllegalArgumentException(
                        origin + " must be " + setting.kind().words() + ", but was \"" + text + "\"");
            }
        }
        given.put(setting, new Given(List.copyOf(texts), origin));
    }

    /** Sets a value that the program itself chooses. */
    Settings with(Setting setting, String text) {
        put(setting, List.of(text), setting.flag());
        return this;
    }

    boolean has(Setting setting) {
        return given.containsKey(setting);
    }

    /** Returns where a value was given, for messages. */
    String origin(Setting setting) {
        Given found = given.get(setting);
        return found == null ? setting.flag() : found.origin();
    }

    Optional<String> text(Setting setting) {
        List<String> texts = texts(setting);
        return texts.isEmpty() ? Optional.empty() : Optional.of(texts.get(0));
    }

    String text(Setting setting, String fallback) {
        return text(setting).orElseGet(() -> keep(setting, fallback));
    }

    long whole(Setting setting, long fallback) {
        return Long.parseLong(text(setting, Long.toString(fallback)));
    }

    int count(Setting setting, int fallback) {
        long value = whole(setting, fallback);
        if (value != (int) value) {
            throw new IllegalArgumentException(
                    origin(setting) + " must be at most " + Integer.MAX_VALUE + ", but was " + value);
        }
        return (int) value;
    }

    double number(Setting setting, double fallback) {
        return Double.parseDouble(text(setting, Double.toString(fallback)));
    }

    boolean flag(Setting setting, boolean fallback) {
        return Boolean.parseBoolean(text(setting, Boolean.toString(fallback)));
    }

    /** Returns the texts of a list; empty where none was given. */
    List<String> texts(Setting setting) {
        read.add(setting);
        Given found = given.get(setting);
        if (found == null) {
            return List.of();
        }
        effective.put(setting, found.texts());
        return found.texts();
    }

    /** Returns the whole numbers of a list; empty where none was given. */
    List<Integer> counts(Setting setting) {
        return texts(setting).stream().map(Integer::valueOf).toList();
    }

    /** Returns the numbers of a list; empty where none was given. */
    List<Double> numbers(Setting setting) {
        try {
            return texts(setting).stream().map(Double::valueOf).toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    origin(setting) + " must be numbers, but was " + String.join(", ", texts(setting)), e);
        }
    }

    /** Returns what was read so far, defaults included. */
    Map<Setting, List<String>> effective() {
        return new EnumMap<>(effective);
    }

    /**
     * Refuses values that nothing asked for.
     *
     * @throws IllegalArgumentException if one was given, but decides nothing
     */
    void requireAllRead() {
        given.forEach((setting, value) -> {
            if (!read.contains(setting)) {
                throw new IllegalArgumentException(value.origin()
                        + " must fit the other settings, but has no effect with them; leave it out, or choose the"
                        + " data, model, optimizer or schedule it belongs to");
            }
        });
    }

    private String keep(Setting setting, String fallback) {
        effective.put(setting, List.of(fallback));
        return fallback;
    }

    private static boolean isOfKind(Kind kind, String text) {
        try {
            switch (kind) {
                case WHOLE -> Long.parseLong(text);
                case WHOLES -> Integer.parseInt(text);
                case NUMBER -> {
                    return Double.isFinite(Double.parseDouble(text));
                }
                case FLAG -> {
                    return text.equals("true") || text.equals("false");
                }
                case TEXT, TEXTS -> {
                    return !text.isEmpty();
                }
            }
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
