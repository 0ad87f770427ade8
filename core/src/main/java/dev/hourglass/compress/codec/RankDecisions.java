package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.AdaptiveNumbers;
import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;
import dev.hourglass.compress.entropy.GatedMixer;
import dev.hourglass.compress.entropy.LogisticCurve;
import dev.hourglass.error.CorruptArtifactException;

/**
 * Codes a rank as {@link ResidualCoder} does, as decisions that lead away from the one predicted, but asks many more
 * opinions of each: counters of a dozen contexts, a logistic distribution around each forecast, histograms of the
 * column, and guesses of its rank. Not thread-safe; confine to one thread.
 */
final class RankDecisions {
    /** Contexts. */
    static final int CONTEXTS = 12;
    /** Classes of unrest. */
    static final int CALMS = 32;

    /** There are 64 counters for each value, as far as this. */
    private static final int MAX_PLACE_BITS = 20;

    private static final int PLACE_BITS_MORE = 6;
    /** Decisions that a context tells apart. */
    private static final int NODES = 32;

    private static final int[] NONE = {};
    private static final double[] GROWTHS = {1.02, 1.002};
    private static final int CURVES = ColumnForecasts.COUNT;
    private static final int DISTRIBUTIONS = CURVES + GROWTHS.length;
    private static final int GUESSES = Recurrences.COUNT;
    private static final int CONFIDENCES = Recurrences.MAX_CONFIDENCE + 1;

    private static final int OWN_NODES = 15;
    private static final int OWN_KINDS = 7;
    private static final int MAX_BIT = 10;

    /** Kinds of decisions: base, side, classes below and above, bits of a class. */
    private static final int FIRST_BIT_KIND = 2 + 2 * OWN_KINDS;

    private static final int KINDS = FIRST_BIT_KIND + MAX_BIT + 1;
    /** Sets of weights of a column: by width for base and side, by class and width for classes, and for bits. */
    private static final int FIRST_CLASS_SET = 2 * (ResidualCoder.MAX_SCALE + 1);

    private static final int SETS_PER_WIDTH = 8;
    private static final int FIRST_BIT_SET = FIRST_CLASS_SET + 3 * SETS_PER_WIDTH;
    private static final int SETS = FIRST_BIT_SET + MAX_BIT + 1;

    private final BinaryCoding coding;
    private final Recurrences recurrences;
    private final GatedMixer mixer;
    private final int places;
    private final BitCounters counters;
    private final BitCounters confidences = new BitCounters(GUESSES * CONFIDENCES * KINDS);
    private final AdaptiveNumbers far = new AdaptiveNumbers();
    private final RankHistogram[][] histograms;

    private final int[] buckets = new int[CONTEXTS];
    private final double[] centres = new double[CURVES];
    private final double[] scales = new double[CURVES];
    private final double[] lower = new double[DISTRIBUTIONS];
    private final double[] upper = new double[DISTRIBUTIONS];
    private final double[] tails = new double[DISTRIBUTIONS];
    private final double[] shares = new double[DISTRIBUTIONS];
    /** Whether what was decided so far agrees with a guess, and what it says now. */
    private final boolean[] isOpen = new boolean[GUESSES];

    private final int[] answers = new int[GUESSES];
    private ColumnLevels levels = ColumnLevels.grid(0);
    private long base;
    private int column;
    private int calm;
    private int widthClass;
    private int width;

    /** Makes those of so many columns and rows. */
    RankDecisions(BinaryCoding coding, Recurrences recurrences, int columns, int rows) {
        this.coding = coding;
        this.recurrences = recurrences;
        places = 1 << RankHash.bits(rows, columns, PLACE_BITS_MORE, MAX_PLACE_BITS);
        counters = new BitCounters(places);
        int inputs = CONTEXTS + DISTRIBUTIONS + GUESSES;
        int agreements = KINDS * CONFIDENCES * 2;
        mixer = new GatedMixer(inputs, KINDS, columns * KINDS, columns * SETS, agreements, KINDS * CALMS, KINDS);
        histograms = new RankHistogram[columns][];
    }

    /** Says where a forecast is and how far it is off, in steps. */
    void distribution(int number, double centre, double scale) {
        centres[number] = centre;
        scales[number] = 1 / scale;
    }

