package dev.hourglass.compress.entropy;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.tensor.SeededRandom;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A stack of symbols: rANS with 64-bit states in [2^30, 2^62) and 32-bit words. What is pushed last is popped first,
 * and a pop undoes a push exactly, so that symbols can also be popped from bits that were never pushed as symbols: the
 * way of bits-back coding.
 *
 * <pre>{@code
 * push (start, frequency f, precision p):   x' = (x div f) 2^p + (x mod f) + start
 * pop, with slot = x mod 2^p:               x' = f (x div 2^p) + slot - start
 * }</pre>
 *
 * A push first moves the low word of x to the words while {@code x >= f 2^(62-p)}; a pop takes one back while {@code x
 * < 2^30}. Several independent states ("lanes") share the words and hide each other's latency. Source: Duda 2014,
 * "Asymmetric numeral systems", https://arxiv.org/abs/1311.2540; interleaving: Giesen 2014, "Interleaved entropy
 * coders", https://arxiv.org/abs/1402.3392.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class RansStack {
    /** The most lanes. */
    public static final int MAX_LANES = 64;
    /** The most bits of a distribution. */
    public static final int MAX_PRECISION_BITS = 28;
    /**
     * Each state starts, and after the last pop ends, with this: floor(sqrt(2) 2^30), whose low bits look random, so
     * that what is popped first from a borrowing stack is nothing extreme.
     */
    static final long INITIAL = 0x5A827999L;
    /** Where the range of states starts. */
    private static final long LEAST = 1L << 30;

    static final int STATE_BITS = 62;
    private static final int FIRST_WORDS = 256;

    private final String name;
    private final boolean isBorrowing;
    private final long[] states;
    private int[] words;
    private int size;
    private int borrowed;

    private RansStack(String name, boolean isBorrowing, int lanes, int[] words) {
        if (lanes < 1 || lanes > MAX_LANES) {
            throw new IllegalArgumentException("lanes must be 1 to " + MAX_LANES + ", but were " + lanes);
        }
        this.name = name;
        this.isBorrowing = isBorrowing;
        this.states = new long[lanes];
        this.words = words;
    }

    /**
     * Returns an empty stack.
     *
     * @param lanes states, in [1, {@value #MAX_LANES}]
     */
    public static RansStack empty(int lanes) {
        return started(false, lanes);
    }

    /**
     * Returns an empty stack that more can be popped from than was pushed: pops beyond its bottom take the words of a
     * fixed sequence, which {@link #toBytes} then counts. Bits-back coding starts so.
     *
     * @param lanes states, in [1, {@value #MAX_LANES}]
     */
    public static RansStack borrowing(int lanes) {
        return started(true, lanes);
    }

    private static RansStack started(boolean isBorrowing, int lanes) {
        RansStack stack = new RansStack("", isBorrowing, lanes, new int[FIRST_WORDS]);
        Arrays.fill(stack.states, INITIAL);
        return stack;
    }

    /**
     * Reads a stack.
     *
     * @param name of where the bytes come from, for messages
     * @param bytes as {@link #toBytes} gave them; not modified
     * @param lanes states of the stack that was written
     * @return the stack
     * @throws CorruptArtifactException if no such stack has these bytes
     */
    public static RansStack read(String name, byte[] bytes, int lanes) {
        int header = lanes * Long.BYTES;
        if (bytes.length < header || (bytes.length - header) % Integer.BYTES != 0) {
            throw new CorruptArtifactException(
                    name,
                    bytes.length,
                    "coded symbols must have " + header + " bytes and whole words of 4, but have " + bytes.length);
        }
        int[] words = new int[(bytes.length - header) / Integer.BYTES];
        RansStack stack = new RansStack(name, false, lanes, words);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int lane = 0; lane < lanes; lane++) {
            long state = in.getLong();
            if (state < LEAST || state >>> STATE_BITS != 0) {
                throw new CorruptArtifactException(
                        name,
                        (long) lane * Long.BYTES,
                        "a coder's state must be in [2^30, 2^62), but was 0x" + Long.toHexString(state));
            }
            stack.states[lane] = state;
        }
        in.asIntBuffer().get(words);
        stack.size = words.length;
        return stack;
    }

    /** Returns the number of lanes. */
    public int lanes() {
        return states.length;
    }

    /** Returns the bytes that {@link #toBytes} would return. */
    public long sizeBytes() {
        return (long) states.length * Long.BYTES + (long) size * Integer.BYTES;
    }

    /** Returns the words that were popped beyond the bottom; a stack that was read borrows none. */
    public int borrowedWords() {
        return borrowed;
    }

    /**
     * Pushes a symbol.
     *
     * @param lane the state that takes it
     * @param start the sum of the frequencies of the symbols before it
     * @param frequency its own, at least 1
     * @param precisionBits p: the frequencies of all symbols sum to 2^p; at most {@value #MAX_PRECISION_BITS}
     */
    public void push(int lane, int start, int frequency, int precisionBits) {
        long x = states[lane];
        if (x >= (long) frequency << (STATE_BITS - precisionBits)) {
            append((int) x);
            x >>>= Integer.SIZE;
        }
        long quotient = x / frequency;
        states[lane] = (quotient << precisionBits) + (x - quotient * frequency) + start;
    }

    /** Pushes one of 2^bits equally likely values, in [0, 2^bits). */
    public void pushUniform(int lane, int value, int bits) {
        push(lane, value, 1, bits);
    }

    /** Returns the slot of the topmost symbol: a number in [0, 2^p), inside its symbol's part of that range. */
    public int slot(int lane, int precisionBits) {
        return (int) states[lane] & ((1 << precisionBits) - 1);
    }

    /**
     * Pops the symbol that {@link #slot} belongs to.
     *
     * @param lane the state that holds it
     * @param start the sum of the frequencies of the symbols before it
     * @param frequency its own
     * @param precisionBits p
     * @throws CorruptArtifactException if the stack is too short, as only a damaged one is
     */
    public void pop(int lane, int start, int frequency, int precisionBits) {
        long x = states[lane];
        x = frequency * (x >>> precisionBits) + (x & ((1L << precisionBits) - 1)) - start;
        states[lane] = x < LEAST ? (x << Integer.SIZE) | (nextWord() & 0xFFFFFFFFL) : x;
    }

    /** Pops one of 2^bits equally likely values. */
    public int popUniform(int lane, int bits) {
        int value = slot(lane, bits);
        pop(lane, value, 1, bits);
        return value;
    }

    /** Returns a lane's state; for loops over many symbols, which keep it in a register. */
    long state(int lane) {
        return states[lane];
    }

    /** Sets a lane's state after such a loop. */
    void setState(int lane, long state) {
        states[lane] = state;
    }

    /** Puts a word on top. */
    void append(int word) {
        if (size == words.length) {
            words = Arrays.copyOf(words, Math.addExact(size, Math.max(size, FIRST_WORDS)));
        }
        words[size++] = word;
    }

    /** Takes the topmost word. */
    int nextWord() {
        if (size > 0) {
            return words[--size];
        }
        if (!isBorrowing) {
            throw new CorruptArtifactException(
                    name,
                    (long) states.length * Long.BYTES,
                    "coded symbols end before the last symbol; they are damaged");
        }
        return initialWord(borrowed++);
    }

    /** Returns a word of the sequence that is borrowed from: the high half of SplitMix64's mix of its index plus 1. */
    static int initialWord(int index) {
        return (int) (SeededRandom.mix(index + 1L) >>> Integer.SIZE);
    }

    /**
     * Requires a stack that was read to be back at its start: every state the first one, and no word left but those
     * that had been borrowed.
     *
     * @throws CorruptArtifactException if it is not, because a byte was changed
     */
    public void requireStart() {
        for (long state : states) {
            requireSame(state == INITIAL);
        }
        for (int i = 0; i < size; i++) {
            requireSame(words[size - 1 - i] == initialWord(i));
        }
    }

    private void requireSame(boolean isSame) {
        if (!isSame) {
            throw new CorruptArtifactException(
                    name, 0, "coded symbols must end where coding started, but do not; they are damaged");
        }
    }

    /** Returns the states, then the words from the bottom up, little-endian. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(sizeBytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (long state : states) {
            out.putLong(state);
        }
        out.asIntBuffer().put(words, 0, size);
        return out.array();
    }
}
