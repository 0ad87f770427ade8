package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.AdaptiveNumbers;
import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;
import dev.hourglass.compress.entropy.BitMixer;
import dev.hourglass.compress.entropy.LogisticCurve;
import dev.hourglass.error.CorruptArtifactException;

/**
 * Codes how far a level is from the one that was predicted, as a few decisions: is it that one? is it above? is it in
 * the next 2^g levels, or the next, ...? and g bits for which of those. Each decision is told by counters in several
 * contexts and by two logistic distributions around predictions, mixed. Not thread-safe; confine to one thread.
 */
final class ResidualCoder {
    private static final int CONTEXTS = 2;

    /** Sets of weights of a column. */
    static final int SETS = 48;
    /** Decisions that a context tells apart. */
    static final int NODES = 16;

    private static final int DISTRIBUTIONS = 2;
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

    private final BinaryCoding coding;
    private final BitMixer mixer;
    private final AdaptiveNumbers far = new AdaptiveNumbers();
    private final int placeMask;
    private final int[] buckets = new int[CONTEXTS];
    private final double[] centres = new double[DISTRIBUTIONS];
    private final double[] scales = new double[DISTRIBUTIONS];
    /** Of each distribution: what lies below the base, and above it. */
    private final double[] lower = new double[DISTRIBUTIONS];

    private final double[] upper = new double[DISTRIBUTIONS];
    private final double[] tails = new double[DISTRIBUTIONS];
    private ColumnLevels levels = ColumnLevels.GRID;
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
        this.mixer = new BitMixer(new BitCounters(places), CONTEXTS, DISTRIBUTIONS, sets);
    }

    /** Names the counters of both contexts by hashes of them; those of the second lie elsewhere. */
    void contexts(int first, int second) {
        buckets[0] = first & placeMask & -NODES;
        buckets[1] = ~second & placeMask & -NODES;
    }

    /** Says where a prediction is and how far it is off, in steps. */
    void distribution(int number, double centre, double scale) {
        centres[number] = centre;
        scales[number] = 1 / scale;
    }

    /**
     * Codes a rank.
     *
     * @param known the rank; of no meaning when decoding
     * @param levels of the column
     * @param base the rank that was predicted
     * @param column whose weights are used
     * @param error of predictions of late, in levels
     */
    long code(long known, ColumnLevels levels, long base, int column, double error) {
        this.levels = levels;
        this.base = base;
        firstSet = column * SETS;
        scaleSet = scaleOf(error);
        width = widthOf(error);
        if (isBase(known)) {
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
        int width = 0;
        for (double rest = error / 2; rest > 1; rest /= 2) {
            width++;
        }
        return width;
    }

    private double below(int distribution, double position) {
        return LogisticCurve.below((position - centres[distribution]) * scales[distribution]);
    }

    private int decide(boolean known, int node, int set) {
        for (int i = 0; i < CONTEXTS; i++) {
            mixer.place(i, buckets[i] + node);
        }
        return mixer.code(coding, known ? 1 : 0, firstSet + set);
    }

    private boolean isBase(long known) {
        double from = levels.edge(base - 1);
        double to = levels.edge(base);
        for (int i = 0; i < DISTRIBUTIONS; i++) {
            double belowTo = below(i, to);
            lower[i] = below(i, from);
            upper[i] = 1 - belowTo;
            mixer.opinion(i, belowTo - lower[i]);
        }
        return decide(known == base, 0, scaleSet) == 1;
    }

    private boolean isUp(long known) {
        boolean canBeBoth = base > levels.first() && base < levels.last();
        boolean isUp = base < levels.last();
        if (canBeBoth) {
            for (int i = 0; i < DISTRIBUTIONS; i++) {
                mixer.opinion(i, upper[i] / (upper[i] + lower[i] + TINY));
            }
            isUp = decide(known > base, 1, MAX_SCALE + 1 + scaleSet) == 1;
        }
        System.arraycopy(isUp ? upper : lower, 0, tails, 0, DISTRIBUTIONS);
        return isUp;
    }

    /** Codes how many levels lie between. */
    private long distance(long known, boolean isUp, long room) {
        for (int i = 0; i < CONTEXTS && width > 0; i++) {
            buckets[i] = (buckets[i] + width * WIDTH_SPREAD) & placeMask & -NODES;
        }
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
        for (int i = 0; i < DISTRIBUTIONS; i++) {
            double tail = isUp ? 1 - below(i, edge) : below(i, edge);
            mixer.opinion(i, 1 - (tail + TINY) / (tails[i] + TINY));
            tails[i] = tail;
        }
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
        for (int bit = width - 1; bit >= 0; bit--) {
            long start = found << (bit + 1);
            double first = below(0, edge(start, isUp));
            double middle = below(0, edge(start + (1L << bit), isUp));
            double last = below(0, edge(start + (2L << bit), isUp));
            double probability = (Math.abs(last - middle) + TINY) / (Math.abs(last - first) + 2 * TINY);
            int whole = 1 << BinaryCoding.PRECISION_BITS;
            int cut = Math.max(LEAST, Math.min(whole - LEAST, (int) (probability * whole)));
            found = found << 1 | coding.bit((int) (known >> bit) & 1, cut);
        }
        return found;
    }
}
