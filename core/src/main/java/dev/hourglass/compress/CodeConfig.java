package dev.hourglass.compress;

/**
 * How samples become quantised codes.
 *
 * @param bits bits of a code value, in [1, 16]
 * @param isModelEmbedded whether the file holds the model, too, and needs no other file
 * @param compressor how the file is made
 */
public record CodeConfig(int bits, boolean isModelEmbedded, CompressorConfig compressor) {
    private static final int DEFAULT_BITS = 8;

    public CodeConfig {
        if (bits < 1 || bits > Quantizer.MAX_BITS) {
            throw new IllegalArgumentException("bits must be in [1, " + Quantizer.MAX_BITS + "], but was " + bits);
        }
    }

    /** Returns 8 bits, the model named only, {@link CompressorConfig#defaults()}. */
    public static CodeConfig defaults() {
        return new CodeConfig(DEFAULT_BITS, false, CompressorConfig.defaults());
    }

    /** Returns a copy with other bits. */
    public CodeConfig withBits(int bits) {
        return new CodeConfig(bits, isModelEmbedded, compressor);
    }

    /** Returns a copy that embeds the model, or does not. */
    public CodeConfig withModelEmbedded(boolean isModelEmbedded) {
        return new CodeConfig(bits, isModelEmbedded, compressor);
    }

    /** Returns a copy whose file is made another way. */
    public CodeConfig withCompressor(CompressorConfig compressor) {
        return new CodeConfig(bits, isModelEmbedded, compressor);
    }
}
