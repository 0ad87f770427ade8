package dev.hourglass.compress.codec;

/** Counts values as long as they are few: open addressing by their bits. Not thread-safe; confine to one thread. */
final class DistinctValues {
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final int limit;
    private final int shift;
    private final long[] keys;
    private final int[] counts;
    private int size;
    private int total;

    /** Starts with none; at most so many different ones can be held. */
    DistinctValues(int limit) {
        this.limit = limit;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(limit) + 1;
        shift = Long.SIZE - bits;
        keys = new long[1 << bits];
        counts = new int[1 << bits];
    }

    /** Counts a value; returns whether there was room. */
    boolean add(long key) {
        int slot = slot(key);
        if (counts[slot] == 0) {
            if (size == limit) {
                return false;
            }
            keys[slot] = key;
            size++;
        }
        counts[slot]++;
        total++;
        return true;
    }

    /** Returns the slot of a value, in [0, slots()). */
    int slot(long key) {
        int slot = (int) ((key * SPREAD) >>> shift);
        while (counts[slot] > 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    int slots() {
        return keys.length;
    }

    /** Returns how many different values there are. */
    int size() {
        return size;
    }

    /** Returns how many values were counted. */
    int total() {
        return total;
    }

    /** Returns how often the value of a slot was counted. */
    int count(int slot) {
        return counts[slot];
    }

    /** Returns how often a value was counted. */
    int countOf(long key) {
        return counts[slot(key)];
    }

    /** Returns the different values, in no order. */
    long[] keys() {
        long[] found = new long[size];
        for (int slot = 0, at = 0; at < size; slot++) {
            if (counts[slot] > 0) {
                found[at++] = keys[slot];
            }
        }
        return found;
    }
}
