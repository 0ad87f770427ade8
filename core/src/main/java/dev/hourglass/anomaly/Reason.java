package dev.hourglass.anomaly;

/**
 * Says what one column has to do with the score of a row.
 *
 * @param column the column's name
 * @param share its share of the score, in [0, 1]
 * @param found the value of the row, in the column's own units; NaN where it is missing or no number
 * @param usual the mean of the training rows; NaN where the column holds categories
 */
public record Reason(String column, double share, float found, float usual) {}
