package dev.hourglass.reproduce;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.Activation;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.LossBinding;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.RowTransform;
import dev.hourglass.nn.TrainingPlan;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.nn.WeightUpdate;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;
import java.util.Map;

/**
 * Judges made digits by a classifier trained on real ones: how many are clearly one digit, and whether all ten appear.
 * One logit a digit, binary cross-entropy. Not thread-safe.
 */
final class DigitJudge {
    private static final int CLASSES = 10;
    private static final int HIDDEN = 256;
    private static final int BATCH = 128;
    private static final int EPOCHS = 5;
    private static final float RATE = 1e-3f;
    /** A digit is clear where its own logit alone is above 0, odds of more than nine to one for and against. */
    private static final float CLEAR = 2.2f;

    private final Inference classifier;

    /** Trains the classifier on labelled digits; a quick run for one epoch. */
    DigitJudge(Dataset digits, boolean isQuick, long seed, int threads) {
        int features = digits.features();
        Network network = new Network(
                Shape.of(features),
                List.of(
                        new Linear(features, HIDDEN),
                        new Activation(ActivationFunction.RELU),
                        new Linear(HIDDEN, CLASSES)));
        Kernels kernels = Kernels.best();
        ParameterLayout layout = ParameterLayout.of(Map.of("classifier", network));
        Parameters weights = WeightInitializer.initialize(layout, Initializer.GLOROT, seed);
        Parameters means = new Parameters(layout);
        Parameters squares = new Parameters(layout);
        WeightUpdate adam = (role, from, g, gFrom, count) -> kernels.update()
                .adam(
                        weights.values(),
                        means.values(),
                        squares.values(),
                        from,
                        g,
                        gFrom,
                        count,
                        RATE,
                        1f,
                        0.9f,
                        0.999f,
                        1e-8f);
        LossBinding loss = new LossBinding(
                (k, y, yFrom, x, xFrom, g, gFrom, count, scale, lanes) ->
                        k.loss().crossEntropy(y, yFrom, x, xFrom, g, gFrom, count, scale, lanes),
                false);
        Chain chain = Chain.of("classifier", network);
        TrainingPlan plan = new TrainingPlan(
                new TrainingPlan.Task(chain, loss, CLASSES, RowTransform.NONE, name -> true),
                weights,
                Penalty.NONE,
                adam,
                new TrainingPlan.Settings(BATCH, threads, seed),
                kernels);
        float[] targets = oneHot(digits);
        long step = 0;
        for (int epoch = 1; epoch <= (isQuick ? 1 : EPOCHS); epoch++) {
            int[] order = new SeededRandom(seed).fork("judge " + epoch).permutation(digits.rows());
            for (int from = 0; from < digits.rows(); from += BATCH) {
                int count = Math.min(BATCH, digits.rows() - from);
                plan.step(digits.values(), targets, order, from, count, ++step, false);
            }
        }
        this.classifier = Inference.create(chain, weights, threads, kernels);
    }

    private static float[] oneHot(Dataset digits) {
        float[] targets = new float[digits.rows() * CLASSES];
        for (int i = 0; i < digits.rows(); i++) {
            targets[i * CLASSES + Integer.parseInt(digits.labels().get(i))] = 1f;
        }
        return targets;
    }

    /**
     * What a set of made digits is worth.
     *
     * @param clear the share that is clearly one digit and no other, in [0, 1]
     * @param coverage e to the entropy of the digits they are taken for, over 10: 1 where all appear alike
     */
    record Verdict(double clear, double coverage) {}

    /** Judges samples [N, D]. */
    Verdict judge(float[] samples, int rows) {
        float[] logits = new float[rows * CLASSES];
        classifier.run(samples, 0, logits, rows);
        int[] counts = new int[CLASSES];
        int clear = 0;
        for (int i = 0; i < rows; i++) {
            int best = 0;
            int likely = 0;
            for (int c = 0; c < CLASSES; c++) {
                best = logits[i * CLASSES + c] > logits[i * CLASSES + best] ? c : best;
                likely += logits[i * CLASSES + c] > -CLEAR ? 1 : 0;
            }
            counts[best]++;
            clear += likely == 1 && logits[i * CLASSES + best] > CLEAR ? 1 : 0;
        }
        double entropy = 0;
        for (int count : counts) {
            double share = (double) count / rows;
            entropy -= count == 0 ? 0 : share * StrictMath.log(share);
        }
        return new Verdict((double) clear / rows, StrictMath.exp(entropy) / CLASSES);
    }
}
