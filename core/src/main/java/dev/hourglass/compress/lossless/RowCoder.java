package dev.hourglass.compress.lossless;

import dev.hourglass.error.CorruptArtifactException;

/**
 * Codes the rows of a chunk with a model. The same rows and model give the same bytes on every machine. Not
 * thread-safe; confine to one thread.
 */
public sealed interface RowCoder permits BitsBack, BitSwap, CausalCoder {
    /** Returns n: values are whole numbers in [0, n). */
    int levels();

    /**
     * Codes rows.
     *
     * @param values levels [.., D]; not modified
     * @param rows how many of them, at least 0
     * @return the bytes; {@link #decode} needs them and the number of rows
     * @throws IllegalArgumentException if a value is no level
     */
    byte[] encode(int[] values, int rows);

    /**
     * Decodes rows.
     *
     * @param name of where the bytes come from, for messages
     * @param bytes as {@link #encode} of the same model gave them; not modified
     * @param rows how many rows were coded
     * @return levels [rows, D]
     * @throws CorruptArtifactException if no rows have these bytes: a byte was changed, or another model coded them
     */
    int[] decode(String name, byte[] bytes, int rows);
}
