package dev.hourglass.compress;

/**
 * A part of a damaged file that could not be restored.
 *
 * @param name the entry, or empty where it is not known
 * @param firstByte where the lost part starts in the entry's content, in bytes
 * @param bytes its length; -1 where that is not known
 * @param reason one sentence
 */
public record Loss(String name, long firstByte, long bytes, String reason) {}
