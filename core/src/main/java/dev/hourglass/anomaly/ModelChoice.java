package dev.hourglass.anomaly;

/** Says which scorer a detector is to use. The others are fitted beside it, and what they reach is told. */
public enum ModelChoice {
    /** The one that does best in the rehearsal on held-out rows; a baseline, where a baseline does. */
    AUTO,
    /** An ensemble of autoencoders. */
    AUTOENCODER,
    /** What principal components leave of a row. */
    PCA,
    /** How soon random cuts set a row apart. */
    ISOLATION_FOREST,
    /** How far a row is outside of a boundary around the training rows. */
    ONE_CLASS_SVM
}
