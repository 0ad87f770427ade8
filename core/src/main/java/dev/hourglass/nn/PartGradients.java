package dev.hourglass.nn;

/**
 * Gradients of one array of weights that an operation computes itself, in parts of some samples each; they are summed
 * in the order of the parts, so that it does not matter who computed which.
 *
 * @param parameter whose gradients
 * @param parts [parts, stored size], laid out like the weights; every step overwrites the parts in use
 * @param rowsPerPart rows of the operation's input that a part stands for, 8 or 16
 * @param factor rows a sample
 */
@SuppressWarnings("ArrayRecordComponent") // a view on a buffer, compared by nobody
record PartGradients(Parameter parameter, float[] parts, int rowsPerPart, int factor) {
    /** Returns room for so many parts. */
    static PartGradients of(Parameter parameter, int parts, int rowsPerPart, int factor) {
        return new PartGradients(parameter, new float[parts * parameter.storedSize()], rowsPerPart, factor);
    }

    /** Returns the number of parts that a batch of samples fills. */
    int count(int samples) {
        return (samples * factor + rowsPerPart - 1) / rowsPerPart;
    }
}
