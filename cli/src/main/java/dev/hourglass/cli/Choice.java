package dev.hourglass.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads constants by the names people type: {@code MIN_MAX} as {@code min-max}. */
final class Choice {
    private Choice() {}

    /** Returns the constant of a name. */
    static <E extends Enum<E>> E of(Class<E> type, String text, String origin) {
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(origin + " must be one of "
                + Arrays.stream(type.getEnumConstants()).map(Choice::name).collect(Collectors.joining(", "))
                + ", but was \"" + text + "\"");
    }

    /** Returns the name people type. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
