package dev.hourglass.compress.container;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;

/**
 * Says which model a file needs, and where it is.
 *
 * @param kind where the model is
 * @param id the SHA-256 of the model file, 64 lower-case hexadecimal digits; zeros where there is none
 */
public record ModelReference(Kind kind, String id) {
    private static final String NO_ID = "0".repeat(64);

    /** Says where the model of a file is. */
    public enum Kind {
        /** No model is needed. */
        NONE(0),
        /** Whoever decompresses must have the model. */
        NAMED(1),
        /** The model is the first entry of the file. */
        EMBEDDED(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** Returns the number in files. */
        public int number() {
            return number;
        }

        /** Returns the kind of a number, or nothing where there is none. */
        static Optional<Kind> of(int number) {
            return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
        }
    }

    public ModelReference {
        requireNonNull(kind, "kind");
        if (!id.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "model id must be 64 lower-case hexadecimal digits, but was \"" + id + "\"");
        }
        if ((kind == Kind.NONE) != id.equals(NO_ID)) {
            throw new IllegalArgumentException(
                    "model id must be zeros if and only if there is no model, but was " + id + " for kind " + kind);
        }
    }

    /** Returns the reference of a file that needs no model. */
    public static ModelReference none() {
        return new ModelReference(Kind.NONE, NO_ID);
    }

    /** Returns the reference to a model that is not in the file. */
    public static ModelReference named(String id) {
        return new ModelReference(Kind.NAMED, id);
    }

    /** Returns the reference to a model that is the file's first entry. */
    public static ModelReference embedded(String id) {
        return new ModelReference(Kind.EMBEDDED, id);
    }
}
