package dev.hourglass.compress.container;

/**
 * What an entry says after its chunks. Immutable and safe for concurrent use.
 *
 * <p>The epilogue is what comes after the rows: of a file whose last row is not whole, that part.
 */
public final class EntrySeal {
    private final long chunks;
    private final long rows;
    private final long contentBytes;
    private final String sha256;
    private final byte[] epilogue;

    /**
     * Makes a seal.
     *
     * @param chunks chunks of the entry
     * @param rows their rows
     * @param contentBytes bytes of prologue, rows and epilogue
     * @param sha256 of prologue, rows and epilogue, 64 lower-case hexadecimal digits
     * @param epilogue copied
     */
    public EntrySeal(long chunks, long rows, long contentBytes, String sha256, byte[] epilogue) {
        this.chunks = chunks;
        this.rows = rows;
        this.contentBytes = contentBytes;
        this.sha256 = sha256;
        this.epilogue = epilogue.clone();
    }

    /** Returns the chunks of the entry. */
    public long chunks() {
        return chunks;
    }

    /** Returns the rows of the entry. */
    public long rows() {
        return rows;
    }

    /** Returns the bytes of prologue, rows and epilogue. */
    public long contentBytes() {
        return contentBytes;
    }

    /** Returns the SHA-256 of prologue, rows and epilogue, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** Returns a copy of what comes after the rows. */
    public byte[] epilogue() {
        return epilogue.clone();
    }
}
