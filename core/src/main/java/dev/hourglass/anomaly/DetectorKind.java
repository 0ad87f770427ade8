package dev.hourglass.anomaly;

/** Says what the rows of the data are to each other. */
public enum DetectorKind {
    /** Rows stand alone and have no order. */
    TABLE,
    /** Rows follow each other in time; a row is judged by the window around it. */
    SERIES,
    /** Each row is a picture. */
    IMAGES
}