    /**
     * Begins a value.
     *
     * @param levels of its column
     * @param base the rank that is predicted
     * @param column its number
     * @param error of predictions of late, in levels
     * @param calm class of unrest
     */
    void begin(ColumnLevels levels, long base, int column, double error, int calm) {
        this.levels = levels;
        this.base = base;
        this.column = column;
        this.calm = calm;
        widthClass = ResidualCoder.scaleOf(error);
        width = ResidualCoder.widthOf(error);
        if (histograms[column] == null) {
            histograms[column] = new RankHistogram[GROWTHS.length];
            for (int i = 0; i < GROWTHS.length; i++) {
                histograms[column][i] = new RankHistogram(GROWTHS[i], levels.isList() ? 0 : -RankHistogram.RANKS / 2);
            }
        }
    }

    /** Returns the class of the error of predictions of late. */
    int widthClass() {
        return widthClass;
    }

    /** Names the counters of a context by a hash of it. */
    void context(int number, int hash) {
        buckets[number] = hash & places - NODES;
    }

    /** Codes the rank of the value begun; of no meaning when decoding. */
    long code(long known) {
        for (int i = 0; i < GUESSES; i++) {
            isOpen[i] = recurrences.confidence(i) > 0;
        }
        long rank = isBase(known) ? base : away(known);
        if (rank > levels.last() || rank < levels.first()) {
            throw new CorruptArtifactException("payload", 0, "a rank must be that of a level, but is not");
        }
        for (RankHistogram histogram : histograms[column]) {
            histogram.learn(rank);
        }
        return rank;
    }

    /** Returns what a distribution says of ranks up to one. */
    private double below(int distribution, long rank) {
        return distribution < CURVES
                ? LogisticCurve.below((levels.edge(rank) - centres[distribution]) * scales[distribution])
                : histograms[column][distribution - CURVES].below(rank);
    }

    private boolean isBase(long known) {
        for (int i = 0; i < DISTRIBUTIONS; i++) {
            double to = below(i, base);
            lower[i] = below(i, base - 1);
            upper[i] = 1 - to;
            shares[i] = to - lower[i];
        }
        for (int i = 0; i < GUESSES; i++) {
            answers[i] = recurrences.guess(i) == base ? 1 : 0;
        }
        return decide(known == base, 0, 0, widthClass) == 1;
    }

    private long away(long known) {
        boolean isUp = isUp(known);
        long room = isUp ? levels.last() - base : base - levels.first();
        long distance = distance(Math.abs(known - base) - 1, isUp, room <= 0 ? Long.MAX_VALUE : room) + 1;
        return isUp ? base + distance : base - distance;
    }

    private boolean isUp(long known) {
        boolean canBeBoth = base > levels.first() && base < levels.last();
        boolean isUp = base < levels.last();
        if (canBeBoth) {
            for (int i = 0; i < DISTRIBUTIONS; i++) {
                shares[i] = (upper[i] + ResidualCoder.TINY) / (upper[i] + lower[i] + 2 * ResidualCoder.TINY);
            }
            for (int i = 0; i < GUESSES; i++) {
                answers[i] = recurrences.guess(i) > base ? 1 : 0;
            }
            isUp = decide(known > base, 1, 1, ResidualCoder.MAX_SCALE + 1 + widthClass) == 1;
        }
        for (int i = 0; i < GUESSES; i++) {
            isOpen[i] &= recurrences.guess(i) > base == isUp;
        }
        System.arraycopy(isUp ? upper : lower, 0, tails, 0, DISTRIBUTIONS);
        return isUp;
    }

    /** Codes how many levels lie between. */
    private long distance(long known, boolean isUp, long room) {
        for (int i = 0; i < CONTEXTS && width > 0; i++) {
            buckets[i] = buckets[i] + width * ResidualCoder.WIDTH_SPREAD & places - NODES;
        }
        long found = 0;
        boolean isFound = false;
        while (!isFound && found < ResidualCoder.MAX_CLASSES && (found + 1) << width < room) {
            isFound = isClass(known >> width, (int) found, isUp);
            found += isFound ? 0 : 1;
        }
        if (!isFound) {
            found += found == ResidualCoder.MAX_CLASSES
                    ? far.code(coding, Math.max(0, (known >> width) - ResidualCoder.MAX_CLASSES))
                    : 0;
            for (int i = 0; i < GUESSES; i++) {
                isOpen[i] &= guessed(i) >> width == found;
            }
        }
        return within(known, found, isUp);
    }

