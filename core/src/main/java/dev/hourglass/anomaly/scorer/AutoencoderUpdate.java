package dev.hourglass.anomaly.scorer;

import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Team;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * Continues the training of an ensemble on new normal rows: every member goes on from its weights, and what is known of
 * residuals, codes and neighbours is measured anew. Columns are scaled as before, and the same thing is measured.
 *
 * <p>What the new rows do not show is slowly forgotten. Not thread-safe; single use.
 */
public final class AutoencoderUpdate {
    private final MemberTraining training;
    private final int threads;

    /**
     * Prepares an update.
     *
     * @param training how; see {@link AutoencoderConfig.Training#ofUpdate}
     * @param seed all randomness comes from it
     * @param threads how many may work on it, at least 1; the result does not depend on it
     */
    public AutoencoderUpdate(AutoencoderConfig.Training training, long seed, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
        }
        this.training = new MemberTraining(training, seed);
        this.threads = threads;
    }

    /**
     * Updates an ensemble.
     *
     * @param scorer the ensemble; stays as it is
     * @param rows [.., D], normalized as those it was fitted on, finite and normal; not modified
     * @param count N, the number of rows, at least 2
     * @return the updated one
     * @throws IllegalArgumentException if there are too few rows or a value is not finite
     * @throws dev.hourglass.error.TrainingDivergedException if a loss stops being finite
     */
    public AutoencoderScorer update(AutoencoderScorer scorer, float[] rows, int count) {
        int features = scorer.features();
        RowBlocks.checkTraining(rows, count, features, 2);
        float[] reference = scaled(scorer, rows, count, AutoencoderFit.MAX_REFERENCE_ROWS, "reference");
        int size = scorer.members().size();
        AtomicReferenceArray<AutoencoderMember> members = new AtomicReferenceArray<>(size);
        AtomicInteger next = new AtomicInteger();
        new Team(Math.min(threads, size)).run(worker -> {
            for (int index = next.getAndIncrement(); index < size; index = next.getAndIncrement()) {
                int most = training.config().mostRows();
                float[] drawn = scaled(scorer, rows, count, most, "rows of member " + index);
                members.set(index, update(scorer.members().get(index), index, drawn, reference));
            }
        });
        return new AutoencoderScorer(
                scorer.kind(),
                Math.min(scorer.nearest(), reference.length / features),
                scorer.scaling(),
                IntStream.range(0, size).mapToObj(members::get).toList());
    }

    private AutoencoderMember update(AutoencoderMember member, int index, float[] rows, float[] reference) {
        Parameters trained = training.train(member.config(), rows, Optional.of(member.parameters()), index);
        int[] neighbours = training.neighbours(
                index, reference.length / member.features(), member.neighbours().samples());
        return new MemberStatistics(member.config(), trained, reference).member(neighbours);
    }

    private float[] scaled(AutoencoderScorer scorer, float[] rows, int count, int most, String purpose) {
        int features = scorer.features();
        float[] drawn = training.draw(rows, count, features, most, purpose);
        scorer.scaling().apply(drawn, 0, drawn.length / features, drawn);
        return drawn;
    }
}
