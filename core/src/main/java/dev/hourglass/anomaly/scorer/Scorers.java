package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;

/** Reads scorers of every kind. */
public final class Scorers {
    private Scorers() {}

    /**
     * Reads what {@link Scorer#store} gave.
     *
     * @param fields its JSON
     * @param arrays its numbers
     * @throws IllegalArgumentException if they are not those of a scorer
     */
    public static Scorer read(JsonView fields, NamedArrays arrays) {
        String kind = fields.text(StoredScorer.KIND);
        return switch (kind) {
            case AutoencoderScorer.ID -> AutoencoderScorer.read(fields, arrays);
            case PcaScorer.ID -> PcaScorer.read(fields, arrays);
            case IsolationForest.ID -> IsolationForest.read(fields, arrays);
            case OneClassSvm.ID -> OneClassSvm.read(fields, arrays);
            default ->
                throw new IllegalArgumentException("scorer must be one of " + AutoencoderScorer.ID + ", " + PcaScorer.ID
                        + ", " + IsolationForest.ID + ", " + OneClassSvm.ID + ", but was \"" + kind + "\"");
        };
    }
}
