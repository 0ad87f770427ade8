package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.AdaptiveNumbers;
import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;
import dev.hourglass.compress.entropy.LogisticCurve;
import dev.hourglass.compress.entropy.QuickMixer;
import dev.hourglass.error.CorruptArtifactException;

/**
 * Codes how far a level is from the one that was predicted, as a few decisions: is it that one? is it above? is it in
 * the next 2^g levels, or the next, ...? and g bits for which of those. Each decision is told by counters in several
 * contexts and by two logistic distributions around predictions, mixed. Not thread-safe; confine to one thread.
 */
final class ResidualCoder {
    /** Sets of weights of a column. */
    static final int SETS = 48;
    /** Decisions that a context tells apart. */
    static final int NODES = 16;

    /** Classes that are asked for; a number says which of those beyond. */
    static final int MAX_CLASSES = 24;

    private static final int OWN_NODES = 7;
    /** The class of the widest distributions. */
    static final int MAX_SCALE = 11;

    private static final int CLASS_SETS = 2 * (MAX_SCALE + 1);
    private static final int SETS_PER_WIDTH = 8;
    /** How far the counters of a context move on for classes of more levels. */
    static final int WIDTH_SPREAD = 0x9E3779B1;

    /** Keeps shares of nothing away from 0 / 0. */
    static final double TINY = 1e-12;

    private static final int LEAST = 64;
    /** Bits of a double below its exponent. */
    private static final int MANTISSA_BITS = 52;

    private final BinaryCoding coding;
    private final QuickMixer mixer;
    private final AdaptiveNumbers far = new AdaptiveNumbers();
    private final int placeMask;
    private final Curve blend = new Curve();
    private final Curve regressed = new Curve();
    private int firstBucket;
    private int secondBucket;
    private ColumnLevels levels = ColumnLevels.grid(0);
    private long base;
    private int firstSet;
    private int scaleSet;
    private int width;

    /**
     * Makes a coder.
     *
     * @param places of the counters, a power of 2
     * @param sets of weights
     */
    ResidualCoder(BinaryCoding coding, int places, int sets) {
        this.coding = coding;
        this.placeMask = places - 1;
        this.mixer = new QuickMixer(new BitCounters(places), sets);
    }

    /** Names the counters of both contexts by hashes of them; those of the second lie elsewhere. */
    void contexts(int first, int second) {
        firstBucket = first & placeMask & -NODES;
        secondBucket = ~second & placeMask & -NODES;
    }

    /** Returns the distribution around the blend of predictions; to be set before each rank. */
    Curve blend() {
        return blend;
    }

    /** Returns that around the prediction by regression. */
    Curve regressed() {
        return regressed;
    }

    /**
     * Codes a rank.
     *
     * @param known the rank; of no meaning when decoding
     * @param levels of the column
     * @param base the rank that was predicted
     * @param column whose weights are used
     * @param error of predictions of late, in levels
     * @param isOther whether the rank is known not to be the one that was predicted
     */
    long code(long known, ColumnLevels levels, long base, int column, double error, boolean isOther) {
        this.levels = levels;
        this.base = base;
        firstSet = column * SETS;
        scaleSet = scaleOf(error);
        width = widthOf(error);
        cutAround(base);
        if (!isOther && isBase(known)) {
            return base;
        }
        boolean isUp = isUp(known);
        long room = isUp ? levels.last() - base : base - levels.first();
        long distance = distance(Math.abs(known - base) - 1, isUp, room <= 0 ? Long.MAX_VALUE : room) + 1;
        long rank = isUp ? base + distance : base - distance;
        if (rank > levels.last() || rank < levels.first()) {
            throw new CorruptArtifactException("payload", 0, "a rank must be that of a level, but is not");
        }
        return rank;
    }

    /** Returns the class of how far predictions are off, in levels. */
    static int scaleOf(double error) {
        return Math.min(MAX_SCALE, Integer.SIZE - Integer.numberOfLeadingZeros((int) (4 * error)));
    }

    /** Returns of how many bits the levels of a class are, for predictions that are so many levels off. */
    static int widthOf(double error) {
        // The least w with error / 2 <= 2^w: one more than the exponent of what is just below error / 2.
        long below = Double.doubleToRawLongBits(error / 2) - 1;
        return Math.max(0, (int) (below >> MANTISSA_BITS) - Double.MAX_EXPONENT + 1);
    }

