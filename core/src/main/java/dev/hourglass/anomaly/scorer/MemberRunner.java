package dev.hourglass.anomaly.scorer;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Inference.Direction;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * Runs blocks of rows through one member of an ensemble and says what it measures of each. Not thread-safe; confine to
 * one thread.
 */
final class MemberRunner {
    /** Beside distances and squares, so that their logarithms are finite where rows are the same. */
    private static final double LEAST_DISTANCE = 1e-3;

    private static final double LEAST_SQUARE = 1e-9;

    private final AutoencoderMember member;
    private final ScoreKind kind;
    private final int features;
    private final Inference hidden;
    private final Inference encoder;
    private final Inference decoder;
    private final Inference whole;
    private final ImportanceDraws draws;
    private final float[] points;
    private final double[] distances;
    private final int nearest;
    private final float[] scratch;
    private final float[] encoded;
    private final float[] decoded;
    private final float[] rebuilt;
    private final float[] residuals;
    private final float[] whitened;
    private final float[] whitenedCodes;

    /**
     * Builds a runner.
     *
     * @param member what to run
     * @param kind what to measure
     * @param nearestCount how many neighbours count
     * @param rows the most rows of a block
     */
    MemberRunner(AutoencoderMember member, ScoreKind kind, int nearestCount, int rows) {
        Autoencoder model = member.config().build();
        this.member = member;
        this.kind = kind;
        this.features = member.features();
        this.hidden = runner(AutoencoderMember.toHidden(model));
        this.encoder = runner(Chain.of("encoder", model.encoder()));
        this.decoder = runner(Chain.of("decoder", model.decoder()));
        this.whole = Inference.create(model, member.parameters(), Direction.RECONSTRUCT, 1, Kernels.best());
        this.draws = new ImportanceDraws(member.latentSize(), features);
        this.points = new float[rows * hidden.outputs()];
        this.distances = new double[rows];
        this.nearest = nearestCount;
        this.scratch = new float[member.neighbours().scratchSize(nearestCount)];
        this.encoded = new float[rows * encoder.outputs()];
        this.decoded = new float[ImportanceDraws.DRAWS * decoder.outputs()];
        this.rebuilt = new float[rows * features];
        this.residuals = new float[rows * features];
        this.whitened = new float[rows * member.residuals().padded()];
        this.whitenedCodes = new float[rows * member.codes().padded()];
    }

    private Inference runner(Chain chain) {
        return Inference.create(chain, member.parameters(), 1, Kernels.best());
    }

    /**
     * Adds what it measures of a block to scores.
     *
     * @param seen [count, D], scaled; not modified
     * @param count the rows of the block
     * @param scores added to
     * @param from the first row's score
     */
    void addScores(float[] seen, int count, double[] scores, int from) {
        run(seen, count);
        for (int i = 0; i < count; i++) {
            scores[from + i] += score(seen, i);
        }
    }

    private boolean takesNeighbours() {
        return kind == ScoreKind.NEIGHBOURS || kind == ScoreKind.COMBINED;
    }

    private boolean takesResiduals() {
        return kind != ScoreKind.NEIGHBOURS && kind != ScoreKind.LATENT_DENSITY && !kind.isVariational();
    }

    private void run(float[] seen, int count) {
        if (takesNeighbours()) {
            hidden.run(seen, 0, points, count);
            member.neighbours().distances(points, count, nearest, scratch, distances);
        }
        if (takesResiduals()) {
            rebuild(seen, count);
        }
        if (kind == ScoreKind.MAHALANOBIS || kind == ScoreKind.COMBINED) {
            member.residuals().apply(residuals, count, whitened);
        }
        if (kind == ScoreKind.LATENT_DENSITY || kind.isVariational()) {
            encoder.run(seen, 0, encoded, count);
        }
        if (kind == ScoreKind.LATENT_DENSITY) {
            member.codes().apply(encoded, count, encoder.outputs(), whitenedCodes);
        }
    }

    private void rebuild(float[] seen, int count) {
        whole.run(seen, 0, rebuilt, count);
        for (int i = 0; i < count * features; i++) {
            residuals[i] = seen[i] - rebuilt[i];
        }
    }

