package dev.hourglass.compress.container;

import java.util.Arrays;
import java.util.Optional;

/** Says what an entry's content is. */
public enum EntryKind {
    /** The bytes of a file, which come back exactly. */
    FILE(0, "exact"),
    /** Quantised codes of samples, which the file's model decodes; what comes back is similar. */
    CODES(1, "quantised codes"),
    /** The file's model, byte for byte. */
    MODEL(2, "model"),
    /** The bytes of a file whose floats come back within a bound; all else of it exactly. */
    BOUNDED(3, "bounded error"),
    /** A picture that comes back similar, as a PNG file; rows are the levels of its tiles. */
    PICTURE(4, "lossy"),
    /** The text of a table whose numbers come back within a bound; all else of it exactly. */
    TABLE(5, "bounded error");

    private final int number;
    private final String label;

    EntryKind(int number, String label) {
        this.number = number;
        this.label = label;
    }

    /** Returns the number in files. */
    public int number() {
        return number;
    }

    /** Returns the kind of a number, or nothing where there is none. */
    static Optional<EntryKind> of(int number) {
        return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
    }

    /** Returns what people are told about how it comes back. */
    public String label() {
        return label;
    }
}