    /** Returns how many levels lie between the base and a guess. */
    private long guessed(int guess) {
        return Math.abs(recurrences.guess(guess) - base) - 1;
    }

    private boolean isClass(long known, int number, boolean isUp) {
        long edge = edge((long) (number + 1) << width, isUp);
        for (int i = 0; i < DISTRIBUTIONS; i++) {
            double tail = isUp ? 1 - below(i, edge) : below(i, edge);
            shares[i] = 1 - (tail + ResidualCoder.TINY) / (tails[i] + ResidualCoder.TINY);
            tails[i] = tail;
        }
        for (int i = 0; i < GUESSES; i++) {
            answers[i] = guessed(i) >> width == number ? 1 : 0;
        }
        int node = 2 + Math.min(number, OWN_NODES - 1) + (isUp ? OWN_NODES : 0);
        int kind = 2 + Math.min(number, OWN_KINDS - 1) + (isUp ? OWN_KINDS : 0);
        int set = FIRST_CLASS_SET + Math.min(number, SETS_PER_WIDTH - 1) + SETS_PER_WIDTH * Math.min(2, width);
        return decide(known == number, kind, node, set) == 1;
    }

    /** Returns the last rank up to the edge beyond so many levels from the base. */
    private long edge(long distance, boolean isUp) {
        return isUp ? base + distance : base - 1 - distance;
    }

    /** Codes the level of a class. */
    private long within(long known, long number, boolean isUp) {
        long found = number;
        for (int bit = width - 1; bit >= 0; bit--) {
            long start = found << (bit + 1);
            for (int i = 0; i < DISTRIBUTIONS; i++) {
                double first = below(i, edge(start, isUp));
                double middle = below(i, edge(start + (1L << bit), isUp));
                double last = below(i, edge(start + (2L << bit), isUp));
                shares[i] = (Math.abs(last - middle) + ResidualCoder.TINY)
                        / (Math.abs(last - first) + 2 * ResidualCoder.TINY);
            }
            for (int i = 0; i < GUESSES; i++) {
                answers[i] = (int) (guessed(i) >> bit) & 1;
            }
            int place = Math.min(bit, MAX_BIT);
            boolean isSet = (known >> bit & 1) == 1;
            found = found << 1 | decide(isSet, FIRST_BIT_KIND + place, -1, FIRST_BIT_SET + place);
        }
        return found;
    }

    /**
     * Codes one decision.
     *
     * @param node of the contexts' counters, or -1 where they are not asked
     */
    private int decide(boolean known, int kind, int node, int set) {
        for (int bucket : buckets) {
            mixer.opinion(node < 0 ? 0 : counters.logistic(bucket + node));
        }
        for (double share : shares) {
            mixer.opinion(LogisticCurve.stretch(share));
        }
        int surest = 0;
        int said = 0;
        for (int i = 0; i < GUESSES; i++) {
            double opinion = isOpen[i] ? confidences.logistic(place(i, kind)) : 0;
            mixer.opinion(answers[i] == 1 ? opinion : -opinion);
            surest = isOpen[i] ? Math.max(surest, recurrences.confidence(i)) : surest;
            said |= isOpen[i] ? 1 << answers[i] : 0;
        }
        mixer.gate(0, column * SETS + set);
        mixer.gate(1, (kind * CONFIDENCES + surest) * 2 + (said == 3 ? 1 : 0));
        mixer.gate(2, kind * CALMS + calm);
        mixer.gate(3, kind);
        int found = mixer.code(coding, known ? 1 : 0, kind, column * KINDS + kind);
        learn(found, kind, node);
        return found;
    }

    private int place(int guess, int kind) {
        return (guess * CONFIDENCES + recurrences.confidence(guess)) * KINDS + kind;
    }

    private void learn(int found, int kind, int node) {
        for (int bucket : node < 0 ? NONE : buckets) {
            counters.update(bucket + node, found);
        }
        for (int i = 0; i < GUESSES; i++) {
            if (isOpen[i]) {
                confidences.update(place(i, kind), answers[i] == found ? 1 : 0);
                isOpen[i] = answers[i] == found;
            }
        }
    }
}
