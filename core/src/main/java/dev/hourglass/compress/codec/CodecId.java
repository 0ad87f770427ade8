package dev.hourglass.compress.codec;

import java.util.Locale;
import java.util.Optional;

/** Numbers the codecs in files. Numbers 16 to 31 are kept for codecs that need the file's model. */
public enum CodecId {
    /** The rows as they are. */
    RAW(0),
    /** Deflate of filtered rows. */
    DEFLATE(1),
    /** Values of few bits without gaps. */
    PACKED(2),
    /** Floats by their indices in a grid. */
    BOUNDED(3),
    /** Text of tables by contexts of its columns. */
    TABLE(4),
    /** Numbers of tables by their indices in a grid, apart from the text around them. */
    NUMBERS(5),
    /** Bits-back coding with the file's variational model. */
    BITS_BACK(16),
    /** Pixel by pixel with the file's classifier of contexts. */
    CAUSAL(17),
    /** Levels of tiles of pictures with the file's transform. */
    TILES(18),
    /** Bit-Swap coding with the file's variational model of several latent levels. */
    BIT_SWAP(19);

    private final int number;

    CodecId(int number) {
        this.number = number;
    }

    private static final int FIRST_OF_MODELS = 16;

    /** Returns whether a codec of this number needs the file's model. */
    public static boolean needsModel(int number) {
        return number >= FIRST_OF_MODELS && number < 2 * FIRST_OF_MODELS;
    }

    /** Returns the number in files, in [0, 255]. */
    public int number() {
        return number;
    }

    /** Returns the name for people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the codec of a number, or nothing where there is none. */
    public static Optional<CodecId> of(int number) {
        for (CodecId id : values()) {
            if (id.number == number) {
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }
}
