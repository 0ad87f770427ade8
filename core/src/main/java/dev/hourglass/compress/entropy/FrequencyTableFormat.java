package dev.hourglass.compress.entropy;

import dev.hourglass.error.CorruptArtifactException;

/**
 * The bytes of a {@link FrequencyTable}: its precision p in 5 bits, the number of symbols as Elias' gamma code, then of
 * each symbol its frequency, then zero bits to the end of the byte.
 *
 * <p>A frequency is the number b of its bits (0 for 0), then its lowest b - 1 bits, lowest first. b is written as the
 * gamma code of 1 + z, where d = b minus the b of the symbol before (0 before the first) and z = 2 d - 1 for d above 0,
 * -2 d otherwise: neighbours are mostly alike.
 *
 * <p>Stateless and safe for concurrent use.
 */
public final class FrequencyTableFormat {
    private static final int PRECISION_FIELD_BITS = 5;

    private FrequencyTableFormat() {}

    /**
     * A table, and where it ended.
     *
     * @param table the table
     * @param endByte the index of the first byte after it
     */
    public record Parsed(FrequencyTable table, int endByte) {}

    /** Returns the bytes of a table. */
    public static byte[] write(FrequencyTable table) {
        BitWriter out = new BitWriter();
        out.write(table.precisionBits(), PRECISION_FIELD_BITS);
        out.writeGamma(table.symbols());
        int previous = 0;
        for (int symbol = 0; symbol < table.symbols(); symbol++) {
            int frequency = table.frequency(symbol);
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(frequency);
            int step = bits - previous;
            out.writeGamma(1 + (step > 0 ? 2 * step - 1 : -2 * step));
            out.write(frequency, Math.max(0, bits - 1));
            previous = bits;
        }
        return out.toBytes();
    }

    /**
     * Reads a table.
     *
     * @param name of where the bytes come from, for messages
     * @param bytes not modified
     * @param fromByte where the table starts
     * @return the table and its end
     * @throws CorruptArtifactException if no table has these bytes
     */
    public static Parsed read(String name, byte[] bytes, int fromByte) {
        BitReader in = new BitReader(name, bytes, fromByte);
        int precisionBits = in.read(PRECISION_FIELD_BITS);
        if (precisionBits < 1 || precisionBits > RansStack.MAX_PRECISION_BITS) {
            throw in.damaged("precision of a frequency table must be 1 to " + RansStack.MAX_PRECISION_BITS
                    + ", but was " + precisionBits);
        }
        int symbols = in.readGamma();
        if (symbols > FrequencyTable.MAX_SYMBOLS) {
            throw in.damaged(
                    "a frequency table must have 1 to " + FrequencyTable.MAX_SYMBOLS + " symbols, but has " + symbols);
        }
        return new Parsed(readFrequencies(in, symbols, precisionBits), in.endByte());
    }

    private static FrequencyTable readFrequencies(BitReader in, int symbols, int precisionBits) {
        int[] frequencies = new int[symbols];
        int bits = 0;
        long sum = 0;
        for (int symbol = 0; symbol < symbols; symbol++) {
            int folded = in.readGamma() - 1;
            bits += (folded & 1) == 1 ? (folded + 1) / 2 : -(folded / 2);
            if (bits < 0 || bits > precisionBits + 1) {
                throw in.damaged("a frequency must have 0 to " + (precisionBits + 1) + " bits, but has " + bits);
            }
            frequencies[symbol] = bits == 0 ? 0 : (1 << (bits - 1)) | in.read(bits - 1);
            sum += frequencies[symbol];
        }
        if (sum != 1L << precisionBits) {
            throw in.damaged("frequencies must sum to 2^" + precisionBits + ", but sum to " + sum);
        }
        return FrequencyTable.of(frequencies, precisionBits);
    }
}
