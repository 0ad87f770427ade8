package dev.hourglass.compress;

/** Turns codes into rows of indices and back. Immutable and safe for concurrent use. */
final class CodeRows {
    private final Quantizer quantizer;
    private final int latentSize;
    private final boolean isWide;

    CodeRows(CodeParameters parameters) {
        this.quantizer = parameters.quantizer();
        this.latentSize = quantizer.latentSize();
        this.isWide = parameters.layout().bytesPerValue() == 2;
    }

    /** Returns the indices of codes [.., L], the lower byte first. */
    byte[] fromCodes(float[] codes, int rows) {
        int width = isWide ? 2 : 1;
        byte[] bytes = new byte[rows * latentSize * width];
        for (int i = 0; i < rows * latentSize; i++) {
            int index = quantizer.index(i % latentSize, codes[i]);
            bytes[i * width] = (byte) index;
            if (isWide) {
                bytes[2 * i + 1] = (byte) (index >>> Byte.SIZE);
            }
        }
        return bytes;
    }

    /** Returns the codes [rows, L] of indices that start at an offset. */
    float[] toCodes(byte[] bytes, int offset, int rows) {
        float[] codes = new float[rows * latentSize];
        for (int i = 0; i < codes.length; i++) {
            int at = offset + (isWide ? 2 * i : i);
            int low = bytes[at] & 0xff;
            int index = isWide ? low | ((bytes[at + 1] & 0xff) << Byte.SIZE) : low;
            codes[i] = quantizer.value(i % latentSize, index);
        }
        return codes;
    }
}
