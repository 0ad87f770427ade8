package dev.hourglass.compress.codec;

/** Numbers whole numbers of either sign by their magnitude: 0, -1, 1, -2, 2, ... */
final class ZigZag {
    private ZigZag() {}

    static long encode(long number) {
        return (number << 1) ^ (number >> (Long.SIZE - 1));
    }

    static long decode(long number) {
        return (number >>> 1) ^ -(number & 1);
    }
}
