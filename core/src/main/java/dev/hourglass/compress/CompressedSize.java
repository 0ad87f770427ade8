package dev.hourglass.compress;

/**
 * What compression came to.
 *
 * @param fileBytes the size of the whole file, in bytes
 * @param rows the samples in it
 */
public record CompressedSize(long fileBytes, long rows) {}
