/**
 * Turns series into windows that a scorer of rows understands, and what it says of windows into scores of points.
 *
 * <pre>{@code
 * rows [T, D] -> Seasonality -> Windows [T - W + 1, W D] -> Scorer -> merged: scores [T], contributions [T, D]
 * row by row  -> SeriesStream: the window that ends at the newest row -> its score
 * measures of a univariate series -> Exceedance, Rest: how far beyond all before, and no alarm twice
 * }</pre>
 *
 * In shapes, T is rows of a series in the order of time, D its columns, W the rows of one window, P the rows of one
 * season.
 */
@NullMarked
package dev.hourglass.anomaly.series;

import org.jspecify.annotations.NullMarked;
