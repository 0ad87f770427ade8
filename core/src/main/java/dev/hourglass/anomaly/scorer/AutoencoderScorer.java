package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.nn.Team;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Scores rows by an ensemble of autoencoders of random widths and seeds: the mean over its members of what
 * {@link ScoreKind} says. Immutable and safe for concurrent use.
 *
 * <pre>{@code
 * row -> standardised -> encoder -> hidden -> code -> decoder -> reconstruction
 *                                     |                              |
 *                         distance to hidden values       Mahalanobis distance of
 *                         of a few known rows             what is left over
 * }</pre>
 *
 * Source of the ensemble: Chen, Sathe, Aggarwal and Turaga 2017, "Outlier detection with autoencoder ensembles", SDM.
 */
public final class AutoencoderScorer implements Scorer, Encoding {
    /** What it is called in files and on the command line. */
    public static final String ID = "autoencoder";

    private final ScoreKind kind;
    private final int nearest;
    private final ColumnScaling scaling;
    private final List<AutoencoderMember> members;
    private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();
    private final Queue<Team> idleTeams = new ConcurrentLinkedQueue<>();

    AutoencoderScorer(ScoreKind kind, int nearest, ColumnScaling scaling, List<AutoencoderMember> members) {
        this.kind = kind;
        this.nearest = nearest;
        this.scaling = scaling;
        this.members = List.copyOf(members);
    }

    /**
     * Reads what {@link #store} wrote.
     *
     * @param fields the JSON
     * @param arrays the numbers
     * @throws IllegalArgumentException if they are no such scorer
     */
    public static AutoencoderScorer read(JsonView fields, NamedArrays arrays) {
        return AutoencoderStore.read(fields, arrays);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int features() {
        return scaling.columns();
    }

    /** Returns what it measures. */
    public ScoreKind kind() {
        return kind;
    }

    /**
     * Returns a scorer of the same networks that measures something else.
     *
     * @throws IllegalArgumentException if it takes networks that know distributions of codes, and these do not
     */
    public AutoencoderScorer withKind(ScoreKind changed) {
        if (changed.isVariational() && !members.get(0).isVariational()) {
            throw new IllegalArgumentException("score " + changed.id()
                    + " must have networks that were fitted for it, but these were fitted for " + kind.id());
        }
        return new AutoencoderScorer(changed, nearest, scaling, members);
    }

    @Override
    public double[] score(float[] rows, int count, int threads) {
        RowBlocks.check(rows, count, features(), threads);
        double[] scores = new double[count];
        run(count, threads, (from, to) -> {
            Worker worker = worker();
            worker.score(rows, from, to - from, scores);
            idle.add(worker);
        });
        return scores;
    }

    @Override
    public float[] contributions(float[] rows, int count, int threads) {
        RowBlocks.check(rows, count, features(), threads);
        float[] contributions = new float[Math.multiplyExact(count, features())];
        run(count, threads, (from, to) -> {
            Worker worker = worker();
            worker.contribute(rows, from, to - from, contributions);
            idle.add(worker);
        });
        return contributions;
    }

    /**
     * Returns what the networks make of rows, the mean over all of them, in the units of the rows.
     *
     * @param rows [.., D], normalized and finite; not modified
     * @param count N, the number of rows
     * @param threads how many may work on it, at least 1; the result does not depend on it
     * @return [N, D]
     */
    public float[] reconstruct(float[] rows, int count, int threads) {
        RowBlocks.check(rows, count, features(), threads);
        float[] rebuilt = new float[Math.multiplyExact(count, features())];
        run(count, threads, (from, to) -> {
            Worker worker = worker();
            worker.reconstruct(rows, from, to - from, rebuilt);
            idle.add(worker);
        });
        return rebuilt;
    }

    @Override
    public int codeSize() {
        return Math.min(MAX_CODE_SIZE, encoding().latentSize());
    }

    /** Encodes rows by one member; where it knows distributions of codes, these are their means. */
    @Override
    public float[] codes(float[] rows, int count, int threads) {
        RowBlocks.check(rows, count, features(), threads);
        int size = codeSize();
        float[] codes = new float[Math.multiplyExact(count, size)];
        RowBlocks.run(count, threads, (from, to) -> {
            float[] scaled = new float[(to - from) * features()];
            scaling.apply(rows, from, to - from, scaled);
            float[] encoded = encoding().encode(scaled, to - from); // [.., L], or [.., 2 L] of a distribution
            int stride = encoded.length / (to - from);
            for (int i = 0; i < to - from; i++) {
                System.arraycopy(encoded, i * stride, codes, (from + i) * size, size);
            }
        });
        return codes;
    }

    @Override
    public StoredScorer store() {
        return AutoencoderStore.print(this);
    }

    /**
     * Returns the member whose codes are shown: codes of several would repeat each other, so the largest shown whole.
     */
    private AutoencoderMember encoding() {
        AutoencoderMember largest = members.get(0);
        for (AutoencoderMember member : members) {
            if (member.latentSize() > largest.latentSize() && member.latentSize() <= MAX_CODE_SIZE) {
                largest = member;
            }
        }
        return largest;
    }

    int nearest() {
        return nearest;
    }

    ColumnScaling scaling() {
        return scaling;
    }

    List<AutoencoderMember> members() {
        return members;
    }

    /** Runs on a team that an earlier call left, where there is one; rows that come in drops would wear out threads. */
    private void run(int count, int threads, RowBlocks.Block block) {
        if (threads == 1 || count <= RowBlocks.ROWS) {
            RowBlocks.run(count, new Team(1), block);
            return;
        }
        Team left = idleTeams.poll();
        Team team = left == null || left.size() != threads ? new Team(threads) : left;
        RowBlocks.run(count, team, block);
        idleTeams.add(team);
    }

    private Worker worker() {
        Worker worker = idle.poll();
        return worker == null ? new Worker() : worker;
    }

    /** All members, ready to run on one thread. */
    private final class Worker {
        private final List<MemberRunner> runners = members.stream()
                .map(member -> new MemberRunner(member, kind, nearest, RowBlocks.ROWS))
                .toList();
        private final float[] scaled = new float[RowBlocks.ROWS * features()];

        void score(float[] rows, int first, int count, double[] scores) {
            scaling.apply(rows, first, count, scaled);
            for (MemberRunner runner : runners) {
                runner.addScores(scaled, count, scores, first);
            }
            for (int i = first; i < first + count; i++) {
                scores[i] /= members.size();
            }
        }

        void reconstruct(float[] rows, int first, int count, float[] rebuilt) {
            scaling.apply(rows, first, count, scaled);
            float[] sums = new float[count * features()];
            for (MemberRunner runner : runners) {
                runner.addReconstructions(scaled, count, sums);
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] /= members.size();
            }
            scaling.invert(sums, count, sums);
            System.arraycopy(sums, 0, rebuilt, first * features(), sums.length);
        }

        void contribute(float[] rows, int first, int count, float[] contributions) {
            scaling.apply(rows, first, count, scaled);
            for (MemberRunner runner : runners) {
                runner.addContributions(scaled, count, contributions, first * features());
            }
        }
    }
}