    /** Adds what it rebuilds of a block, [count, D], scaled. */
    void addReconstructions(float[] seen, int count, float[] sums) {
        whole.run(seen, 0, rebuilt, count);
        for (int i = 0; i < count * features; i++) {
            sums[i] += rebuilt[i];
        }
    }

    private double score(float[] seen, int row) {
        return switch (kind) {
            case RECONSTRUCTION -> log(squares(row, false) / features);
            case STANDARDISED -> log(squares(row, true) / features);
            case MAHALANOBIS -> mahalanobis(row);
            case LATENT_DENSITY -> log(member.codes().squared(whitenedCodes, row));
            case NEIGHBOURS -> distance(row);
            case COMBINED -> distance(row) + 0.5 * mahalanobis(row); // both are logarithms of distances now
            case LIKELIHOOD -> nats(seen, row, false);
            case IMPORTANCE_WEIGHTED -> nats(seen, row, true);
        };
    }

    private double distance(int row) {
        return StrictMath.log(distances[row] + LEAST_DISTANCE);
    }

    private double mahalanobis(int row) {
        return log(member.residuals().squared(whitened, row));
    }

    private static double log(double square) {
        return StrictMath.log(square + LEAST_SQUARE);
    }

    private double squares(int row, boolean isStandardised) {
        double sum = 0;
        for (int j = 0; j < features; j++) {
            double residual = residuals[row * features + j];
            residual /= isStandardised ? member.rootMeanSquares()[j] : 1;
            sum += residual * residual;
        }
        return sum;
    }

    private double nats(float[] seen, int row, boolean isImportanceWeighted) {
        float[] codes = draws.draw(encoded, row * encoder.outputs());
        decoder.run(codes, 0, decoded, ImportanceDraws.DRAWS);
        return draws.nats(decoded, seen, row * features, features, isImportanceWeighted);
    }

    /**
     * Adds what each value does to the score of its row; the values of a row add up to 1, or to 2 where two measures
     * make the score.
     *
     * @param seen [count, D], scaled; not modified
     * @param count the rows of the block
     * @param target [.., D]; added to
     * @param from the first element of the first row
     */
    void addContributions(float[] seen, int count, float[] target, int from) {
        run(seen, count);
        if (!takesResiduals()) {
            rebuild(seen, count);
        }
        float[] parts = new float[features];
        for (int i = 0; i < count; i++) {
            int at = from + i * features;
            if (takesNeighbours()) {
                fromNeighbours(seen, i, parts);
                addShares(parts, target, at);
            }
            if (kind != ScoreKind.NEIGHBOURS) {
                fromResiduals(i, parts);
                addShares(parts, target, at);
            }
        }
    }

    /** How far each value is from the mean of what the member rebuilds of the nearest rows. */
    private void fromNeighbours(float[] seen, int row, float[] parts) {
        int[] found = new int[nearest];
        member.neighbours().nearest(points, row, found);
        for (int j = 0; j < features; j++) {
            float mean = 0;
            for (int s : found) {
                mean += member.neighbourRows()[s * features + j] / found.length;
            }
            float difference = seen[row * features + j] - mean;
            parts[j] = difference * difference;
        }
    }

    private void fromResiduals(int row, float[] parts) {
        for (int j = 0; j < features; j++) {
            float residual = residuals[row * features + j];
            parts[j] = switch (kind) {
                case RECONSTRUCTION -> residual * residual;
                case MAHALANOBIS, COMBINED ->
                    Math.abs((residual - member.residuals().mean(j))
                            * member.residuals().weighted(whitened, row, j));
                case LATENT_DENSITY -> rebuilt[row * features + j] * rebuilt[row * features + j];
                default -> square(residual / member.rootMeanSquares()[j]);
            };
        }
    }

    private static float square(float value) {
        return value * value;
    }

    private static void addShares(float[] parts, float[] target, int from) {
        double sum = 0;
        for (float part : parts) {
            sum += part;
        }
        for (int j = 0; j < parts.length && sum > 0; j++) {
            target[from + j] += (float) (parts[j] / sum);
        }
    }
}
