package dev.hourglass.compress.container;

import static java.util.Objects.requireNonNull;

import dev.hourglass.compress.codec.RowLayout;

/**
 * What an entry says before its chunks. Immutable and safe for concurrent use.
 *
 * <p>The content of an entry is its prologue, then its rows, then the epilogue of its {@link EntrySeal}.
 */
public final class EntryHeader {
    private static final byte[] NOTHING = {};

    private final EntryKind kind;
    private final String name;
    private final RowLayout layout;
    private final int chunkRows;
    private final byte[] prologue;
    private final byte[] parameters;

    private EntryHeader(
            EntryKind kind, String name, RowLayout layout, int chunkRows, byte[] prologue, byte[] parameters) {
        this.kind = requireNonNull(kind, "kind");
        this.name = EntryName.require(name);
        this.layout = requireNonNull(layout, "layout");
        this.chunkRows = chunkRows;
        this.prologue = prologue;
        this.parameters = parameters;
        int maxRows = ContainerFormat.MAX_CHUNK_BYTES / layout.rowBytes();
        if (chunkRows < 1 || chunkRows > maxRows) {
            throw new IllegalArgumentException("rows of a chunk must be in [1, " + maxRows + "] for rows of "
                    + layout.rowBytes() + " bytes, but were " + chunkRows);
        }
        requireLength("prologue", prologue.length, ContainerFormat.MAX_PROLOGUE_BYTES);
        requireLength("parameters", parameters.length, ContainerFormat.MAX_PARAMETER_BYTES);
    }

    /**
     * Makes the header of an entry without prologue and parameters.
     *
     * @param kind what the content is
     * @param name see {@link EntryName}
     * @param layout how the values of rows lie
     * @param chunkRows rows of each chunk but the last; at least 1, and at most 16 MiB of rows
     * @throws IllegalArgumentException if the name or the number of rows cannot be
     */
    public static EntryHeader of(EntryKind kind, String name, RowLayout layout, int chunkRows) {
        return new EntryHeader(kind, name, layout, chunkRows, NOTHING, NOTHING);
    }

    /** Returns a copy of another kind. */
    public EntryHeader withKind(EntryKind kind) {
        return new EntryHeader(kind, name, layout, chunkRows, prologue, parameters);
    }

    /** Returns a copy with other chunks; see {@link #of}. */
    public EntryHeader withChunkRows(int rows) {
        return new EntryHeader(kind, name, layout, rows, prologue, parameters);
    }

    /** Returns a copy with another prologue, at most 1 MiB; copied. */
    public EntryHeader withPrologue(byte[] bytes) {
        return new EntryHeader(kind, name, layout, chunkRows, bytes.clone(), parameters);
    }

    /** Returns a copy with other parameters, at most 16 MiB; copied. */
    public EntryHeader withParameters(byte[] bytes) {
        return new EntryHeader(kind, name, layout, chunkRows, prologue, bytes.clone());
    }

    /** Returns what the content is. */
    public EntryKind kind() {
        return kind;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns how the values of rows lie. */
    public RowLayout layout() {
        return layout;
    }

    /** Returns the rows of each chunk but the last. */
    public int chunkRows() {
        return chunkRows;
    }

    /** Returns a copy of what comes before the rows. */
    public byte[] prologue() {
        return prologue.clone();
    }

    /** Returns a copy of the parameters of the kind. */
    public byte[] parameters() {
        return parameters.clone();
    }

    private static void requireLength(String what, int length, int max) {
        if (length > max) {
            throw new IllegalArgumentException(
                    what + " of an entry must take at most " + max + " bytes, but takes " + length);
        }
    }
}
