package dev.hourglass.file;

import java.nio.charset.StandardCharsets;

/**
 * The byte layout of a safetensors file, and what Hourglass adds to it.
 *
 * <pre>
 * offset   size  field
 * 0        8     N: length of the header in bytes, little-endian, at most 100,000,000
 * 8        N     header: a JSON object in UTF-8, padded with spaces so that 8 + N is a multiple of 8
 * 8 + N    ...   data of the tensors, little-endian, row-major, without gaps or overlaps, to the end of the file
 *
 * header   {"__metadata__": {"hourglass.sha256": "64 hex digits", KEY: STRING, ...},
 *           NAME: {"dtype": "F32", "shape": [2, 3], "data_offsets": [BEGIN, END]}, ...}
 * </pre>
 *
 * Offsets count from the start of the data. The header of a file written here starts with exactly {@link #SEAL_PREFIX},
 * then the 64 digits of the seal: the SHA-256 of the <em>whole file</em> with these 64 digits replaced by zeros
 * ({@code '0'}). So any change of any byte shows, and the check takes one line of any language. The other metadata
 * follow in the order of their keys, the tensors in the order of their data.
 *
 * <p>Source: https://github.com/huggingface/safetensors, section "Format".
 */
final class SafetensorsFormat {
    /** The header's longest length in bytes; the limit of the reference implementation. */
    static final int MAX_HEADER_BYTES = 100_000_000;

    /** Bytes of the header's length. */
    static final int LENGTH_BYTES = 8;

    /** The data start at a multiple of this. */
    static final int ALIGNMENT_BYTES = 8;

    static final String METADATA = "__metadata__";

    static final String SEAL = "hourglass.sha256";

    static final int SEAL_DIGITS = 64;

    /** What the header of a sealed file starts with. */
    static final String SEAL_PREFIX = "{\"" + METADATA + "\":{\"" + SEAL + "\":\"";

    /** Where the seal's digits start in a sealed file. */
    static final int SEAL_OFFSET = LENGTH_BYTES + SEAL_PREFIX.length();

    /** What stands in the seal's place while the seal is computed. */
    static final String BLANK_SEAL = "0".repeat(SEAL_DIGITS);

    private SafetensorsFormat() {}

    /** Returns whether a header starts as that of a sealed file does. */
    static boolean isSealed(byte[] header) {
        byte[] prefix = SEAL_PREFIX.getBytes(StandardCharsets.US_ASCII);
        if (header.length < prefix.length + SEAL_DIGITS) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (header[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /** Writes digits over the seal of a sealed header. */
    static void putSeal(byte[] header, String digits) {
        byte[] bytes = digits.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, SEAL_OFFSET - LENGTH_BYTES, SEAL_DIGITS);
    }
}