    /** Codes a decision by the counters of both contexts and by what both distributions say. */
    private int decide(boolean known, int node, int set) {
        return mixer.code(
                coding,
                known ? 1 : 0,
                firstSet + set,
                firstBucket + node,
                secondBucket + node,
                blend.opinion,
                regressed.opinion);
    }

    private void cutAround(long rank) {
        double from = levels.edge(rank - 1);
        double to = levels.edge(rank);
        blend.cutAt(from, to);
        regressed.cutAt(from, to);
    }

    private boolean isBase(long known) {
        return decide(known == base, 0, scaleSet) == 1;
    }

    private boolean isUp(long known) {
        boolean canBeBoth = base > levels.first() && base < levels.last();
        boolean isUp = base < levels.last();
        if (canBeBoth) {
            blend.weighSides();
            regressed.weighSides();
            isUp = decide(known > base, 1, MAX_SCALE + 1 + scaleSet) == 1;
        }
        blend.turn(isUp);
        regressed.turn(isUp);
        return isUp;
    }

    /** Codes how many levels lie between. */
    private long distance(long known, boolean isUp, long room) {
        firstBucket = (firstBucket + width * WIDTH_SPREAD) & placeMask & -NODES;
        secondBucket = (secondBucket + width * WIDTH_SPREAD) & placeMask & -NODES;
        long found = 0;
        boolean isFound = false;
        while (!isFound && found < MAX_CLASSES && (found + 1) << width < room) {
            isFound = isClass(known >> width, (int) found, isUp);
            found += isFound ? 0 : 1;
        }
        if (!isFound && found == MAX_CLASSES) {
            found += far.code(coding, Math.max(0, (known >> width) - MAX_CLASSES));
        }
        return within(known, found, isUp);
    }

    private boolean isClass(long known, int number, boolean isUp) {
        double edge = edge((long) (number + 1) << width, isUp);
        blend.cutTail(edge, isUp);
        regressed.cutTail(edge, isUp);
        int node = 2 + Math.min(number, OWN_NODES - 1) + (isUp ? OWN_NODES : 0);
        int set = CLASS_SETS + Math.min(number, SETS_PER_WIDTH - 1) + SETS_PER_WIDTH * Math.min(2, width);
        return decide(known == number, node, set) == 1;
    }

    /** Returns the edge beyond so many levels from the base. */
    private double edge(long distance, boolean isUp) {
        return levels.edge(isUp ? base + distance : base - 1 - distance);
    }

    /** Codes the level of a class by the distribution around the blend alone. */
    private long within(long known, long number, boolean isUp) {
        long found = number;
        double first = width == 0 ? 0 : blend.below(edge(found << width, isUp));
        double last = width == 0 ? 0 : blend.below(edge((found + 1) << width, isUp));
        for (int bit = width - 1; bit >= 0; bit--) {
            double middle = blend.below(edge((2 * found + 1) << bit, isUp));
            double probability = (Math.abs(last - middle) + TINY) / (Math.abs(last - first) + 2 * TINY);
            int whole = 1 << BinaryCoding.PRECISION_BITS;
            int cut = Math.max(LEAST, Math.min(whole - LEAST, (int) (probability * whole)));
            int half = coding.bit((int) (known >> bit) & 1, cut);
            found = found << 1 | half;
            first = half == 1 ? middle : first;
            last = half == 1 ? last : middle;
        }
        return found;
    }

    /** A logistic distribution around a prediction, and what it says of the decision at hand. */
    static final class Curve {
        private double centre;
        private double scale;
        /** What lies below the base, above it, and beyond the last edge that was asked for. */
        private double lower;

        private double upper;
        private double tail;
        private double opinion;

        /** Says where the prediction is and how far it is off, in steps. */
        void set(double predicted, double width) {
            centre = predicted;
            scale = 1 / width;
        }

        private double below(double position) {
            return LogisticCurve.below((position - centre) * scale);
        }

        private void cutAt(double from, double to) {
            double belowTo = below(to);
            lower = below(from);
            upper = 1 - belowTo;
            opinion = belowTo - lower;
        }

        private void weighSides() {
            opinion = upper / (upper + lower + TINY);
        }

        private void turn(boolean isUp) {
            tail = isUp ? upper : lower;
        }

        private void cutTail(double edge, boolean isUp) {
            double rest = isUp ? 1 - below(edge) : below(edge);
            opinion = 1 - (rest + TINY) / (tail + TINY);
            tail = rest;
        }
    }
}
