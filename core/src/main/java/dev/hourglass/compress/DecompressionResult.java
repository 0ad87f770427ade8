package dev.hourglass.compress;

/**
 * What decompressing came to.
 *
 * @param entries entries that were restored
 * @param contentBytes their bytes
 */
public record DecompressionResult(long entries, long contentBytes) {}
