package dev.hourglass.data;

/**
 * A data set known by name, with the division into training and test rows that everyone uses.
 *
 * @param train the rows to train on
 * @param test the rows to judge by
 */
public record NamedDataset(Dataset train, Dataset test) {}
